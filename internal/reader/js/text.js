// Plain text: what it looks like, and what is taken out of it.
import { maxText } from "errbook:limits";
import { generic } from "./rules.js";

// compiler returns a function that compiles an expression, once: providers ask for the
// same ones, and each of them for every view.
const compiler = flags => {
  const made = new Map;
  return expr => made.get(expr) || made.set(expr, RegExp(expr, flags)).get(expr);
};
export const compiled = compiler("");
const inAnyCase = compiler("i");

export const matches = (expr, text) => compiled(expr).test(text);

// once returns a function that remembers what it made of the last texts, because each
// provider reads the same ones.
export const once = make => {
  const made = new Map;
  return text => {
    if (!made.has(text)) {
      if (made.size > 7) made.clear();
      made.set(text, make(text));
    }
    return made.get(text);
  };
};

// take returns the first group of what matches in any case, undefined for none.
export const take = (expr, text) => inAnyCase(expr).exec(text)?.[1];

// objectIn returns where the first JSON object, or Python dict, or what Node.js prints of
// an object, with a member begins in text, -1 for none.
export const objectIn = text => text.search(/\{[ \r\n\t]*(["']|[a-z_]\w*: )/i);

// isJSON reports whether text begins as an object or an array of anything but
// numbers does.
export const isJSON = text => /^([{[]\s*([{["'}\]]|$)|\{[ \r\n\t]*[a-z_]\w*: )/i.test(text);

// isString reports whether text is one string in double quotes.
export const isString = text => /^"(?:[^"\\]|\\[^])*"$/.test(text);

// unescape decodes the inside of a JSON string. An escape that JSON does not
// know stays as it is written, but for Python's \'.
export const unescape = text => text.replace(/\\(u[\da-fA-F]{4}|[nrtbf"'\\/])/g, e => e == "\\'" ? "'" : JSON.parse(`"${e}"`));

// textOf returns what a body that is not a JSON object or array says: a string's
// value, the title or first heading of an HTML page, or the text itself.
export const textOf = body => {
  const text = body.trim();
  return isJSON(text) ? ""
    : /^<(?!\d)/.test(text) ? oneLine(elementOf(generic.title_, text) || headingOf(text))
    : isString(text) ? unescape(text.slice(1, -1))
    : text.slice(0, maxText);
};

const elementOf = (expr, page) => take(expr, page)?.trim() || "";

// headingOf returns the first heading of a page and, if it is one of Cloudflare's,
// what it says below.
const headingOf = page => [generic.heading_, generic.subheading_].map(expr => withoutTags(elementOf(expr, page))).filter((text, n, all) => text && all[0]).join(": ");
const withoutTags = text => /</.test(text) ? text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim() : oneLine(text);

const oneLine = text => /[\r\n\t]/.test(text) ? text.replace(/\s+/g, " ") : text;

// fold returns text as phrases are compared with it: in lowercase, quoted
// stretches blanked out.
export const fold = once(text => text?.replace(/"[^"]*"|`[^`]*`/g, "\0").replace(/’/g, "'").toLowerCase());
