package eventstream

import "encoding/binary"

// headers are those of a frame that say what it is.
type headers struct {
	messageType, eventType, exceptionType, errorCode, errorMessage []byte
}

// typeString is the type of a header whose value is text.
const typeString = 7

// sizes are those of the values of headers, by their type; variable stands for those
// that say it themselves.
var sizes = [...]int{0, 0, 1, 2, 4, 8, variable, variable, 8, 16}

const variable = -1

// read reads the headers of a frame, which must take up all of text.
func (h *headers) read(text []byte) error {
	for len(text) > 0 {
		n := 1 + int(text[0]) // where the name ends
		if n == 1 || len(text) < n+1 || int(text[n]) >= len(sizes) {
			return errHeader
		}
		name, kind, rest := text[1:n], text[n], text[n+1:]
		size := sizes[kind]
		if size == variable {
			if len(rest) < 2 {
				return errHeader
			}
			size, rest = int(binary.BigEndian.Uint16(rest)), rest[2:]
		}
		if len(rest) < size {
			return errHeader
		}
		if kind == typeString {
			h.set(name, rest[:size])
		}
		text = rest[size:]
	}
	return nil
}

func (h *headers) set(name, value []byte) {
	switch string(name) {
	case ":message-type":
		h.messageType = value
	case ":event-type":
		h.eventType = value
	case ":exception-type":
		h.exceptionType = value
	case ":error-code":
		h.errorCode = value
	case ":error-message":
		h.errorMessage = value
	}
}
