// JSON, whole or cut off: one walk over a text that notes what paths lead to. It
// is not a validator, and takes Python's quotes and None, too.
import { maxDepth, stepAny, stepIndex, stepKey, stepWhere } from "errbook:limits";
import { unescape } from "./text.js";

// The types of values. CUT is what cannot be known because the text ends before.
// The order counts: up to CUT, a later value of a higher type takes the place.
export const NESTED = 1; // an object or array
export const CUT = 2;
export const SCALAR = 3;

// A word is a string, a delimiter or a run of anything else. A string's word has
// its quote, its inside and its other quote as groups; the last one is empty
// where the text ends within the string.
const WORD = /(["'])((?:\\[^]|(?!\1)[^\\])*)(\1?)|[{}[\]:,]|[^{}[\]:," \r\n\t\ufeff]+/g;
const inside = word => word.text_ ??= unescape(word[2]);
const opens = /^[{[]/, closes = /^[}\]]/;

// wordsOf returns the words of a text by their number; they are found as they are asked
// for. Those of the last text stay: each provider reads the same one.
let known, wordOf;
export const wordsOf = text => {
  if (known != text) {
    const list = [], all = text.matchAll(WORD);
    known = text;
    wordOf = n => {
      for (let next; !(n in list) && !(next = all.next()).done;) list.push(next.value);
      return list[n];
    };
  }
  return wordOf;
};

// scan returns the values that the paths lead to, by slot. A value has a type, a
// text, which is null where it is cut off and empty where it is nested, and, unless
// it is cut off, what is written in its place. null is not a value.
//
// Of a body that is an array the first element counts, unless a path begins with
// an array step.
export const scan = (text, paths) => {
  const words = wordsOf(text), isList = /^\[/.test(words(0)?.[0]) && !paths.some(node => node.step_);
  return (isList ? /^{/ : opens).test(words(+isList)?.[0]) ? walk(text, words, +isList, paths) : [];
};

// walk reads the value that begins at a word, and follows the paths into it.
const walk = (text, words, at, paths) => {
  const slots = [];
  let cut;
  const is = expr => expr.test(words(at)?.[0]);

  // note keeps the first value, unless a later one says more.
  const note = (slot, type_, text_, raw_) => {
    const before = slots[slot]?.type_ || 0;
    if (before < CUT && type_ > before) slots[slot] = {type_, text_, raw_};
  };
  // lose marks all that nodes lead to as unknowable.
  const lose = nodes => nodes.forEach(node => {
    note(node.slot_, CUT, null);
    lose(node.kids_);
  });

  const value = (nodes, slot) => {
    const word = words(at++), token = word?.[0];
    if (word?.[3]) note(slot, SCALAR, inside(word), token);
    else if (opens.test(token)) {
      const isList = token == "[", kids = nodes.filter(node => !node.step_ != isList), asked = isList ? kids : nodes;
      asked[0] ? members(isList, kids, asked) : skip();
      note(slot, NESTED, "", text.slice(word.index, words(at)?.index));
    } else if (!word || word[1] || /^[}\]:,]/.test(token) || word.index + token.length == text.length) {
      cut = true;
      note(slot, CUT, null);
      word || lose(nodes);
    } else if (!/^(null|None)$/.test(token)) note(slot, SCALAR, token, token);
  };
  // skip reads an object or array, after its bracket, without looking into it.
  const skip = () => {
    for (let depth = 1; depth && !cut; at++) {
      depth += is(opens) - is(closes);
      if (!words(at) || depth > maxDepth) cut = true;
    }
  };
  // members reads the members of an object, or the elements of a list, of which
  // nodes ask for some; where it ends too early, all that was asked for is lost. Of
  // members with one key the first one counts.
  const members = (isList, nodes, asked) => {
    const seen = [];
    for (let n = 0; !cut; n++) {
      while (is(/^,/)) at++;
      if (is(isList ? /^]/ : closes)) {
        at++;
        return;
      }
      const key = isList ? n : member();
      if (cut ||= !words(at)) break;
      const start = at, found = nodes.filter(node => takes(node, key) && !seen.includes(key));
      for (const node of found) {
        at = start;
        value(node.kids_, node.slot_);
      }
      if (!found[0]) value([]);
      seen.push(key);
    }
    lose(asked.filter(node => isList || !seen.includes(node.key_)));
  };
  // member reads a key and its colon.
  const member = () => {
    const word = words(at++);
    if (word?.[3] && is(/^:/)) {
      at++;
      return inside(word);
    }
    cut = true;
  };
  const takes = ({step_: step, key_: key, value_: wanted}, name) =>
    step == stepAny || (step == stepWhere
      ? walk(text, words, at, [{step_: stepKey, key_: key, slot_: 0, kids_: []}])[0]?.text_ == wanted
      : key == name);

  value(paths);
  return slots;
};
