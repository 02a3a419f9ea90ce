// The generic layer: what many APIs share, whatever the provider's own paths are.
import { clueStrong, clueWeak, matchExact, matchNone, matchPattern, maxCode, maxNamed, maxNesting, maxPrefix, statusInternal } from "errbook:limits";
import { generic, rules } from "./rules.js";
import { NESTED } from "./scan.js";
import { apart, match, readTable } from "./phrase.js";
import { outcomeOf } from "./outcome.js";
import { salvage, saysSuccess } from "./salvage.js";
import { matches, objectIn, take } from "./text.js";
import { first, holds, read, statedStatus, textAt } from "./view.js";
import { localName } from "./xml.js";

// A verdict is a kind and how sure it is; a kind is a number, of which 0 is the
// unknown one.
export const verdict = (kind_, match_) => ({kind_, match_});
export const nothing = verdict(0, matchNone);
const asPhrase = found => verdict(found.kind_, Math.min(found.match_, matchPattern));

// ---- Identifiers. A clue is a kind and a strength, which says whether words, or
// the status, may say more.

const noClue = {kind_: 0, strength_: 0};
const clueIn = (table, name) => generic.clues_[table[name]];

const squash = name => name.replace(/[^a-z\d\x80-\uffff]/gi, "").toLowerCase().replace(/(?<=.)(error)?(exception)?$/, "");

// isName reports whether a word that a program printed is the name of an error. What
// SDKs derive all of their exceptions from, such as APIError, says nothing.
export const isName = text => clueOf({}, text).strength_ >= (/^API/.test(text) ? clueWeak : 1);

// counts reports whether there is a clue, of the part of the layer that may judge a view.
const counts = (view, clue) => clue && !(view.general_ && rules.kinds_[clue.kind_].ai_);

