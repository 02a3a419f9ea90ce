package apierr

import "strings"

// A clue is what one identifier tells about an error's kind.
type clue struct {
	kind     Kind
	strength strength
}

// A strength says how much an identifier tells.
type strength uint8

const (
	clueNone strength = iota
	// clueVague says less than the status does: invalid_request_error.
	clueVague
	// clueWeak says more than the status, but words may refine it:
	// rate_limit_exceeded with "tokens per day".
	clueWeak
	// clueStrong leaves nothing open: context_length_exceeded.
	clueStrong
)

// maxCode is how long an identifier can be; longer text is no identifier.
const maxCode = 96

// clueOf returns what a code, type or status name tells. Spelling does not
// matter: rate_limit_error, RateLimitError, "Rate limit" and
// RateLimitException are the same, and of dotted names each part counts.
func clueOf(name string) clue {
	if i := strings.LastIndexAny(name, "/#"); i >= 0 { // a type that is a URI (RFC 9457, section 3.1.1)
		name = name[i+1:]
	}
	if name == "" || len(name) > maxCode {
		return clue{}
	}
	var buf [maxCode]byte
	plain := squash(buf[:0], name)
	if c := kindOfName(plain); c.strength != clueNone {
		return c
	}
	if c := dottedClue(name); c.strength != clueNone {
		return c
	}
	if strings.IndexByte(name, ' ') >= 0 {
		return clue{} // a sentence: its words are for the phrases
	}
	return kindOfStem(plain)
}

// dottedClue tries the last part of a dotted name, then the name without its
// last parts: InvalidParameter.UnsupportedParameter, SAFETY.INPUT.TEXT.
func dottedClue(name string) clue {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return clue{}
	}
	var buf [maxCode]byte
	if c := kindOfName(squash(buf[:0], name[dot+1:])); c.strength != clueNone {
		return c
	}
	for ; dot > 0; dot = strings.LastIndexByte(name[:dot], '.') {
		if c := kindOfName(squash(buf[:0], name[:dot])); c.strength != clueNone {
			return c
		}
	}
	return clue{}
}

// squash appends the ASCII letters and digits of name in lower case, without a
// closing "error" or "exception". The result shares the memory of buf.
func squash(buf []byte, name string) string {
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z':
			buf = append(buf, c+'a'-'A')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			buf = append(buf, c)
		}
	}
	s := viewOf(buf)
	for _, tail := range [...]string{"exception", "error"} {
		if short := strings.TrimSuffix(s, tail); short != "" {
			s = short
		}
	}
	return s
}

// kindOfName returns what a squashed name tells.
func kindOfName(name string) clue {
	if k := strongName(name); k != Unknown {
		return clue{k, clueStrong}
	}
	if k := weakName(name); k != Unknown {
		return clue{k, clueWeak}
	}
	if k := vagueName(name); k != Unknown {
		return clue{k, clueVague}
	}
	return clue{}
}

