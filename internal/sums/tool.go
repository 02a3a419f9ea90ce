package sums

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"

	"github.com/errbook/errbook/internal/lazy"
)

// tool says which errbook this program is: two programs that can generate different
// bytes have different ones. It is "" where that cannot be found out.
func tool() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	return toolOf(f)
}

// toolOf returns the build ID of a program, which the linker makes of everything that
// went into it, embedded files included. Of a program that was built without one it
// hashes all bytes, which takes longer.
func toolOf(f io.ReadSeeker) string {
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return ""
	}
	if id := buildID(head[:n]); id != "" {
		return "id " + id
	}
	h := sha256.New()
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return ""
	}
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return "sum " + hex.EncodeToString(h.Sum(nil))
}

var (
	// noteForm begins the note of an ELF program that has the build ID, and textForm the
	// text of other programs. Package cmd/internal/buildid writes and reads both.
	noteForm = []byte("\x04\x00\x00\x00Go\x00\x00")
	textForm = []byte("\xff Go build ID: \"")

	// idForm is a build ID that the go command made; the flag -buildid can set others.
	idForm = lazy.Regexp(`^[\w-]{20}/[\w-]{20}/[\w-]{20}/[\w-]{20}$`)
)

// buildID returns the build ID out of the first bytes of a program, "" for none.
func buildID(head []byte) string {
	id := ""
	if i := bytes.Index(head, noteForm); i >= 4 && len(head) > 4 && string(head[:4]) == "\x7fELF" {
		id = noteAt(head, i)
	} else if _, rest, ok := bytes.Cut(head, textForm); ok {
		text, _, _ := bytes.Cut(rest, []byte{'"'})
		id = string(text)
	}
	if !idForm().MatchString(id) {
		return ""
	}
	return id
}

// noteAt returns the description of a note of ELF: its size comes four bytes before
// the type, in the byte order of the program.
func noteAt(head []byte, i int) string {
	order := binary.ByteOrder(binary.LittleEndian)
	size := int(order.Uint32(head[i-4:]))
	begin := i + len(noteForm)
	if size <= 0 || size > len(head)-begin {
		return ""
	}
	return string(head[begin : begin+size])
}
