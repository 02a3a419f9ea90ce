package phrases

import (
	"encoding/binary"
	"encoding/json"
)

// A Table is what [Compile] makes of rules. It mirrors phrase.Table of the run
// time, which says what each field means; the generator prints it as a literal
// of that type, and MarshalJSON writes it for readers in other languages.
type Table struct {
	Check        string
	Next         []uint16
	Signatures   []uint16
	Sets         []uint16
	Number, Zero uint16
	Secret       uint16
	Begins       []uint16
	Steps        []Step
	Followed     uint16
	Ends         []uint16
	Effects      []uint16
	Rows         []TableRow
	Nots         []uint16
}

// A Step mirrors phrase.Step.
type Step struct {
	From, To, First, Reach, Statuses uint16
}

// A TableRow mirrors phrase.Row.
type TableRow struct {
	Statuses, Not uint16
}

// Size returns how many bytes the table takes in a program.
func (t *Table) Size() int {
	lists := len(t.Next) + len(t.Signatures) + len(t.Sets) + len(t.Begins) + len(t.Ends) + len(t.Effects) + len(t.Nots)
	return len(t.Check) + 2*lists + 10*len(t.Steps) + 4*len(t.Rows)
}

// MarshalJSON writes the table as an object with one string for each field: its
// numbers in base64, two bytes each, the lower one first (check: one byte each).
// Steps and rows are written field by field.
func (t *Table) MarshalJSON() ([]byte, error) {
	steps := make([]uint16, 0, 5*len(t.Steps))
	for _, s := range t.Steps {
		steps = append(steps, s.From, s.To, s.First, s.Reach, s.Statuses)
	}
	rows := make([]uint16, 0, 2*len(t.Rows))
	for _, r := range t.Rows {
		rows = append(rows, r.Statuses, r.Not)
	}
	return json.Marshal(struct {
		Check      []byte `json:"check"`
		Next       []byte `json:"next"`
		Signatures []byte `json:"signatures"`
		Sets       []byte `json:"sets"`
		Numbers    []byte `json:"numbers"` // Number, Zero, Followed, Secret
		Begins     []byte `json:"begins"`
		Steps      []byte `json:"steps"`
		Ends       []byte `json:"ends"`
		Effects    []byte `json:"effects"`
		Rows       []byte `json:"rows"`
		Nots       []byte `json:"nots"`
	}{
		[]byte(t.Check), packed(t.Next), packed(t.Signatures), packed(t.Sets), packed([]uint16{t.Number, t.Zero, t.Followed, t.Secret}),
		packed(t.Begins), packed(steps), packed(t.Ends), packed(t.Effects), packed(rows), packed(t.Nots),
	})
}

func packed(list []uint16) []byte {
	b := make([]byte, 0, 2*len(list))
	for _, n := range list {
		b = binary.LittleEndian.AppendUint16(b, n)
	}
	return b
}
