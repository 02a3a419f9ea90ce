// Package spec is the language in which the errors of an API are written down:
// one YAML file for each provider. It reads spec files ([Decode]), judges them
// ([Check]) and holds the book that errbook is built with ([Builtin]). It knows
// no output.
//
// This comment is the reference of the language. The JSON Schema that [Schema]
// returns says the same to editors; put this line first in a file:
//
//	# yaml-language-server: $schema=../schema.json
//
// # A file
//
//	version: 1
//	provider: acme-ai                  # id
//	name: Acme AI                      # for people
//	hosts: [api.acme.example]
//	sources:
//	  - {id: errors, url: "https://docs.acme.example/errors", verified: 2026-11-20}
//	wire:
//	  code: [error.code]
//	  message: [error.message]
//	errors:
//	  - name: OutOfCredits
//	    title: Out of credits
//	    summary: The account has no credits left.
//	    status: 402
//	    code: OUT_OF_CREDITS
//	    kind: insufficient_credits
//	    causes: [The credits that were bought are used up.]
//	    fixes: ["Add credits, then send the request again."]
//	    sources: [errors]
//	    samples:
//	      - {status: 402, body: '{"error":{"code":"OUT_OF_CREDITS","message":"…"}}'}
//
// Keys that must be there: version (always 1), provider, name, sources, errors.
// The others:
//
//	otel_provider  value of OpenTelemetry's gen_ai.provider.name
//	hosts          hosts of the API in lowercase letters; one * stands for one or
//	               more characters: *.example.com, api.*.example.com
//	go_sdks        import paths of Go packages whose errors are the provider's, without
//	               major version: github.com/acme/acme-go
//	links          title: URL, for people: docs, status, support
//	support        include: what to send with a question, such as request_id
//	wire           where the parts of an error are
//	limits         rate-limit headers worth showing
//	surfaces       where errors show up
//	contexts       what the caller knows and no response says
//	groups         errors that belong together
//	generic        what may judge responses that no rule takes; see Rules
//	own, pages     for an API of one's own; see below
//	include        files whose errors are the file's, too; see below
//	tips           advice for the whole provider
//	guides         advice that several errors share
//
// The provider's id is lowercase letters and digits joined by hyphens, a letter
// first. Without the hyphens it is the Go package, and unique in a book. It must
// not be a Go keyword or predeclared name, a Windows device (con, nul, com1), one
// of main, internal, vendor, testdata, docs, catalog and apierr, or a package that
// users import beside it (errors, http, context, …).
//
// A source has an id and an https url, which leads to a page or a file: a file of a
// repository is named with its commit. It may have verified, the day on which
// somebody last read it and compared the entries with it, which is left out where
// that is not known; as_of, which copy was read, such as its edition, its commit or
// the day it is of; and a basis:
//
//	official       the provider's own page, or the code of its server; holds if
//	               nothing is said
//	specification  an OpenAPI, AsyncAPI or other description of the API
//	sdk            the code of an SDK or of another client
//	observed       a response that somebody recorded
//	third_hand     what somebody else wrote about the provider
//
// # Lists
//
// A source that lists names of errors in a form that a program can read has a list,
// so that errbook upstream can say what it has and the entries lack, and the other
// way around:
//
//	list:
//	  format: openapi
//	  at: /components/schemas/ErrorCode/enum
//	  ignore:
//	    - {name: unknown_code, reason: "It stands for what the SDK does not know."}
//
// at is one place or a list of places, and all names are taken together. What it
// and select are depends on the format:
//
//	openapi     JSON pointers to enums, or to schemas that have them ($ref, allOf,
//	            anyOf and oneOf are followed; * is each member); the file is JSON or YAML
//	json        JSON pointers to lists, objects or texts (* is each member); select
//	            is keys or values
//	aws-model   names of operations, whose errors it takes, or of shapes with an enum;
//	            without it, all shapes that are exceptions
//	proto       names of enums: Candidate.FinishReason
//	go          types whose constants it takes, or * with a part of their names:
//	            ErrCode*; select is values, or names for their names
//	typescript  unions of literals, enums, const objects and lists, or members of
//	            interfaces: ErrorResponse.type
//	python      classes whose constants it takes, names of Literal types, lists, or
//	            members of classes: Error.code; select is values, names, or classes
//	            for classes derived from it
//	markdown    headings of the sections whose tables and lists it takes; without it,
//	            all; select is the heading of the column with the names, otherwise the first
//	html        likewise
//
// In a cell of a table what is set as code is a name, each; otherwise the whole text is.
// title is the heading of the column with the titles, if the entries have them
// as they are: one that differs from that of the entry is reported as renamed. pattern
// takes a name out of text. url is where a program gets the list, if not at that
// of the source. former is the id of the source that is an older copy of the same
// page: given both, errbook upstream compares their rows, headings and links. partial:
// true says that the source has names of entries that are not in the list, so
// that an entry without any in the list is not one that was lost. An ignore has a
// name, with * for any rest at its end, and the reason; one that ignores nothing is
// reported.
//
// # Values
//
// Text is a quoted string, or a plain one that every YAML reader takes for
// text. A plain decimal integer (429, -3) is text, too. What one reader or
// another takes for a number, a boolean, a date or nothing must be quoted
// where text is asked for: 0429, 0A000, 1e3, 1.0, no, on, ~, 2026-11-20. Text
// has no control characters and none that cannot be seen, is not empty, and is
// on one line; only the body and the headers of a sample may be empty and have
// line breaks.
//
// A date is a day, 2026-11-20, quoted or not. A number is a decimal integer.
// Where wire paths, rules and phrases take a list of values, a single value needs
// no list. Lists and mappings are never empty: leave the key out.
//
// Prose is text in a small dialect: plain text, `code`, and [text](url) with an
// https or mailto URL; see package prose. A summary, cause, fix, check, tip
// or text is whole sentences: it begins with a capital, a digit or code, and ends
// with a period, question mark or exclamation mark. A title is at most 80
// characters, without a period at its end and without links. No prose has a
// word that the Go tools could take for an instruction (+build, //go:…).
// In brackets a comma ends an item, so quote a text that has one.
//
// What of YAML is refused, such as multiple documents, anchors, aliases and
// duplicate keys, package yaml lists.
//
// # Wire
//
// Each key is a path or a list of paths; the first that holds something wins: a
// list, a mapping, null and an empty string are passed over.
//
//	code        identifies the error
//	type        is coarser than the code
//	message     is for people
//	param       names the parameter to blame
//	status      is stated by the body, where HTTP does not
//	request_id  is what support asks for
//	nested      is a string that is itself an error body
//	should_retry
//	            is true or false: whether to send the same call again
//	each        is a list of errors, errors[*]: the first decides, and all of them are
//	            in the chain of the error. The server of an API of one's own sends in it
//	            all errors that errors.Join has joined, and the first one also at a path
//	            that code, type or message has outside of it, after the one in it
//	delay       is how long to wait; see below
//
// Without wire the parts are where OpenAI has them:
//
//	code        error.code
//	type        error.type
//	message     error.message, message, error
//	param       error.param
//	request_id  header:x-request-id
//
// A wire that is given replaces all of them. In any case
// the usual headers that state a wait are read, such as Retry-After, and a body of
// plain text is its own message. A path is
//
//	error.code                 members, joined by dots
//	errors[0].code             an element of an array
//	details[*].reason          the first element that has it
//	details[@type=T].reason    the first element whose member @type is T
//	header:x-request-id        a header, in any case
//	xml:Error.Code             elements of an XML document, by their names without prefix;
//	                           at the end @name is an attribute
//
// or a mapping that trims the value first:
//
//	{path: __type, strip: aws}                      without namespace and tail
//	{from: error.message, pattern: "^(E[0-9]{4})"}  a part of the text
//
// In such a mapping from is another word for path. A pattern is RE2, has at most
// one group and at most 200 bytes; its group, or else the whole match, is the
// value. A plain [ in brackets or braces must be quoted, as YAML has it. All
// paths of a wire, with those of fields and surfaces, are at most 64.
//
// A delay has a path (from), and a format unless a pattern takes it out of text
// with its unit:
//
//	{from: "header:retry-after", format: retry-after}
//	{from: error.estimated_time, format: seconds, role: hint}
//	{from: "header:x-ratelimit-reset", format: unix, remaining: x-ratelimit-remaining}
//	{from: message, pattern: "try again in ([0-9.]+m?s)"}
//
// The formats are retry-after (seconds or an HTTP date), ms, seconds,
// go-duration (1m30s), protobuf-duration (3.5s), unix, unix-ms, rfc3339 and
// ratelimit (the IETF RateLimit field). The role hint marks a forecast. Remaining
// names the header that counts what is left: a reset counts only when that is 0.
// The path message means wherever the wire has the message.
//
// A limit has a header, what it means (remaining_requests, limit_tokens,
// reset_requests, …), and the format of a delay if it is a reset.
//
// # Surfaces
//
// A surface is a place where errors show up: a request refused at once, a job
// that failed later, an event of a stream, the close of a WebSocket.
//
//	surfaces:
//	  api: {summary: The request was refused., executed: never}
//	  job: {http: [200], body: {status: failed}, executed: always, billed: never}
//	  stream: {event: [error]}
//	  socket: {close: [1008, 4000]}
//
// http is the statuses, 400 to 599 if it is left out; with any below 400, body
// must say how failure shows, by path: a value, a list of values, {not: …},
// present, which is any value that says something (null, false, 0, "", {}
// and [] do not), or absent, which is none; in quotes these two are ordinary
// words. All must hold.
// path is the paths of the requests whose responses the surface has, as [/v1/status/*],
// where * is any text without a slash. Before the path there may be more, as proxies
// put it. Where the request is known, a response to a request of another surface is
// not on this one, and one below 400 is read whatever its Content-Type says, unless it
// is a stream.
// end is what ends a stream when nothing failed: the name of an event, its type, its
// data, such as "[DONE]", or a member at any depth of its data, such as done=true or
// finishReason=*, which is any value but null; a stream that ends without any is
// interrupted. JSON lines end with members alone. On a surface with a path, it ends the
// streams of the requests that the surface serves.
// event is names of events, close is codes (1000 to 4999). executed and billed
// (never, maybe, always) hold for every error of the surface that says nothing
// else. A surface may have a wire of its own. The first surface of the file that
// takes a response is its surface.
//
// # Errors
//
// Keys that must be there: name, title, summary, kind, causes, fixes, sources.
// The name is an exported Go identifier in ASCII, unique among the names and
// former names of the provider, and none of Provider, Classify, Lookup, Codes,
// New and the constants of contexts. With the package it is the code, and stable
// forever: acmeai.OutOfCredits. The kind is one of the kinds of package apierr,
// or of the book's own. The others:
//
//	slug          name of the page, if not that of the name: OutOfCredits → out-of-credits
//	surface, status, code, type, field, header, message, close: the rule
//	match         several rules
//	vague         true: the identifiers of the rules say less than a status; see Rules
//	retry         never, fix_request, fix_account, window, once, wait, backoff
//	executed      never, maybe, always: can the request have been executed?
//	billed        never, maybe, always: can it have been billed?
//	actor         caller, owner, provider, network: who must act?
//	scope         request, key, account, model, region, provider, connection: what
//	              is affected?
//	severity      how serious it is, in a word of the book's own
//	x-…           anything else, under keys of the book's own
//	checks        what to look at to find the cause
//	links         title: URL
//	variants      what the error means in contexts
//	renamed_from  names that it had before
//	says          fragments of the message that the provider is known to send, 2 to 8
//	              words each, exactly; they help to find the entry and never decide
//	since         when, or since which version of the API, the provider sends it
//	deprecated    that the provider sends it no longer
//	samples       responses that must come back as this error
//	near_misses   responses that must not
//
// retry, executed, actor and scope are the kind's own unless the provider says
// otherwise.
//
// # An API of one's own
//
//	version: 1
//	provider: shop
//	name: Shop
//	own: true
//	pages: https://shop.example/errors
//	errors:
//	  - name: OutOfStock
//	    status: 409
//	    kind: precondition_failed
//	    detail: "Only {left} of {item} are left."
//	    params: {left: int, item: string}
//	    causes: [Somebody else bought the last pieces.]
//	    fixes: [Order fewer pieces.]
//
// With own: true the file is that of your own API. Then the generated package can send
// its errors as well as read them, and entries need to say less: title is made of the
// name, summary of the title, code of the name (out_of_stock), kind of the status and
// status of the kind; sources may be left out. A 409 needs its kind, because some are
// worth a retry and others are not.
//
// Errors are sent as wire says. Without wire they are problem details (RFC 9457): type
// is the URL of the error's page, below pages, title and status are the entry's, code
// is an extension member, detail is the message. Each error must be one of which a
// response can be made that is read as the error; Check reports those that are not. A
// class of codes ({prefix: A}) is sent as its prefix.
//
//	detail        the message, with the names of params in braces; a brace that is
//	              doubled is a brace. The summary without it
//	params        the details of the error, and their types: string, int, float, bool,
//	              time (RFC 3339), duration ("90s"). They are members of the object
//	              that has the code. What JSON or RFC 3339 cannot say, such as NaN or
//	              the year 10000, is left out
//	default       the error is sent in place of every one that is not documented
//
// # Common errors
//
//	include: [common/http.yaml]
//
// The errors of an included file are those of each file that includes it, with codes of
// its own: shop.Fault and bank.Fault. It is in a directory below that of the spec files,
// and has version, errors and, for APIs of one's own, own: true. An error of the spec file
// takes the place of an included one of the same name.
//
// # Groups
//
//	groups:
//	  integrity: {title: Integrity constraint violation, codes: {prefix: "23"}}
//	  payment: {title: Payment, errors: [CardDeclined, OutOfCredits]}
//
// An error belongs to a group if its errors name it, or if all wire codes by which it
// is recognized are among its codes. A group is a constant, GroupIntegrity, a target
// for errors.Is, and a section of the list of all errors on pages; an error of several
// groups is listed in the first.
//
// # Kinds of a book's own
//
// A file kinds.yaml beside the spec files adds families and kinds to errbook's; its
// format is that of errbook's own, which explains it:
//
//	version: 1
//	families:
//	  - {name: stock, meaning: what was asked for is not in stock}
//	kinds:
//	  - name: out_of_warehouse
//	    family: stock
//	    meaning: no warehouse has the item
//	    retry: window
//	    actor: provider
//	    executed: never
//	    scope: request
//	    tell: The item is sold out.
//
// A kind can be of a family of errbook's. What errbook has cannot be given again. The
// names are lowercase words joined by underscores; in Go they are OutOfWarehouse and
// FamilyStock, constants of a package of their own.
//
// # Rules
//
// A rule says what a response must look like; all that it has must hold.
//
//	surface: api                    one, or a list of which one
//	status: [429, 5xx]              numbers and classes
//	code: [RATE, "0429", 429]       values, or {prefix: RATE_}
//	type: rate_limit_error          likewise
//	field: {error.scope: minute}    by path: a value, a list, {contains: text}, present
//	header: {x-error: [a, b]}       likewise, by name
//	message: {any: [slow down], not: [credit]}
//	close: 1008
//
// true and false need no quotes where a field, a header or the body of a surface
// is matched. Phrases have at least three characters, no double quotes and no
// backticks, because what a message has in those is an echo; uppercase and
// lowercase are the same. With match, a list of rules, each also asks for what is
// beside match, unless it says its own.
//
// The most specific rule wins: a close code, wire code, field or header with a
// phrase; the same without; a type with a phrase; a type; a phrase; a status.
// Among equals the one with more constraints wins, then the one that names the code, or
// the type, more closely: a value before a prefix, a longer prefix before a shorter one.
// So a class of codes can have an entry beside those of its members, which are asked
// before it even if it asks for a status and they do not. Check refuses two rules that
// are equal in both and could take the same response, and rules that can never
// be reached.
//
// A status says little. Where only the status of a response meets a rule,
// and the body has a code or a phrase that many APIs share and that means another
// kind ("insufficient_quota" under a rule that asks only for status 429), the response is
// of that kind, without a name. What the provider says in such a case is worth a
// rule of its own; a sample of the status alone says none of it.
//
// Some identifiers say even less: api_error, server_error, INTERNAL,
// invalid_request_error and others that spec/generic.yaml lists as vague. Where an
// entry documents one with the kind that everybody means by it, or says vague: true,
// its rule yields as a status does, to a body that the response quotes and to words.
// A rule that asks for a vague identifier and for no status does not hold under a
// status that contradicts it: api_error does not count under 402,
// invalid_request_error not under 500.
//
// No rule whose kind is of the family provider, and is worth a retry, holds under
// 400 to 404, 413 and 422, unless it asks for the status: a 402 that is called a
// timeout is still unpaid at the next attempt. A provider that sends its own faults under
// such a status needs a rule with both.
//
// What no rule takes is judged by what many APIs share: names, words and statuses of
// spec/generic.yaml. The key generic of a file, or of errbook.yaml for all that do not
// say it, says how much of that counts:
//
//	ai    all of it; holds if nothing is said
//	http  what every API over HTTP can mean. The kinds and the words of AI (a model that
//	      was not found, a prompt that is too long) do not count, and a 409 that no
//	      rule takes is not retried. Holds for own: true if nothing is said
//	none  nothing: a response that no rule takes is an error of unknown kind, and one
//	      under 2xx or in a stream that belongs to no surface is none
//
// # Variants
//
//	contexts: {deployment: [serverless, dedicated]}
//	…
//	variants:
//	  - context: {deployment: dedicated}
//	    kind: overloaded
//	    summary: The deployment has no capacity left.
//
// A variant has a context and at least one of kind, retry, executed, actor, scope,
// summary, causes and fixes; the rest is the error's. It may have samples. No two variants
// of an error may hold at once: they need a context with different values. Each
// value of a context becomes a constant: DeploymentDedicated.
//
// # Former names
//
//	renamed_from:
//	  - {name: OverQuota, title: Over Quota, seen_in: older}
//
// A former name stays as a deprecated constant that is equal to the new one, and
// its page leads to the new one. seen_in is the id of the source that has it.
//
// # Guides
//
//	guides:
//	  - title: Check these first
//	    text: Most refusals have one of three causes.
//	    errors: [InvalidAPIKey, AccessForbidden]
//	    checks: [Is the key that of the right account?]
//
// Without errors a guide is for all of them.
//
// # Samples
//
// A sample has a status, headers, a body, an event or a close code, as they come
// over the wire; surface, where the response does not show it; and context, what
// the caller knows. origin says where it comes from: recorded, documented or made,
// which holds if nothing is said; source is the id of the source that has it, and is
// there unless it was made. Samples are tests, so nothing prints them as what a
// provider sends. A body that begins like JSON must be JSON. A near miss may
// say what it is instead: the name of another error. A sample whose message has a
// phrase that many APIs share does not come back as an entry that asks only for a
// status, or for a vague identifier; see Rules.
//
// # Problems
//
// All problems are reported at once, sorted, each with its position, what is
// required and what was found:
//
//	spec/providers/x.yaml:22:11: status must be between 100 and 599; found 42
//
// and, where that is not obvious, a hint on the next line. Columns count bytes.
package spec