// strongName lists the names that leave nothing open.
func strongName(name string) Kind {
	switch name {
	case "contextlengthexceeded", "exceedcontextsize", "toomanytokens", "toomanyprompttokens", "outofcontext", "contextwindowexceeded",
		"modelcontextwindowexceeded", "inputtoolong", "prompttoolong", "maxcontextlengthexceeded", "contextoverflow":
		return ContextLengthExceeded
	case "insufficientcredits", "insufficientcredit", "insufficientbalance", "insufficientfunds", "outofcredits", "creditbalanceexhausted", "billingbalancenotenough",
		"notenoughbalance", "notenoughcredits", "nocredits", "arrearage", "accountoverdue", "serviceoverdue", "billingnotactive", "asrpaymentrequired", "openroutercredits",
		"moviopaymentinsufficientcredit", "creditsexhausted", "paymentinsufficientcredit", "insufficientaccountbalance", "billingnotenabled", "billingdisabled",
		"invalidsubscription", "postpaybill", "prepaidbilloverdue", "postpaidbilloverdue", "allocationquotafreetieronly", "freetieronly",
		"usagenotincluded", "preconsumetokenquotafailed", "insufficienttokenquota", "paidplanrequired", "subscriptionrequired", "upgraderequired":
		return InsufficientCredits
	case "organizationspendlimitexceeded", "projectspendlimitexceeded", "organizationusagelimitexceeded", "enforcedspendlimitreached", "billinghardlimitreached",
		"spendlimitexceeded", "budgetexceeded", "exceededbudget", "openrouterkeylimit", "setlimitexceeded", "spendinglimitreached", "keylimitexceeded",
		"workspacespendlimitexceeded", "spendlimitreached", "usercaplimitexceeded":
		return SpendLimitReached
	case "accountlimited", "tokenquotareached", "dailylimitexceeded", "monthlylimitexceeded", "usagelimitreached", "usagelimitexceeded", "dailyquotaexceeded", "monthlyquotaexceeded":
		return QuotaExhausted
	case "toomanyconcurrentrequests", "concurrencylimit", "concurrencylimited", "concurrencylimitexceeded", "concurrentlimitexceeded", "maxconcurrencyexceeded",
		"inflightbatchsizeexceeded", "concurrentrequestlimitexceeded", "toomanyconcurrentsessions", "websocketstreamlimitreached":
		return ConcurrencyLimited
	case "engineoverloaded", "overloaded", "serverisoverloaded", "serveroverloaded", "provideroverloaded", "modeloverloaded", "systembusy", "capacityexceeded", "servicebusy",
		"queuefull", "outofcapacity", "insufficientcapacity", "noinstanceavailable", "runnerschedulingfailure", "maintenance", "serverbusy", "nocapacity", "insufficientinstancecapacity",
		"modelcapacityexceeded", "servicetiercapacityexceeded", "modelcapacityexhausted":
		return Overloaded
	case "modelnotready", "modelloading", "modeliscold", "coldmodel", "startuptimeout":
		return ModelLoading
	case "unsupportedcountryregionterritory", "unsupportedregion", "regionnotsupported", "countrynotsupported", "regionblocked", "unsupportedcountry", "locationnotsupported":
		return RegionBlocked
	case "accountdeactivated", "accountdisabled", "accountsuspended", "accountblocked", "accountlocked", "invalidaccountstatus", "needrealnameverify", "consumersuspended",
		"organizationdisabled", "organizationdeactivated", "usersuspended", "organizationnotverified", "unverifiedorganization", "ftuformnotfilled", "emailnotverified",
		"modelagreement", "accountnotactive", "detectedunusualactivity", "termsnotaccepted", "userblocked", "violationofterms", "organizationrestricted", "accessterminated":
		return AccountDisabled
	case "modeldeprecated", "modelretired", "modeldecommissioned", "modelremoved", "modelendoflife", "modelnotsupportedanymore", "modelshutdown", "closedendpoint":
		return ModelRetired
	case "modelaccessdenied", "modelnotopen", "modelidaccessdisabled", "gatedrepo", "accountnotallowedforprivatemodel", "modelnotallowed", "modelaccessrestricted",
		"modelnotenabled", "noavailablemodelendpoints", "unpurchased", "onlyforcreator", "modelnotauthorized", "modelpermissiondenied", "accessdeniedunpurchased":
		return ModelAccessDenied
	case "unsupportedcontenttype", "unsupportedparameter", "notsupported", "featurenotsupported", "notimplemented", "methodnotallowed",
		"unsupportedoperation", "unimplemented", "operationnotsupported", "unsupportedmodelfeature", "loraunsupported", "unsupportedparameters", "unsupportedapiforthismodel",
		"apinotfound", "unknownoperation", "deprecatedsdkversion", "modelnotsupportfeature":
		return Unsupported
	}
	return strongContentName(name)
}

