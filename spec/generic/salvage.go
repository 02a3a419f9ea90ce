package generic

import (
	"strings"

	"github.com/errbook/errbook/apierr/wire"
)

// salvagePlaces are the places of rows of salvage.
var salvagePlaces = []string{"message", "title", "same", "code", "type", "other", "echo", "success"}

// salvage returns what the names of members and elements mean where no part of the
// wire has a message.
func (f *File) salvage() wire.SalvageWords {
	words := func(place string) []string {
		list := at(f.Salvage, place)
		for i := range list {
			list[i] = plain(list[i])
		}
		return list
	}
	return wire.SalvageWords{
		Message: words("message"), Title: words("title"), Same: words("same"),
		Code: words("code"), Type: words("type"), Other: words("other"),
		Echo: words("echo"), Success: words("success"),
	}
}

// plain writes a name as [wire.Fields.Salvage] compares it: the letters and digits in
// lowercase.
func plain(name string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'A' <= c && c <= 'Z':
			return c + 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			return c
		}
		return -1
	}, name)
}
