package breaking

import (
	"fmt"
	"slices"
	"strings"

	"github.com/errbook/errbook/spec"
)

// looks compares what an error looks like on the wire. In an own API that is what
// clients of older versions know it by; a provider changes it without asking, and the
// book follows.
func (c *comparison) looks(from, to *spec.Error) {
	lostStatuses, lostCodes := without(from.Doc.Statuses, to.Doc.Statuses), without(from.Doc.WireCodes, to.Doc.WireCodes)
	if len(lostStatuses) > 0 {
		effect, breaks := Minor, ""
		if c.file.Own.Value {
			effect, breaks = Major, c.orStillSent(from, to, "clients that check the status mistake it for something else")
		}
		c.note(to, to.Status.Pos, "status-changed", effect, fmt.Sprintf("%s no longer comes with status %s", to.Code, strings.Join(lostStatuses, ", ")), breaks, "")
	}
	if len(lostCodes) > 0 {
		c.lostCodes(from, to, lostCodes)
	}
	sentOtherwise := c.file.Own.Value && c.was.Own.Value && c.sent(from, to, lostStatuses, lostCodes)
	if len(lostCodes) == 0 && !sentOtherwise && !slices.Equal(from.Rules(), to.Rules()) && slices.Equal(from.Doc.Statuses, to.Doc.Statuses) {
		c.note(to, to.Name.Pos, "wire-changed", Minor, fmt.Sprintf("%s is recognized by other rules", to.Code), "", "")
	}
}

// lostCodes adds that an error is no longer recognized by identifiers.
func (c *comparison) lostCodes(from, to *spec.Error, lost []string) {
	effect, breaks, hint := Minor, "", ""
	if c.file.Own.Value {
		effect, breaks = Major, c.orStillSent(from, to, "clients of older versions do not recognize it")
		if !to.WireCode.Pos.IsSet() && len(lost) == 1 { // it is made of the name
			hint = "code: " + lost[0] + " keeps it"
		}
	}
	c.note(to, to.WireCode.Pos, "wire-changed", effect, fmt.Sprintf("%s is no longer recognized by %s", to.Code, strings.Join(lost, ", ")), breaks, hint)
}

// orStillSent returns what breaks where an own API loses a status or a code. Clients of
// older versions are not affected if they recognize what is sent now, as after a change
// that was made in steps; those of the newer one meet servers that send the former.
func (c *comparison) orStillSent(from, to *spec.Error, unrecognized string) string {
	looks, _ := c.file.Looks(to)
	if slices.ContainsFunc(looks, func(l spec.Look) bool { return !c.wasReadAs(from, &l) }) {
		return unrecognized
	}
	return "clients no longer recognize it from servers that still send that"
}

// wasReadAs reports whether clients of the older version read a response as an error.
func (c *comparison) wasReadAs(from *spec.Error, l *spec.Look) bool {
	v, _ := c.was.Runtime().Verdict(l.Response)
	return v.Code == from.Code
}

// sent compares what servers of an own API send for an error in each place: clients know
// it by that, whatever else newer ones recognize. It reports whether something differs.
// What is also lost has been said.
func (c *comparison) sent(from, to *spec.Error, lostStatuses, lostCodes []string) bool {
	before, _ := c.was.Looks(from)
	after, _ := c.file.Looks(to)
	said := map[string]bool{}
	for i := range after {
		j := slices.IndexFunc(before, func(l spec.Look) bool { return l.Surface == after[i].Surface })
		if j < 0 {
			continue
		}
		now := after[i].Identifiers()
		for _, id := range before[j].Identifiers() {
			k := slices.IndexFunc(now, func(n spec.Identifier) bool { return n.Part == id.Part })
			if k < 0 || now[k].Value == id.Value || id.Part == "status" && len(lostStatuses) > 0 || isAmong(lostCodes, id) || said[id.Part+id.Value] {
				continue
			}
			said[id.Part+id.Value] = true
			c.sentOtherwise(from, to, &after[i], id, now[k])
		}
	}
	return len(said) > 0
}

// isAmong reports whether an identifier is among those that documentation lists.
func isAmong(listed []string, id spec.Identifier) bool {
	return slices.ContainsFunc(listed, func(s string) bool {
		return s == id.Value || s == id.Value+"…" || strings.HasSuffix(s, "="+id.Value)
	})
}

// sentOtherwise adds that an identifier is sent with a different value. Whether clients
// recognize that is asked of the older version, by which they were generated.
func (c *comparison) sentOtherwise(from, to *spec.Error, look *spec.Look, was, now spec.Identifier) {
	rule := "wire-changed"
	if was.Part == "status" {
		rule = "status-changed"
	}
	breaks := "clients that check the " + was.Part + " by themselves mistake it for something else"
	if !c.wasReadAs(from, look) {
		breaks = "clients of older versions do not recognize it"
	}
	c.note(to, now.Pos, rule, Major, fmt.Sprintf("%s is now sent with %s %s; it was sent with %s", to.Code, was.Part, now.Value, was.Value), breaks,
		fmt.Sprintf("of a list the first is sent: [%s, %s] keeps it, and lets clients learn the other", was.Value, now.Value))
}
