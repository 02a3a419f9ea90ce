package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errbook/errbook/spec"
	"github.com/errbook/errbook/spec/prose"
	"github.com/errbook/errbook/spec/yaml"
)

// sentences applies a check to every sentence of a file: summaries, causes,
// fixes, checks and tips.
func sentences(check func(p spec.Prose, text string, report reporter)) func(*spec.File, reporter) {
	return func(f *spec.File, report reporter) {
		each := func(list ...spec.Prose) {
			for _, p := range list {
				if p.IsSet() {
					check(p, prose.Text(p.Spans), report)
				}
			}
		}
		each(f.Tips...)
		for i := range f.Guides {
			each(f.Guides[i].Checks...)
		}
		for _, e := range f.Errors {
			if e.Summary.Pos != e.Name.Pos { // what is made of the name is nobody's sentence
				each(e.Summary)
			}
			each(slices.Concat(e.Causes, e.Fixes, e.Checks)...)
			for _, v := range e.Variants {
				each(v.Summary)
				each(slices.Concat(v.Causes, v.Fixes)...)
			}
		}
	}
}

// fixes applies a check to every fix of a file.
func fixes(check func(p spec.Prose, text string, report reporter)) func(*spec.File, reporter) {
	return func(f *spec.File, report reporter) {
		for _, e := range f.Errors {
			list := slices.Clone(e.Fixes)
			for _, v := range e.Variants {
				list = append(list, v.Fixes...)
			}
			for _, p := range list {
				check(p, prose.Text(p.Spans), report)
			}
		}
	}
}

// todo is what errbook import writes where a draft lacks something.
const todo = "TODO"

func checkTODO(f *spec.File, report reporter) {
	if f.Name.Value == todo {
		report(f.Name.Pos, "", "a name should be the API's; found %s", todo)
	}
	sentences(func(p spec.Prose, text string, report reporter) {
		if strings.HasPrefix(text, todo) {
			report(p.Pos, "", "a sentence should be filled in; found %q", text)
		}
	})(f, report)
}

// The bounds of a sentence, in characters: a shorter one is a label, a longer
// one is two sentences.
const (
	shortest = 16
	longest  = 260
)

func checkLength(p spec.Prose, text string, report reporter) {
	switch n := utf8.RuneCountInString(text); {
	case n < shortest:
		report(p.Pos, "", "a sentence should have at least %d characters; found %d", shortest, n)
	case n > longest:
		report(p.Pos, "split it into two sentences", "a sentence should have at most %d characters; found %d", longest, n)
	}
}

// filler lists words that can be left out without losing anything.
var filler = []string{
	"please", "simply", "just", "basically", "obviously", "of course", "in order to", "make sure", "ensure that", "be sure to",
	"as needed", "if applicable", "as appropriate", "accordingly", "at this time", "unfortunately", "sorry", "oops", "kindly",
	"it is recommended", "it is important", "note that", "various", "etc",
}

func checkFiller(p spec.Prose, text string, report reporter) {
	words := " " + strings.Join(wordsOf(text), " ") + " "
	for _, f := range filler {
		if strings.Contains(words, " "+f+" ") {
			report(p.Pos, "leave it out, or say what it means", "a sentence should have no filler; found %q", f)
		}
	}
}

// wordsOf returns the words of a text in lowercase, code and links' URLs left out.
func wordsOf(text string) []string {
	var b strings.Builder
	for i, part := range strings.Split(text, "`") {
		if i%2 == 0 {
			b.WriteString(part)
		} else {
			b.WriteString(" code ")
		}
	}
	return strings.FieldsFunc(strings.ToLower(b.String()), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-'
	})
}

// notImperative lists words with which no command begins.
var notImperative = []string{"the", "a", "an", "this", "that", "these", "those", "it", "you", "your", "we", "our", "there", "i", "they", "its", "no", "any", "some", "all"}

func checkImperative(p spec.Prose, text string, report reporter) {
	words := wordsOf(text)
	if len(words) > 0 && slices.Contains(notImperative, words[0]) {
		report(p.Pos, "begin with the verb: set, send, wait for, replace", "a fix should say what to do; found one that begins with %q", words[0])
	}
}

// vagueWords are the words of advice that says nothing by itself: a fix of
// which nothing else remains leaves the reader where they were.
var vagueWords = strings.Fields(`check see read consult refer to the your api official documentation docs reference guide for more details information about
	it try again later retry request the and or contact support team help if error persists continues occurs a an in of with this that problem issue
	wait some time moment while few minutes fix correct resolve solve send resend new another call message response provider's provider`)

func checkVague(p spec.Prose, text string, report reporter) {
	for _, w := range wordsOf(text) {
		if !slices.Contains(vagueWords, w) {
			return
		}
	}
	report(p.Pos, "name the field, the page, the header or the setting", "a fix should be one that can be acted on; found %q", text)
}

// stop lists words that do not tell a fix from its cause.
var stop = strings.Fields(`a an the is are was were be been has have had do does did not no any it its this that these those of to in on for with by from as at or and
	than too so there which who what your you request requests use using used set send sent one more don't doesn't isn't cannot can't without only`)

// content returns the words of a sentence that carry its meaning, cut to stems
// so that "key" and "keys" are one.
func content(text string) []string {
	var list []string
	for _, w := range wordsOf(text) {
		if slices.Contains(stop, w) {
			continue
		}
		list = append(list, stem(w))
	}
	return list
}

func stem(word string) string {
	for _, suffix := range []string{"ing", "ed", "es", "s"} {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) > 3 {
			return s
		}
	}
	return word
}

// checkNegations finds fixes in which nothing stands that is not in a cause:
// "The key is invalid." "Use a valid key."
func checkNegations(f *spec.File, report reporter) {
	for _, e := range f.Errors {
		for _, fix := range e.Fixes {
			text := prose.Text(fix.Spans)
			if strings.Contains(text, "`") {
				continue // it names something
			}
			for _, cause := range e.Causes {
				if negates(text, prose.Text(cause.Spans)) {
					report(fix.Pos, "say how: which field, which page, which value", "a fix should say more than the opposite of its cause; found %q", text)
					break
				}
			}
		}
	}
}

func negates(fix, cause string) bool {
	words, of := content(fix), content(cause)
	for _, w := range words {
		if !slices.ContainsFunc(of, func(c string) bool { return c == w || c == "in"+w || c == "un"+w || c == "im"+w || c == "not"+w }) {
			return false
		}
	}
	return len(words) > 0
}

// manyErrors is how many errors may give the same advice.
const manyErrors = 6

func checkRepeated(f *spec.File, report reporter) {
	where := map[string][]yaml.Pos{}
	var order []string
	for _, e := range f.Errors {
		for _, p := range e.Fixes {
			text := prose.Text(p.Spans)
			if where[text] == nil {
				order = append(order, text)
			}
			where[text] = append(where[text], p.Pos)
		}
	}
	for _, text := range order {
		if places := where[text]; len(places) > manyErrors {
			report(places[0], "write it once, as a guide that names these errors", "advice should appear in at most %d errors; found %q in %d", manyErrors, text, len(places))
		}
	}
}
