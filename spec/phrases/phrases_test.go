package phrases

import (
	"slices"
	"strings"
	"testing"
)

// rulesOf parses what has to be right.
func rulesOf(t testing.TB, classes []Class, rows []Row) []Rule {
	t.Helper()
	rules, problems := Parse(classes, rows)
	for _, p := range problems {
		t.Error(p)
	}
	return rules
}

// Messages in many words, and what the rows of the starter vocabulary say.
func TestStarterVocabulary(t *testing.T) {
	rules := rulesOf(t, starter.classes, starter.rows)
	for _, tt := range []struct {
		statuses uint16
		text     string
		want     string // empty: no row holds
	}{
		{on429, "0 credits remaining", "credits"},
		{on429, "You have $0.00 in credits.", "credits"},
		{on429, "You have $10.00 in credits.", ""},
		{on429, "Credits used up", "credits"},
		{on400, "Your wallet is empty", "credits"},
		{on400, "Insufficient wallet balance", "credits"},
		{on400, "You have run out of credits", "credits"},
		{on400, "Account balance not enough", "credits"},
		{on400, "You are low on funds", "credits"},
		{on400, "Your account's credits aren't exhausted; nothing is low", "credits"}, // rows do not parse English
		{on400, "Das Guthaben ist aufgebraucht", "credits"},
		{on400, "Crédito insuficiente", "credits"},
		{on400, "ВАШ КРЕДИТНЫЙ ЛИМИТ ИСЧЕРПАН", "credits"},
		{on400, "크레딧이 부족합니다", "credits"},
		{on400, "账户余额已经不足，请充值", "credits"},
		{on400, "残高が不足しています", "credits"},
		{on400, "Error:Insufficient balance.Please recharge", "credits"},
		{on429, "No credits are needed for 5 requests per minute", "rate"},
		{on400, "Unlimited credits: there are no limits", ""},

		{on429, "monthly call limit reached", "period"},
		{on429, "The limit of 500 messages per day has been hit", "period"},
		{on429, "Daily quota exceeded", "period"},
		{on429, "You used all of your plan for today", "period"},
		{on429, "已达到每日用量上限", ""},
		{on429, "每日用量上限已用完", "period"},

		{on429, "Plan limit reached", "plan"},
		{on429, "out of quota", "plan"},
		{on400, "out of quota", ""}, // another status
		{on429, "quota exceeded: 60 requests per minute", "rate"},
		{on429, "Too many requests", "rate"},
		{on429, "You are rate-limited, rate_limit is 5", ""},
		{on429, "rate-limit reached", "rate"},
		{on429, "You are being throttled", "rate"},

		{on400, "code=insufficient_quota", "identifier"},
		{on400, "reason: rateLimitExceeded", "identifier"},
		{on400, "ratelimitexceeded", ""},
		{on400, "must have at least 3 characters", "short"},
		{on400, "must have at least three characters", ""},
		{on402, "Please upgrade to a paid plan", "upgrade"},
		{on402, "Please upgrade to one of our many plans", ""},

		// What the caller wrote, and what is no prose.
		{on400, `the prompt "I have no credits" is not valid`, ""},
		{on400, "the prompt 'I have no credits' is not valid", ""},
		{on400, "the prompt “no credits” or «no credits» or `no credits`", ""},
		{on400, "no field credit_limit", ""},
		{on400, "no model acme/credit/v2 or credit.v2 or credit-v2.1", ""},
		{on400, "no page at https://example.com/billing-credits?credits=0", ""},
		{on400, "no creditScore", ""},

		// Sentences and distance.
		{on400, "There is no such field. Credits are fine", ""},
		{on400, "There is no such field\nCredits are fine", ""},
		{on400, "no a b c d e credits", "credits"},
		{on400, "no a b c d e f credits", ""},
		{on400, "not available: enough credits", ""},
	} {
		got := ""
		if rows := Holding(rules, tt.statuses, tt.text); len(rows) > 0 {
			got = starter.means[rows[0]]
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Texts of one message are apart.
func TestTextsAreApart(t *testing.T) {
	rules := rulesOf(t, nil, []Row{{"no credits", 1}})
	if rows := Holding(rules, 1, "there are no", "credits"); rows != nil {
		t.Errorf("a row reaches from one text into another: %v", rows)
	}
	if rows := Holding(rules, 1, "there are", "no credits"); !slices.Equal(rows, []int{0}) {
		t.Errorf("the second text holds no row: %v", rows)
	}
}

// What a pattern means, on texts without meaning.
func TestPatterns(t *testing.T) {
	classes := []Class{{"x", []string{"x", "b"}}, {"y", []string{"y", "b", "c d"}}}
	for _, tt := range []struct{ pattern, holds, not string }{
		{"a b c", "a b c|A-B-C|a, (b) c|a b/c", "a b|a b x c|a. b c|a_b c|a b/c/d"},
		{"a … b", "a b|a 1 2 3 4 5 b|a a b", "b a|a 1 2 3 4 5 6 b"},
		{"a …2 b c", "a 1 2 b c|a b b c", "a 1 2 3 b c|a b 1 c"},
		{"a ~ b", "a b|b a|b 1 2 3 4 5 a", "a|b 1 2 3 4 5 6 a"},
		{"{x} ~1 {y}", "x y|y x|b b|x b|b 1 y|c d x|x 1 c d", "b|x x|c d|c x d|x 1 2 c d"},
		{"a ~1 b ~1 c", "a b c|c 1 b 1 a|b 1 c 1 a", "a b|a 1 1 b c|a a b"},
		{"a ~ a", "a a|a 1 2 3 4 5 a", "a|b"},
		{"ab* b", "ab b|abc b|ab's b", "a b|cab b|ab_c b|abC b"},
		{"a|b-c d", "a d|b c d", "b d|a c d"},
		{"a !b", "a|a. b|b\na", "a b|b 1 2 3 4 5 6 7 a|c"},
		{"a !b-c", "a|a b|a b 1 c", "a b c|b c a"},
		{"{number} a", "1 a|1,000.5 a|$5 a|5-a|1/a", "x1 a|5_a|1.5s a"},
		{"{zero} a", "0 a|0.00 a|-$0 a|00 a", "0.01 a|10 a|zero a"},
		{"5 a", "5 a", "5.0 a|55 a|5x a"},
		{"don't", "don't|Don’t|don't!", "dont|don t"},
		{"余额 … 不足", "余额不足|余额已经不足|您的余额不足了|余额abc不足", "余 额不足|不足余额|余额一二三四五六不足|余额。不足"},
		{"ab 余额", "ab余额|ab 余额", "ab的余额|xab余额"},
		{"max_tokens", "max_tokens|max_tokens: 5|Max_Tokens", "max tokens|max_tokens.x|max-tokens"},
	} {
		rules := rulesOf(t, classes, []Row{{tt.pattern, 1}})
		for text := range strings.SplitSeq(tt.holds, "|") {
			if Holding(rules, 1, text) == nil {
				t.Errorf("%s must hold for %q", tt.pattern, text)
			}
		}
		for text := range strings.SplitSeq(tt.not, "|") {
			if Holding(rules, 1, text) != nil {
				t.Errorf("%s must not hold for %q", tt.pattern, text)
			}
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		class Class
		row   Row
		want  string
	}{
		{row: Row{"a", 0}, want: "row 0, column 1: a row must count under some status"},
		{row: Row{"", 1}, want: "row 0, column 1: a pattern must have a word that is not excluded"},
		{row: Row{"!a", 1}, want: "row 0, column 1: a pattern must have a word that is not excluded"},
		{row: Row{"a … ~ b", 1}, want: `row 0, column 7: an operator must be between two words; found "~"`},
		{row: Row{"… a", 1}, want: `row 0, column 1: an operator must be between two words`},
		{row: Row{"a …", 1}, want: "row 0, column 1: an operator must be between two words; found one at the end"},
		{row: Row{"a ~ b c", 1}, want: "row 0, column 1: a pattern must have ~ between all of its words or none"},
		{row: Row{"a ~ b … c", 1}, want: "row 0, column 1: a pattern must have ~ between all of its words or none"},
		{row: Row{"a ~ b ~ c ~ d", 1}, want: "row 0, column 1: a pattern with ~ must have two or three words; found 4"},
		{row: Row{"a ~2 b ~3 c", 1}, want: "row 0, column 1: all ~ of a pattern must have the same number"},
		{row: Row{"a …13 b", 1}, want: `row 0, column 3: … and ~ must be followed by a space or a number from 1 to 12; found "…13"`},
		{row: Row{"a {b}", 1}, want: "row 0, column 3: {b} must name a class"},
		{row: Row{"Credit", 1}, want: `row 0, column 1: a word must be in lowercase, without punctuation and 's; found "Credit"`},
		{row: Row{"account's", 1}, want: `a word must be in lowercase, without punctuation and 's; found "account's"`},
		{row: Row{"a, b", 1}, want: `a word must be in lowercase, without punctuation and 's; found "a,"`},
		{row: Row{"a*", 1}, want: `an asterisk must follow at least two letters`},
		{row: Row{"余额*", 1}, want: `an asterisk must follow at least two letters`},
		{row: Row{"API密钥", 1}, want: `a word must be letters of one script or digits; found "API密钥"`},
		{row: Row{"1.5", 1}, want: `a number must be digits alone; found "1.5"`},
		{row: Row{"a a a a a a a a a", 1}, want: "a pattern must have at most 8 words; found 9"},
		{row: Row{"a-b-c-d-e-f-g-h", 1}, want: "an entry must have at most 7 words"},
		{class: Class{"x", nil}, want: "class x, word 0: a class must have words"},
		{class: Class{"X", []string{"a"}}, want: "the name of a class must be lowercase"},
		{class: Class{"number", []string{"a"}}, want: `a class must be defined once; "number" is defined already`},
		{class: Class{"x", []string{"a", "{x}"}}, want: "class x, word 1: a class must not contain itself; {x} does"},
		{class: Class{"x", []string{"{y}"}}, want: "class x, word 0: {y} must name a class"},
		{class: Class{"x", []string{"used up", "?"}}, want: `class x, word 1: a word must have letters or digits and nothing else; found "?"`},
	} {
		var classes []Class
		rows := []Row{tt.row}
		if tt.class.Name != "" {
			classes, rows = []Class{tt.class}, nil
		}
		_, problems := Parse(classes, rows)
		var found []string
		for _, p := range problems {
			found = append(found, p.String())
		}
		if !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, tt.want) }) {
			t.Errorf("%v %v:\ngot  %q\nwant %q", tt.class, tt.row, found, tt.want)
		}
	}
}
