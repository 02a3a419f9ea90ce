package apierr

import "github.com/errbook/errbook/apierr/wire"

// The slots of the shapes that APIs share. A name tells the path: slotErrorCode
// is error.code, slotDetail0Type is detail[0].type.
const (
	slotError = iota
	slotErrorCode
	slotErrorType
	slotErrorMessage
	slotErrorStatus
	slotErrorStatusCode
	slotErrorHTTPCode
	slotErrorErrorType
	slotErrorReason // error.details[].reason of a google.rpc.ErrorInfo
	slotErrorQuota  // the quota's id of a google.rpc.QuotaFailure
	slotErrorDetails
	slotErrorDetailsCode
	slotErrorInner
	slotErrorName
	slotErrorRequestID
	slotErrorRaw
	slotErrorMetaType
	slotErrorMetaLimit
	slotErrorMetaReason
	slotCode
	slotType
	slotMessage
	slotMessage0Text
	slotParam // error.param, too
	slotObject
	slotDetail
	slotDetailCode
	slotDetailType
	slotDetailStatus
	slotDetailMessage
	slotDetail0Type
	slotDetail0Text
	slotText // msg
	slotTitle
	slotName
	slotStatus
	slotStatusCode
	slotErrCode
	slotErrText
	slotErrorCodeFlat
	slotErrorTextFlat // error_msg and its like
	slotErrorTypeFlat
	slotErrorDescription
	slotDescription
	slotCategory
	slotReason
	slotAWSType
	slotAWSMessage
	slotBaseCode
	slotBaseText
	slotFailure
	slotFailureCode
	slotErrors
	slotErrors0
	slotErrors0Code
	slotErrors0Text
	slotSuccess
	slotDeepError // error below response, data or choices[]
	slotDeepCode
	slotDeepType
	slotDeepText
	slotDataStatus
	slotFault
	slotRequestID

	genericSlots
)

// Fields of genericWire that tell whether a 2xx answer is an error.
const (
	fieldError = iota
	fieldBaseCode
	fieldErrors
	fieldDeepError
	fieldType
	fieldStatus
	fieldDataStatus
	fieldFailureCode
	fieldSuccess
	fieldErrorText
	fieldObject
)

// deepError is the error object that an envelope holds.
var deepError = []wire.Node{
	{Key: "code", Slot: slotDeepCode},
	{Key: "type", Slot: slotDeepType},
	{Key: "message", Slot: slotDeepText},
}

