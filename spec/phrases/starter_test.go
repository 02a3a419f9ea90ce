package phrases

// The statuses of the starter rows.
const (
	on400 = 1 << iota
	on402
	on429
	onNone

	anywhere = on400 | on402 | on429 | onNone
)

// starter is a small vocabulary of money and allowances, to show how rows are
// written and what they are good for.
var starter = struct {
	classes []Class
	rows    []Row
	means   []string // by row
}{
	classes: []Class{
		{"money", []string{"credit", "credits", "balance", "balances", "fund", "funds", "wallet", "budget", "guthaben", "crédito", "créditos", "кредит*", "크레딧*", "余额", "额度", "残高"}},
		{"allowance", []string{"quota", "quotas", "allowance", "allowances", "plan", "allotment", "kontingent", "cuota", "квота", "配额", "用量"}},
		{"none", []string{
			"no", "zero", "{zero}", "out of", "not enough", "isn't enough", "insufficient", "insufficiently", "used up", "exhausted", "depleted",
			"exceeded", "exceeds", "negative", "low", "empty", "ran out", "run out", "lack*", "aufgebraucht", "insuficiente", "sin", "исчерпан*",
			"부족*", "不足", "用尽", "已用完", "透支",
		}},
		{"reached", []string{"{none}", "reached", "hit", "over", "used", "達しました"}},
		{"period", []string{"day", "daily", "per day", "today", "week", "weekly", "month", "monthly", "每日", "每月", "今日"}},
		{"limit", []string{"limit", "limits", "cap", "maximum", "上限"}},
		{"calls", []string{"call", "calls", "request", "requests", "messages"}},
		{"moment", []string{"minute", "second", "min", "rpm", "tpm"}},
	},
	rows: []Row{
		{"{money} ~ {none} !unlimited !{moment}", anywhere},
		{"{period} … {limit}|{allowance} … {reached}", anywhere},
		{"{period} ~8 {limit} ~8 {reached}", anywhere},
		{"{allowance} ~ {reached} ~ {period}", anywhere},
		{"too many {calls}", on429 | onNone},
		{"{calls} … per {moment}", on429 | onNone},
		{"{allowance} {limit}|{none} … reached", on429},
		{"{allowance} ~ {none} !{moment}", on402 | on429 | onNone},
		{"rate limit", anywhere},
		{"throttl*", anywhere},
		{"insufficient_quota|rateLimitExceeded", anywhere},
		{"at least {number} characters", on400},
		{"upgrade ~3 plan", on402 | on429},
	},
	means: []string{
		"credits", "period", "period", "period", "rate", "rate", "plan", "plan", "rate", "rate", "identifier", "short", "upgrade",
	},
}
