package upstream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/errbook/errbook/internal/listing"
	"github.com/errbook/errbook/spec"
)

// fetchTimeout is how long one source may take.
const fetchTimeout = 30 * time.Second

// A Fetcher gets copies of sources.
type Fetcher struct {
	Client *http.Client // with its own transport, if any; nil is the default
}

// Fetch gets the copy that the list of a source is in. It follows redirects to the
// same host only, and takes no more than a listing can have.
func (f *Fetcher) Fetch(ctx context.Context, s *spec.Source) (path string, data []byte, err error) {
	path = ListURL(s)
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if err != nil {
		return path, nil, err
	}
	req.Header.Set("User-Agent", "errbook-upstream")
	client := http.Client{CheckRedirect: sameHost}
	if f != nil && f.Client != nil {
		client.Transport = f.Client.Transport
	}
	resp, err := client.Do(req)
	if err != nil {
		return path, nil, bare(path, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return path, nil, fmt.Errorf("%s: the status must be 200; found %d", path, resp.StatusCode)
	}
	data, err = io.ReadAll(io.LimitReader(resp.Body, listing.MaxBytes+1))
	if err != nil {
		return path, nil, bare(path, err)
	}
	return path, data, nil
}

// maxRedirects is how often a source may point elsewhere.
const maxRedirects = 5

func sameHost(req *http.Request, via []*http.Request) error {
	switch {
	case req.URL.Host != via[0].URL.Host || req.URL.Scheme != "https":
		return fmt.Errorf("a redirect must stay on %s; found %s://%s", via[0].URL.Host, req.URL.Scheme, req.URL.Host)
	case len(via) > maxRedirects:
		return fmt.Errorf("a source must redirect at most %d times; found more", maxRedirects)
	}
	return nil
}

// bare returns an error of the client with the URL once and without the method.
func bare(path string, err error) error {
	if e := (*url.Error)(nil); errors.As(err, &e) {
		err = e.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// ListURL returns the URL at which a program gets the list of a source: that of
// the list, or else of the source. For a file on GitHub, which sources pin to a
// commit, it is the newest text of the file.
func ListURL(s *spec.Source) string {
	if s.List != nil && s.List.URL.IsSet() {
		return s.List.URL.Value
	}
	rest, ok := strings.CutPrefix(s.URL.Value, "https://github.com/")
	parts := strings.SplitN(rest, "/", 5)
	if !ok || len(parts) < 5 || parts[2] != "blob" {
		return s.URL.Value
	}
	return "https://raw.githubusercontent.com/" + parts[0] + "/" + parts[1] + "/HEAD/" + parts[4]
}
