"use strict";
// The classifier: the rules of the book, asked as package apierr asks them.
// Loaded, with the rules, when somebody pastes an answer.
var errbookReader = (() => {
const CUT = 1, NULL = 2, NEST = 3, PLAIN = 4, TEXT = 5;
const unescape = t => t.replace(/\\(?:u([\da-fA-F]{4})|([^]))/g, (m, hex, c) => hex ? String.fromCharCode(parseInt(hex, 16)) :
  {n: "\n", t: "\t", r: "\r", b: "\b", f: "\f"}[c] || (/["'\\/]/.test(c) ? c : m));

// scan walks once over JSON, whole or cut off, and notes what the paths lead
// to. A node is [step, slot, key, value, kids]; steps: key, index, any, where.
function scan(s, nodes) {
  const slots = [];
  let i = s[0] == "\ufeff" ? 1 : 0, cut = false;
  const space = () => { while (i < s.length && " \n\r\t".includes(s[i])) i++ };
  const note = (n, k, t) => { const v = slots[n]; if (n >= 0 && (!v || v.k == NULL || v.k == NEST && k != NULL && k != NEST)) slots[n] = {k, t} };
  const lose = ns => ns.forEach(n => { note(n[1], CUT); lose(n[4]) });
  const quoted = () => s[i] == '"' || s[i] == "'";
  const string = () => {
    const quote = s[i], start = ++i;
    for (; i < s.length; i++) if (s[i] == "\\") i++; else if (s[i] == quote) return s.slice(start, i++);
    cut = true;
  };
  const key = () => {
    for (space(); s[i] == ","; space()) i++;
    if (s[i] == "}") return void i++;
    const t = quoted() ? string() : null;
    if (t != null && (space(), s[i] == ":")) return i++, unescape(t);
    cut = true;
  };
  const skip = () => {
    for (let depth = 0; i < s.length; i++) {
      if ("{[".includes(s[i])) { if (++depth > 64) break }
      else if ("}]".includes(s[i])) { if (!--depth) return void i++ }
      else if (quoted()) { if (string() == null) return; i-- }
    }
    cut = true;
  };
  const object = kids => {
    const seen = {__proto__: null};
    i++;
    for (let name; !cut && (name = key()) != null; seen[name] = 1) {
      const n = !seen[name] && kids.find(k => !k[0] && k[2] == name);
      if (n) value(n[4], n[1]); else value([], -1);
    }
    if (cut) kids.forEach(k => !k[0] && seen[k[2]] || lose([k]));
  };
  const member = name => {
    const from = i, was = cut;
    let t, found;
    if (s[i] == "{") for (i++; !found && !cut && (t = key()) != null;) {
      space();
      if (t == name && quoted()) found = string(); else value([], -1);
    }
    i = from; cut = was;
    return unescape(found || "");
  };
  const array = kids => {
    i++;
    for (let n = 0; !cut; n++) {
      for (space(); s[i] == ","; space()) i++;
      if (s[i] == "]") return void i++;
      if (i >= s.length) { cut = true; break }
      const start = i;
      const mine = kids.filter(k => k[0] == 1 ? k[2] == n : k[0] == 2 || k[0] == 3 && member(k[2]) == k[3]);
      for (const k of mine) { i = start; value(k[4], k[1]) }
      if (!mine.length) value([], -1);
    }
    kids.forEach(k => k[0] && lose([k]));
  };
  const value = (kids, slot) => {
    space();
    const start = i, c = s[i];
    if (i >= s.length) { cut = true; note(slot, CUT); lose(kids) }
    else if (c == "{" || c == "[") {
      c == "{" ? kids.length ? object(kids) : skip() : kids.some(k => k[0]) ? array(kids) : skip();
      note(slot, NEST, s.slice(start, i));
    } else if (quoted()) { const t = string(); note(slot, t == null ? CUT : TEXT, t && unescape(t)) }
    else {
      while (i < s.length && !',}] \n\r\t{[":'.includes(s[i])) i++;
      const t = s.slice(start, i);
      if (i >= s.length || !t) { cut = true; note(slot, CUT) } else note(slot, t == "null" || t == "None" ? NULL : PLAIN, t);
    }
  };
  space();
  if (s[i] == "[" && !nodes.some(n => n[0])) { i++; space(); if (s[i] != "{") return slots }
  if (s[i] == "{" || s[i] == "[") value(nodes, -1);
  return slots;
}

// part returns the text of a part of an answer, null when it cannot be known.
const part = (x, p) => {
  const [at, strip, expr, flags] = [].concat(p), v = x.v[at];
  let t = typeof at == "string" ? x.h[at] || "" : v?.k == CUT ? null : v?.k > NEST ? v.t : "";
  if (t && expr) try { const m = RegExp(expr, flags).exec(t); t = m ? m[1] ?? m[0] : "" } catch { t = "" }
  return t && strip ? t.replace(/^[^]*#/, "").replace(/:[^]*$/, "") : t;
};
const first = (x, parts = []) => { for (const p of parts) { const t = part(x, p); if (t !== "") return t } return "" };
const textOf = body => {
  const t = body.replace(/^\ufeff/, "").trim();
  if (!t || /^[{[]\s*([{["'}\]]|$)/.test(t)) return "";
  if (t[0] == "<") return (/<title[^>]*>([^]*?)<\/title/i.exec(t)?.[1] ?? "").trim().replace(/\s+/g, " ");
  return /^"[^]*"$/.test(t) ? unescape(t.slice(1, -1)) : t.slice(0, 2048);
};
// x is an answer in hand: b body, h headers, l close code, n surface, s status,
// w wire, v values, c code, t type, m message; null for what is cut off.
const read = (x, w) => {
  x.w = w;
  x.v = scan(x.b, w.b);
  x.c = first(x, w.c);
  x.t = first(x, w.t);
  x.m = first(x, w.m);
  if (x.m === "") x.m = textOf(x.b);
  x.folded = null;
  return x;
};
const tells = v => v?.k == NEST ? !/^.\s*[}\]]/.test(v.t) : v?.k == PLAIN ? !/^(false|False|0)$/.test(v.t) : v?.k == TEXT && v.t != "";
const holds = (x, list = []) => list.every(c => {
  const p = x.w.f[c.f], t = part(x, p) || "", v = x.v[[].concat(p)[0]];
  if (typeof [].concat(p)[0] == "number" && !c.v) return tells(v) && !c.x;
  const there = t != "" || v?.k > NULL;
  return there && c.v ? c.v.includes(t) != !!c.x : there && !c.x;
});
const within = (list, n) => list.some(([a, b]) => a <= n && n <= b);
const test = (t, v) => t.v ? t.v.includes(v) : t.p ? v.startsWith(t.p) : t.c ? v.includes(t.c) : v != "";
const fold = t => t.replace(/"[^"]*"|`[^`]*`/g, "\0").replace(/’/g, "'").toLowerCase();
const says = (x, phrases) => x.m == null ? (x.unsure = true, false) : (x.folded ??= fold(x.m), phrases.some(p => x.folded.includes(p)));
const takes = (r, x) => (!r.u || r.u.includes(x.n)) && (!r.s || within(r.s, x.s) || r.z && !x.s)
  && (!r.c || test(r.c, x.c)) && (!r.t || test(r.t, x.t)) && (!r.l || within(r.l, x.l))
  && (r.f || []).every(t => { const v = part(x, x.w.f[t.n]); x.unsure ||= v == null; return test(t, v || "") })
  && (r.h || []).every(t => test(t, x.h[t.n] || ""))
  && (!r.a || says(x, r.a)) && (!r.x || !says(x, r.x));
const isEvents = t => /^[ \r\n\ufeff]*(data|event|id|retry)?:/.test(t) && t.includes("data:");
const failedEvent = text => {
  let found = {}, named;
  for (const block of text.replace(/\r\n?/g, "\n").split(/\n\n+/)) {
    const of = f => [...block.matchAll(RegExp(`^${f}: ?(.*)$`, "gm"))].map(m => m[1]).join("\n");
    const e = {event: of("event"), body: of("data")};
    if (e.body && e.event == "error") return e;
    if (e.body && (e.body.includes('"error"') || !named)) found = named = e;
  }
  return found;
};
const stated = x => {
  for (const p of x.w.s || []) { const t = part(x, p); if (/^\+?0*[45]\d\d$/.test(t)) return +t }
  if (x.b[0] == "{" || !x.m) return 0;
  let t = x.m;
  for (const w of ["api", "http", "error", "request failed with", "status", "code"]) if (t.slice(0, w.length).toLowerCase() == w) t = t.slice(w.length).replace(/^[: _\-(/]+/, "");
  return +(/^[45]\d\d(?![\da-zA-Z.])/.exec(t) || 0);
};

// judge returns the rule of provider p that takes an answer, {} if none does,
// null if the answer is no error.
function judge(p, generic, {status = 0, headers = {}, body = "", surface = "", stream, event = "", close = 0}) {
  if (isEvents(body)) {
    const e = failedEvent(body);
    body = e.body || ""; event ||= e.event || ""; stream ||= status < 400;
  }
  const x = read({b: body, h: headers, l: close}, p.w);
  if (!stream && status > 199 && status < 300 && /^\s*<(!doctype html|html)/i.test(body)) return {kind: "invalid_response"};
  const at = (p.s || []).find(s => (surface ? surface == s.n : close ? within(s.l || [], close)
    : stream ? s.t && (!event || !s.e || s.e.includes(event)) : s.t ? false
    : !status ? !s.s || s.b : s.s ? within(s.s, status) : status > 399) && holds(x, s.b));
  if (!at && !surface && (close ? close < 1002 : stream ? event != "error" && !generic.s.some(s => holds(read({b: body, h: {}}, generic.w), s.b)) : status && status < 400)) return null;
  x.n = at ? at.n : surface;
  if (at?.w) read(x, at.w);
  x.s = status > 399 && !stream ? status : stated(x) || (status > 399 ? status : 0);
  let rule;
  if (x.c != null && x.t != null) { x.unsure = false; rule = (p.r || []).find(r => takes(r, x)) } else x.unsure = true;
  if (x.unsure) rule = (p.r || []).find(r => takes(r, {...x, h: {}, v: [], c: "", t: "", m: "", l: 0, folded: ""}));
  return {rule, status: x.s};
}

// readAnswer reads what curl -i or curl -v printed, a body alone, a body behind
// its status, or the line that an SDK printed: "Error code: 429 - {…}".
function readAnswer(text) {
  const a = {status: 0, headers: {}, body: text.replace(/^\ufeff/, "").replace(/\r\n/g, "\n")};
  if (/^< HTTP\//m.test(text)) {
    a.host = /^> host: *(\S+)/im.exec(text)?.[1];
    a.body = a.body.replace(/^(?:[*>]|[{}] \[).*\n?/gm, "").replace(/^< ?/gm, "");
  }
  for (let m; m = /^\s*HTTP\/[\d.]+ +(\d{3})\b.*\n?/.exec(a.body);) {
    const [head] = /^(?:.*\S.*\n?)*/.exec(a.body.slice(m[0].length));
    a.status = +m[1];
    a.headers = {};
    for (const [, k, v] of head.replace(/\n[ \t]+/g, " ").matchAll(/^([^:\s]+):[ \t]*(.*?)\s*$/gm)) a.headers[k.toLowerCase()] ??= v;
    a.body = a.body.slice(m[0].length + head.length).replace(/^\n/, "");
  }
  const m = /^\s*(?:close (\d{4})|(\d{3})\s+(?=[{[<]))\s*/.exec(a.body);
  const line = /^\s*[^\s{["<][^{]{0,239}?\b([45]\d\d)\b[^{]{0,60}(?=\{\s*["'])/.exec(a.body);
  if (line && !a.status && !isEvents(a.body)) { a.status = +line[1]; a.body = a.body.slice(line[0].length) }
  else if (m && !a.status) { a.close = +(m[1] || 0); a.status = +(m[2] || 0); a.body = a.body.slice(m[0].length) }
  return a;
}

const matches = ["none", "status", "pattern", "exact"];
// classify returns what each provider, or the one of an id, makes of an answer.
function classify(R, answer, id, status) {
  const a = typeof answer == "string" ? readAnswer(answer) : answer;
  a.status ||= status || 0;
  const serves = p => (p.h || []).some(h => h == a.host || h[0] == "*" && a.host.endsWith(h.slice(1)));
  if (!id && a.host) id = R.p.find(serves)?.i;
  return R.p.filter(p => !id || p.i == id).map(p => {
    const j = judge(p, R.g, a), r = j?.rule;
    if (!j) return {provider: p.i, code: "", kind: "", match: "none"};
    if (!r) return {provider: p.i, code: "", kind: j.kind || R.s[j.status] || R.s[String(j.status)[0]] || "unknown", match: "none"};
    const [slug, title, name] = p.e[r.e];
    return {provider: p.i, name: p.n, code: p.g + "." + name, kind: R.k[r.k], match: matches[r.m], weight: r.m + (r.c ? 2 : 0), title, status: j.status, dir: p.i + "/" + slug};
  });
}
return {classify, readAnswer};
})();
