package corpus

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// A Verdict is what a line of errbook classify --jsonl, and the attributes of a
// record, say of a response.
type Verdict struct {
	Kind, Code, Retry, Actor string

	Delay time.Duration // negative for none
}

// Agrees reports whether two verdicts are the same. The delays may differ by as much
// as the clock went on from one to the other: some responses name a moment.
func (v Verdict) Agrees(w Verdict, within time.Duration) bool {
	off := v.Delay - w.Delay
	if (v.Delay < 0) != (w.Delay < 0) || off.Abs() > within {
		return false
	}
	v.Delay = w.Delay
	return v == w
}

// ReadVerdict reads a line that errbook classify --jsonl wrote.
func ReadVerdict(line []byte) (v Verdict, err error) {
	var said struct {
		Code, Kind, Retry, Actor string
		Error                    string
		DelayMS                  *int64 `json:"delay_ms"`
	}
	if err := json.Unmarshal(line, &said); err != nil {
		return v, err
	}
	if said.Error != "" {
		return v, fmt.Errorf("a line was not read: %s", said.Error)
	}
	v = Verdict{Kind: said.Kind, Code: said.Code, Retry: said.Retry, Actor: said.Actor, Delay: -1}
	if said.DelayMS != nil {
		v.Delay = time.Duration(*said.DelayMS) * time.Millisecond
	}
	return v, nil
}

// VerdictIn returns the verdict in the attributes of a record.
func VerdictIn(a pcommon.Map) Verdict {
	v := Verdict{Delay: -1}
	for name, to := range map[string]*string{"errbook.kind": &v.Kind, "errbook.code": &v.Code, "errbook.retry": &v.Retry, "errbook.actor": &v.Actor} {
		if value, ok := a.Get(name); ok {
			*to = value.AsString()
		}
	}
	if d, ok := a.Get("errbook.delay"); ok { // classify rounds milliseconds up
		v.Delay = time.Duration(math.Ceil(d.Double()*1e3-1e-6)) * time.Millisecond
	}
	return v
}
