// The parts of a response, as the wire of a provider says where they are.
import { isName } from "./generic.js";
import { generic } from "./rules.js";
import { scan } from "./scan.js";
import { isXML, scanXML } from "./xml.js";
import { compiled, fold, matches, once, take, textOf } from "./text.js";

// valueAt returns the value of a part in the body; a part in a header
// has none.
const valueAt = (view, part) => view.slots_[part.at_ ?? part];

// textAt returns the text of a part, "" when it is absent and null when it cannot
// be known. A part is a slot or the name of a header or, where a value must be
// taken out of the text, that and expressions.
export const textAt = (view, part) => {
  const value = valueAt(view, part);
  let text = value ? value.text_ : view.headers_[part.at_ ?? part] ?? "";
  for (const {expr_: expr, flags_: flags} of text && part.takes_ || []) try {
    const found = RegExp(expr, flags).exec(text);
    text = found ? found[1] ?? found[0] : "";
  } catch {
    text = ""; // an expression that RE2 takes and the browser does not
  }
  return text;
};

// first returns the text of the first part that has one, null where one that
// cannot be known comes before it.
export const first = (view, parts) => {
  for (const part of parts) {
    const text = textAt(view, part);
    if (text !== "") return text;
  }
  return "";
};

// read returns a response as a wire reads it: a view. It adds to the response
// what the slots of the wire hold, the code, the type, the message, and the
// message folded. Of the last four, what is cut off is null.
export const read = (wire, response) => {
  const view = {...response, wire_: wire, slots_: wire.xml_ && isXML(response.body_) ? scanXML(response.body_, wire.xml_) : scan(response.body_, wire.body_)};
  view.code_ = first(view, wire.codes_);
  view.type_ = first(view, wire.types_);
  view.message_ = first(view, wire.messages_);
  view.salvaged_ = ""; // an identifier that no path leads to
  if (view.message_ === "") {
    [view.salvaged_, view.message_] = printedIn(response.body_);
    view.code_ ||= view.salvaged_;
  }
  view.folded_ = fold(view.message_);
  return view;
};

// printedIn returns the identifier, "" for none, and the sentence of a body that is what
// a program printed.
const printedIn = once(body => {
  const all = textOf(body), text = take(generic.bracketed_, all) ?? all;
  const [rpc, named, labeled, exception] = [generic.goRPC_, generic.named_, generic.labeled_, generic.exception_].map(expr => compiled(expr).exec(text)), code = named ?? labeled;
  if (rpc) return rpc.slice(1).filter(part => part != null);
  if (code) return isName(code[1]) ? code.slice(1) : ["", text];
  return [exception && isName(exception[1]) ? exception[1] : "", text];
});

// holds reports whether a body meets all conditions: a part matches an expression
// or, without one, says something, and is a string where one is asked for. What cannot
// be known does not hold.
export const holds = (view, conditions) => conditions.every(({field_: field, expr_: expr, not_: not = false, quoted_: quoted}) => {
  const part = view.wire_.fields_[field], text = textAt(view, part), raw = valueAt(view, part)?.raw_ || text;
  if (quoted && !/^["']/.test(raw)) return false;
  return expr ? raw && matches(expr, text) != not : text !== null && matches(generic.empty_, raw) == not;
});

// statedStatus returns the status of an error that a body states, 0 for none: at
// one of the wire's paths or, where it is a line that a program printed, in that.
export const statedStatus = view =>
  +(view.wire_.statuses_.map(part => textAt(view, part)).find(text => /^[45]\d\d$/.test(text)) || view.body_[0] != "{" && lineStatus(view.message_) || 0);
export const lineStatus = once(text => take(generic.line_, text));
