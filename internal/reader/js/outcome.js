// What a body says of how a call went: apierr/wire/outcome.go in JavaScript.
import { maxOutcomeDepth, maxRoleName, maxSuccess } from "errbook:limits";
import { generic } from "./rules.js";
import { saysSuccess } from "./salvage.js";
import { closes, keyOf, opens, wordsOf } from "./scan.js";
import { matches, unescape } from "./text.js";
import { attributesOf, localName } from "./xml.js";

const plainly = text => text.replace(/[^a-z\d]/gi, "").toLowerCase();

// rolesOf returns what a name can mean.
const rolesOf = name => {
  const key = name.length > maxRoleName ? "" : plainly(name), names = generic.inBandOf_, is = expr => !!key && matches(expr, key);
  return {
    outcome_: is(names.outcome_), error_: is(names.error_), errorCode_: is(names.errorCode_), code_: is(names.code_),
    text_: is(names.text_), note_: is(names.note_), data_: is(names.data_), envelope_: is(names.envelope_) || is(names.envelopeEnd_),
  };
};

// consider takes a text, or what is written for a number or a boolean, for what its
// name can mean.
const consider = (o, r, text, isPlain) => {
  const names = generic.inBandOf_, word = text.length > maxSuccess || /[^\x00-\x7f]/.test(text) ? "" : plainly(text), is = expr => matches(expr, word);
  const isNumber = /^[-\d]*$/.test(text), isTold = !isPlain && text.indexOf(" ") > 0;
  if ((r.outcome_ || r.text_) && is(names.failure_)) o.failed_ = o.says_ = true;
  else if (r.outcome_ && is(names.failed_)) o.failed_ = true;
  else if (is(names.well_) || saysSuccess(text)) {
    o.well_ ||= r.outcome_ && !isNumber;
    o.wellCode_ ||= r.code_ || r.errorCode_;
  } else if (r.errorCode_) {
    o.code_ = text;
    o.errorCode_ = true;
  } else if (r.code_ && (isNumber || !isPlain && !isTold && !r.outcome_)) o.code_ = text;
  else if (isPlain) o.error_ ||= r.error_ && text == "true";
  else if (r.error_) o.error_ = true;
  else if (r.text_) {
    o.text_ = text;
    o.textFails_ = endsFailed(text);
  }
  else if (isTold && (r.outcome_ || r.note_ || r.code_) && !r.data_) o.told_ = text;
  else if (r.data_) o.data_ = true;
};

// endsFailed reports whether the last word of a text is one for a call that failed, and
// none that is counted.
const endsFailed = text => {
  const [said = ""] = text.match(/^[^]*[^.! ]/) ?? [], word = said.match(/\D ([^ ]*)$/)?.[1];
  return word?.length < maxSuccess && matches(generic.inBandOf_.failed_, plainly(word));
};

// ofJSON returns what an object says, which begins at a word.
const ofJSON = (words, text, at, isTop) => {
  const o = {code_: "", text_: "", told_: ""}, isEmpty = at => matches(generic.empty_, text.slice(words[at].index, words[words[at].end_]?.index));
  let cut, noted;
  const object = outermost => {
    for (let n = 0; !cut; n++) {
      while (words[at]?.[0] == ",") at++;
      if (closes.test(words[at]?.[0])) return at++;
      const key = keyOf(words, at);
      if (cut = key == null) return;
      const r = rolesOf(key), word = words[at += 2], token = word?.[0];
      if (n && noted) o.told_ = noted = "";
      if (n || !outermost) r.note_ = false;
      if (outermost && r.envelope_ && token == "{") {
        const empty = isEmpty(at++);
        object(false);
        o.error_ ||= r.error_;
        o.data_ ||= r.data_ && !empty;
      } else if (opens.test(token)) {
        // A list can begin with the result of one of several messages.
        if (outermost && r.text_ && token == "[" && words[at + 1]?.[0] == "{") {
          const first = ofJSON(words, text, at + 1);
          o.error_ ||= first.error_ && !!first.code_;
        }
        const empty = isEmpty(at);
        cut = !(at = word.end_);
        if (!cut && !empty) {
          o.error_ ||= r.error_;
          o.says_ ||= r.text_;
          o.data_ ||= r.data_;
        }
      } else if (word?.[3]) {
        at++;
        if (word[2] && rolesAny(r)) {
          consider(o, r, word[2], false);
          noted = r.note_;
        }
      } else if (cut = !word || word[1] || /^[}\]:,]/.test(token) || word.index + token.length == text.length) return;
      else {
        at++;
        if (!/^(null|None)$/.test(token) && rolesAny(r)) {
          consider(o, r, token, true);
          noted = r.note_;
        }
      }
    }
  };
  if (words[at++]?.[0] == "{") object(isTop);
  return o;
};

const rolesAny = r => Object.values(r).includes(true);

// ofXML returns what a document says, from the tag of its outermost element on.
const ofXML = text => {
  const o = {code_: "", text_: "", told_: ""}, names = generic.inBandOf_;
  let depth = 0, replies;
  for (;;) {
    const open = text.indexOf("<"), [whole] = (open < 0 ? "" : text.slice(open)).match(/^(?:"[^"]*"|'[^']*'|[^"'>])*>/) ?? [];
    if (!whole) return o;
    const tag = whole.slice(1, -1);
    text = text.slice(open + whole.length);
    if (/^[!?]|^$/.test(tag)) continue;
    if (tag[0] == "/") {
      depth--;
      continue;
    }
    const end = tag.search(/[ \t\r\n]/), name = localName((end > 0 ? tag.slice(0, end) : tag).replace(/\/$/, "")), rest = end > 0 ? tag.slice(end) : "", key = plainly(name);
    if (!depth) {
      if (matches(names.root_, key)) return {...o, error_: true};
      replies = matches(names.reply_, key);
    }
    if (depth <= maxOutcomeDepth) {
      for (const [name, value] of attributesOf(rest)) {
        const r = {...rolesOf(name), error_: false, data_: false, note_: false};
        if (rolesAny(r)) consider(o, r, value, false);
      }
      element(o, rolesOf(name), depth, replies, rest, text);
    }
    if (!tag.endsWith("/")) depth++;
  }
};

// element considers an element: its text or, if it has none, what is in it.
const element = (o, r, depth, replies, attributes, text) => {
  if (!depth || !rolesAny(r)) return;
  const [inside, after] = text.match(/^([^<]*)<?([^]?)/).slice(1), isLeaf = after == "/", said = inside.trim(), isTold = attributes.includes("=", 1);
  if (r.error_) o.error_ ||= depth == 1 && replies && !!(said || !isLeaf || isTold);
  else if (isLeaf && said) consider(o, {...r, data_: false, note_: false}, said, false);
  else if (r.text_) o.says_ ||= isTold;
};

// outcomeOf returns what a body says of how a call went.
export const outcomeOf = (body, root) => {
  const o = root ? ofXML(root) : ofJSON(wordsOf(body), body, 0, true);
  return {...o, code_: unescape(o.code_), text_: unescape(o.text_), told_: unescape(o.told_)};
};
