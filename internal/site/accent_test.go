package site

import (
	"regexp"
	"strings"
	"testing"

	"github.com/errbook/errbook/templates"
)

// Links have the accent color, and can be read in both schemes whatever it is.
func TestLinksHaveTheAccentColor(t *testing.T) {
	for _, panel := range []string{lightPanel, darkPanel} {
		if !strings.Contains(string(templates.SiteStyle), "--panel: "+panel) {
			t.Errorf("the style sheet has no panel of the color %s", panel)
		}
	}
	links := regexp.MustCompile(`--link:(#[0-9a-f]{6})`)
	for accent, want := range map[string][2]string{
		"#0a58ca": {"#0a58ca", ""}, // dark enough for light pages
		"#8ab4f8": {"", "#8ab4f8"}, // light enough for dark ones
		"#ffff00": {}, "#000000": {"#000000", ""}, "#ffffff": {"", "#ffffff"}, "#808080": {}, "#00aa77": {}, "#ff0000": {},
	} {
		found := links.FindAllStringSubmatch(accentStyle(accent), -1)
		if len(found) != 2 {
			t.Fatalf("%s: %s has no two colors of links", accent, accentStyle(accent))
		}
		for i, panel := range []string{lightPanel, darkPanel} {
			link := found[i][1]
			if c := contrast(link, panel); c < readable {
				t.Errorf("%s: links of %s have a contrast of %.2f on %s, want at least %.1f", accent, link, c, panel, readable)
			}
			if want[i] != "" && link != want[i] {
				t.Errorf("%s: links are %s on %s, want the color itself", accent, link, panel)
			}
		}
	}
	if got := accentStyle(""); got != "" {
		t.Errorf("without a color the rules are %q", got)
	}
}
