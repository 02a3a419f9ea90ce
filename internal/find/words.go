package find

// Fillers are words that say nothing of an error.
var Fillers = []string{"a", "an", "api", "are", "be", "for", "from", "how", "i", "in", "is", "it", "my", "of", "on", "the", "to", "was", "what", "why", "with"}

// Synonyms are words that people say, by what the book calls it.
var Synonyms = map[string][]string{
	"11labs":     {"elevenlabs"},
	"alibaba":    {"dashscope"},
	"amazon":     {"bedrock", "sagemaker"},
	"apikey":     {"authentication", "key"},
	"aws":        {"bedrock", "sagemaker"},
	"banned":     {"account_disabled"},
	"bfl":        {"black"},
	"busy":       {"overloaded"},
	"bytedance":  {"volcengine"},
	"chatgpt":    {"openai"},
	"claude":     {"anthropic"},
	"codex":      {"openai"},
	"doubao":     {"volcengine"},
	"down":       {"overloaded", "unavailable"},
	"ernie":      {"baidu"},
	"flux":       {"black"},
	"glm":        {"zhipu"},
	"google":     {"gemini", "vertex"},
	"gpt":        {"openai"},
	"grok":       {"xai"},
	"hf":         {"huggingface"},
	"kimi":       {"moonshot"},
	"microsoft":  {"azure"},
	"moderation": {"content_policy_input", "content_policy_output"},
	"money":      {"insufficient_credits", "credits"},
	"nsfw":       {"content_policy_input", "content_policy_output", "moderation"},
	"oom":        {"memory", "overloaded"},
	"pay":        {"insufficient_credits", "payment"},
	"qwen":       {"dashscope"},
	"safety":     {"content_policy_input", "content_policy_output"},
	"slow":       {"rate_limited", "throttling"},
	"tei":        {"embeddings"},
	"tgi":        {"generation"},
	"throttle":   {"rate_limited", "throttling"},
	"throttled":  {"rate_limited", "throttling"},
	"unpaid":     {"insufficient_credits"},
}
