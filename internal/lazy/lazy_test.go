package lazy

import "testing"

func TestRegexp(t *testing.T) {
	digits := Regexp(`^\d+$`)
	if !digits().MatchString("17") || digits().MatchString("x") {
		t.Error("it is not the expression")
	}
	if first, again := digits(), digits(); first != again {
		t.Error("it is compiled again")
	}
	if !inTest {
		t.Fatal("this is not known as a test")
	}
	defer func() {
		if recover() == nil {
			t.Error("an expression that is not valid is not found by a test")
		}
	}()
	Regexp(`(`)
}

// Nothing is compiled before it is asked for.
func TestRegexpIsLazy(t *testing.T) {
	defer func(was bool) { inTest = was }(inTest)
	inTest = false
	Regexp(`(`)
}
