package manpage

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

const want = `.TH "SHOP\-SELL" 1 "" "shop" "shop manual"
.SH NAME
shop\-sell \- Sell a thing
.SH SYNOPSIS
.B shop sell THING[u2026] [flags]
.SH DESCRIPTION
.PP
Sells what is named\[u2026]
\&.SH is text here, and so is \efB.
.PP
.nf
  shop sell tea   # as it is
.fi
.SH OPTIONS
.TP
\fB\-d, \-\-dry\-run\fR
only say what would be sold
.TP
\fB\-h, \-\-help\fR
help for sell
.TP
\fB\-\-to\fR \fIbuyer\fR
the buyer who gets it
.SH EXAMPLES
.nf
  shop sell \-\-to me tea
.fi
.SH SEE ALSO
.BR shop (1)
`

func shop() *cobra.Command {
	root := &cobra.Command{Use: "shop", Short: "A shop", Long: "A shop."}
	sell := &cobra.Command{Use: "sell THING[u2026]", Short: "Sell a thing", Example: "  shop sell --to me tea", Run: func(*cobra.Command, []string) {},
		Long: "Sells what is named…\n.SH is text here, and so is \\fB.\n\n  shop sell tea   # as it is"}
	sell.Flags().BoolP("dry-run", "d", false, "only say what would be sold")
	sell.Flags().String("to", "", "the `buyer` who gets it")
	sell.Flags().String("secret", "", "not shown")
	sell.Flags().MarkHidden("secret")
	root.AddCommand(sell, &cobra.Command{Use: "audit", Hidden: true, Run: func(*cobra.Command, []string) {}})
	return root
}

func TestPage(t *testing.T) {
	if diff := cmp.Diff(want, Page(shop().Commands()[1])); diff != "" {
		t.Error(diff)
	}
}

// Hidden commands have no page.
func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man")
	names, err := Write(dir, shop())
	if err != nil || !slices.Equal(names, []string{"shop.1", "shop-sell.1"}) {
		t.Errorf("it wrote %q (%v)", names, err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "shop-sell.1")); err != nil || string(data) != want {
		t.Errorf("the page is %q (%v)", data, err)
	}
}