// genericBody is every path that some API puts a part of an error at.
var genericBody = []wire.Node{
	{Key: "error", Slot: slotError, Kids: genericError},
	{Key: "code", Slot: slotCode},
	{Key: "type", Slot: slotType},
	{Key: "object", Slot: slotObject},
	{Key: "message", Slot: slotMessage, Kids: []wire.Node{
		{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{{Key: "msg", Slot: slotMessage0Text}}},
	}},
	{Key: "param", Slot: slotParam},
	{Key: "detail", Slot: slotDetail, Kids: []wire.Node{
		{Key: "code", Slot: slotDetailCode},
		{Key: "error_code", Slot: slotDetailCode},
		{Key: "type", Slot: slotDetailType},
		{Key: "status", Slot: slotDetailStatus},
		{Key: "message", Slot: slotDetailMessage},
		{Key: "error", Slot: slotDetailMessage},
		{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "type", Slot: slotDetail0Type},
			{Key: "msg", Slot: slotDetail0Text},
		}},
	}},
	{Key: "msg", Slot: slotText},
	{Key: "title", Slot: slotTitle},
	{Key: "name", Slot: slotName},
	{Key: "status", Slot: slotStatus},
	{Key: "status_code", Slot: slotStatusCode},
	{Key: "statusCode", Slot: slotStatusCode},
	{Key: "err_code", Slot: slotErrCode},
	{Key: "err_msg", Slot: slotErrText},
	{Key: "error_code", Slot: slotErrorCodeFlat},
	{Key: "errorCode", Slot: slotErrorCodeFlat},
	{Key: "error_msg", Slot: slotErrorTextFlat},
	{Key: "error_message", Slot: slotErrorTextFlat},
	{Key: "errorMessage", Slot: slotErrorTextFlat},
	{Key: "error_type", Slot: slotErrorTypeFlat},
	{Key: "errorType", Slot: slotErrorTypeFlat},
	{Key: "error_description", Slot: slotErrorDescription},
	{Key: "description", Slot: slotDescription},
	{Key: "category", Slot: slotCategory},
	{Key: "reason", Slot: slotReason},
	{Key: "__type", Slot: slotAWSType},
	{Key: "Message", Slot: slotAWSMessage},
	{Key: "base_resp", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "status_code", Slot: slotBaseCode},
		{Key: "status_msg", Slot: slotBaseText},
	}},
	{Key: "failure", Slot: slotFailure},
	{Key: "failure_message", Slot: slotFailure},
	{Key: "failureCode", Slot: slotFailureCode},
	{Key: "failure_code", Slot: slotFailureCode},
	{Key: "errors", Slot: slotErrors, Kids: []wire.Node{
		{Step: wire.StepIndex, Slot: slotErrors0, Kids: []wire.Node{
			{Key: "code", Slot: slotErrors0Code},
			{Key: "message", Slot: slotErrors0Text},
			{Key: "extensions", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "code", Slot: slotErrors0Code}}},
		}},
		{Key: "data", Slot: wire.NoSlot, Kids: []wire.Node{ // a list object of OpenAI, as a batch has it
			{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{
				{Key: "code", Slot: slotErrors0Code},
				{Key: "message", Slot: slotErrors0Text},
			}},
		}},
	}},
	{Key: "metadata", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "raw", Slot: slotErrorRaw}}}, // the error object of an aggregator, bare
	{Key: "success", Slot: slotSuccess},
	{Key: "last_error", Slot: slotDeepError, Kids: deepError},
	{Key: "response", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "error", Slot: slotDeepError, Kids: deepError},
		{Key: "status_code", Slot: slotStatusCode}, // a line of a batch's results
		{Key: "body", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "error", Slot: slotDeepError, Kids: deepError}}},
	}},
	{Key: "details", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "error", Slot: slotDeepError, Kids: deepError}}},
	{Key: "data", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "error", Slot: slotDeepError, Kids: deepError},
		{Key: "status", Slot: slotDataStatus},
	}},
	{Key: "choices", Slot: wire.NoSlot, Kids: []wire.Node{
		{Step: wire.StepAny, Slot: wire.NoSlot, Kids: []wire.Node{{Key: "error", Slot: slotDeepError, Kids: deepError}}},
	}},
	{Key: "fault", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "faultstring", Slot: slotFault},
	}},
	{Key: "request_id", Slot: slotRequestID},
	{Key: "requestId", Slot: slotRequestID},
}