// strongContentName is strongName for what a request carries, and for keys.
func strongContentName(name string) Kind {
	switch name {
	case "contentpolicyviolation", "moderationblocked", "contentmoderation", "datainspectionfailed", "responsibleaipolicyviolation", "contentfilter", "contentfiltered",
		"illegalprompt", "illegalimagecontent", "contentblocked", "sensitivecontentdetected", "imagecontentpolicyviolation", "biopolicy", "requestmoderated",
		"failedsafetycheck", "safety", "safetyinput", "inputpreprocessingsafety", "inputmoderation", "guardrailintervened", "promptblocked", "cyberpolicyviolation",
		"cyberpolicy", "contentsafety", "prohibitedcontent", "inputtextriskdetection", "inputimageriskdetection", "safetyviolation", "contentviolation", "generateimagesafety",
		"policyviolation", "moderation", "sexualcontent", "nsfwdetected", "guardrailviolation", "contentpolicy", "safetycheckfailed", "inputcontentfiltered":
		return ContentPolicyInput
	case "safetyoutput", "contentmoderated", "outputtextriskdetection", "outputimageriskdetection", "outputmoderation", "outputblocked", "outputcontentfiltered", "refusal",
		"outputblockedbycontentfilter", "recitation", "outputsensitive":
		return ContentPolicyOutput
	case "invalidapikey", "apikeyinvalid", "missingapikey", "wrongapikey", "incorrectapikey", "invalidauthentication", "invalidauth", "credentialsmissing", "expiredtoken",
		"unrecognizedclient", "invalidclienttokenid", "invalidsignature", "signaturedoesnotmatch", "incompletesignature", "requestexpired", "missingauthenticationtoken",
		"invalidcredentials", "unauthenticated", "invalidtoken", "tokenexpired", "apikeyexpired", "invalidaccesstoken", "apikeyrevoked", "apikeydisabled", "accesstokenexpired",
		"missingauthorization", "noapikey", "unauthorizedaccess", "keyrevoked", "accesstokentypeunsupported", "apikeymissing", "invalidkey", "authrequired", "authtokeninvalid",
		"invalidauthtoken", "invalidxapikey", "expiredapikey", "invalidauthorization", "authenticationrequired", "missingcredentials", "invalidauthenticationcredentials",
		"mustbeauthenticated", "invalidapitoken", "invalidauthorizationheader", "missingauthorizationheader", "loginrequired", "invaliduserkey":
		return Authentication
	case "insufficientpermissions", "insufficientpermission", "insufficientscope", "missingpermissions", "missingscope", "ipnotauthorized", "ipnotallowed", "missingscopes",
		"apikeyserviceblocked", "apikeyhttpreferrerblocked", "apikeyipaddressblocked", "iampermissiondenied", "accesstokenscopeinsufficient", "servicedisabled",
		"originnotallowed", "notauthorized", "featurenotallowed", "apinotallowed", "insufficientprivileges", "insufficientrights":
		return PermissionDenied
	case "invalidimage", "invalidimageformat", "invalidbase64image", "imagetoolarge", "imagetoosmall", "imageparse", "invalidimagemode", "imagefiletoolarge", "unsupportedimagemediatype",
		"emptyimagefile", "invalidimagefile", "unsupportedfile", "invalidfile", "imageload", "facedetection", "filetoolarge", "invalidarchive", "audiodurationtoolong",
		"audiodurationtooshort", "videodurationtoolong", "videodurationtooshort", "unsupportedaudioformat", "unsupportedimageformat", "unsupportedvideoformat", "invalidaudio",
		"invalidaudiofile", "imagefileexceedsmaxsize", "imageexceedsmaxresolution", "invalidimagesize", "imagenofacedetected", "assetinvalid", "invalidmedia", "invalidimagetype",
		"invalidvideo", "invalidpdf", "corruptedfile", "invalidfiletype", "unsupportedfiletype", "unsupportedfileformat", "audiotooshort", "audiotoolong", "invalidfileformat",
		"invalidaudioformat", "emptyaudio", "invalidimageencoding", "filetypenotsupported", "badaudio", "invalidimagedata":
		return InvalidMedia
	case "failedtodownloadimage", "filedownload", "imagedownloadfailed", "remotecontent", "mediaaccessfailed", "urlnotaccessible", "downloadfailed", "invalidimageurlunreachable",
		"imagedownload", "downloadtimeout", "mediadownload", "mediadownloadfailed", "failedtodownloadfile", "imagefetch", "urlunreachable":
		return MediaFetchFailed
	case "requesttoolarge", "payloadtoolarge", "requestentitytoolarge", "contenttoolarge", "bodytoolarge", "entitytoolarge":
		return PayloadTooLarge
	case "weightexceedsbudget":
		return RequestExceedsLimit
	}
	return Unknown
}

