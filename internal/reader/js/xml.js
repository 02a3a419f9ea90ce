// XML, whole or cut off: one walk over a document that notes the texts of elements and
// the values of attributes that paths lead to. It is not a validator.
import { maxDepth } from "errbook:limits";
import { CUT, SCALAR } from "./scan.js";

export const isXML = text => /^\ufeff?[ \t\r\n]*</.test(text);

export const localName = name => name.replace(/^[^:]*:/, "");

// attributesOf returns the names and values of the attributes in what comes behind the
// name of a tag.
export const attributesOf = text => [...text.matchAll(/([^=]*)=[ \t\r\n]*("([^"]*)"|'([^']*)')/gy)].map(([, name, , double, single]) => [localName(name.trim()), double ?? single]);
const references = {__proto__: null, amp: "&", lt: "<", gt: ">", quot: '"', apos: "'"};

// reference returns the character of a reference, or the reference as it is.
const reference = (text, name) => {
  const code = /^#(x[\da-fA-F]+|\d+)$/.test(name) ? +("0" + name.slice(1)) : NaN;
  return code > 0xd7ff && code < 0xe000 ? "\ufffd" : code <= 0x10ffff ? String.fromCodePoint(code) : references[name] ?? text;
};

// decoded returns the text of an element.
export const decoded = raw => raw.replace(/<!\[CDATA\[([^]*?)(?:]]>|$)|<!--[^]*?(?:-->|$)|<[^>]*>?|&([^;&<]{0,10});/g,
  (text, data, name) => name === undefined ? data ?? "" : reference(text, name));

// What comes up to the end of the next tag, or of something that is not an element. A
// tag's inside is the first group.
const TAG = /[^<]*<(?:!--[^]*?--|!\[CDATA\[[^]*?]]|\?[^]*?\?|!(?!--|\[CDATA\[)[^>]*|(?![!?])((?:"[^"]*"|'[^']*'|[^"'>])*))>/gy;

// scanXML returns the values that the paths lead to, by slot, as scan does.
export const scanXML = (text, paths) => {
  const slots = [], open = [];
  let at = 0;

  const note = (slot, raw) => {
    raw = raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (slot !== undefined && !slots[slot]?.text_) slots[slot] = {type_: SCALAR, text_: decoded(raw), raw_: `"${raw}"`};
  };
  const lose = nodes => nodes.forEach(({slot_: slot, kids_: kids = []}) => {
    if (slot !== undefined) slots[slot] ??= {type_: CUT, text_: null};
    lose(kids);
  });
  const close = end => {
    const element = open.pop();
    if (element && !element.inner_) note(element.slot_, text.slice(element.start_, end));
  };
  // attributes notes the attributes of a tag that nodes ask for.
  const attributes = (nodes, tag) => {
    for (const [name, value] of attributesOf(tag)) nodes.forEach(({key_: key, slot_: slot}) => key == "@" + name && note(slot, value));
  };
  // element opens an element.
  const element = tag => {
    const above = open.at(-1), name = /^[^ \t\r\n]*/.exec(tag)[0];
    if (above) above.inner_ = true;
    const {kids_: kids = [], slot_: slot} = (above ? above.kids_ : paths).find(({key_: key}) => key == localName(name)) || {};
    attributes(kids, tag.slice(name.length));
    open.push({kids_: kids, slot_: slot, start_: at});
  };

  for (const {0: {length}, 1: tag, index} of text.matchAll(TAG)) {
    at = index + length;
    if (tag == null) continue;
    if (tag[0] != "/") element(tag.replace(/\/$/, ""));
    if (open.length > maxDepth) break;
    if (/^\/|\/$/.test(tag)) close(text.indexOf("<", index));
  }
  if (open[0] || text.includes("<", at)) lose(paths);
  return slots;
};