// genericError is what stands below error.
var genericError = []wire.Node{
	{Key: "code", Slot: slotErrorCode},
	{Key: "type", Slot: slotErrorType},
	{Key: "message", Slot: slotErrorMessage},
	{Key: "msg", Slot: slotErrorMessage},
	{Key: "detail", Slot: slotErrorMessage},
	{Key: "param", Slot: slotParam},
	{Key: "status", Slot: slotErrorStatus},
	{Key: "status_code", Slot: slotErrorStatusCode},
	{Key: "http_code", Slot: slotErrorHTTPCode},
	{Key: "error_type", Slot: slotErrorErrorType},
	{Key: "name", Slot: slotErrorName},
	{Key: "request_id", Slot: slotErrorRequestID},
	{Key: "data", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "message", Slot: slotErrorMessage}, {Key: "statusCode", Slot: slotErrorStatusCode}}},
	{Key: "details", Slot: slotErrorDetails, Kids: []wire.Node{
		{Key: "error_code", Slot: slotErrorDetailsCode},
		{Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.ErrorInfo", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "reason", Slot: slotErrorReason},
		}},
		{Step: wire.StepWhere, Key: "@type", Value: "type.googleapis.com/google.rpc.QuotaFailure", Slot: wire.NoSlot, Kids: []wire.Node{
			{Key: "violations", Slot: wire.NoSlot, Kids: []wire.Node{
				{Step: wire.StepIndex, Slot: wire.NoSlot, Kids: []wire.Node{{Key: "quotaId", Slot: slotErrorQuota}}},
			}},
		}},
	}},
	{Step: wire.StepIndex, Slot: slotErrors0},
	{Key: "error", Slot: slotDeepError, Kids: deepError},
	{Key: "innererror", Slot: wire.NoSlot, Kids: []wire.Node{{Key: "code", Slot: slotErrorInner}}},
	{Key: "metadata", Slot: wire.NoSlot, Kids: []wire.Node{
		{Key: "raw", Slot: slotErrorRaw},
		{Key: "error_type", Slot: slotErrorMetaType},
		{Key: "limit_source", Slot: slotErrorMetaLimit},
		{Key: "reason", Slot: slotErrorMetaReason},
	}},
}

// genericWire reads the shapes that APIs share: OpenAI's and its copies, flat
// objects, FastAPI's detail, google.rpc.Status, AWS's exceptions, problem
// details (RFC 9457), job results, and envelopes around any of them.
var genericWire = wire.Wire{
	Body: genericBody,
	Code: []wire.Part{
		{Slot: slotErrorCode}, {Slot: slotErrorName}, {Slot: slotCode}, {Slot: slotErrCode}, {Slot: slotErrorCodeFlat}, {Slot: slotDetailCode},
		{Slot: slotFailureCode}, {Slot: slotErrors0Code}, {Slot: slotBaseCode}, {Slot: slotDeepCode}, {Slot: slotCategory},
		{Slot: slotAWSType, Strip: wire.StripAWS}, {Slot: wire.NoSlot, Header: "X-Amzn-Errortype", Strip: wire.StripAWS}, {Slot: wire.NoSlot, Header: "X-Error-Code"},
	},
	Type: []wire.Part{
		{Slot: slotErrorType}, {Slot: slotErrorStatus}, {Slot: slotType}, {Slot: slotErrorTypeFlat}, {Slot: slotDetailType}, {Slot: slotDetail0Type},
		{Slot: slotDeepType}, {Slot: wire.NoSlot, Header: "X-Fal-Error-Type"},
	},
	Message: []wire.Part{
		{Slot: slotErrorMessage}, {Slot: slotMessage}, {Slot: slotDetailMessage}, {Slot: slotDetail0Text}, {Slot: slotDetail}, {Slot: slotErrText},
		{Slot: slotErrorTextFlat}, {Slot: slotErrorDescription}, {Slot: slotText}, {Slot: slotAWSMessage}, {Slot: slotBaseText}, {Slot: slotFailure},
		{Slot: slotErrors0Text}, {Slot: slotErrors0}, {Slot: slotDeepText}, {Slot: slotDeepError}, {Slot: slotMessage0Text}, {Slot: slotFault},
		{Slot: slotError}, {Slot: slotDescription}, {Slot: slotReason}, {Slot: slotTitle}, {Slot: wire.NoSlot, Header: "X-Error-Message"},
	},
	Param: []wire.Part{{Slot: slotParam}},
	Status: []wire.Part{
		{Slot: slotErrorStatusCode}, {Slot: slotErrorHTTPCode}, {Slot: slotErrorCode}, {Slot: slotStatusCode}, {Slot: slotErrorStatus}, {Slot: slotStatus},
		{Slot: slotDeepCode}, {Slot: slotCode},
	},
	RequestID: []wire.Part{
		{Slot: wire.NoSlot, Header: "X-Request-Id"}, {Slot: wire.NoSlot, Header: "Request-Id"}, {Slot: wire.NoSlot, Header: "X-Amzn-Requestid"},
		{Slot: slotRequestID}, {Slot: slotErrorRequestID},
	},
	Nested: []wire.Part{{Slot: slotErrorRaw}, {Slot: slotErrorDetails}, {Slot: slotErrorMessage}, {Slot: slotMessage}, {Slot: slotDetail}, {Slot: slotError}, {Slot: slotDeepText}},
	Fields: []wire.Part{
		fieldError:       {Slot: slotError},
		fieldBaseCode:    {Slot: slotBaseCode},
		fieldErrors:      {Slot: slotErrors},
		fieldDeepError:   {Slot: slotDeepError},
		fieldType:        {Slot: slotType},
		fieldStatus:      {Slot: slotStatus},
		fieldDataStatus:  {Slot: slotDataStatus},
		fieldFailureCode: {Slot: slotFailureCode},
		fieldSuccess:     {Slot: slotSuccess},
		fieldErrorText:   {Slot: slotErrorTextFlat},
		fieldObject:      {Slot: slotObject},
	},
}

