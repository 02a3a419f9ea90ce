// XML, whole or cut off: one walk over a document that notes the texts of elements and
// the values of attributes that paths lead to. It is not a validator.
import { maxDepth } from "errbook:limits";
import { CUT, SCALAR } from "./scan.js";

export const isXML = text => /^\ufeff?[ \t\r\n]*</.test(text);

// What is not an element, and where it ends.
const others = [["<!--", "-->"], ["<![CDATA[", "]]>"], ["<?", "?>"], ["<!", ">"]];
const local = name => name.replace(/^[^:]*:/, "");
const references = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'"};

// reference returns the character of a reference, or the reference as it is.
const reference = (text, name) => {
  const [, hex, digits] = /^#(x?)([0-9a-f]+)$/i.exec(name) || [];
  if (!digits) return Object.hasOwn(references, name) ? references[name] : text;
  const code = hex == "X" || !hex && /\D/.test(digits) ? NaN : parseInt(digits, hex ? 16 : 10);
  return code > 0xd7ff && code < 0xe000 ? "\ufffd" : code <= 0x10ffff ? String.fromCodePoint(code) : text;
};

// decoded returns the text of an element.
export const decoded = raw => raw.replace(/<!\[CDATA\[([^]*?)(?:]]>|$)|<!--[^]*?(?:-->|$)|<[^>]*>?|&([^;&<]{0,10});/g,
  (text, data, name) => name === undefined ? data ?? "" : reference(text, name));

// tagEnd returns where the tag ends that begins at a place, -1 if it does not.
const tagEnd = (text, from) => {
  let quote = "";
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (quote) quote = c == quote ? "" : quote;
    else if (c == '"' || c == "'") quote = c;
    else if (c == ">") return i;
  }
  return -1;
};

// scanXML returns the values that the paths lead to, by slot, as scan does.
export const scanXML = (text, paths) => {
  const slots = [], open = [];
  let at = 0;

  const note = (slot, raw) => {
    raw = raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    if (slot !== undefined && !slots[slot]?.text_) slots[slot] = {type_: SCALAR, text_: decoded(raw), raw_: `"${raw}"`};
  };
  const lose = nodes => nodes.forEach(({slot_: slot, kids_: kids}) => {
    if (slot !== undefined) slots[slot] ??= {type_: CUT, text_: null};
    lose(kids);
  });
  const close = end => {
    const element = open.pop();
    if (element && !element.inner) note(element.slot, text.slice(element.start, end));
  };
  // attributes notes the attributes of a tag that nodes ask for.
  const attributes = (nodes, tag) => {
    for (const [, name, , double, single] of tag.matchAll(/([^=]*)=[ \t\r\n]*("([^"]*)"|'([^']*)')/gy))
      nodes.forEach(({key_: key, slot_: slot}) => key == "@" + local(name.trim()) && note(slot, double ?? single));
  };
  // element opens an element, and reports whether the document may go on.
  const element = (tag, empty) => {
    const above = open.at(-1), name = /^[^ \t\r\n]*/.exec(tag)[0];
    if (above) above.inner = true;
    const node = (above ? above.kids : paths).find(({key_: key}) => key == local(name));
    if (node) attributes(node.kids_, tag.slice(name.length));
    if (open.length == maxDepth) return false;
    open.push({kids: node?.kids_ || [], slot: node?.slot_, start: at});
    if (empty) close(at);
    return true;
  };
  // tag reads up to the end of the next tag, and reports whether there was one.
  const tag = () => {
    const begin = text.indexOf("<", at);
    if (begin < 0) {
      if (!open[0]) at = text.length;
      return false;
    }
    for (const [mark, last] of others) if (text.startsWith(mark, begin)) {
      const end = text.indexOf(last, begin + mark.length);
      if (end >= 0) at = end + last.length;
      return end >= 0;
    }
    const end = tagEnd(text, begin);
    if (end < 0) return false;
    at = end + 1;
    if (text[begin + 1] == "/") {
      close(begin);
      return true;
    }
    const empty = text[end - 1] == "/";
    return element(text.slice(begin + 1, end - empty), empty);
  };

  while (tag());
  if (open[0] || at < text.length) lose(paths);
  return slots;
};
