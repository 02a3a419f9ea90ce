// JSON, whole or cut off: one walk over a text that notes what paths lead to. It
// is not a validator, and takes Python's quotes and None, too.
import { maxDepth, stepIndex, stepWhere } from "errbook:limits";
import { once, unescape } from "./text.js";

// The types of values. CUT is what cannot be known because the text ends before.
// The order counts: up to CUT, a later value of a higher type takes the place.
export const NESTED = 1; // an object or array
export const CUT = 2;
export const SCALAR = 3;

// A word is a string, a delimiter or a run of anything else. A string's word has
// its quote, its inside and its other quote as groups; the last one is empty
// where the text ends within the string. A string ends at the first quote after which
// it can: texts have quotes and apostrophes that nobody escaped.
const WORD = /(["'])((?:\\[^]|(?!\1)[^\\]|\1(?![ \r\n\t]*(?:[,:}\]"']|$)))*)(\1?)|[{}[\]:,]|[^{}[\]:," \r\n\t\ufeff]+/g;
const inside = word => word.text_ ??= unescape(word[2]);
export const opens = /^[{[]/, closes = /^[}\]]/;

// wordsOf returns the words of a text up to the one after its first value, or up to
// where that nests too deep. Each bracket knows the number of the word after its object
// or array, if that is whole.
export const wordsOf = once(text => {
  const words = [], open = [];
  for (const word of text.matchAll(WORD)) {
    if (opens.test(word[0]) && open.push(word) > maxDepth + 1) break;
    words.push(word);
    if (!open[0]) break;
    if (closes.test(word[0])) open.pop().end_ = words.length;
  }
  return words;
});

// keyOf returns the key that the word at a place is, undefined for none; Node.js prints
// keys without quotes.
export const keyOf = (words, at) => words[at + 1]?.[0] != ":" ? undefined : words[at][3] ? inside(words[at]) : words[at][0].match(/^[a-z_$][\w$]*$/i)?.[0];

// scan returns the values that the paths lead to, by slot. A value has a type, a
// text, which is null where it is cut off and empty where it is nested, and, unless
// it is cut off, what is written in its place. null is not a value.
//
// Of a body that is an array the first element counts, unless a path begins with
// an array step.
export const scan = (text, paths) => {
  const words = wordsOf(text), slots = [], isList = words[0]?.[0] == "[" && !paths.some(node => node.step_);
  let at = +isList, cut;
  const is = expr => expr.test(words[at]?.[0]);

  // note keeps the first value, unless a later one says more. Most of a text has no slot,
  // because nobody asks for it.
  const note = (slot, type_, text_, raw_) => {
    const before = slots[slot]?.type_ || 0;
    if (before < CUT && type_ > before) slots[slot] = {type_, text_, raw_};
  };
  // lose marks all that nodes lead to as unknowable.
  const lose = (nodes = []) => nodes.forEach(node => {
    note(node.slot_, CUT, null);
    lose(node.kids_);
  });

  const value = (nodes = [], slot) => {
    const word = words[at++], token = word?.[0];
    if (word?.[3]) slot == null || note(slot, SCALAR, inside(word), token);
    else if (opens.test(token)) {
      const isList = token == "[", kids = nodes.filter(node => !node.step_ != isList), asked = isList ? kids : nodes;
      if (asked[0]) follow(kids, asked);
      else cut = !(at = word.end_);
      slot == null || note(slot, NESTED, "", text.slice(word.index, words[at]?.index));
    } else if (!word || word[1] || /^[}\]:,]/.test(token) || word.index + token.length == text.length) {
      cut = true;
      note(slot, CUT, null);
      word || lose(nodes);
    } else if (words[at]?.[0] == "{") value(nodes, slot); // the class of an object, as Node.js prints it
    else if (!/^(null|None)$/.test(token)) note(slot, SCALAR, token, token);
  };
  // follow reads the members of an object, or the elements of a list, of which
  // nodes ask for some; where it ends too early, all that was asked for is lost.
  const follow = (nodes, asked) => {
    const starts = membersAt(at - 1), seen = [];
    const found = nodes.flatMap(node => startsOf(node, starts).map(start => [start, node])).sort(([a], [b]) => a - b);
    for (const [start, node] of found) if (!cut) {
      at = start;
      value(node.kids_, node.slot_);
      seen.push(node);
    }
    if (cut ||= !(at = starts.end_)) lose(asked.filter(node => node.step_ || !seen.includes(node)));
  };
  // startsOf returns the numbers at which begins what a node takes.
  const startsOf = ({step_: step, key_: key, value_: wanted}, starts) =>
    [...step > stepIndex ? starts.values() : [starts.get(key)]].filter(start => start && (step != stepWhere || stringAt(start, key) == wanted));
  // stringAt returns the string that an object has as a member.
  const stringAt = (start, key) => {
    const word = words[start]?.[0] == "{" && words[membersAt(start).get(key)];
    return word?.[3] && inside(word);
  };
  // membersAt returns the numbers of the words at which the members of an object, or
  // the elements of a list, begin, by their keys; it has that of the word after all of
  // them, if they are whole. Of members with one key the first one counts. Each
  // provider asks for some of them, so they stay with the bracket.
  const membersAt = start => words[start].members_ ??= (() => {
    const starts = new Map, isList = words[start][0] == "[";
    for (at = start + 1; !cut;) {
      while (is(/^,/)) at++;
      if (is(isList ? /^]/ : closes)) {
        starts.end_ = at + 1;
        break;
      }
      let key = starts.size;
      if (!isList) {
        if ((key = keyOf(words, at)) == null) break;
        at += 2;
      }
      starts.has(key) || starts.set(key, at);
      value();
    }
    cut = false;
    return starts;
  })();

  if (is(isList ? /^{/ : opens)) value(paths);
  return slots;
};
