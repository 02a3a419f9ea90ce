package yaml

// MaxBytes is how many bytes a file has at most.
const MaxBytes = 8 << 20

// maxNesting is how deep the values of a file nest at most.
const maxNesting = 64

// A node is one value of a file.
type node struct {
	Pos
	kind   nodeKind
	quoted bool // a scalar in quotes, or a block: its text is not a number or boolean
	flow   bool // a list in brackets, or a mapping in braces
	text   string
	kids   []node // of a mapping: key, value, key, value, …
}

type nodeKind uint8

const (
	badNode nodeKind = iota // reported already
	scalarNode
	listNode
	mapNode
)

// found describes a node for a problem: what was found.
func (n *node) found() string {
	switch n.kind {
	case listNode:
		return "a list"
	case mapNode:
		return "a mapping"
	}
	if n.quoted {
		return Excerpt(n.text)
	}
	switch plainKindOf(n.text) {
	case plainNull:
		return "nothing"
	case plainBool:
		return "the boolean " + n.text
	case plainInt, plainNumber:
		return "the number " + n.text
	case plainDate:
		return "the date " + n.text
	}
	return Excerpt(n.text)
}

// A keySet finds the keys of a mapping: by looking at each while they are few.
type keySet struct {
	index   map[string]Pos
	indexed int // how many of the kids are in the index
}

// fewKeys is how many keys are looked at one by one.
const fewKeys = 32

// find returns where a key was given before, in kids.
func (s *keySet) find(key string, kids []node) (Pos, bool) {
	if len(kids) <= 2*fewKeys {
		for i := 0; i < len(kids); i += 2 {
			if kids[i].text == key {
				return kids[i].Pos, true
			}
		}
		return Pos{}, false
	}
	if s.index == nil {
		s.index = make(map[string]Pos)
	}
	for ; s.indexed < len(kids); s.indexed += 2 {
		s.index[kids[s.indexed].text] = kids[s.indexed].Pos
	}
	pos, ok := s.index[key]
	return pos, ok
}
