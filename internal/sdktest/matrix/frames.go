package matrix

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
)

// frame makes a frame of application/vnd.amazon.eventstream. A name that ends like that
// of an exception makes it one.
func frame(name, payload string) string {
	messageType, nameHeader := "event", ":event-type"
	if strings.HasSuffix(strings.ToLower(name), "exception") {
		messageType, nameHeader = "exception", ":exception-type"
	}
	var headers []byte
	for _, h := range [][2]string{{nameHeader, name}, {":content-type", "application/json"}, {":message-type", messageType}} {
		headers = append(append(headers, byte(len(h[0]))), h[0]...)
		headers = append(binary.BigEndian.AppendUint16(append(headers, 7), uint16(len(h[1]))), h[1]...) // 7 is text
	}
	f := binary.BigEndian.AppendUint32(nil, uint32(16+len(headers)+len(payload)))
	f = binary.BigEndian.AppendUint32(f, uint32(len(headers)))
	f = binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f))
	f = append(append(f, headers...), payload...)
	return string(binary.BigEndian.AppendUint32(f, crc32.ChecksumIEEE(f)))
}
