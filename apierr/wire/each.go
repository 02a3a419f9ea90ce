package wire

// Apart returns the bodies that the body would be if its list of errors had but one of
// them, at most max; none where it has fewer than two. An error that is cut off is left
// out.
func (f *Fields) Apart(max int) (bodies []string) {
	if f.wire == nil || len(f.wire.Each) == 0 || f.wire.Each[0].Slot == NoSlot {
		return nil
	}
	v := f.slots[f.wire.Each[0].Slot]
	if v.kind != valueNested || f.body[v.start] != '[' {
		return nil
	}
	before, after := f.body[:v.start], f.body[v.end:]
	s := scanner{s: f.body[:v.end], i: int(v.start) + 1, f: f}
	var first string // of which no body is made until there is a second one
	for n := 0; n < max && s.element(); n++ {
		start := s.i
		if s.value(nil, NoSlot); s.cut {
			break
		}
		if n == 0 {
			first = s.s[start:s.i]
			continue
		}
		if n == 1 {
			bodies = append(bodies, before+"["+first+"]"+after)
		}
		bodies = append(bodies, before+"["+s.s[start:s.i]+"]"+after)
	}
	return bodies
}
