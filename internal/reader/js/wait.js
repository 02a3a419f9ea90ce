// How long a server asks to wait: apierr/delay.go, waits.go and internal/wait in
// JavaScript. Waits are in nanoseconds, as Go counts them; none is undefined.
import {
  formatGoDuration, formatMilliseconds, formatProtobufDuration, formatRFC3339, formatRateLimit, formatRetryAfter, formatSeconds, formatUnix, formatUnixMilli,
  leastUnix, leastUnixMilli, maxLead, maxNesting,
} from "errbook:limits";
import { generic, rules } from "./rules.js";
import { NESTED, scan } from "./scan.js";
import { objectIn } from "./text.js";
import { read, textAt } from "./view.js";

const millisecond = 1e6, second = 1e9, minute = 60 * second, hour = 60 * minute, day = 24 * hour, most = 2 ** 63;
const units = new Map(Object.entries({
  ns: 1, us: 1e3, "µs": 1e3, "μs": 1e3,
  ms: millisecond, msec: millisecond, msecs: millisecond, millisecond, milliseconds: millisecond,
  s: second, sec: second, secs: second, second, seconds: second,
  m: minute, min: minute, mins: minute, minute, minutes: minute,
  h: hour, hr: hour, hrs: hour, hour, hours: hour,
  d: day, day, days: day,
}));
const goUnits = /([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g;

// ---- One value.

const number = text => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && +text >= 0 && +text < Infinity ? +text : undefined;
const scale = (n, unit) => n == null || !(Math.round(n * unit) < most) ? undefined : Math.round(n * unit);
const amount = (text, unit) => scale(number(text), unit);

// until returns how long after the response's own date a moment is, which is in
// milliseconds since 1970.
const until = (moment, headers) => {
  const wait = Math.round((moment - (httpDate(headers.date) ?? Date.now())) * millisecond);
  return wait >= 0 && wait < most - 1 ? wait : undefined;
};

// httpDate reads the three forms that RFC 9110 allows.
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const clock = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)", weekday = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const dates = [
  `^${weekday}, (?<day>\\d\\d) (?<month>\\w{3}) (?<year>\\d{4}) ${clock} GMT$`,
  `^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-(?<month>\\w{3})-(?<year>\\d\\d) ${clock} [A-Z]{3,4}$`,
  `^${weekday} (?<month>\\w{3}) (?<day>[ \\d]?\\d) ${clock} (?<year>\\d{4})$`,
].map(expr => RegExp(expr));
const httpDate = text => {
  const found = text && dates.map(form => form.exec(text)?.groups).find(Boolean);
  if (!found) return;
  const month = months.indexOf(found.month), century = found.year.length > 2 ? 0 : +found.year > 68 ? 19 : 20, year = 100 * century + +found.year;
  const moment = Date.UTC(year, month, +found.day, +found.hour, +found.minute, +found.second);
  return month >= 0 && found.hour < 24 && found.minute < 60 && found.second < 60 && new Date(moment).getUTCDate() == +found.day ? moment : undefined;
};

const rfc3339 = (text, headers) => {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text), moment = found && Date.parse(found[1] + found[3]);
  return found && moment === moment ? until(moment + (found[2] ? 1e3 * found[2].replace(",", ".") : 0), headers) : undefined;
};

// leadingUnits reads amounts with their units from the beginning of a text, and
// returns their sum and the rest.
const leadingUnits = text => {
  let total = 0;
  for (let found; found = /^([\d.]+) *([a-zµμ]*)/i.exec(text);) {
    const n = number(found[1]), unit = units.get(found[2].toLowerCase());
    if (n == null || !unit) break;
    total += n * unit;
    text = text.slice(found[0].length).replace(/^[ ,.;]+/, "").replace(/^and /, "");
  }
  return [total, text];
};

const retryAfter = (text, headers) => {
  const seconds = amount(text, second);
  if (seconds != null) return seconds;
  const [total, rest] = leadingUnits(text), wait = rest ? undefined : scale(total, 1);
  if (wait != null) return wait;
  const moment = httpDate(text);
  return moment == null ? undefined : until(moment, headers);
};

const goDuration = text => {
  const sign = text.replace(/^[+-]/, ""), parts = [...sign.matchAll(goUnits)];
  if (sign == "0") return 0;
  if (!parts[0] || parts.map(part => part[0]).join("") != sign || text[0] == "-") return;
  const all = parts.map(part => amount(part[1], units.get(part[2])));
  return all.includes(undefined) ? undefined : scale(all.reduce((a, b) => a + b), 1);
};

const moment = (text, unit, headers) => {
  const since = amount(text, unit);
  return since == null ? undefined : until(Math.round(since / 1e3) / 1e3, headers);
};

// parse reads a wait that is written in a format.
const parse = (given, format, headers) => {
  const text = given?.trim();
  if (!text) return;
  switch (format) {
    case formatMilliseconds: return amount(text, millisecond);
    case formatSeconds: return amount(text, second);
    case formatGoDuration: return goDuration(text);
    case formatProtobufDuration: return text.endsWith("s") ? amount(text.slice(0, -1), second) : undefined;
    case formatUnix: return moment(text, second, headers);
    case formatUnixMilli: return moment(text, millisecond, headers);
    case formatRFC3339: return rfc3339(text, headers);
    case formatRateLimit: return rateLimit(text);
  }
  return retryAfter(text, headers);
};

