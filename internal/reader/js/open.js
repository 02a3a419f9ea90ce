// What programs print around a response, and streams, are removed.
import { clueWeak, maxBody, maxPrefix } from "errbook:limits";
import { bestClue, plainly } from "./generic.js";
import { generic } from "./rules.js";
import { compiled, isJSON, isString, matches, objectIn, take } from "./text.js";

export const open = response => unwrap(fromStream({...response, body_: response.body_.slice(0, maxBody)}));

// fromStream takes the event that reports a failure out of a stream of
// server-sent events.
const fromStream = response => {
  if (!matches(generic.stream_, response.body_)) return response;
  const event = failedEvent(response.body_);
  return {...response, body_: event.data_, event_: response.event_ || event.name_, stream_: response.stream_ || response.status_ < 400};
};

// failedEvent returns the event that is named error, else the last one with an
// error in its data, else the first.
const failedEvent = text => {
  const events = text.trim().replace(/\r\n?/g, "\n").split(/\n\n\s*/).map(readEvent).filter(event => event.data_);
  return events.find(event => event.name_ == "error") || events.findLast(event => event.data_.includes('"error"')) || events[0] || readEvent("");
};

const readEvent = block => {
  const event = {name_: "", data_: ""};
  for (const line of block.split("\n")) {
    const [, field, value] = /^([^:]*):? ?(.*)/.exec(line);
    if (field == "event") event.name_ = value;
    else if (event.data_ && /^\s/.test(line)) event.data_ += "\n" + line; // a pasted line that was wrapped
    else if (field == "error" && value[0] == "{") {
      event.name_ = field;
      event.data_ = value;
    } else if (field == "data") event.data_ += (event.data_ && "\n") + value;
  }
  return event;
};

// unwrap takes the response out of the text that a program printed around it:
// "Error code: 429 - {…}", the exceptions of gRPC and of WebSockets. The status in
// that text counts where none is known.
const unwrap = response => {
  const {status_: status} = response, text = response.body_.trim();
  if (status > 0 && status < 400 && !response.stream_ || isJSON(text)) return response;
  const rpc = take(generic.rpc_, response.body_), closed = compiled(generic.close_).exec(text);
  if (rpc) return {...response, body_: rpc};
  if (closed) return {...response, body_: closed[3].trim(), close_: response.close_ || (status ? 0 : +closed[2])};
  if (/^[{<"]/.test(text)) return response;
  const quote = text.indexOf('"'), [string = ""] = text.slice(quote).match(/^[^]*[^ \r\n`]/) ?? [], isQuoted = isString(string), printed = isQuoted ? 0 : compiled(generic.body_).exec(text);
  const at = isQuoted ? quote : printed ? printed.index + printed[0].length : objectIn(text);
  const body_ = isQuoted ? string : text.slice(at), said = +take(isQuoted ? generic.string_ : generic.object_, text.slice(0, at)) || 0;
  const counts = isQuoted ? said : (printed || at > 0 && at <= maxPrefix) && tellsKind(body_, said);
  if (!counts || status > 399 && said && said != status) return response;
  return {...response, body_, status_: status > 399 ? status : said};
};

// tellsKind reports whether a body has a message and, without a status before it,
// an identifier that says more than the words around the body might.
const tellsKind = (body, status) => {
  const view = plainly(body), [best, known] = bestClue(view);
  return view.message_ && known && (status || best.strength_ >= clueWeak);
};
