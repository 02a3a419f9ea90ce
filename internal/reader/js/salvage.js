// A message where no path led to one: apierr/wire/salvage.go in JavaScript.
import { maxCode, maxDepth, maxSuccess } from "errbook:limits";
import { generic } from "./rules.js";
import { closes, opens, wordsOf } from "./scan.js";
import { matches, once, unescape } from "./text.js";
import { attributesOf, decoded, localName } from "./xml.js";

// The places of values: how likely a text there is the message (1 to 3), and the code.
const top = {rank_: 1, code_: 0};
const inside = (place, name) => {
  const key = name.replace(/[^a-z\d]/gi, "").toLowerCase().slice(0, maxCode), is = expr => matches(expr, key), names = generic.salvage_;
  return {
    rank_: is(names.message_) ? 3 : is(names.title_) ? 2 : is(names.same_) ? place.rank_ : 1,
    code_: is(names.code_) ? 3 : is(names.type_) ? 2 : is(names.other_) ? 1 : 0,
    echo_: place.echo_ || is(names.echo_),
  };
};

// saysSuccess reports whether a text is no more than a word for success.
export const saysSuccess = text => !!text && text.length <= maxSuccess
  && matches(generic.salvage_.success_, /[^\x00-\x7f]/.test(text) ? text : text.replace(/[^a-z\d]/gi, "").toLowerCase());

const count = (text, expr) => [...text.matchAll(expr)].length;
const saysSomething = text => !/^http[^ ]*$/.test(text) && /[a-z\u0080-\uffff]/i.test(text);
const isSentence = text => count(text, /[\u2e80-\ud7ff\ue000-\uffff]|[\ud800-\udbff]/g) > 3 || / /.test(text) && count(text, /[a-z\x80-\u2e7f]/gi) > 7;

// salvage returns the message and the code of a body which is known to be an error.
export const salvage = once(body => {
  let message = "", code = "", worth = 0, codeWorth = 0;
  const consider = ({rank_: rank, code_: codeRank, echo_: echo}, raw, decode) => {
    if (echo || !raw) return;
    const value = rank && saysSomething(raw) && !saysSuccess(raw) && (isSentence(raw) ? 2 * rank + 1 : rank > 1 && 2 * rank);
    if (value > worth) [message, worth] = [decode(raw), value];
    if (codeRank > codeWorth && raw.length <= maxCode && saysSomething(raw) && !/[ /\\\n]/.test(raw)) [code, codeWorth] = [decode(raw), codeRank];
  };
  const text = body.trimStart(); // a byte order mark, too
  if (text[0] == "<") {
    // What has no end is taken to the end of the text, so that it is read once.
    for (const [, tag, inner] of text.matchAll(/<(?:([^>]*)>(?:(?=([^<]*)<\/)|)|[^>]*$)/g))
      if (tag && /^[a-z\d]/i.test(tag)) {
        const [name, rest] = tag.match(/^([^ \t\r\n]*)([^]*)/).slice(1), place = inside(top, localName(name.replace(/\/$/, "")));
        for (const [name, value] of attributesOf(rest)) {
          const at = inside(place, name);
          consider({...at, rank_: Math.max(at.rank_, 1) - 1}, value, decoded); // half a message: an element says more
        }
        if (inner == null) continue;
        if (place.rank_ < 2 || tag.startsWith("title")) place.rank_ = 0; // pages have titles, and sentences in every element
        consider(place, inner.trim(), decoded);
      }
  } else if (opens.test(text)) json(text, consider);
  return [message, code];
});

const json = (text, consider) => {
  const words = wordsOf(text), frames = [], here = () => frames.at(-1);
  let at = () => top; // few places are asked for
  for (const [n, word] of words.entries()) {
    const token = word[0];
    if (opens.test(token)) {
      if (frames.length == maxDepth) return;
      frames.push(at());
      at = here;
    } else if (closes.test(token)) {
      frames.pop();
      if (!frames[0]) return;
      at = here;
    } else if (word[1]) {
      if (!word[3]) return;
      if (words[n + 1]?.[0] == ":") at = () => inside(here(), word[2]);
      else consider(at(), word[2], unescape);
    }
  }
};
