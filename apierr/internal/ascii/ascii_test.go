package ascii

import "testing"

// The sets are checked against their definition, byte by byte.
func TestSets(t *testing.T) {
	for n := range 256 {
		c := byte(n)
		digit := c >= '0' && c <= '9'
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if IsDigit(c) != digit || IsAlnum(c) != (digit || letter) || IsWord(c) != (digit || letter || c == '_') {
			t.Errorf("%q: digit %t, alnum %t, word %t", c, IsDigit(c), IsAlnum(c), IsWord(c))
		}
	}
}

func TestBeginsWord(t *testing.T) {
	for name, want := range map[string]string{
		"OutOfStock": "Out Of Stock", "URLNotFound": "URL Not Found", "notFound": "not Found", "HTTP2Error": "HTTP2 Error",
		"NOT_FOUND": "NOT_FOUND", "Not_Found": "Not_Found", "OK": "OK", "": "",
	} {
		var got []byte
		for i := range len(name) {
			if BeginsWord(name, i) {
				got = append(got, ' ')
			}
			got = append(got, name[i])
		}
		if string(got) != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, test := range []struct {
		s, part        string
		prefix, suffix bool
	}{
		{"<HTML><BODY>", "<html", true, false},
		{"Error (HTTP", "(http", false, true},
		{"http", "HTTP", true, true},
		{"ht", "http", false, false},
		{"", "", true, true},
	} {
		if HasPrefixFold(test.s, test.part) != test.prefix || HasSuffixFold(test.s, test.part) != test.suffix {
			t.Errorf("%q begins or ends with %q: not %t, %t", test.s, test.part, test.prefix, test.suffix)
		}
	}
}