// weakName lists the names that words may refine.
func weakName(name string) Kind {
	switch name {
	case "modelnotfound", "deploymentnotfound", "unknownmodel", "invalidmodel", "invalidmodelid", "modelnotavailable", "unsupportedmodel", "nosuchmodel",
		"invalidendpointormodelnotfound", "invalidendpointormodel", "invalidendpointnotfound", "modelnotexist", "modelnotexists", "modelnotsupported", "modeldoesnotexist":
		return ModelNotFound
	case "insufficientquota", "exceededcurrentquota", "paymentrequired", "billing", "creditlimitexceeded", "inflightbudgetexhausted", "quotabalanceinsufficient":
		return InsufficientCredits
	case "quotaexceeded", "quotaexhausted", "dailylimit", "limitexceeded":
		return QuotaExhausted
	case "ratelimitexceeded", "ratelimit", "ratelimitreached", "toomanyrequests", "throttling", "throttled", "throttlingratequota", "requestbursttoofast", "slowdown",
		"ratelimited", "requestquotaexceeded", "tokenquotaexceeded", "provisionedthroughputexceeded", "requestlimitexceeded", "userratelimitexceeded", "ratequota", "burstrate",
		"throttlingallocationquota", "allocationquota", "requestthrottled", "toofast", "toomanyrequest", "ratelimitingexceeded":
		return RateLimited
	case "serviceunavailable", "unavailable", "downstreamserviceunavailable", "thirdpartyunavailable", "unhealthy", "temporarilyunavailable":
		return Overloaded
	case "authentication", "unauthorized", "authorizationrequired", "authorization", "authfailed", "authenticationfailed", "unauthorised":
		return Authentication
	case "permission", "permissiondenied", "forbidden", "accessdenied", "requestforbidden", "notallowed", "anonymousnotallowed":
		return PermissionDenied
	case "notfound", "resourcenotfound", "doesnotexist", "filenotfound", "tasknotfound", "jobnotfound", "routenotfound", "nosuchkey", "gone", "resourcedoesnotexist":
		return NotFound
	case "conflict", "aborted", "alreadyexists", "resourceconflict", "resourcealreadyexists", "tooearly", "idempotency", "resourcelocked", "invalidstate", "jobinprogress", "resourceinuse":
		return Conflict
	case "deadlineexceeded", "timeout", "requesttimeout", "gatewaytimeout", "modeltimeout", "generationtimeout", "vectorstoretimeout", "apitimeout", "timedout", "readtimeout", "workertimeout",
		"apiconnectiontimeout", "upstreamtimeout":
		return ProviderTimeout
	case "badgateway", "downstreamservice", "providerunavailable", "dependencyfailed":
		return UpstreamError
	case "modelstream", "incompletegeneration", "incompletegenerationstream", "internalbadoutput":
		return ProviderError
	case "unsupportedmediatype", "unsupported":
		return Unsupported
	case "cancelled", "canceled", "clientcancelled", "clientdisconnected":
		return Canceled
	case "requestexceedslimit":
		return RequestExceedsLimit
	}
	return Unknown
}

// vagueName lists the names that say no more than a status does.
func vagueName(name string) Kind {
	switch name {
	case "invalidrequest", "badrequest", "invalidargument", "failedprecondition", "validation", "outofrange", "invalidparameter", "invalidparameters", "invalidvalue", "invalidtype",
		"unprocessableentity", "unprocessable", "invalidinput", "missingrequiredparameter", "unknownparameter", "extraforbidden", "missing", "invalidprompt", "template",
		"invalidfunctionparameters", "tooluse", "toolusefailed", "preconditionfailed", "missingparameter", "invalidjson", "parameterunknown", "stringtoolong",
		"integerabovemaxvalue", "integerbelowminvalue", "decimalabovemaxvalue", "decimalbelowminvalue", "invalidrequestbody", "tokenizer", "empty", "imagegenerationuser", "usererror",
		"maxtokensexceeded", "tokenlimitexceeded", "invalidimageurl", "malformedrequest", "invalidparams", "invalidrequestparameter", "badparameter":
		return InvalidRequest
	case "api", "server", "internalserver", "internal", "internalfailure", "internalservice", "unknown", "dataloss", "runnerserver", "engine",
		"apistatus", "system", "internalstreamfailure", "inputpreprocessinginternal", "model", "generation", "backend":
		return ProviderError
	case "upstream", "provider", "badresponsestatuscode":
		return UpstreamError
	case "resourceexhausted":
		return RateLimited
	case "taskfailed", "jobfailed", "generationfailed", "predictionfailed", "executionfailed", "failed", "failure":
		return JobFailed
	}
	return Unknown
}

