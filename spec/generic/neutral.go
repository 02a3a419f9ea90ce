package generic

import "slices"

// NeutralLayer returns what [File.Layer] does, without what counts only for APIs of AI. A
// response of any other API is judged by both alike.
func (f *File) NeutralLayer() *Layer {
	neutral := *f
	neutral.Phrases = nil
	for _, row := range f.Phrases {
		row.Any = slices.DeleteFunc(slices.Clone(row.Any), func(p Pattern) bool {
			of := said{Pattern: &p, row: &row}
			return of.apart() != 0
		})
		if len(row.Any) > 0 {
			neutral.Phrases = append(neutral.Phrases, row)
		}
	}
	l := neutral.Layer()
	l.Names, l.Stems = withoutAI(l.Names), withoutAI(l.Stems)
	for i := range l.Numbers {
		l.Numbers[i].Rows = withoutAI(l.Numbers[i].Rows)
	}
	return l
}

// withoutAI returns rows without those of kinds that only APIs of AI have.
func withoutAI(rows []Clues) []Clues {
	return slices.DeleteFunc(slices.Clone(rows), func(c Clues) bool { return IsOfAI(c.Kind) })
}
