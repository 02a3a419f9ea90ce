package fakeserver

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// socketGUID is what the key of a handshake is hashed with (RFC 6455, section 1.3).
const socketGUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// closeSocket opens a WebSocket and closes it with the code and the reason of a step
// (RFC 6455, sections 4.2.2 and 5.5.1). A request that does not ask for one is refused.
func (s *Server) closeSocket(w http.ResponseWriter, r *http.Request, p *plan) {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		http.Error(w, "this step closes a WebSocket, but the request does not open one", http.StatusUpgradeRequired)
		return
	}
	conn, buffer, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer conn.Close()
	accept := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + socketGUID))
	fmt.Fprintf(buffer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(accept[:]))
	reason := p.response.Body[:min(len(p.response.Body), maxReason)]
	_, _ = buffer.Write(append([]byte{opClose, byte(2 + len(reason)), byte(p.response.Close >> 8), byte(p.response.Close)}, reason...))
	_ = buffer.Flush()
	_ = conn.SetReadDeadline(time.Now().Add(closeWait))
	_, _ = conn.Read(make([]byte, 128)) // the client's close
}

const (
	opClose   = 0x88 // the last frame of a message, which is a close
	maxReason = 123  // as control frames have 125 bytes at most
	closeWait = time.Second
)