// kindOfStem tells what a name is about that no list has, by its stem:
// ModelAccountRpmRateLimitExceeded, fine_tune_not_found.
func kindOfStem(name string) clue {
	for i := range stems {
		if s := &stems[i]; strings.Contains(name, s.stem) {
			return clue{s.kind, s.strength}
		}
	}
	return clue{}
}

// stems are ordered as the phrases are: money, throttles, capacity, the rest.
var stems = []struct {
	stem     string
	kind     Kind
	strength strength
}{
	{"perday", QuotaExhausted, clueStrong}, // quota ids of google.rpc.QuotaFailure
	{"perminute", RateLimited, clueStrong},
	{"insufficientbalance", InsufficientCredits, clueStrong},
	{"insufficientcredit", InsufficientCredits, clueStrong},
	{"insufficientfund", InsufficientCredits, clueStrong},
	{"spendlimit", SpendLimitReached, clueStrong},
	{"ratelimit", RateLimited, clueWeak},
	{"throttl", RateLimited, clueWeak},
	{"concurren", ConcurrencyLimited, clueWeak},
	{"quotaexceeded", QuotaExhausted, clueWeak},
	{"usagelimit", QuotaExhausted, clueWeak},
	{"overload", Overloaded, clueWeak},
	{"contextlength", ContextLengthExceeded, clueStrong},
	{"outputtextsensitive", ContentPolicyOutput, clueStrong},
	{"outputimagesensitive", ContentPolicyOutput, clueStrong},
	{"outputvideosensitive", ContentPolicyOutput, clueStrong},
	{"outputaudiosensitive", ContentPolicyOutput, clueStrong},
	{"sensitivecontent", ContentPolicyInput, clueStrong},
	{"contentpolicy", ContentPolicyInput, clueStrong},
	{"moderation", ContentPolicyInput, clueWeak},
	{"apikey", Authentication, clueWeak},
	{"modelnotfound", ModelNotFound, clueWeak},
	{"modelpermission", ModelAccessDenied, clueStrong},
	{"modelaccess", ModelAccessDenied, clueStrong},
	{"notfound", NotFound, clueWeak},
	{"notexist", NotFound, clueWeak},
	{"timeout", ProviderTimeout, clueWeak},
	{"unsupported", Unsupported, clueWeak},
	{"invalid", InvalidRequest, clueVague},
	{"missing", InvalidRequest, clueVague},
}

// grpcClue returns what a number of google.rpc.Code tells, as gRPC gateways
// put it in a flat body's code.
func grpcClue(code string) clue {
	switch code {
	case "3", "9", "11":
		return clue{InvalidRequest, clueVague}
	case "4":
		return clue{ProviderTimeout, clueWeak}
	case "5":
		return clue{NotFound, clueWeak}
	case "6", "10":
		return clue{Conflict, clueWeak}
	case "7":
		return clue{PermissionDenied, clueWeak}
	case "8":
		return clue{RateLimited, clueVague}
	case "12":
		return clue{Unsupported, clueWeak}
	case "13":
		return clue{ProviderError, clueVague}
	case "14":
		return clue{Overloaded, clueWeak}
	case "16":
		return clue{Authentication, clueWeak}
	}
	return clue{}
}

// baseRespClue returns what a number at base_resp.status_code tells. MiniMax
// alone writes that member, so its numbers cannot be taken for another's.
func baseRespClue(code string) clue {
	switch code {
	case "1001":
		return clue{ProviderTimeout, clueWeak}
	case "1002", "1039":
		return clue{RateLimited, clueWeak}
	case "1041":
		return clue{ConcurrencyLimited, clueWeak}
	case "1004", "2049":
		return clue{Authentication, clueWeak}
	case "1008":
		return clue{InsufficientCredits, clueStrong}
	case "2056":
		return clue{QuotaExhausted, clueStrong}
	case "1026":
		return clue{ContentPolicyInput, clueStrong}
	case "1027":
		return clue{ContentPolicyOutput, clueStrong}
	case "1000", "1024", "1033":
		return clue{ProviderError, clueWeak}
	case "1042", "1043", "1044", "2013", "20132", "2037":
		return clue{InvalidRequest, clueWeak}
	}
	return clue{}
}
