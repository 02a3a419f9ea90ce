package apierr

import (
	"fmt"
	"testing"
)

// What unknown hosts send under 200 when a call failed, and what it means.
func TestFailuresUnder200(t *testing.T) {
	for body, want := range map[string]Kind{
		`{"code":1102,"message":"Account balance not enough"}`:                                                                              InsufficientCredits,
		`{"code":1303,"message":"parallel task over resource pack limit: too many requests","request_id":"r"}`:                              ConcurrencyLimited,
		`{"code":"InvalidApiKey","message":"Hm.","request_id":"r"}`:                                                                         Authentication,
		`{"Code":"Throttling","Message":"Hm.","RequestId":"r"}`:                                                                             RateLimited,
		`{"code":10013,"msg":"Insufficient balance","data":null}`:                                                                           InsufficientCredits,
		`{"errcode":45009,"errmsg":"reach max api daily quota limit"}`:                                                                      QuotaExhausted,
		`{"errcode":40013,"errmsg":"hm"}`:                                                                                                   Unknown,
		`{"errno":17,"errmsg":"Daily request limit reached"}`:                                                                               QuotaExhausted,
		`{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"The signature is invalid."},"RequestId":"r"}}`:              Authentication,
		`{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":"Hm."},"RequestId":"r"}}`:                                            RateLimited,
		`{"ResponseMetadata":{"RequestId":"r","Error":{"Code":"AccessDenied","Message":"Hm."}}}`:                                            PermissionDenied,
		`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35"}`:                                                   RateLimited,
		`{"ok":false,"description":"Bad things"}`:                                                                                           Unknown,
		`<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>`:     RateLimited,
		`<ErrorResponse xmlns="https://x.example/"><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`:  RateLimited,
		`<soap:Fault><faultcode>x</faultcode><faultstring>Invalid API key</faultstring></soap:Fault>`:                                       Authentication,
		`{"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"too old resource version","reason":"Expired","code":410}}`: NotFound,
		`{"data":null,"code":403,"name":"AbuseAlleviationError","status":40305,"message":"Blocked for a while"}`:                            PermissionDenied,
		`{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}`:                 RateLimited,
		`{"status":{"error_code":1001,"error_message":"This API Key is invalid."}}`:                                                         Authentication,
		`{"status":"0","message":"NOTOK","result":"Max rate limit reached"}`:                                                                RateLimited,
		`{"status":"0","message":"NOTOK","result":"Missing/Invalid API Key"}`:                                                               Authentication,
		`{"code":11200,"message":"license check failed","sid":"x"}`:                                                                         Unknown,
		`{"id":"1","state":"failed","failReason":"Insufficient balance"}`:                                                                   InsufficientCredits,
		`{"output":{"task_id":"1","task_status":"FAILED","message":"Hm."}}`:                                                                 JobFailed,
		`{"code":200,"msg":"success","data":{"taskId":"1","state":"fail","failMsg":"Too many requests"}}`:                                   RateLimited,
		`{"task_id":"1","status":"生成失败"}`:                                                                                                   JobFailed,
		`{"errors":{"count":1,"list":["Hm."]}}`:                                                                                             Unknown,
		`{"Note":"Thank you! Our standard API call frequency is 5 calls per minute."}`:                                                      RateLimited,
		`{"Information":"You have reached the 25 requests per day limit of your key."}`:                                                     QuotaExhausted,
		`{"Response":"Error","Message":"You are over your rate limit please upgrade your account!","Type":99}`:                              RateLimited,
		`{"status":"OVER_QUERY_LIMIT","rows":[]}`:                                                                                           RateLimited,
		`{"retCode":10006,"retMsg":"Too many visits!","result":{},"time":0}`:                                                                RateLimited,
		`{"error":["EAPI:Rate limit exceeded"]}`:                                                                                            RateLimited,
		`{"error_response":{"code":7,"msg":"App Call Limited"}}`:                                                                            RateLimited,
		`<s:Envelope><s:Body><s:Fault><faultstring>Invalid API key</faultstring></s:Fault></s:Body></s:Envelope>`:                           Authentication,
		`{"Success":false,"Message":"This token lacks the scope","Response":null}`:                                                          PermissionDenied,
		`{"stat":"fail","code":5,"desc":"Unknown method: a.b"}`:                                                                             Unsupported,
		`{"resultCode":4,"message":"The amount must be at least 1"}`:                                                                        InvalidRequest,
		`{"shop_query_response":{"code":"40004","msg":"Business failed","sub_code":"SHOP.ORDER_NOT_EXIST"},"sign":"x"}`:                     NotFound,
		`{"success":false,"error":{"code":104,"info":"\u0048m"}}`:                                                                           Unknown,
		`{"code":7,"msg":"\u4f59\u989d\u4e0d\u8db3"}`:                                                                                       InsufficientCredits,
		`{"error":["EService:Busy"]}`:                                                                                                       Overloaded,
		`{"error":{"code":499,"message":"Token Required","details":[]}}`:                                                                    Authentication,
		`<response success="false"><error id="3" message="Invalid API key"/></response>`:                                                    Authentication,
		`<rsp stat="fail"><err code="100" msg="Invalid API key (not ours)" /></rsp>`:                                                        Authentication,
		`<PhotoServiceError><Message id="0">No API key</Message></PhotoServiceError>`:                                                       Authentication,
		`<response><error>The page could not be found.</error></response>`:                                                                  NotFound,
	} {
		v, isError := Generic.Verdict(Response{Status: 200, Body: []byte(body)})
		if !isError || v.Kind != want {
			t.Errorf("%s: error %t, %s; want %s", body, isError, v.Kind, want)
		}
	}
}

