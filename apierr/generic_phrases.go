package apierr

// A statusSet is a set of classes of statuses under which a phrase counts.
type statusSet uint16

const (
	on400 statusSet = 1 << iota
	on401
	on402
	on403
	on404 // and 410
	on409 // and 412, 423, 425
	on413
	on422 // and 405, 415 and every other 4xx
	on429 // and 498, 529: throttles and their like
	onTimeout
	on5xx
	onNone // no status is known

	// broad is no class: it marks phrases that stand in messages about anything,
	// so that an identifier says more than they do: "is required".
	broad

	always   = statusSet(1<<12 - 1)
	refused  = on400 | on403 | on413 | on422 | onNone // what is wrong with a request
	withheld = refused | on404
	limited  = on403 | on429 | on5xx | onNone // a 400 that speaks of limits speaks of its own fields
)

func statusSetOf(status int) statusSet {
	switch status {
	case 0:
		return onNone
	case 400:
		return on400
	case 401:
		return on401
	case 402:
		return on402
	case 403:
		return on403
	case 404, 410:
		return on404
	case 409, 412, 423, 425:
		return on409
	case 413:
		return on413
	case 429, 498, 529:
		return on429
	case 408, 504, 522, 524:
		return onTimeout
	}
	if status >= 500 {
		return on5xx
	}
	return on422
}

// A phraseRule is one row of the table of phrases.
type phraseRule struct {
	kind     Kind
	statuses statusSet
	// phrases are in lower case and begin with the beginning of a word. An
	// ellipsis stands for at most maxGap bytes of anything.
	phrases []string
}

// maxGap is how much text an ellipsis stands for.
const maxGap = 160

