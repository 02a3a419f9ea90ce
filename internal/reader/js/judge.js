// The way of one response: its surface, its status, the provider's rules, the
// generic layer, the status alone.
import { closeGoingAway, matchNone, matchPattern, maxNesting, retryFixRequest, retryOnce, statusConflict } from "errbook:limits";
import { byStatus, byWords, failsInBand, isErrorEvent, isPlainError, namesRequest, nested, nothing, quotes, verdict, within } from "./generic.js";
import { generic, rules } from "./rules.js";
import { NESTED } from "./scan.js";
import { matches, take } from "./text.js";
import { exceedsLimit } from "./size.js";
import { holds, lineStatus, read, statedStatus, textAt } from "./view.js";

// judge returns what a provider makes of a response: the rule that takes it, or a
// verdict where nobody documents it, with the view and the surface that it is of;
// nothing for a response that is not an error.
export const judge = (provider, response) => {
  const {status_: status, stream_: stream} = response, {general_, silent_: silent} = provider;
  response = {...response, general_};
  let view = read(provider.wire_, response);
  if (!silent && !stream && /^2..$/.test(status) && take(generic.page_, response.body_)) return {...verdict(rules.invalidResponse_, matchPattern), view_: {...view, status_: 0}};
  // A list under 2xx is one of results, of which some may have failed.
  if (!provider.id_ && !stream && /^2..$/.test(status) && /^[ \r\n\t]*\[/.test(response.body_) && view.slots_[generic.error_]?.type_ != NESTED) return;
  const surface = provider.surfaces_.find(surface => takes(surface, view) && holds(view, surface.conditions_));
  if (!surface && !isError(provider, view)) return;
  if (surface?.wire_) view = read(surface.wire_, response);
  view.surface_ = surface?.name_ || "";
  view.status_ = (stream || status < 400) && statedStatus(view) || (status > 399 ? status : 0);
  return {...classify(provider, view), view_: view, on_: surface};
};

// takes reports whether a response can belong to a surface, by its close code, the
// name of the event, or its status. One whose status nobody knows may state itself
// that it is one of another surface.
const takes = (surface, view) =>
  view.close_ ? matches(surface.closes_, view.close_)
  : view.stream_ ? matches(surface.events_, view.event_)
  : matches(surface.statuses_, view.status_) && !(surface.inBand_ && !view.status_ && statedStatus(view));

// isError reports whether a response that belongs to no surface is an error.
const isError = (provider, view) =>
  view.close_ ? view.close_ > closeGoingAway
  : view.stream_ ? !provider.silent_ && (view.event_ == "error" || isErrorEvent(view.body_) || isPrinted(provider, view))
  : view.status_ > 399 || !view.status_ || (provider.id_ ? provider.inBand_ && !provider.silent_ && isPlainError(view.body_, view.general_) : failsInBand(view.body_, view.status_));

// isPrinted reports whether the data of an event is text that says what failed. It
// must begin with the name of an exception, or come where a provider sends objects.
const isPrinted = ({surfaces_: surfaces}, view) => {
  const {body_: body, event_: event} = view;
  const isException = /^[\w.]+(?:Error|Exception): /.test(body);
  const isStray = !event && /^[^{[]/.test(body) && surfaces.some(({events_: events, conditions_: conditions}) => conditions[0] && matches(events, ""));
  // What the words say is the same for all providers.
  const row = (isException || isStray) && (view.seen_[view.general_] ??= byWords(view, [body], 0) || 0);
  return !!row && !row.broad_;
};

const classify = (provider, view) => {
  const [found, message] = weigh(provider, view), {name_: name} = rules.kinds_[found.kind_];
  // What one request asks for in vain is not a matter of waiting.
  return !provider.silent_ && /^(?:rate_limited|quota_exhausted)$/.test(name) && exceedsLimit(message) ? verdict(rules.tooLarge_, matchPattern) : found;
};

// weigh returns the verdict, and the message that was read for it.
const weigh = (provider, view) => {
  const row = byRules(provider.rows_, view);
  if (provider.silent_) return [row || nothing];
  const nestedIn = () => nested(view, view.wire_.nested_, maxNesting);
  if (row?.match_ >= matchPattern) {
    // A name or a phrase for a fault of the provider says who failed, a body inside why.
    const {provider_: faulty, capacity_: busy} = rules.kinds_[row.kind_];
    const found = (faulty || busy) && mayQuote(view.body_) ? [quotes(view), nestedIn()].find(found => found.match_) : 0;
    return [found || row, view.message_];
  }
  // What the generic layer makes of a response is the same for all providers that let
  // the same part of it judge.
  const shared = view.seen_[[view.status_, view.general_]] ??= within(view, view.body_, maxNesting);
  const found = shared.match_ ? shared : [nestedIn(), byOwnWords(view, shared)].find(found => found.match_) || nothing;
  const message = view.message_ || shared.message_;
  if (found.match_ && row?.kind_ != found.kind_ && row?.means_ != found.kind_) return [found, message];
  // A response whose status blames the server, and that names a fault of the request, is worth one retry.
  const blamed = view.status_ > 499 && (view.seen_["request" + view.general_] ??= namesRequest(view));
  // Most APIs say 409 of a state that waiting does not change.
  const isState = view.general_ && !row && view.status_ == statusConflict;
  return [{...row || verdict(byNumber(view) || shared.kind_, matchNone), most_: blamed ? retryOnce : isState ? retryFixRequest : null}, message];
};

// byOwnWords judges the message that only the provider's own paths know.
const byOwnWords = (view, shared) => {
  const {message_: message, status_: status} = view;
  const row = message && message != shared.message_ && byWords(view, [message], status);
  return row && !row.broad_ ? verdict(row.kind_, matchPattern) : nothing;
};

const mayQuote = body => /\\"|{'|"raw"/.test(body);

// byRules returns the first rule that takes a view. Where that depends on a part
// that is cut off, the surface and the status alone decide.
const byRules = (rows, view) => {
  let unsure = view.code_ == null || view.type_ == null;
  const find = view => rows.find(row => row.tests_.every(({of_: of, expr_: expr, not_: not = false}) => {
    const text = of >= 0 ? textAt(view, view.wire_.fields_[of]) : view[of];
    unsure ||= text == null;
    return matches(expr, text ?? "") != not;
  }));
  const row = !unsure && find(view);
  return unsure ? find({...view, headers_: {}, slots_: [], code_: "", type_: "", folded_: "", close_: 0}) : row;
};

// byNumber returns the kind that the status that a relay names, the status or the
// close code means alone, 0 for none.
const byNumber = view => {
  const {status_: status, close_: close} = view, said = status > 499 && lineStatus(view.message_);
  return byStatus(said && said < 500 ? said : status).kind_ || rules.closes_[close];
};
