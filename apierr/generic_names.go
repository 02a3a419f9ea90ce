package apierr

import "sync"

// A nameRule is one row of the table of names.
type nameRule struct {
	clue  clue
	names []string // as squash spells them
}

// nameRules is what codes, types and the names of statuses tell. No name stands
// in two rows.
var nameRules = []nameRule{
	// What leaves nothing open.
	{clue{ContextLengthExceeded, clueStrong}, []string{
		"contextlengthexceeded", "exceedcontextsize", "toomanytokens", "toomanyprompttokens", "outofcontext", "contextwindowexceeded",
		"modelcontextwindowexceeded", "inputtoolong", "prompttoolong", "maxcontextlengthexceeded", "contextoverflow",
	}},
	{clue{InsufficientCredits, clueStrong}, []string{
		"insufficientcredits", "insufficientcredit", "insufficientbalance", "insufficientfunds", "outofcredits",
		"creditbalanceexhausted", "billingbalancenotenough", "notenoughbalance", "notenoughcredits", "nocredits", "arrearage",
		"accountoverdue", "serviceoverdue", "billingnotactive", "asrpaymentrequired", "openroutercredits",
		"moviopaymentinsufficientcredit", "creditsexhausted", "paymentinsufficientcredit", "insufficientaccountbalance",
		"billingnotenabled", "billingdisabled", "invalidsubscription", "postpaybill", "prepaidbilloverdue", "postpaidbilloverdue",
		"allocationquotafreetieronly", "freetieronly", "usagenotincluded", "preconsumetokenquotafailed", "insufficienttokenquota", "insufficientuserquota",
		"paidplanrequired", "subscriptionrequired", "upgraderequired",
	}},
	{clue{SpendLimitReached, clueStrong}, []string{
		"organizationspendlimitexceeded", "projectspendlimitexceeded", "organizationusagelimitexceeded", "enforcedspendlimitreached",
		"billinghardlimitreached", "spendlimitexceeded", "budgetexceeded", "exceededbudget", "openrouterkeylimit", "setlimitexceeded",
		"spendinglimitreached", "keylimitexceeded", "workspacespendlimitexceeded", "spendlimitreached", "usercaplimitexceeded",
	}},
	{clue{QuotaExhausted, clueStrong}, []string{
		"accountlimited", "tokenquotareached", "dailylimitexceeded", "monthlylimitexceeded", "usagelimitreached", "usagelimitexceeded",
		"dailyquotaexceeded", "monthlyquotaexceeded",
	}},
	{clue{ConcurrencyLimited, clueStrong}, []string{
		"toomanyconcurrentrequests", "concurrencylimit", "concurrencylimited", "concurrencylimitexceeded", "concurrentlimitexceeded",
		"maxconcurrencyexceeded", "inflightbatchsizeexceeded", "concurrentrequestlimitexceeded", "toomanyconcurrentsessions",
		"websocketstreamlimitreached",
	}},
	{clue{Overloaded, clueStrong}, []string{
		"engineoverloaded", "overloaded", "serverisoverloaded", "serveroverloaded", "provideroverloaded", "modeloverloaded",
		"systembusy", "capacityexceeded", "servicebusy", "queuefull", "outofcapacity", "insufficientcapacity", "noinstanceavailable",
		"runnerschedulingfailure", "maintenance", "serverbusy", "nocapacity", "insufficientinstancecapacity", "modelcapacityexceeded",
		"servicetiercapacityexceeded", "modelcapacityexhausted",
	}},
	{clue{ModelLoading, clueStrong}, []string{
		"modelnotready", "modelloading", "modeliscold", "coldmodel", "startuptimeout",
	}},
	{clue{RegionBlocked, clueStrong}, []string{
		"unsupportedcountryregionterritory", "unsupportedregion", "regionnotsupported", "countrynotsupported", "regionblocked",
		"unsupportedcountry", "locationnotsupported",
	}},
	{clue{AccountDisabled, clueStrong}, []string{
		"accountdeactivated", "accountdisabled", "accountsuspended", "accountblocked", "accountlocked", "invalidaccountstatus",
		"needrealnameverify", "consumersuspended", "organizationdisabled", "organizationdeactivated", "usersuspended",
		"organizationnotverified", "unverifiedorganization", "ftuformnotfilled", "emailnotverified", "modelagreement",
		"accountnotactive", "detectedunusualactivity", "termsnotaccepted", "userblocked", "violationofterms", "organizationrestricted",
		"accessterminated",
	}},
	{clue{ModelRetired, clueStrong}, []string{
		"modeldeprecated", "modelretired", "modeldecommissioned", "modelremoved", "modelendoflife", "modelnotsupportedanymore",
		"modelshutdown", "closedendpoint",
	}},
	{clue{ModelAccessDenied, clueStrong}, []string{
		"modelaccessdenied", "modelnotopen", "modelidaccessdisabled", "gatedrepo", "accountnotallowedforprivatemodel",
		"modelnotallowed", "modelaccessrestricted", "modelnotenabled", "noavailablemodelendpoints", "unpurchased", "onlyforcreator",
		"modelnotauthorized", "modelpermissiondenied", "accessdeniedunpurchased",
	}},
	{clue{Unsupported, clueStrong}, []string{
		"unsupportedcontenttype", "unsupportedparameter", "notsupported", "featurenotsupported", "notimplemented", "methodnotallowed",
		"unsupportedoperation", "unimplemented", "operationnotsupported", "unsupportedmodelfeature", "loraunsupported",
		"unsupportedparameters", "unsupportedapiforthismodel", "apinotfound", "unknownoperation", "deprecatedsdkversion",
		"modelnotsupportfeature",
	}},
	// The same of what a request carries, and of keys.
	{clue{ContentPolicyInput, clueStrong}, []string{
		"contentpolicyviolation", "moderationblocked", "contentmoderation", "datainspectionfailed", "responsibleaipolicyviolation",
		"contentfilter", "contentfiltered", "illegalprompt", "illegalimagecontent", "contentblocked", "sensitivecontentdetected",
		"imagecontentpolicyviolation", "biopolicy", "requestmoderated", "failedsafetycheck", "safety", "safetyinput",
		"inputpreprocessingsafety", "inputmoderation", "guardrailintervened", "promptblocked", "cyberpolicyviolation", "cyberpolicy",
		"contentsafety", "prohibitedcontent", "inputtextriskdetection", "inputimageriskdetection", "safetyviolation",
		"contentviolation", "generateimagesafety", "policyviolation", "moderation", "sexualcontent", "nsfwdetected",
		"guardrailviolation", "contentpolicy", "safetycheckfailed", "inputcontentfiltered",
	}},
	{clue{ContentPolicyOutput, clueStrong}, []string{
		"safetyoutput", "contentmoderated", "outputtextriskdetection", "outputimageriskdetection", "outputmoderation", "outputblocked",
		"outputcontentfiltered", "refusal", "outputblockedbycontentfilter", "recitation", "outputsensitive",
	}},
	{clue{Authentication, clueStrong}, []string{
		"invalidapikey", "apikeyinvalid", "missingapikey", "wrongapikey", "incorrectapikey", "invalidauthentication", "invalidauth",
		"credentialsmissing", "expiredtoken", "unrecognizedclient", "invalidclienttokenid", "invalidsignature",
		"signaturedoesnotmatch", "incompletesignature", "requestexpired", "missingauthenticationtoken", "invalidcredentials",
		"unauthenticated", "invalidtoken", "tokenexpired", "apikeyexpired", "invalidaccesstoken", "apikeyrevoked", "apikeydisabled",
		"accesstokenexpired", "missingauthorization", "noapikey", "unauthorizedaccess", "keyrevoked", "accesstokentypeunsupported",
		"apikeymissing", "invalidkey", "authrequired", "authtokeninvalid", "invalidauthtoken", "invalidxapikey", "expiredapikey",
		"invalidauthorization", "authenticationrequired", "missingcredentials", "invalidauthenticationcredentials",
		"mustbeauthenticated", "invalidapitoken", "invalidauthorizationheader", "missingauthorizationheader", "loginrequired",
		"invaliduserkey",
	}},
	{clue{PermissionDenied, clueStrong}, []string{
		"insufficientpermissions", "insufficientpermission", "insufficientscope", "missingpermissions", "missingscope",
		"ipnotauthorized", "ipnotallowed", "missingscopes", "apikeyserviceblocked", "apikeyhttpreferrerblocked",
		"apikeyipaddressblocked", "iampermissiondenied", "accesstokenscopeinsufficient", "servicedisabled", "originnotallowed",
		"notauthorized", "featurenotallowed", "apinotallowed", "insufficientprivileges", "insufficientrights",
	}},
	{clue{InvalidMedia, clueStrong}, []string{
		"invalidimage", "invalidimageformat", "invalidbase64image", "imagetoolarge", "imagetoosmall", "imageparse", "invalidimagemode",
		"imagefiletoolarge", "unsupportedimagemediatype", "emptyimagefile", "invalidimagefile", "unsupportedfile", "invalidfile",
		"imageload", "facedetection", "filetoolarge", "invalidarchive", "audiodurationtoolong", "audiodurationtooshort",
		"videodurationtoolong", "videodurationtooshort", "unsupportedaudioformat", "unsupportedimageformat", "unsupportedvideoformat",
		"invalidaudio", "invalidaudiofile", "imagefileexceedsmaxsize", "imageexceedsmaxresolution", "invalidimagesize",
		"imagenofacedetected", "assetinvalid", "invalidmedia", "invalidimagetype", "invalidvideo", "invalidpdf", "corruptedfile",
		"invalidfiletype", "unsupportedfiletype", "unsupportedfileformat", "audiotooshort", "audiotoolong", "invalidfileformat",
		"invalidaudioformat", "emptyaudio", "invalidimageencoding", "filetypenotsupported", "badaudio", "invalidimagedata",
	}},
	{clue{MediaFetchFailed, clueStrong}, []string{
		"failedtodownloadimage", "filedownload", "imagedownloadfailed", "remotecontent", "mediaaccessfailed", "urlnotaccessible",
		"downloadfailed", "invalidimageurlunreachable", "imagedownload", "downloadtimeout", "mediadownload", "mediadownloadfailed",
		"failedtodownloadfile", "imagefetch", "urlunreachable",
	}},
	{clue{PayloadTooLarge, clueStrong}, []string{
		"requesttoolarge", "payloadtoolarge", "requestentitytoolarge", "contenttoolarge", "bodytoolarge", "entitytoolarge",
	}},
	{clue{RequestExceedsLimit, clueStrong}, []string{
		"weightexceedsbudget",
	}},
	// What words may refine.
	{clue{ModelNotFound, clueWeak}, []string{
		"modelnotfound", "deploymentnotfound", "unknownmodel", "invalidmodel", "invalidmodelid", "modelnotavailable",
		"unsupportedmodel", "nosuchmodel", "invalidendpointormodelnotfound", "invalidendpointormodel", "invalidendpointnotfound",
		"modelnotexist", "modelnotexists", "modelnotsupported", "modeldoesnotexist",
	}},
	{clue{InsufficientCredits, clueWeak}, []string{
		"insufficientquota", "exceededcurrentquota", "paymentrequired", "billing", "creditlimitexceeded", "inflightbudgetexhausted",
		"quotabalanceinsufficient",
	}},
	{clue{QuotaExhausted, clueWeak}, []string{
		"quotaexceeded", "quotaexhausted", "dailylimit", "limitexceeded",
	}},
	{clue{RateLimited, clueWeak}, []string{
		"ratelimitexceeded", "ratelimit", "ratelimitreached", "toomanyrequests", "throttling", "throttled", "throttlingratequota",
		"requestbursttoofast", "slowdown", "ratelimited", "requestquotaexceeded", "tokenquotaexceeded",
		"provisionedthroughputexceeded", "requestlimitexceeded", "userratelimitexceeded", "ratequota", "burstrate",
		"throttlingallocationquota", "allocationquota", "requestthrottled", "toofast", "toomanyrequest", "ratelimitingexceeded",
	}},
	{clue{Overloaded, clueWeak}, []string{
		"serviceunavailable", "unavailable", "downstreamserviceunavailable", "thirdpartyunavailable", "unhealthy",
		"temporarilyunavailable",
	}},
	{clue{Authentication, clueWeak}, []string{
		"authentication", "unauthorized", "authorizationrequired", "authorization", "authfailed", "authenticationfailed",
		"unauthorised",
	}},
	{clue{PermissionDenied, clueWeak}, []string{
		"permission", "permissiondenied", "forbidden", "accessdenied", "requestforbidden", "notallowed", "anonymousnotallowed",
	}},
	{clue{NotFound, clueWeak}, []string{
		"notfound", "resourcenotfound", "doesnotexist", "filenotfound", "tasknotfound", "jobnotfound", "routenotfound", "nosuchkey",
		"gone", "resourcedoesnotexist",
	}},
	{clue{AlreadyExists, clueWeak}, []string{"alreadyexists", "resourcealreadyexists", "idempotency"}},
	{clue{PreconditionFailed, clueWeak}, []string{"preconditionfailed", "failedprecondition", "invalidstate"}},
	{clue{Conflict, clueWeak}, []string{
		"conflict", "aborted", "resourceconflict", "tooearly", "resourcelocked", "jobinprogress", "resourceinuse",
	}},
	{clue{ProviderTimeout, clueWeak}, []string{
		"deadlineexceeded", "timeout", "requesttimeout", "gatewaytimeout", "modeltimeout", "generationtimeout", "vectorstoretimeout",
		"apitimeout", "timedout", "readtimeout", "workertimeout", "apiconnectiontimeout", "upstreamtimeout",
	}},
	{clue{UpstreamError, clueWeak}, []string{
		"badgateway", "downstreamservice", "providerunavailable", "dependencyfailed",
	}},
	{clue{ProviderError, clueWeak}, []string{
		"modelstream", "incompletegeneration", "incompletegenerationstream", "internalbadoutput",
	}},
	{clue{Unsupported, clueWeak}, []string{
		"unsupportedmediatype", "unsupported",
	}},
	{clue{Canceled, clueWeak}, []string{
		"cancelled", "canceled", "clientcancelled", "clientdisconnected",
	}},
	{clue{RequestExceedsLimit, clueWeak}, []string{
		"requestexceedslimit",
	}},
	// What says no more than a status does.
	{clue{InvalidRequest, clueVague}, []string{
		"invalidrequest", "badrequest", "invalidargument", "validation", "outofrange", "invalidparameter",
		"invalidparameters", "invalidvalue", "invalidtype", "unprocessableentity", "unprocessable", "invalidinput",
		"missingrequiredparameter", "unknownparameter", "extraforbidden", "missing", "invalidprompt", "template",
		"invalidfunctionparameters", "tooluse", "toolusefailed", "missingparameter", "invalidjson",
		"parameterunknown", "stringtoolong", "integerabovemaxvalue", "integerbelowminvalue", "decimalabovemaxvalue",
		"decimalbelowminvalue", "invalidrequestbody", "tokenizer", "empty", "imagegenerationuser", "maxtokensexceeded",
		"tokenlimitexceeded", "invalidimageurl", "malformedrequest", "invalidparams", "invalidrequestparameter", "badparameter",
	}},
	{clue{ProviderError, clueVague}, []string{
		"api", "server", "internalserver", "internal", "internalfailure", "internalservice", "unknown", "dataloss", "runnerserver",
		"engine", "apistatus", "system", "internalstreamfailure", "inputpreprocessinginternal", "model", "generation", "backend",
	}},
	{clue{UpstreamError, clueVague}, []string{
		"upstream", "provider", "badresponsestatuscode",
	}},
	{clue{RateLimited, clueVague}, []string{
		"resourceexhausted",
	}},
	{clue{JobFailed, clueVague}, []string{
		"taskfailed", "jobfailed", "generationfailed", "predictionfailed", "executionfailed", "failed", "failure",
	}},
}

// nameIndex finds a name's row. It is filled when it is first used: a program
// that meets no unknown error does not pay for it.
var nameIndex struct {
	once  sync.Once
	clues map[string]clue
}

// kindOfName returns what a squashed name tells.
func kindOfName(name string) clue {
	nameIndex.once.Do(fillNames)
	return nameIndex.clues[name]
}

func fillNames() {
	clues := make(map[string]clue, 16*len(nameRules))
	for i := range nameRules {
		for _, name := range nameRules[i].names {
			clues[name] = nameRules[i].clue
		}
	}
	nameIndex.clues = clues
}