// phraseRules is what words tell. The first row of which a message has a
// phrase decides: what is paid for and what is allowed a day comes before
// throttles, throttles before capacity, and what is said of a model, a region
// or an account before the general words for refusals.
var phraseRules = []phraseRule{
	{RequestExceedsLimit, on400 | on402 | on413 | on429 | on422 | onNone, []string{
		"request too large for", "fewer max_tokens", "can only afford", "input or output tokens must be reduced", "single request exceeds",
		"request is larger than", "larger than the rate limit", "request exceeds your rate limit",
	}},
	{SpendLimitReached, always, []string{"key with a higher"}},
	{QuotaExhausted, always, []string{
		"free-models-per-day", "daily limit", "daily quota", "daily request limit", "daily token limit", "daily usage", "daily free",
		"daily rate limit", "daily allocation", "per-day limit", "per-day rate limit", "weekly limit", "weekly usage", "weekly quota", "5-hour limit",
		"5-hour usage", "monthly quota", "monthly limit", "monthly usage limit", "monthly request", "monthly included credits", "monthly token",
		"monthly free", "reached your usage limit", "hit your usage limit", "hit your limit", "usage limit has been reached", "usage limit reached",
		"usage limit … resets", "usage limit … will reset", "quota will reset", "quota resets", "free trial quota",
		"resource has been exhausted (e.g. check quota", "free quota … exhausted", "free quota … used up", "free tier of the model has been exhausted",
		"free allocation", "trial limit", "free usage limit", "free usage exceeded", "free requests limit", "included free usage", "usage resets",
		"usage limits will reset", "monthly_request_count", "reached its usage limit", "plan's usage limit", "plan quota", "quota for this period",
		"allowance … used", "volume quota", "quota will be replenished", "included usage", "用量上限", "今日", "每日", "每天", "每周", "每月", "免费额度", "使用上限",
	}},
	{QuotaExhausted, limited, []string{
		"tpd", "rpd", "tokens per day", "requests per day", "messages per day", "images per day", "calls per day", "queries per day", "per day",
		"per-day", "per 86400s", "perday", "day limit", "calls / month", "calls per month", "requests per month", "tokens per month",
		"per month", "per-month", "per week", "quota … limit: 0", "quota exceeded for … per_day", "quota exceeded for … per day",
		"too many tokens per day",
	}},
	{SpendLimitReached, always, []string{
		"billing hard limit", "billing limit", "maximum billing", "spend limit", "spending limit", "spending cap", "spend cap", "monthly spending",
		"monthly budget", "monthly maximum", "budget has been exceeded", "budget exceeded", "budget exhausted", "budget is exhausted",
		"budget has been exhausted", "budget pool", "out of budget", "credit limit reached for", "exceeded budget", "exceeded your budget",
		"over budget", "exceeded … max budget", "key limit exceeded", "key total limit", "key … credit limit", "specified api usage limits",
		"specified workspace api usage limits", "hard limit … reached", "usage cap", "reached your specified", "消费限额", "消费上限",
	}},
	{QuotaExhausted, on401 | on402 | on403 | on429 | onNone, []string{
		"exceeds your quota", "quota has been exceeded", "quota exceeded. you have", "exceeded for this month", "reached for this month",
		"exceeded for today", "reached for today", "used up for this month", "limit for this month", "quota for this month",
	}},
	// Google copies OpenAI's sentence about billing for every quota, and then names the metric.
	{RateLimited, on429 | onNone, []string{
		"quota exceeded for … per_minute", "quota exceeded for … per minute", "quota exceeded for aiplatform", "quota metric … per minute",
		"quota exceeded for … please retry in",
	}},
	{QuotaExhausted, on429 | on403 | onNone, []string{"quota exceeded for", "exceeded your current quota, … google"}},
	// A short window is a throttle, though the message goes on about paying for a longer one.
	{ConcurrencyLimited, on429 | onNone, []string{"并发数", "concurrency: ", "concurrent requests"}},
	{RateLimited, on429 | onNone, []string{
		"rate limit reached for", "per min", "per second", "rpm", "tpm", "qps", "increase your rate limit", "higher rate limit",
		"rate limited. your rate limit", "your rate limit for", "error code: 1015", "速率限制", "请求频率",
	}},
	{InsufficientCredits, always, []string{
		"out of extra usage", "draw from your extra usage", "draw from extra usage", "extra usage is required", "usage credits are required",
		"usage credits required", "insufficient credit", "insufficient balance", "insufficient fund", "insufficient account balance",
		"insufficient account fund", "insufficient_quota", "insufficient_balance", "insufficient paid balance", "insufficient api credit",
		"insufficient remaining credit", "insufficient token balance", "insufficient user quota", "token quota is not enough",
		"user quota is not enough", "insufficient token quota", "not enough credit", "not enough balance", "not enough fund", "not enough api credit",
		"enough credits", "enough balance", "positive balance to", "used up your points", "credit limit is insufficient", "sufficient credits",
		"sufficient balance", "sufficient funds", "no credits left", "no credits remaining", "no credits available", "have no credits",
		"has no credits", "have any credits", "no remaining credits", "no available credits", "no more credits", "out of credit", "run out of credit",
		"ran out of credit", "out of funds", "run out of funds", "used all available credits", "used all … credits", "used all of your credits",
		"used up your credits", "used up all", "credit balance is too low", "credits exhausted", "credit exhausted", "credits have been exhausted",
		"credits are exhausted", "credits are depleted", "credits depleted", "credits have expired", "credits have run out", "credit limit … exceeded",
		"prepayment credits", "balance exhausted", "balance is exhausted", "balance is insufficient", "balance insufficient", "balance is too low",
		"balance too low", "balance is not enough", "balance not enough", "balance is below", "balance is zero", "balance is 0", "negative balance",
		"balance is negative", "exhausted balance", "depleted balance", "no remaining balance", "no balance left", "credit balance: $-", "zero balance",
		"low balance", "balance is not sufficient", "exceeded your current quota", "exceeded current quota", "requires more credits",
		"purchase more credits", "buy more credits", "add more credits", "add credits to", "please add credits", "add funds", "please recharge",
		"please top up", "top up your", "recharge your account", "payment required", "payment method", "add a credit card", "a credit card on file",
		"a valid credit card", "payment failed", "pay past invoices", "unpaid", "overdue", "in arrears", "arrearage", "past due", "requires a paid",
		"require a paid", "paid-only", "paid only", "paid feature", "premium-only", "paid plan required", "paid plan is required",
		"only available on paid", "only available for paid", "no active subscription", "without an active subscription", "no active plan",
		"requires a subscription", "requires an active subscription", "need a … subscription", "subscription has expired", "subscription expired",
		"subscription … expired", "subscription has ended", "plan has expired", "plan expired", "trial has ended", "trial ended", "trial has expired",
		"trial expired", "trial is over", "not include api access", "subscription is not active", "subscription is inactive", "subscription required",
		"not subscribed", "check your plan and billing", "check your billing details", "billing is not enabled", "billing not enabled",
		"billing to be enabled", "enable billing", "billing account … disabled", "billing … is disabled", "billing is disabled",
		"not available in your country without billing", "余额", "欠费", "需要订阅", "未订阅", "订阅已过期", "额度不足", "账户额度", "配额不足", "充值", "套餐已到期", "资源包",
	}},
	{Overloaded, on429 | on5xx | onNone, []string{
		"receiving too many requests", "resource exhausted. please try again later", "resource exhausted, please try again later", "访问量过大", "人数过多",
		"capacity exceeded", "worker local total request limit", "bedrock is unable to process your request",
	}},
	{ConcurrencyLimited, limited | on400, []string{
		"concurrency limit", "concurrent limit", "concurrent request", "concurrent session", "concurrent connection", "concurrent generation",
		"concurrent job", "concurrent task", "concurrent call", "concurrent stream", "too many concurrent", "max concurrent",
		"maximum concurrent", "simultaneous", "enqueued token", "tokens enqueued", "batch queue limit", "in-flight request", "inflight request",
		"parallel requests", "parallel task", "requests in parallel", "max organization concurrency", "reached … concurrency", "exceeded … concurrency",
		"concurrency exceeded", "too many connections", "connection limit", "并发",
	}},
	{RateLimited, limited, []string{
		"rate limit", "rate-limit", "ratelimit", "rate_limit", "rate exceeded", "too many requests", "too_many_requests", "request limit",
		"requests per minute", "requests per min", "tokens per minute", "tokens per min", "queries per minute", "queries per second",
		"requests per second", "requests / minute", "requests/min", "calls / minute", "calls per minute", "per minute limit", "per second limit",
		"rpm", "tpm", "qps", "throttl", "slow down", "too many tokens, please wait", "too frequent", "too quickly",
		"request was rejected due to rate", "exceeded … rate", "频率", "频繁", "限流", "速率", "请求过多", "超过限制",
	}},
	// What is left of quotas, once billing and the short windows have had their say.
	{QuotaExhausted, on401 | on402 | on403 | on429 | onNone, []string{
		"exhausted your … quota", "exceeded your … quota", "exceeded your … allowance", "individual quota reached", "enable overages",
		"allowance to renew", "wait for your allowance",
	}},
	{QuotaExhausted, on403 | onNone, []string{"quota exceeded"}},
	{ProviderError, on5xx | onNone, []string{"error loading model", "runner process has terminated"}},
	{ModelLoading, always &^ (on401 | on402), []string{
		"currently loading", "is loading", "still loading", "loading model", "is being loaded", "model not ready", "model is not ready",
		"model … is not ready", "not ready for inference", "not ready for serving", "is not yet ready", "is not ready yet", "cold start", "scaling up",
		"endpoint … is not running", "endpoint … not running", "cold boot", "is cold", "model is cold", "warming up", "is warming", "scaled to zero",
		"scaled down to zero", "is starting up", "is initializing", "being initialized", "model is starting", "is waking up", "is being deployed",
		"model not loaded", "模型加载中", "正在加载",
	}},
	{Overloaded, limited | onTimeout | on400, []string{
		"overload", "high demand", "at capacity", "over capacity", "at full capacity", "no capacity", "out of capacity", "insufficient capacity",
		"not enough capacity", "lack of capacity", "capacity constraints", "capacity limit", "no available capacity", "exceeded the capacity",
		"capacity … exceeded", "server is busy", "servers are busy", "server busy", "service is busy", "service busy", "system is busy",
		"system busy", "system is currently busy", "model is busy", "too busy", "currently busy", "is very busy", "heavy load", "high load",
		"heavy traffic", "high traffic", "high volume of requests", "under load", "heavily loaded", "temporarily unavailable",
		"service unavailable", "currently unavailable", "service is unavailable", "no healthy upstream", "no instances available",
		"no available worker", "no workers available", "no available instance", "no available provider", "no available channel",
		"no deployments available", "no valid executor", "no server is available", "queue is full", "queue full", "queue limit",
		"maximum pending requests", "degraded function", "under maintenance", "down for maintenance", "not enough gpu", "no gpu",
		"unable to process your request at this time", "繁忙", "过载", "负载", "无可用渠道",
	}},
	{RegionBlocked, always &^ (on429 | on5xx), []string{
		"country, region, or territory not supported", "location is not supported", "available in your country", "available in your region",
		"available in your location", "available in your area", "supported in your country", "supported in your region",
		"supported in your location", "unsupported countr", "unsupported region", "unsupported location", "from your country",
		"from your region", "from your location", "your country is", "your region is", "region is not supported", "country is not supported",
		"region not supported", "country not supported", "country or region", "sanctioned", "geo-block", "geographic location",
		"geographic restriction", "restricted region", "地区", "所在区域",
	}},
	// A client that is turned away says that it failed to authenticate, whatever the reason.
	{PermissionDenied, on400 | on401 | on403 | onNone, []string{
		"only accepts requests from", "only allows requests from", "only authorized for use with",
	}},
	{InvalidRequest, refused, []string{"invalid signature in"}}, // of a block of thinking that is sent back
	{Authentication, always &^ (on429 | on5xx), []string{
		"invalid api key", "invalid api-key", "invalid apikey", "invalid_api_key", "invalid x-api-key", "incorrect api key", "wrong api key",
		"api key not valid", "api key is not valid", "api key is invalid", "api key invalid", "api key … is invalid", "api key … invalid",
		"api key … not found", "api key not found", "api key … does not exist", "api key expired", "api key has expired", "api key is expired",
		"api key … expired", "api key … revoked", "api key … disabled", "api key … deleted", "api key … reported as leaked",
		"api key was reported", "api key format", "apikey … invalid", "missing api key", "no api key", "api key missing", "api key is missing",
		"api key required", "api key is required", "api key must be", "api key was not", "provide an api key", "provide a valid api key",
		"provide your api key", "provide api key", "pass a valid api key", "valid api key", "api_key … must be set", "could not validate api key",
		"unable to validate api key", "malformed api key", "bad api key", "unknown api key", "unrecognized api key",
		"api keys are not supported by this api", "api token is invalid", "invalid api token", "invalid access token", "invalid access_token",
		"access token invalid", "access token expired", "access token is", "access token could not", "missing access token", "invalid bearer",
		"missing bearer", "bearer token", "invalid authentication", "invalid authorization", "invalid credential", "invalid auth",
		"authentication credential", "missing credential", "no credential", "default credentials", "credentials were not found",
		"credentials not found", "unable to locate credentials", "could not load credentials", "could not find credentials", "no auth",
		"no cookie auth", "bad credential", "credentials not valid", "credentials are invalid", "could not validate credential",
		"security token included", "signature we calculated", "signature does not match", "signature verification", "invalid signature",
		"invalid subscription key", "missing subscription key", "missing authorization", "authorization header", "authorization required",
		"authorization is required", "authorization failed", "authentication failed", "authentication fails", "authentication error",
		"authentication required", "authentication is required", "failed to authenticate", "could not authenticate",
		"could not parse your authentication", "requires authentication", "requires api key", "unauthenticated", "not authenticated",
		"not logged in", "unregistered callers", "sign in again", "please sign in", "please log in", "must be logged in", "token has expired",
		"token is expired", "token expired", "expired token", "token has been revoked", "token revoked", "invalid username or password",
		"invalid jwt", "jwt", "鉴权", "身份验证", "apikey错误", "无效的api", "认证失败",
	}},
	{Authentication, on401 | on403 | onNone, []string{
		"user not found", "session expired", "session has expired", "令牌", "invalid token", "token is invalid", "token is not valid",
		"token seems invalid", "token not found", "invalid key", "wrong key", "unauthorized", "unauthorised",
		"not authorised to access this api",
	}},
	{AccountDisabled, always &^ on5xx, []string{
		"account … suspended", "account … disabled", "account … deactivated", "account … blocked", "account … banned", "account … terminated",
		"account … locked", "account … flagged", "account … restricted", "account is not active", "account is inactive", "account not active",
		"account has not been activated", "disabled in this account", "resource has been … blocked", "organization has been disabled",
		"organization has been suspended", "organization has been deactivated", "organization … disabled", "organization … suspended",
		"organization … restricted", "organization must be verified", "organization is not verified", "must be verified to", "verify your organization",
		"verify your email", "verify your phone", "verify your identity", "verify your account", "email not verified", "email is not verified",
		"email address … verified", "phone number … verif", "not been verified", "user … suspended", "user … banned", "user is blocked",
		"user has been blocked", "key … is suspended", "consumer … suspended", "project … suspended", "workspace … suspended", "team … is blocked",
		"team is blocked", "access terminated", "access was terminated", "access has been terminated", "has been suspended", "unusual activity",
		"accept the terms", "accept our terms", "accept the license", "accepted the terms", "terms … accepted", "terms must be accepted",
		"agree to the terms", "agree to share your contact", "use case details have not been submitted", "实名", "账号已", "账户已", "封禁", "冻结",
	}},
	// Validators of JSON Schema name the property that they refuse, and it may be "model".
	{InvalidRequest, refused, []string{"additional propert", "extra inputs are not permitted"}},
	{ModelNotFound, always &^ (on401 | on402 | on429), []string{
		"version does not exist", "inference provider available for model", "is currently not in use", "model … does not exist",
		"model … doesn't exist", "model … do not exist", "models … does not exist", "deployment … does not exist", "deployment … doesn't exist",
		"engine … does not exist",
	}},
	{ModelRetired, always &^ (on401 | on402 | on429), []string{
		"model … has been deprecated", "model … is deprecated", "model … was deprecated", "model … deprecated and", "model … no longer available",
		"model … no longer supported", "models … no longer available", "models … no longer supported", "model … decommissioned",
		"model … was removed", "model … has been removed", "model … been retired", "model … is retired", "model … was retired", "model … retired",
		"model … sunset", "model … shut down", "model … been discontinued", "model … is discontinued", "model … end of life",
		"model … end-of-life", "model … reached the end of its life", "model … been shut", "model … marked by provider as legacy",
		"model is legacy", "is a legacy model", "model … no longer offered", "model … no longer served", "models/… no longer available",
		"models/… no longer supported", "model … phased out", "model version … end of its life", "decommissioned", "has been sunset",
		"has been retired", "has reached end of life", "模型已下线", "已下线", "已弃用",
	}},
	// What cannot be said of anything but access; proxies put it under a 500.
	{ModelAccessDenied, always &^ (on401 | on402 | on429), []string{
		"model access is denied", "model access denied", "not have access to the model", "not have access to this model", "not have access to model",
		"no access to model", "no access to the model", "no access to this model", "access to model … denied", "not allowed to use … model",
		"not allowed to access … model", "not authorized to use … model", "not authorized to access … model", "not authorized to invoke this model",
		"not allowed to sample from", "gated model", "gated repo", "model under your", "model … under your current plan",
		"model … not available in your", "model requires a … subscription", "model … in your current plan", "model … with your current plan",
		"model … on your current plan",
	}},
	{ModelAccessDenied, always &^ (on401 | on402 | on429 | on5xx), []string{
		"access to the model with the specified", "don't have access to the model", "don't have access to this model",
		"doesn't have access to the model", "model … is not allowed", "model … is gated", "model … is restricted", "model … requires access",
		"model … is private", "model … is blocked", "model … not activated", "not activated the model", "permission to access model",
		"permission to access the model", "permission to use model", "permission to use this model", "permission to use the model",
		"unable to access non-serverless", "unable to access model", "model … not available in your plan", "model … not available on your plan",
		"model … not included in your", "model … not available for your", "model … is only available", "model … not enabled for",
		"model … is not enabled", "model is disabled", "cannot access model", "model is not activated", "开通", "无权访问模型", "没有权限使用模型",
	}},
	// Only here, because refusals for speed and for models advise to pay more, too.
	{InsufficientCredits, on402 | on403 | on429 | onNone | broad, []string{
		"upgrade to plus", "upgrade to pro", "upgrade to a paid", "upgrade your plan", "upgrade your subscription", "upgrade your account",
		"purchase credits", "buy credits",
	}},
	{Unsupported, on400 | on404 | on422 | on403 | onNone, []string{
		"completions api instead", "please use /",
		"no endpoints found that support", "model … does not support", "model doesn't support", "models do not support",
	}},
	{ModelNotFound, on400 | on403 | on404 | on422 | on5xx | onNone, []string{
		"model not found", "model … not found", "models … is not found", "models … not found", "model_not_found", "no such model",
		"unknown model", "invalid model", "unsupported model", "unrecognized model", "model … is not a valid", "is not a valid model",
		"not a valid model", "not a known model", "could not find model", "couldn't find model", "could not find the model", "cannot find model",
		"can't find model", "no model found", "not found the model", "no model named", "model name is invalid", "model id is invalid",
		"model identifier is invalid", "model is invalid", "model does not exist", "models does not exist", "deployment … not found",
		"unknown deployment", "supported api model names", "no endpoints found for", "requested model … not supported",
		"requested model … not available", "requested model is not", "model is not available", "model … is not available",
		"model … not available", "model … is not supported by any", "model is not supported", "model … isn't available", "model … not exist",
		"try pulling it first", "body.model", "not a registered model", "model path does not exist", "模型不存在", "模型未找到", "不存在的模型", "模型 … 不存在",
	}},
	{ModelNotFound, on404, []string{"model:", "model id", "model version"}},
	{ContextLengthExceeded, on400 | on403 | on404 | on413 | on422 | on5xx | onNone, []string{
		"sequence too long", "sequence is too long", "exceeds maximum input", "context length", "maximum context", "max context", "context limit",
		"context size", "exceeds the context", "exceed the context", "exceeds context", "exceed context", "context window … exceed",
		"exceeds … context window", "exceeded … context window", "context window of", "context window limit", "fit … context window",
		"fit … context length", "larger than the context", "longer than the context", "context is too long", "available context", "prompt is too long",
		"prompt too long", "prompt too large", "prompt contains too many tokens", "prompt has too many tokens", "prompt is longer", "input is too long",
		"input too long", "input is longer than", "input token count", "input tokens exceed", "input tokens … exceed", "input length",
		"input token length", "input_tokens … exceed", "number of input tokens", "number of tokens … exceed", "maximum number of tokens",
		"tokens … exceeds the maximum", "tokens … exceed the maximum", "tokens … exceeds the limit", "exceeds the model's maximum",
		"exceeds maximum length", "exceeds the token limit", "exceeded model token limit", "exceeds model token limit", "model token limit",
		"token limit exceeded", "exceed token limit", "exceeds token limit", "exceeded token limit", "exceed max length", "exceeds max length",
		"too many tokens", "tokens + … must be <=", "must have less than … tokens", "reduce the length of", "reduce your prompt",
		"reduce the number of messages", "shorten your prompt", "shorten your input", "maximum sequence length", "maximum model length", "max_seq_len",
		"maximum prompt length", "maximum input length", "max input length", "range of input length", "total length of all messages",
		"is too large to process", "max_model_len", "sequence length … longer", "conversation is too long", "messages are too long", "request too long",
		"total tokens … exceed", "length of the prompt … exceed", "超长", "过长", "上下文", "最大长度", "输入长度",
	}},
	{PayloadTooLarge, on400 | on413 | on422 | on5xx | onNone, []string{
		"payload too large", "payload is too large", "payload size exceeds", "payload … exceeds the limit", "request entity too large",
		"request body too large", "request body is too large", "request body exceeds", "body is too large", "body exceeded", "content too large",
		"request too large", "request is too large", "request size exceeds", "request exceeds the maximum size",
		"request exceeds the maximum allowed", "maximum allowed number of bytes", "request_too_large", "total request size", "请求体过大",
	}},
	{ContentPolicyOutput, refused | on5xx, []string{
		"output blocked", "output was blocked", "output … blocked by content", "output … flagged", "output … moderated",
		"output data may contain", "output content may contain", "output … may contain sensitive", "output … may contain inappropriate",
		"output text may contain", "output image may contain", "output video may contain", "output audio may contain", "output may contain",
		"generated image … safety", "generated image … flagged", "generated images … filtered", "generated content … blocked",
		"generated content … flagged", "generated video … flagged", "generated … inappropriate", "response was blocked", "response blocked",
		"response … blocked due to", "response contained sensitive", "candidate was blocked", "输出内容", "生成内容",
	}},
	{ContentPolicyInput, refused | on409, []string{
		"content exists risk", "content policy", "content_policy", "content policies", "content management policy", "content filter", "content-filter",
		"content_filter", "content filtering", "content safety", "content checker", "content moderation", "content restrictions", "content violates",
		"content … violates", "content guidelines", "community guidelines", "community standards", "safety system", "safety filter", "safety polic",
		"safety check", "safety guidelines", "safety reasons", "safety settings", "usage polic", "usage guidelines", "acceptable use", "responsible ai",
		"responsibleai", "violates our", "violate our", "violates the … polic", "violates google", "violates … polic", "violate … polic",
		"violation of our", "violated … polic", "against our", "terms of use violation", "policy violation", "policy reasons", "flagged as",
		"flagged by", "flagged for", "was flagged", "were flagged", "been flagged", "input flagged", "moderation system", "moderation filter",
		"by moderation", "requires moderation", "moderation check", "failed moderation", "moderation block", "moderation policy", "inappropriate",
		"filtered word", "blocked word", "banned word", "forbidden word", "nsfw", "prohibited content", "prohibited_content", "prohibited use",
		"prompt injection", "prompt was blocked", "prompt blocked", "prompt is blocked", "prompt was rejected", "blocked by our",
		"blocked by the content", "blocked by content", "blocked by safety", "blocked by the safety", "prompt … rejected by",
		"request was rejected as a result of", "sensitive content", "sensitive information", "sensitive word", "sensitive material",
		"may contain sensitive", "unsafe content", "unsafe input", "unsafe prompt", "explicit content", "explicit material", "sexual", "jailbreak",
		"harmful", "input data may contain", "guardrail … block", "guardrail … violat", "guardrail … trigger", "guardrail … interven", "by guardrail",
		"by a guardrail", "by the guardrail", "disallowed content", "not allowed by our", "copyright", "real person", "real people", "public figure",
		"celebrity", "likeness", "敏感", "违规", "不安全", "审核", "违反", "风险",
	}},
	{MediaFetchFailed, refused | on404 | onTimeout | on409, []string{
		"error while downloading", "error downloading", "failed to download", "unable to download", "could not download", "couldn't download",
		"cannot download", "download error", "download failed", "timeout while downloading", "could not be downloaded", "could not be fetched from",
		"cannot fetch content from", "failed to fetch … url", "failed to fetch … image", "failed to fetch … file", "failed to fetch … media",
		"failed to fetch … video", "failed to fetch … audio", "unable to fetch", "could not fetch", "cannot fetch", "couldn't fetch",
		"error fetching", "failed to retrieve … url", "failed to retrieve image", "failed to get … from url", "unable to access … url",
		"url … not accessible", "url … unreachable", "url … could not be accessed", "url is not publicly", "invalid or inaccessible url",
		"failed to load … from url", "robots.txt", "unable to reach … url", "url_unreachable", "url_timeout", "无法下载", "下载失败",
	}},
	{InvalidMedia, refused, []string{
		"invalid image", "invalid base64", "invalid audio", "invalid video", "invalid pdf", "invalid file", "invalid media", "invalid document",
		"bad audio", "bad image", "corrupt", "malformed image", "malformed audio", "image data", "image is not valid", "image … is not valid",
		"image was not valid", "image is invalid", "image … could not be", "image … cannot be", "image … too large", "image … too small",
		"image … too big", "image exceeds", "image dimensions", "image dimension", "image resolution", "image format", "image file",
		"image url … base64", "image does not match", "images … larger than", "could not process image", "could not process pdf",
		"could not process file", "could not process audio", "decode image", "decode the image", "decode audio", "decode the audio", "decode video",
		"decode base64", "base64 decod", "unable to process input image", "unable to process image", "unable to process the image",
		"unable to process audio", "unable to process video", "unable to read image", "unable to read the image", "unable to read file",
		"cannot identify image", "cannot read image", "failed to load image", "failed to load audio", "failed to load video", "failed to process image",
		"failed to process audio", "failed to process file", "failed to parse image", "failed to parse pdf", "failed to read image",
		"failed to read audio", "unsupported image", "unsupported audio", "unsupported video", "unsupported file", "unsupported document",
		"unsupported mime", "mime type", "file format", "file type", "file is not a valid", "file is empty", "file is too", "file too large",
		"file size", "file exceeds", "audio file", "audio is too", "audio too", "audio duration", "audio format", "audio quality",
		"audio … could not be", "video is too", "video too", "video duration", "video format", "video resolution", "does not appear to contain audio",
		"no audio", "no speech", "no spoken audio", "no face", "face detect", "no faces", "detect … face", "detect … pose", "detect … person",
		"media type, but the image appears", "aspect ratio of the image", "pdf specified", "pdf … not valid", "pdf … password", "is not a valid pdf",
		"is not a valid image", "is not a valid audio", "图片格式", "图片大小", "文件格式", "音频格式", "文件大小",
	}},
	{Unsupported, on400 | on404 | on422 | on5xx | onNone, []string{
		"does not support", "doesn't support", "do not support", "don't support", "not supported", "isn't supported", "aren't supported",
		"unsupported", "not implemented", "not yet implemented", "method not allowed", "is not enabled", "not available for this model",
		"not available with this model", "not compatible with", "incompatible with", "only supported", "not a chat model", "不支持",
	}},
	{PermissionDenied, on400 | on401 | on403 | onNone, []string{
		"permission denied", "permission_denied", "insufficient permission", "insufficient privilege", "insufficient scope", "missing scope",
		"missing permission", "missing the permission", "scope requirement", "required scope", "not have permission", "n't have permission",
		"don't have permission", "doesn't have permission", "lack permission", "lacks permission", "lacks the required", "required permission",
		"not have the required", "not authorized to", "ip address … not", "ip not", "ip … not allowed", "not whitelisted", "must be a member of",
		"not allowed to perform", "not allowed to access", "权限", "无权",
	}},
	{PermissionDenied, on403 | onNone, []string{
		"access denied", "access is denied", "forbidden", "is not authorized", "ip address", "allowlist", "whitelist", "you are not allowed",
		"not have access", "don't have access", "doesn't have access", "only available for",
	}},
	{AlreadyExists, on400 | on409 | onNone, []string{"already exists", "already created", "idempotency"}},
	{PreconditionFailed, on400 | on409 | onNone, []string{"cannot update run", "cannot cancel run", "in a state that"}},
	{Conflict, on400 | on409 | onNone, []string{
		"already in progress", "already running", "already in use", "while a run … is active", "already has an active run",
		"cannot delete … while",
	}},
	{NotFound, on404 | onNone, []string{
		"not found", "not exist", "no such", "could not find", "couldn't find", "cannot find", "unable to find", "has expired",
		"no longer exists", "不存在", "未找到",
	}},
	{NotFound, on400 | on422, []string{
		"id not found", "with id … not found", "with id … does not exist", "no such file", "no such job", "file not found", "file … not found",
		"no thread found", "no run found", "no assistant found", "no file found", "no response found", "job not found", "task not found",
		"voice not found", "voice … not found", "could not find file", "item with id", "resource not found",
	}},
	{UpstreamError, on5xx | onNone, []string{"upstream connect error"}},
	{ConnectionLost, onNone, []string{"socket connection was closed", "socket hang up", "connection was closed unexpectedly"}},
	{ProviderTimeout, onTimeout | on5xx | onNone, []string{
		"timed out", "timeout", "time-out", "time out", "deadline exceeded", "deadline expired", "took too long", "超时",
	}},
	{UpstreamError, on5xx | onNone, []string{
		"bad gateway", "upstream error", "error from upstream", "upstream … failed", "upstream request", "upstream provider", "upstream server",
		"provider returned error", "provider returned an error", "web server is down", "origin is unreachable", "invalid response from upstream",
		"connection reset by peer", "error from provider", "do_request_failed",
	}},
	{InvalidRequest, onNone | broad, []string{
		"validation error", "invalid request", "invalid input", "invalid argument", "invalid param", "invalid value", "invalid type", "invalid json",
		"invalid format", "invalid schema", "invalid message", "bad request", "field required", "not valid under any", "input should be", "must be",
		"should be one of", "missing required", "missing parameter", "is required", "are required", "template error", "unexpected keyword",
		"unknown parameter", "unrecognized request argument", "unrecognized", "unexpected role", "expected a", "cannot be empty", "cannot be null",
		"must not be", "incorrectly formatted", "should alternate", "must alternate", "malformed", "failed to deserialize", "failed to parse",
		"could not parse", "at least one", "can only be", "validationexception", "参数",
	}},
	{ProviderError, onNone | broad, []string{
		"internal server error", "internal error", "server had an error", "server error", "unexpected error", "something went wrong",
		"an error occurred while", "error processing your request", "engine core", "cuda", "cublas", "cudnn", "unknown error", "服务异常", "服务器", "内部错误", "系统错误",
	}},
}