// parseAny reads a wait at a place whose format nobody has stated.
const parseAny = (given, format, headers) => {
  const text = given?.trim(), n = number(text);
  if (!text) return;
  if (n == null) return retryAfter(text, headers) ?? rfc3339(text, headers);
  if (format == formatMilliseconds || format == formatProtobufDuration || n < leastUnix) return parse(text, format, headers);
  return parse(text, n < leastUnixMilli ? formatUnix : formatUnixMilli, headers);
};

// ---- The RateLimit field, and what is used up.

const usedUp = remaining => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(remaining?.trim()) && +remaining <= 0;
const windowOf = (available, reset) => usedUp(available) ? amount(reset, second) : undefined;
const split = (text, separator) => text.match(RegExp(`(?:"(?:\\\\[^]|[^"\\\\])*(?:"|$)|[^${separator}"])+|(?=${separator})`, "g"))?.filter(Boolean) || [];
const rateLimit = field => {
  let last, older = {};
  for (const item of split(field, ",")) {
    const own = {};
    for (const part of split(item, ";")) {
      const [, name, value = ""] = /^([^=]*)=?([^]*)$/.exec(part.trim());
      (/^[rt]$/.test(name) ? own : older)[name] = value;
    }
    last = longer(last, windowOf(own.r, own.t));
  }
  return last ?? windowOf(older.remaining, older.reset);
};

const longer = (a, b) => a == null || b > a ? b ?? a : a;

// ---- Texts.

// inText returns the longest wait that a message asks for.
const inText = (message, headers) => {
  let last;
  for (const {0: digits, index} of message.matchAll(/\d[\d.]*/g)) {
    const before = withoutFiller(message.slice(Math.max(0, index - maxLead), index)), text = message.slice(index);
    if (endsIn(generic.waits_.durations_, before)) {
      const [total, rest] = leadingUnits(text);
      if (rest.length < text.length) last = longer(last, scale(total, 1));
    } else if (endsIn(generic.waits_.moments_, before)) last = longer(last, parse(/^[-\d:.+TZ]*/i.exec(text)[0].replace(/[.:+-]+$/, ""), formatRFC3339, headers));
  }
  return last;
};
const endsIn = (words, text) => RegExp(words + "$", "i").test(text);
const withoutFiller = text => {
  for (;;) {
    const short = text.replace(/ +$/, "").replace(RegExp(generic.waits_.filler_ + "$", "i"), "");
    if (short == text) return text;
    text = short;
  }
};

// stated returns the longest wait that a body asks for by the members that many
// APIs have for it, and by those of the bodies that it quotes.
const stated = (body, headers, depth) => {
  if (!/etry|eset|try again/.test(body)) return;
  let last;
  const view = {slots_: scan(body, generic.waits_.body_), headers_: headers};
  generic.waits_.formats_.forEach((format, slot) => last = longer(last, parseAny(textAt(view, slot) || "", format, headers)));
  if (depth && /\\"|{'|"raw"/.test(body)) for (const text of quotedIn(body, headers)) {
    last = longer(last, inText(text, headers));
    const at = objectIn(text);
    if (at >= 0) last = longer(last, stated(text.slice(at), headers, depth - 1));
  }
  return last;
};
const quotedIn = (body_, headers_) => {
  const view = read(generic.wire_, {body_, headers_, status_: 0}), raw = view.slots_[generic.raw_];
  return [...generic.nested_.map(part => textAt(view, part)), raw?.type_ == NESTED && raw.raw_].filter(Boolean);
};

// ---- All of a response.

const isReset = source => source.remaining_ || source.format_ == formatRateLimit;
const textOfSource = (view, source) => textAt(source.message_ ? {slots_: [], headers_: {"": view.message_ || ""}} : view, source.part_);
const byWire = (view, isHint) => {
  for (const source of view.wire_.delays_ || []) if (!isReset(source) && !!source.hint_ == isHint) {
    const wait = parse(textOfSource(view, source), source.format_, view.headers_);
    if (wait != null) return wait;
  }
};

const byHeader = headers =>
  generic.waits_.milliseconds_.map(name => parse(headers[name], formatMilliseconds, headers)).find(wait => wait != null)
  ?? parse(headers["retry-after"], formatRetryAfter, headers);

// byReset returns the time until the last of the used-up limits resets.
const byReset = view => {
  const {headers_: headers} = view;
  let last;
  for (const source of view.wire_.delays_ || []) if (isReset(source) && !(source.remaining_ && !usedUp(headers[source.remaining_])))
    last = longer(last, parse(textOfSource(view, source), source.format_, headers));
  last ??= rateLimit(headers.ratelimit || "");
  if (last == null && usedUp(headers["ratelimit-remaining"])) last = parse(headers["ratelimit-reset"], formatSeconds, headers);
  if (last == null) for (const [reset, remaining] of generic.waits_.resets_) if (headers[reset] && !(headers[remaining] && !usedUp(headers[remaining])))
    last = longer(last, parseAny(headers[reset], formatSeconds, headers));
  return last;
};

// waitOf returns what a server asked to wait, and whether it asked for it outright.
export const waitOf = (view, message, throttle) => {
  const {headers_: headers} = view;
  const outright = [byHeader(headers), byWire(view, false), inText(message, headers), stated(view.body_, headers, maxNesting)].reduce(longer, undefined);
  return outright != null ? [outright, true] : [(throttle ? byReset(view) : undefined) ?? byWire(view, true), false];
};
