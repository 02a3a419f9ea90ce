// What people paste: what curl -i or curl -v printed, or a body alone.
import { take } from "./text.js";

// readPasted returns the response in a text. A response has a body, headers by
// lowercase name, a status, the close code of a WebSocket, whether it is an event
// of a stream, and that event's name. curl -v adds the host.
export const readPasted = text => {
  const response = {status_: 0, headers_: {}, close_: 0, event_: ""};
  let rest = text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n");
  if (/^< HTTP\//m.test(rest)) {
    response.host_ = take("> host: *([^\\s:]+)", rest);
    rest = rest.replace(/^([*>]|[{}] \[).*\n?/gm, "").replace(/^< ?/gm, "");
  }
  for (let head; head = /^\s*HTTP\/[\d.]+ +(\d{3})(?!\S).*\n?((.+\n?)*)\n?/.exec(rest); rest = rest.slice(head[0].length)) {
    response.status_ = +head[1];
    response.headers_ = {};
    for (const [, name, value] of head[2].replace(/\n[ \t]+/g, " ").matchAll(/^([^:\s]+):[ \t]*(.*?)\s*$/gm)) response.headers_[name.toLowerCase()] ??= value;
  }
  response.body_ = rest;
  return response;
};