// clueOf returns what a code, type or status name means to a view. Spelling does not
// matter, and of dotted names each part counts.
const clueOf = (view, text) => {
  const name = text.replace(/^[^ ]*[/#:](?=(?! )[^/#:]*$)/, ""), parts = name.split(".");
  if (name.length > maxCode) return noClue;
  const spelled = squash(name);
  return [name, parts.at(-1), ...parts.map((_, n) => parts.slice(0, -n).join("."))].map(part => clueIn(generic.names_, squash(part))).find(clue => counts(view, clue))
    || !/ /.test(name) && generic.stems_.find(stem => spelled.includes(stem.name_) && counts(view, stem)) || noClue;
};

// bestClue returns the strongest of the identifiers, the first among equals, and
// whether all that could say more are known.
export const bestClue = view => {
  let best = noClue;
  for (const part of generic.identifiers_) {
    const text = textAt(view, part);
    if (text == null) return [best];
    const clue = clueOf(view, text);
    if (clue.strength_ > best.strength_) best = clue;
    if (best.strength_ == clueStrong) return [best, true];
  }
  if (best == noClue && view.salvaged_) best = clueOf(view, view.salvaged_);
  for (const {part_: part, names_: names} of generic.numbers_) {
    const clue = clueIn(names, textAt(view, part));
    if (best == noClue && counts(view, clue)) best = clue;
  }
  return [best, true];
};

// The statuses that blame the caller, whatever names and words say.
const callersFault = /^40[0-4]|413|422/;

// spelledRow returns the row of the first identifier whose words mean something where
// no list has the whole: DAILY_FREE_LIMIT_EXCEEDED is the daily free limit, exceeded.
const spelledRow = view => {
  for (const name of [...generic.identifiers_.map(part => textAt(view, part)), view.salvaged_]) {
    if (!name || name.length > maxCode || / /.test(name) || clueOf(view, name).strength_) continue;
    const words = name.replace(/[^a-z\d\x80-\uffff]/gi, " ").replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ");
    const row = / /.test(words) && byWords(view, [words], view.status_);
    const {local_: local, capacity_: capacity} = rules.kinds_[row?.kind_ || 0];
    if (row && !row.broad_ && !local && !(capacity && callersFault.test(view.status_))) return row;
  }
};

// codeInText returns the clue of the first identifier in a body which is plain
// text that leaves nothing open. An identifier has an underscore; what is quoted
// may be an echo.
const codeInText = view => {
  const {body_: body, message_: message} = view;
  return message?.length <= maxNamed && !/[{"`]/.test(message) && !isObject(body)
  && message.match(/\b[^\W_]+_\w*/g)?.map(name => clueOf(view, name)).find(clue => clue.strength_ == clueStrong);
};

// ---- Words, and what a status alone says.

export const byStatus = status => rules.statuses_[status] || rules.statuses_[String(status)[0]];
const words = readTable(generic.words_);
// byWords returns the first row that texts have; those of AI are set apart.
export const byWords = (view, texts, status) => generic.phrases_[match(words, byStatus(status).class_ | (view.general_ ? apart : 0), ...texts)];
// textsOf returns every text of a body, each once.
const textsOf = view => [...new Set([view.message_, ...generic.wire_.messages_.map(part => textAt(view, part)), exceptionText(view.message_), limitText(view.message_), loggedText(view.message_)])].filter(Boolean);
// wordsOf returns the first row that the texts of a body have. Somebody sent an object,
// so a deadline in it is not the caller's.
const wordsOf = (view, status) => {
  const texts = textsOf(view), row = byWords(view, texts, status);
  return row && rules.kinds_[row.kind_].local_ && isObject(view.body_) ? byWords(view, texts, statusInternal) : row;
};
const isObject = body => /^[{[]/.test(body);
// exceptionText returns what Python prints as the last argument of an exception at
// the end of a text; anywhere else, what is quoted may be an echo.
const exceptionText = text => text?.match(/^[^(]*?(?:Error|Exception)([^]*)/)?.[1].match(/[( ]'([^']*)'\)$/)?.[1];
// limitText returns what Google's services call a limit, from that word on and
// without the mark behind the name, so that it does not count as quoted.
const limitText = text => text?.match(/quota metric '[^]*?(limit '[^']*)'/)?.[1];

// loggedText returns the value of the first field of a line of a log that has an error.
const loggedText = text => text?.match(/err(?:or)?="([^"]*)"/)?.[1];

// ---- Bodies within bodies.

// within judges a body on its own. Within prose it must have a
// message, of which a part will do.
export const within = (outer, body_, depth, inProse) => {
  const view = read(generic.wire_, {...outer, body_}), cut = inProse && view.message_ == null;
  if (cut) {
    view.slots_ = view.slots_.map(value => value?.text_ != null && value);
    view.message_ = first(view, generic.wire_.messages_);
  }
  if (inProse && !view.message_) return nothing;
  salvageInto(view);
  const found = kindOf(view, depth);
  return {...cut ? asPhrase(found) : found, message_: view.message_};
};

// salvageInto looks for a message, and an identifier, where no path led to more than
// a word for success.
export const salvageInto = view => {
  if (view.message_ !== "" && !saysSuccess(view.message_)) return;
  const [message, code] = salvage(view.body_);
  view.message_ = message || view.message_;
  view.salvaged_ = code;
};

// namesRequest reports whether a response names a fault of the request.
export const namesRequest = ({body_, headers_, general_}) => {
  const view = plainly(body_, headers_, general_);
  salvageInto(view);
  return !!rules.kinds_[bestClue(view)[0].kind_].request_;
};

// quoted judges the object within a text.
const quoted = (view, text, depth) => {
  const at = objectIn(text || "");
  if (at < 0) return nothing;
  const {status_: status} = view, status_ = quotedStatus(status, text.slice(0, at));
  const found = within({...view, status_}, text.slice(at), depth - 1, at > 0);
  return status_ != status && found != nothing && !found.match_ && !found.kind_ ? verdict(byStatus(status_).kind_, matchPattern) : found;
};

// quotedStatus returns the status that a line states before a body that it quotes, or
// that of the response: always that one where it blames the caller for something definite.
const quotedStatus = (status, line) =>
  !(status > 400 && status < 500) && line.length <= maxPrefix && +take(generic.object_, line) || status;

// nested judges the bodies that are quoted in parts.
export const nested = (view, parts, depth) => {
  let vague = nothing;
  for (const part of parts) {
    const found = quoted(view, textAt(view, part), depth);
    if (found.match_) return found;
    if (!vague.kind_) vague = found;
  }
  return vague;
};

// upstream judges the response that an aggregator has as an object, at times with
// a body inside whose quotes nobody escaped.
const upstream = (view, depth) => {
  const value = view.slots_[generic.raw_], at = value?.type_ == NESTED ? value.raw_.lastIndexOf('{"error":') : -1;
  return at < 0 ? nothing : asPhrase(within(view, value.raw_.slice(at), depth - 1, true));
};

const inside = (view, depth) => {
  if (!depth) return nothing;
  const found = nested(view, generic.nested_, depth);
  if (found.match_) return found;
  const raw = upstream(view, depth);
  return raw.match_ ? raw : found.kind_ ? found : quoted(view, view.message_, depth);
};

// quotes judges what a response quotes, by the shared paths.
export const quotes = view => inside(read(generic.wire_, view), maxNesting);

// ---- The verdict.

// kindOf judges a view of the generic wire. What is inside a quoted body
// counts first: the outer one often says no more than that its upstream failed.
// A body that is cut off before something that could decide leaves the decision
// to the status, if there is one.
const kindOf = (view, depth) => {
  const {status_: status} = view;
  let [best, known] = bestClue(view);
  if (status && (!known || view.message_ == null)) return nothing;
  if (best.strength_ == clueStrong) return verdict(best.kind_, matchExact);
  const code = best == noClue && codeInText(view);
  if (code) return verdict(code.kind_, matchPattern);
  const inner = inside(view, depth);
  if (inner.match_) return inner;
  const {throttle_: throttle, provider_: provider} = rules.kinds_[best.kind_];
  if (status == 402 && throttle) best = noClue; // Payment Required is about money
  if (provider && callersFault.test(status)) best = noClue; // bad_gateway under a 402 is what a proxy says
  if (rules.notFound_ == best.kind_ && /^40[1-3]/.test(status)) best = noClue; // what is missing is not the reason
  const said = wordsOf(view, status), weak = best.strength_ == clueWeak;
  const row = (!said || said.broad_) && best.strength_ < clueWeak && spelledRow(view) || said;
  if (row && !(row.broad_ && weak)) return verdict(row.kind_, matchPattern);
  // A response that names a fault of the request under a 5xx is read as if no status had come.
  const asked = rules.kinds_[best.kind_].request_ && status > 499 && wordsOf(view, 0);
  if (asked && rules.kinds_[asked.kind_].request_) return verdict(asked.kind_, matchPattern);
  if (weak) return verdict(best.kind_, matchExact);
  if (inner.kind_ || status) return inner;
  // Of a body that has no status, the one that it states counts.
  return verdict(byStatus(statedStatus(view)).kind_ || best.kind_ || (any(view, generic.failed_) ? rules.jobFailed_ : 0), matchNone);
};

// ---- Errors under a status that is none.

export const plainly = (body_, headers_ = {}, general_ = false) => read(generic.wire_, {body_, headers_, general_, status_: 0});

const any = (view, alternatives) => alternatives.some(conditions => holds(view, conditions));
export const isErrorEvent = body => any(plainly(body), generic.events_);

// isPlainError reports whether a response under a 2xx status that none of the
// provider's surfaces takes is an error all the same.
export const isPlainError = (body, general) => {
  const view = plainly(body, {}, general), text = textAt(view, generic.error_);
  return any(view, generic.plain_) || tellsKind(view, text, text);
};

// failsInBand reports whether a body that an unknown host sent says that the call
// failed. What says so in words, or by a code of which nobody knows whether it is one of
// success, must tell a kind.
export const failsInBand = (body_, status) => {
  const view = plainly(body_);
  if (any(view, generic.bare_)) return true;
  if (status > 299) return false;
  const {failed_: failed, well_: well, error_: error, says_: says, data_: data, code_: code, text_: text, told_: told, errorCode_: isError, wellCode_: isWell, textFails_: textFails} = outcomeOf(body_, rootOf(body_));
  if (failed) return !!(says || error || code || text);
  if (well) return false;
  if (error && !isWell || isError && (text || says)) return true;
  if (data) return false;
  if (tellsKind(view, "", told)) return true;
  return !!code && !!text && (/^[-\d]+$/.test(code) ? textFails || !!byWords(view, [text.replace(/^[^]*\?(?= |$)/, "")], 0) : tellsKind(view, code, text));
};

// rootOf returns an XML document from the tag of its outermost element on, of a SOAP
// message from that of the one in its body.
const rootOf = body => {
  const [, text, root, rest] = body.match(/^\ufeff?[ \r\n\t]*(?:<\?[^]*?\?>[ \r\n\t]*)?(<([^ \r\n\t\/>]*)([^]*))/) ?? [];
  const name = root && localName(root);
  if (name != "Envelope") return name && text;
  let end = -1;
  for (const {1: tag, index} of rest.matchAll(/<([^ \r\n\t\/>]*)/g)) {
    if (index < end || localName(tag) != "Body") continue;
    end = rest.indexOf(">", index);
    if (end < 0) break;
    const inside = rest.slice(end + 1).replace(/^[ \r\n\t]+/, "");
    if (localName(inside.match(/^<([^ \r\n\t\/>]+)/)?.[1] ?? "")) return inside;
  }
  return text;
};

// tellsKind reports whether a code, or the words of a text, tell a kind.
const tellsKind = (view, code, text) => {
  const row = text && byWords(view, [text], 0);
  return !!text && (clueOf(view, code).strength_ >= clueWeak || !!row && !row.broad_);
};
