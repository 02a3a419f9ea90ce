// Package yaml reads YAML files strictly, into structs, with the place of every
// value: spec files, errbook.yaml and whatever else people write. [Decode] finds
// everything that is wrong with the shape of a file at once; [JSONSchema] says the
// same to editors, made of the same tags. What values mean is for the caller.
//
// # What is refused
//
// A file holds one mapping, in the part of YAML that all readers read alike. Not
// allowed:
//
//   - multiple documents, directives
//   - anchors, aliases, merge keys (<<), tags
//   - keys that are given twice, or are not text
//   - keys that the struct does not have
//   - where text is required, plain scalars that one reader or another takes for
//     a number, a boolean, a date or nothing (0429, 0A000, 1e3, 1.0, no, on, ~,
//     2026-11-20): quote them; a plain decimal integer (429, -3) is text, too
//   - empty lists and mappings, and text that is empty or spans lines, or has
//     control or invisible characters; only a raw key takes empty text, line
//     breaks and tabs
//   - more than 8 MiB ([MaxBytes]), anything but UTF-8, carriage returns that do
//     not end a line, and values that nest more than 64 deep
//
// # Structs
//
// A struct embeds a [Pos], which becomes its place, and has a field for each key:
//
//	type Shop struct {
//		yaml.Pos `noun:"a shop"`
//		Name  yaml.Text            `yaml:"name,required" doc:"The name, for people."`
//		Kind  yaml.Text            `yaml:"kind,required,of=kind" doc:"What it sells."`
//		Size  yaml.Int             `yaml:"size,min=1,max=99" doc:"How many shelves it has."`
//		Hosts []yaml.Text          `yaml:"hosts,distinct" doc:"Where it is."`
//		Wares yaml.Map[*Ware]      `yaml:"wares,keys=name" doc:"What it sells, by name."`
//		Extra yaml.Map[yaml.Text]  `yaml:"x-*" doc:"Anything else."`
//	}
//
// The noun is what problems call it ("a shop must have the key name; found none");
// without it, it is the name of the type. A hint beside it says what to write where
// something else than a mapping was found; without it, problems name the keys.
// With numbers:"quoted", a plain number is not text. Fields without a yaml tag are the
// caller's. An embedded struct gives its keys to the struct around it; its Pos,
// which comes first, is that of the first of them. What a key takes is said by the
// field's type:
//
//	Text, Int, Bool, Date  a scalar
//	a struct or *struct    a mapping; a pointer is nil if the key is not given
//	[]T                    a list
//	List[T]                a value or a list of values
//	Map[T]                 a mapping with any keys, in the order of the file
//	a Decoder              what it reads itself
//
// and by the options after the key:
//
//	required   it must be there
//	unless=KEY not even then, if the file has KEY: true at its top
//	alias=KEY  another word for the key
//	meant=KEYS words that people write for the key, joined by |: the hint is the key
//	bare       a value that is not a mapping is read into this field, as if the struct
//	           had no other: {path: a, strip: b}, or only a
//	raw        text may be empty, and have line breaks and tabs
//	distinct   no text of a list is there twice
//	of=SET     each text is of a Set
//	keys=SET   so is each key of a Map
//	min=, max= the bounds of a number; max of a text is its characters
//
// They hold for the items of a list and the values of a Map alike. A key that
// ends in * takes, in a Map, all keys that begin so and that no other field has.
// A doc tag says what the key is for; it is the description in the schema.
//
// What a key takes may be known only when the program runs, such as the names of
// kinds: a [Set] has a name, which tags give, and words, a form, or both. It can have
// hints for texts that people write, and that it does not take.
//
// # Problems
//
// A [Problem] has a place, says what is required and what was found, and, where
// that is not plain, has a hint:
//
//	shops/x.yaml:22:11: size must be between 1 and 99; found 100
//
// A value that is refused stays zero, and its Pos is not set; a text that is not
// of its set, too long, or given twice is set all the same (see
// [Problems.Lossy]). Keys and values appear in problems with escapes for what
// would break or hide a line. A caller notes its own with a [Reporter].
package yaml
