// The door of the npm package: what package apierr makes of a response or of an
// error, as a plain object. The names of what it takes and returns are in
// index.d.ts, and stay as they are.
import { longWait, matchPattern, retryBackoff, retryNever, retryOnce, retryWait, retryWindow } from "errbook:limits";
import { judge } from "./judge.js";
import { salvageInto } from "./generic.js";
import { open } from "./open.js";
import { generic, rules } from "./rules.js";
import { saysSuccess } from "./salvage.js";
import { first, read } from "./view.js";
import { waitOf } from "./wait.js";

const matches = ["none", "status", "pattern", "exact"];

// ---- What is given.

// headersOf returns headers by their names in lowercase.
const headersOf = given => {
  const headers = Object.create(null);
  for (const [name, value] of given?.[Symbol.iterator] ? given : Object.entries(given || {})) {
    if (value != null) headers[String(name).toLowerCase()] ??= String(Array.isArray(value) ? value[0] ?? "" : value);
  }
  return headers;
};

const bodyOf = body =>
  body == null ? ""
  : typeof body == "string" ? body
  : body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? new TextDecoder().decode(body)
  : JSON.stringify(body) || "";

// within returns a provider as it is in contexts: an entry is what the first of
// its variants says whose contexts are all given.
const within = (provider, given) => {
  const is = Object.entries(given || {}).map(([name, value]) => name + "=" + value);
  if (!is.length || !provider.id_) return provider;
  const errors_ = provider.errors_.map(entry => entry.variants_?.find(variant => variant.contexts_.every(context => is.includes(context))) || entry);
  return {...provider, in_: errors_, rows_: provider.rows_.map(row => ({...row, means_: errors_[row.entry_].kind_ ?? row.kind_}))};
};

// ---- What is returned.


// textsOf returns the message, code, type and request ID, of which those that many
// APIs share fill what the provider's own paths did not lead to; and the message for
// waits: none where one was cut off, because the unit of a wait may be missing.
const textsOf = (provider, found, code) => {
  const view = found.view_;
  const own = {message: view.message_ || "", wire_code: view.code_ || "", wire_type: view.type_ || "", request_id: first(view, view.wire_.requestIDs_ || []) || ""};
  // To an unknown host a word for success is not a message.
  const isSaid = own.message && (provider.id_ || !saysSuccess(own.message));
  const isWhole = !view.body_ || isSaid && (own.request_id || code);
  if (isWhole && found.match_ >= matchPattern) return [own, own.message];
  const shared = read(generic.wire_, view), cut = view.message_ === null || shared.message_ === null;
  if (isWhole) return [own, cut ? "" : own.message];
  if (!isSaid) {
    salvageInto(shared);
    own.message = shared.message_ || "";
    if (!code) Object.assign(own, {wire_code: shared.code_ || shared.salvaged_ || "", wire_type: shared.type_ || ""});
  }
  own.request_id ||= first(shared, generic.requestIDs_) || "";
  return [own, cut ? "" : own.message];
};

// isSurfaceKnown reports whether the surface is not only the first that a response
// can have of which nothing is known but its body.
const isSurfaceKnown = (surface, seen) => seen.status_ || seen.stream_ || seen.close_ || surface.conditions_[0];

const shouldRetry = view => (view.headers_["x-should-retry"] || first(view, view.wire_.shouldRetry_ || []) || "").toLowerCase();

const isRetryable = retry => [retryOnce, retryWait, retryBackoff].includes(retry);

// adviceOf returns the kind, and whether and when to retry: by the kind, by the
// surface where it is known, by the documentation, and by what the server asks for.
const adviceOf = (provider, found, seen, message) => {
  const view = found.view_, entry = (provider.in_ || provider.errors_)[found.entry_], surface = found.on_;
  let number = entry?.kind_ ?? found.kind_, kind = rules.kinds_[number];
  let retry = entry?.retry_ ?? kind.retry_, executed = kind.executed_, billed = "";
  if (surface && isSurfaceKnown(surface, seen)) [executed, billed] = [surface.executed_ || executed, surface.billed_ || ""];
  executed = entry?.executed_ || executed;
  billed = entry?.billed_ || billed;
  retry = Math.min(retry, found.most_ ?? retry);
  const [wait, outright] = waitOf(view, message, kind.throttle_);
  if (outright && wait < longWait && rules.quota_ == number && !entry && found.match_ == matchPattern) {
    number = rules.rateLimited_;
    kind = rules.kinds_[number];
    retry = kind.retry_;
  }
  const said = shouldRetry(view);
  if (outright && wait >= longWait && spoken(said, retry, kind) == retryWait && kind.throttle_) retry = retryWindow;
  return {kind, entry, retry: spoken(said, retry, kind), wait, executed, billed};
};

// spoken returns what becomes of a retry by what the server says about another try.
const spoken = (said, retry, kind) =>
  said == "false" && isRetryable(retry) ? retryNever
  : said == "true" && !isRetryable(retry) && !/^(billing|identity|request)$/.test(kind.family_) ? retryOnce
  : retry;

// millisecondsOf rounds a wait up, exactly also where a number has no place for all its digits.
const millisecondsOf = wait => Number((BigInt(wait) + 999_999n) / 1_000_000n);

