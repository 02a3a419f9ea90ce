package foreign

import (
	"net/http"
	"time"

	"github.com/errbook/errbook/apierr/internal/observe"
)

// bodyWait is how long a body is waited for: an error that keeps one has read it
// already, so that it lies in memory.
const bodyWait = time.Second

// peek returns the beginning of a response's body and leaves it to be read again.
func peek(resp *http.Response) (head []byte) {
	head, resp.Body, _ = observe.Peek(resp.Body, observe.Limit{Bytes: MaxRead, Wait: bodyWait})
	return head
}
