package sitetest

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/errbook/errbook/spec"
)

var images = flag.String("images", "", "the directory for the pictures of the README")

// outOfMoney is a 429 that no wait helps with, as curl prints it.
const outOfMoney = `HTTP/2 429
content-type: application/json
retry-after: 30
x-request-id: req_8c1f0a52d7

{"error": {"message": "You exceeded your current quota, please check your plan and billing details. See https://platform.openai.com/docs/guides/error-codes",
  "type": "insufficient_quota", "param": null, "code": "insufficient_quota"}}
`

// A look is a page in a state in which a designer would look at it.
type look struct {
	name, path string
	own        bool // of a book of one provider
	prepare    func(p *tab)
}

// looks lists what TestShots shows: each type of page, and what readers do on them.
func looks() []look {
	list := []look{
		{name: "search", prepare: func(p *tab) {
			p.do(chromedp.SendKeys(chromedp.CSS("#q"), "openai quota"))
			p.until("document.querySelectorAll('#hits [role=option]').length > 0")
		}},
		{name: "paste", prepare: func(p *tab) { p.pasteMoney() }},
		{name: "filtered", path: "429/#kind=insufficient_credits"},
		{name: "5xx", path: "5xx/"},
		{name: "compare-wait", path: "compare/waits/"},
		{name: "one-home", own: true},
	}
	for _, pg := range pages {
		list = append(list, look{name: pg.name, path: pg.path})
	}
	return list
}

// pasteMoney pastes a response, and waits for the verdict.
func (p *tab) pasteMoney() {
	p.t.Helper()
	p.paste("#response", outOfMoney)
	p.until("document.querySelector('.card h3 a') != null")
}

// oneBook is a book of one API, that of whoever publishes it.
func oneBook() (*tree, error) {
	book, err := spec.Load("../../spec/testdata/terse/bank.yaml")
	if err != nil {
		return nil, err
	}
	return newTree(book, nil)
}

// TestShots writes a screenshot of the first screens of every look, on a phone and on a
// desktop, in light and dark, for somebody to look at.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("-shots DIR names the directory for the screenshots")
	}
	// At the root, where the links of the 404 page lead somewhere.
	base, one := need(t, theBook).serveBelow(t, ""), need(t, oneBook).serve(t)
	for _, size := range []struct {
		name          string
		width, height int64
	}{{"phone", 390, 1500}, {"desktop", 1280, 1100}} {
		for _, scheme := range []string{"light", "dark"} {
			for _, l := range looks() {
				address := base + l.path
				if l.own {
					address = one + l.path
				}
				p := open(t, address, screen(size.width, size.height, scheme)...)
				p.do(chromedp.WaitVisible(chromedp.CSS("#q")))
				if l.prepare != nil {
					l.prepare(p)
				}
				p.capture(filepath.Join(*shots, fmt.Sprintf("%s-%s-%s.png", l.name, size.name, scheme)))
			}
		}
	}
}

// The pictures of the README: what is pasted, and a page that it leads to.
var readmePictures = []struct {
	name, path, part string
	width, height    int64
	prepare          func(p *tab)
}{
	{"paste", "", ".paste", 920, 900, func(p *tab) {
		p.pasteMoney()
		eval[bool](p, "document.activeElement.blur(), document.querySelector('#response').style.height = '12.5rem', true")
	}},
	{"error", "openai/insufficient-quota/", "", 1120, 700, func(*tab) {}},
}

// TestReadmePictures writes the pictures of the README, if -images names their
// directory. With the same browser and fonts they have the same bytes each time.
func TestReadmePictures(t *testing.T) {
	if *images == "" {
		t.Skip("-images ../../docs/images writes the pictures of the README")
	}
	base := need(t, theBook).serve(t)
	for _, pic := range readmePictures {
		p := open(t, base+pic.path, screen(pic.width, pic.height, "light")...)
		p.do(chromedp.WaitVisible(chromedp.CSS("#q")))
		pic.prepare(p)
		action := chromedp.CaptureScreenshot()
		if pic.part != "" {
			action = chromedp.Screenshot(chromedp.CSS(pic.part))
		}
		shot, err := chromedp.Run(p.ctx, action)
		if err != nil {
			t.Fatal(err)
		}
		small, err := smaller(shot)
		if err != nil {
			t.Fatal(err)
		}
		if len(small) > maxPicture {
			t.Errorf("%s has %d bytes; at most %d are allowed", pic.name, len(small), maxPicture)
		}
		if err := os.WriteFile(filepath.Join(*images, pic.name+".png"), small, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// maxPicture is how many bytes a picture of the README may have.
const maxPicture = 80_000

// smaller returns a PNG with the 256 colors that are most frequent in it, which for
// text on a page are all that anybody sees.
func smaller(data []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	counts := map[color.RGBA]int{}
	bounds := from.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(from.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	colors := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, c := range colors[:min(len(colors), 256)] {
		palette = append(palette, c)
	}
	to := image.NewPaletted(bounds, palette)
	nearest := map[color.RGBA]uint8{}
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := at(x, y)
			n, known := nearest[c]
			if !known {
				n = uint8(palette.Index(c))
				nearest[c] = n
			}
			to.SetColorIndex(x, y, n)
		}
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, to)
	return b.Bytes(), err
}

// capture writes what is on the screen to a file.
func (p *tab) capture(name string) {
	p.t.Helper()
	data, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		p.t.Fatal(err)
	}
}