// factsOf returns what a kind says, "" where the unknown kind says nothing.
const factsOf = kind => ({family: kind.family_ || "", actor: kind.actor_ || "", scope: kind.scope_ || "", executed: kind.executed_ || ""});

const failureOf = (provider, found, seen) => {
  const view = found.view_, code = found.entry_ == null ? "" : provider.prefix_ + provider.errors_[found.entry_].name_;
  const [texts, whole] = textsOf(provider, found, code), {kind, entry, retry, wait, executed, billed} = adviceOf(provider, found, seen, whole);
  const facts = factsOf(kind);
  return {
    provider: provider.id_ || "", code, kind: kind.name_, family: facts.family, match: matches[found.match_], status: view.status_, surface: view.surface_ || "",
    retry: rules.retries_[retry].name_, retryable: isRetryable(retry), delay_ms: wait == null ? null : millisecondsOf(wait),
    actor: entry?.actor_ || facts.actor, scope: entry?.scope_ || facts.scope, executed, billed, ...texts,
  };
};

// fallback is the generic layer as a provider. Both read the same paths of a body, which
// are written once.
const fallback = /* @__PURE__ */ (() => ({...rules.fallback_, wire_: {...rules.fallback_.wire_, body_: generic.wire_.body_}}))();

// classify returns what a response means, undefined for one that is not an error.
export const classify = (response, provider, context) => {
  const asked = provider ? within(provider, context) : fallback;
  const given = {
    status_: response.status || 0, headers_: headersOf(response.headers), body_: bodyOf(response.body),
    stream_: !!response.stream, event_: response.event || "", close_: response.close || 0,
  };
  const seen = {...open(given), seen_: []}, found = judge(asked, seen);
  return found && failureOf(asked, found, seen);
};

// ---- Errors of SDKs.

// causes lists an error and its causes, and what a program that gave up after some
// tries had of them.
const causes = (error, depth = 0, seen = new Set()) =>
  error == null || typeof error != "object" || depth > 8 || seen.has(error) ? []
  : [error, ...[error.cause, error.lastError, ...[error.errors].flat()].flatMap(next => causes(next, depth + 1, seen.add(error)))];

// What runtimes name a call that got no response.
const local = [
  [/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/, "connect_failed"],
  [/^(AbortError|APIUserAbortError|ABORT_ERR)$/, "canceled"],
  [/^(TimeoutError|APIConnectionTimeoutError|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|TIMEOUT_ERR)$/, "client_timeout"],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|UND_ERR_SOCKET|APIConnectionError)$/, "connection_lost"],
];
const ofTransport = (provider, list) => {
  const names = list.flatMap(error => [error.code, error.name, error.constructor?.name]).filter(name => typeof name == "string");
  const name = local.find(([words]) => names.some(name => words.test(name)))?.[1] || "unknown", kind = rules.kinds_.find(kind => kind.name_ == name);
  return {
    provider: provider?.id_ || "", code: "", kind: name, match: "none", status: 0, surface: "",
    retry: rules.retries_[kind.retry_].name_, retryable: isRetryable(kind.retry_), delay_ms: null,
    ...factsOf(kind), billed: "", message: String(list[0]?.message ?? ""), wire_code: "", wire_type: "", request_id: "",
  };
};

// responsesOf lists the responses that an error may have been made of, the surest first.
const responsesOf = error => {
  const status = [error.status, error.statusCode, error.response?.status].find(Number.isInteger), headers = error.headers ?? error.responseHeaders ?? error.response?.headers;
  const given = [error.responseBody, error.body, error.error, error.response?.data, error.data].filter(body => body != null && body !== "" && !(body instanceof Error) && typeof body != "function");
  const stream = status == null || status < 400;
  const list = given.flatMap(body => typeof body != "object" || body.error ? [body] : [{error: body}, body]).map(body => ({status, headers, body, stream}));
  if (!list.length && status != null) list.push({status, headers, body: String(error.message ?? "").replace(/^\d{3} (status code \(no body\))?/, "")});
  return list;
};

const isTelling = failure => failure && failure.kind != "unknown" && (failure.code || failure.match == "pattern" || failure.match == "exact");

// fromError returns what an error of an SDK means, or of a runtime that got no
// response; undefined for what is not an error.
export const fromError = (error, provider, context) => {
  if (error == null) return;
  const list = causes(error);
  let best;
  for (const response of list.flatMap(responsesOf)) {
    const failure = classify(response, provider, context);
    if (failure && (!best || !best.code && failure.code || !best.code == !failure.code && matches.indexOf(failure.match) > matches.indexOf(best.match))) best = failure;
    if (isTelling(best) && best.code) break;
  }
  if (best) return best.message ? best : {...best, message: String(list[0].message ?? "")};
  return ofTransport(provider, list.length ? list : [{message: String(error)}]);
};

// ofHost returns the provider of a list whose host it is.
export const ofHost = (providers, host) => providers.find(provider => RegExp(provider.hosts_, "i").test(host));

// kinds lists every kind that responses to the book's APIs can be of, with what its
// errors usually need.
export const kinds = /* @__PURE__ */ rules.kinds_.filter(kind => !kind.untold_).map(kind => ({
  name: kind.name_, retry: rules.retries_[kind.retry_].name_, ...factsOf(kind),
}));