// genericCodes is where identifiers stand that tell a kind, the one that says
// most first.
var genericCodes = []wire.Part{
	{Slot: slotErrorReason}, {Slot: slotErrorQuota}, {Slot: slotErrorInner}, {Slot: slotErrorDetailsCode}, {Slot: slotErrorMetaLimit},
	{Slot: slotErrorMetaReason}, {Slot: slotErrorMetaType}, {Slot: slotErrorErrorType},
	{Slot: slotErrorCode}, {Slot: slotErrorType}, {Slot: slotErrorStatus}, {Slot: slotErrorName}, {Slot: slotError},
	{Slot: slotCode}, {Slot: slotErrCode}, {Slot: slotErrorCodeFlat}, {Slot: slotErrorTypeFlat}, {Slot: slotType}, {Slot: slotCategory},
	{Slot: slotDetailStatus}, {Slot: slotDetailCode}, {Slot: slotDetailType}, {Slot: slotDetail0Type},
	{Slot: slotAWSType, Strip: wire.StripAWS}, {Slot: wire.NoSlot, Header: "X-Amzn-Errortype", Strip: wire.StripAWS},
	{Slot: wire.NoSlot, Header: "X-Error-Code"}, {Slot: wire.NoSlot, Header: "X-Fal-Error-Type"},
	{Slot: slotFailureCode}, {Slot: slotErrors0Code}, {Slot: slotDeepCode}, {Slot: slotDeepType}, {Slot: slotName}, {Slot: slotReason}, {Slot: slotTitle}, {Slot: slotStatus},
}

// genericFailures tells an error under a 2xx status: any of them suffices.
var genericFailures = []wire.Surface{
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldError}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldErrors}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldDeepError}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldErrorText}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldFailureCode}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldBaseCode, Not: true, Values: []string{"0"}}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldType, Values: failedTypes}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldObject, Values: failedTypes}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldStatus, Values: failedStates}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldDataStatus, Values: failedStates}}},
	{Statuses: ok2xx, Body: []wire.Condition{{Field: fieldSuccess, Values: []string{"false"}}}},
}

var ok2xx = []wire.StatusRange{{From: 200, To: 299}}

// failedTypes are the types of objects and events that are errors.
var failedTypes = []string{"error", "Error", "response.failed", "conversation.response.error", "x-fal-error"}

// failedJobs tells the result of a job that failed: any of them suffices.
var failedJobs = [][]wire.Condition{
	{{Field: fieldStatus, Values: failedStates}},
	{{Field: fieldDataStatus, Values: failedStates}},
}

// failedStates are the states of jobs that came to nothing.
var failedStates = []string{
	"failed", "FAILED", "Failed", "failure", "error", "ERROR", "Error", "TIMED_OUT", "timed_out",
	"Request Moderated", "Content Moderated",
}