// Ordinary responses, with TEXT where they can have any text.
var ordinary = []string{
	`{"status":"1","message":"OK","result":%q}`,
	`{"status":"0","message":"No transactions found","result":[],"note":%q}`,
	`{"status":"OK","results":[{"name":%q}]}`,
	`{"Response":"True","Title":%q,"Error":null}`,
	`{"Response":"Success","Message":%q,"Data":[1]}`,
	`{"outcome":"OK","description":%q}`,
	`{"retCode":0,"retMsg":"OK","result":{"list":[%q]}}`,
	`{"ErrorCode":0,"Message":%q}`,
	`{"Note":"Fragile","Information":[],"data":%q}`,
	`{"Meta Data":{"1. Information":%q},"Time Series (Daily)":{}}`,
	`<s:Envelope><s:Body><m:QuoteResponse><Fault>%s</Fault></m:QuoteResponse></s:Body></s:Envelope>`,
	`{"choices":[{"message":{"role":"assistant","content":%q},"finish_reason":"stop"}]}`,
	`{"id":"r","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"content":%q}}],"error":null}`,
	`{"id":"resp","object":"response","status":"completed","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":%q}]}]}`,
	`{"type":"message","role":"assistant","content":[{"type":"text","text":%q}],"stop_reason":"end_turn"}`,
	`{"candidates":[{"content":{"parts":[{"text":%q}]},"finishReason":"STOP"}]}`,
	`{"output":%q,"status":"succeeded","error":null}`,
	`{"code":0,"message":%q,"data":{"task_id":"t"}}`,
	`{"code":0,"message":%q}`,
	`{"code":200,"msg":%q,"data":[1,2]}`,
	`{"code":"success","message":%q}`,
	`{"code":7,"message":%q,"data":{"id":1}}`,
	`{"code":7,"message":%q,"result":["x"]}`,
	`{"errcode":0,"errmsg":%q}`,
	`{"errno":0,"errmsg":"","data":%q}`,
	`{"ok":true,"result":{"message_id":5,"text":%q}}`,
	`{"ok":true,"description":%q}`,
	`{"success":true,"message":%q,"errors":[]}`,
	`{"results":[{"id":1,"status":"failed","error":{"message":%q}},{"id":2,"status":"ok"}]}`,
	`{"data":[{"id":"a","last_error":%q},{"id":"b"}],"has_more":false}`,
	`{"items":[{"code":429,"message":%q}]}`,
	`{"message":%q}`,
	`{"Success":true,"Message":%q,"Response":1}`,
	`{"status":"verified","message":%q}`,
	`{"status":"paid","reason":%q,"code":0}`,
	`{"resultCode":0,"message":%q}`,
	`{"errors":{"count":0,"list":[],"first":null,"note":""},"text":%q}`,
	`{"code":1,"message":"Out of credits? Here are ten more.","data":null,"text":%q}`,
	`{"code":1,"message":"9 sent, 0 failed","text":%q}`,
	`{"id":"1","state":"running","note":%q}`,
	`{"resultCode":"00","resultMessage":%q}`,
	`{"shop_query_response":{"code":"10000","msg":"Success","text":%q},"sign":"x"}`,
	`{"messages":[{"status":"delivered","error_message":null,"body":%q}]}`,
	`{"messages":[{"role":"user","content":%q}]}`,
	`{"error_count":3,"error_rate":0.1,"summary":%q}`,
	`{"meta":{"code":200},"response":{"text":%q}}`,
	`<order status="open"><note>%s</note><error_rate>5</error_rate></order>`,
	`<response status="ok"><item><error>%s</error></item></response>`,
	`{"text":%q}`,
	`{"note":%q,"type":"info"}`,
	`{"title":%q,"description":"a book","code":"BK-7"}`,
	`{"event":"log","level":"error","text":%q}`,
	`{"Response":{"Error":null,"Text":%q,"RequestId":"r"}}`,
	`{"Response":{"Text":%q,"RequestId":"r"}}`,
	`{"ResponseMetadata":{"RequestId":"r"},"Result":{"Text":%q}}`,
	`{"type":"LOG","object":{"text":%q}}`,
	`{"type":"MODIFIED","object":{"kind":"Pod","status":{"message":%q}}}`,
	`<ListBucketResult><Name>b</Name><Contents><Key>%s</Key></Contents></ListBucketResult>`,
	`<?xml version="1.0"?><feed><entry><title>%s</title></entry></feed>`,
	`<rss><channel><item><Message>%s</Message></item></channel></rss>`,
	`{"error":"","message":%q}`,
	`{"error":false,"text":%q}`,
	`{"error":{},"answer":%q}`,
	`{"errors":[],"data":{"a":%q}}`,
	`{"errors":null,"hits":{"hits":[{"_source":{"m":%q}}]}}`,
	`{"status":{"error_code":0,"error_message":null},"data":{"x":%q}}`,
	`{"status":"ok","message":%q}`,
	`{"status":200,"message":%q}`,
	`{"jobs":[{"state":"failed","failure":%q}]}`,
	`{"segments":[{"text":%q,"start":0.1}]}`,
	`[{"text":%q}]`,
	`[{"id":1,"error":%q},{"id":2}]`,
	`{"usage":{"total_tokens":10},"content":%q}`,
	`{"code":"def f(): pass","explanation":%q}`,
	`{"code":"E11","name":%q}`,
	`{"token":"x","expires":%q}`,
	`{"query":%q,"matches":[]}`,
}

func TestOrdinaryResponses(t *testing.T) {
	texts := []string{
		"The API says: insufficient balance, so add credits.", "Error 429: rate limit exceeded, try again in 5s", "The model is overloaded.",
		"Your prompt is too long", "Everything is fine",
	}
	n := 0
	for _, shape := range ordinary {
		for _, text := range texts {
			n++
			body := fmt.Sprintf(shape, text)
			if v, isError := Generic.Verdict(Response{Status: 200, Body: []byte(body)}); isError {
				t.Errorf("%s: taken for an error (%s)", body, v.Kind)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d responses", n)
	}
}
