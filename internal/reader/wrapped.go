package reader

import (
	"regexp"
	"strings"

	"github.com/errbook/errbook/spec/generic"
)

// Expressions for what programs print around a response, as package apierr takes
// it off; a test holds the two against each other over lines made of every word.
// What each takes out is its first group, whatever the case.
const (
	// The status before a JSON string, and the last one before an object.
	statusBeforeString = `(?<![a-z\d.$-])([45]\d\d)[ :-]*$`
	statusBeforeObject = `^[^]*(?<![a-z\d.$-])([45]\d\d)(?![a-z\d$])`
	// The status and the sentence of a gRPC exception. Of the quotes around the
	// sentence one stays, so that it is not quoted.
	rpcText = `^(?:(?!StatusCode\.)[^])*(StatusCode\.[^]*?details = "[^]*?)(?:"(?:[\n>]|$| debug_error_string)|$)`
	// The code and the sentence of what that leaves, of what gRPC prints in Go, and of what
	// AWS's libraries for Python print.
	goRPCText = `^StatusCode\.([^]*?)[, \r\n\t]*details = "([^]*)$|^(?!StatusCode\.)[^]*?rpc error: code = ([^]*?) desc = ([^]*)$` +
		`|^(?!StatusCode\.)(?![^]*rpc error: code = )(?:(?!An error occurred \()[^])*An error occurred \(([^\d][^]*?)\) when calling the [^]*?: ([^]*)$`
	// The code of a WebSocket's close and the reason, as the second and third group: as a
	// library prints them, and as the pages of a site show a sample. What is before the
	// code is found once, as the first group: if no ")" follows, no later place has one.
	closeText = `^(?=((?:close |received |[^]*?(?:close |received )(?=10(?:0\d|1[0-5]) \(|[34]\d{3} \((?:registered|private use)\)))?)[1-4]\d{3}(?: \(|(?<=^close \d{4})))\1` +
		`([1-4]\d{3})(?: \([^)]*\):?|(?<=^close \d{4}))([^]*?)(?:; then sent [^]*)?$`
	// What an SDK prints before a body that comes after the headers.
	bodyText = `status_code: [45]\d\d, body: (?=\{)`
	// What Connect prints, a code in brackets and the sentence, and the exception that a
	// text begins with.
	namedText   = `(?:^| )\[([a-z_]+)\] ([^]*)`
	labeledText = `^(?:(?! code: )[^])* code: ([^ ]+?), (?:message|msg): ([^]*)`
	// What comes from a status in brackets on.
	bracketedText = `(\[[45]\d\d [^\]]{0,59}\] [^]*)`
	exceptionText = `^(?:[^ ]*\.)?([^. ]*(?:Error|Exception)): `
	// What ends a number that is a status.
	endOfStatus = ` *(?:$|[:,;)\]}{<[("'\x60|\r\n])|\.(?![a-z\d])| +-`
	// A stream of server-sent events, and a field of llama.cpp's own.
	streamText = `^\s*(error: \{|(?=(data|event|id|retry)?:)[^]*data:)`
	// A page where an API's response should be.
	pageText = `^\s*(<(?:!doctype )?html)`
)

// lineStatus takes the status out of a line: after words that say so at its
// beginning or anywhere, or after words that may say so and before a mark.
func lineStatus(l *generic.Layer) string {
	var before strings.Builder
	for _, word := range l.BeforeStatus {
		before.WriteString("(?:" + regexp.QuoteMeta(word) + "[: _(/-]*)?")
	}
	atBegin := before.String() + `(?=...(?![\da-z.]))`
	const between, toColon = `[: =(\['\x60-]*`, `[ =(\['\x60-]*:`
	anywhere := "(?:" + anyOf(l.BeforeAny) + ")" + between + `(?=[45]\d\d(?![\da-z]))`
	ended := "(?:" + anyOf(l.BeforeEnded) + ")(?:" + toColon + between + `(?=[45]\d\d(?![\da-z]))|` + between + `(?=[45]\d\d(?:` + endOfStatus + ")))"
	return `^(?:\[?` + atBegin + "|[^]*?(?:" + anywhere + "|" + ended + `))([45]\d\d)`
}

// elementText takes out the text of the first element of a page that begins so, with the
// spaces around it. Later ones are not tried, so a page is read once.
func elementText(begin, tag string, maxText int) string {
	return `^(?:(?!` + begin + `)[^])*` + begin + `[^>]*>([^]{0,` + text(maxText) + `}?)</` + tag
}

// numberAfter takes out the number after one of some words, with nothing but fillers
// in between. Numbers that count requests are passed over.
func numberAfter(l *generic.Layer, words []string) string {
	return `(?<![a-z\d_])(?:` + anyOf(words) + `)(?![a-z_])` +
		`(?:[ :=~()]|(?:` + anyOf(l.Between) + `)(?![a-z_]))*` +
		`(\d{1,3}(?:,\d{3})+|\d+)(?![a-z\d_]|[.,]\d)(?! *(?:` + anyOf(l.Counted) + `)(?![a-z\d_]))`
}
