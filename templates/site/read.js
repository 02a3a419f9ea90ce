"use strict";
// The classifier: the rules of the book and the generic layer, asked as package
// apierr asks them. It is loaded behind the rules when somebody pastes an
// answer; internal/site/rules.go says what the members of the rules are. Names
// of members are short because they are served as they are.
//
// A clue is a kind times 4 plus a strength: 1 vague, 2 weak, 3 strong. A verdict
// is a kind times 4 plus a match: 0 none, 1 status, 2 phrase, 3 identifiers. So 0
// is no clue, and an unknown kind.
var errbookReader = (() => {
const R = errbookRules, G = R.g;
const matches = (expr, text) => RegExp(expr).test(text);
const take = (expr, text) => RegExp(expr, "i").exec(text)?.[1];
const objectIn = text => text.search(/\{\s*["']/);
const isJSON = text => /^[{[]\s*([{["'}\]]|$)/.test(text);
const isString = text => /^"(?:[^"\\]|\\[^])*"$/.test(text);
const unescape = text => text.replace(/\\(u[\da-f]{4}|[nrtbf"'\\/])/gi, e => e == "\\'" ? "'" : JSON.parse(`"${e}"`));

// ---- JSON, whole or cut off.

// What a path leads to: null, an object or array, what cannot be known, a number
// or its like, a string. All but NULL and CUT have a text.
const NULL = 1, NEST = 2, CUT = 3, PLAIN = 4, TEXT = 5;

// scan walks over the words of a text and returns what the paths lead to, by
// slot. A node of the paths is [step, slot, key or index, value, kids]; the steps
// are 0 key, 1 index, 2 any, 3 where, which looks at the beginning of an element.
// A string's word has its quote, its inside and its other quote apart.
const scan = (s, nodes) => {
  const slots = [], words = [...s.matchAll(/(["'])((?:\\[^]|(?!\1)[^\\])*)(\1?)|[{}[\]:,]|[^{}[\]:," \r\n\t\ufeff]+/g)];
  let i = 0, cut;
  const is = expr => expr.test(words[i]);
  const opens = /^[{[]/, closes = /^[}\]]/;
  const note = (slot, k, t) => { const was = slots[slot]?.k || 0; if (was < CUT && k > was) slots[slot] = {k, t} };
  const lose = kids => kids.forEach(k => { note(k[1], CUT); lose(k[4]) });
  const skip = () => { for (let depth = 1; depth && !(cut ||= !words[i] || depth > 64); i++) depth += is(opens) - is(closes) };
  // follow reads an object, or a list, of which kids are asked for.
  const follow = (list, kids) => {
    const seen = [];
    for (let n = 0; !cut; n++) {
      while (is(/^,/)) i++;
      if (is(list ? /^]/ : closes)) { i++; return }
      const w = words[i];
      let key = n;
      if (!w) break;
      if (!list) {
        if (!w[3] || words[++i]?.[0] != ":") break;
        key = unescape(w[2]);
        i++;
      }
      const start = i, found = kids.filter(([step, , name, value]) =>
        step > 1 ? step == 2 || scan(s.slice(w.index, w.index + 4e3), [[0, 0, name, "", []]])[0]?.t == value : name == key && !seen.includes(key));
      for (const k of found) { i = start; value(k[4], k[1]) }
      if (!found[0]) value([]);
      seen.push(key);
    }
    cut = 1;
    lose(kids.filter(k => list || !seen.includes(k[2])));
  };
  const value = (kids, slot) => {
    const w = words[i++], t = w?.[0], list = t == "[";
    if (w?.[3]) note(slot, TEXT, unescape(w[2]));
    else if (opens.test(t)) {
      kids = kids.filter(k => !k[0] != list);
      kids[0] ? follow(list, kids) : skip();
      note(slot, NEST, s.slice(w.index, words[i]?.index));
    } else if (!w || w[1] || /^[}\]:,]/.test(t) || w.index + t.length == s.length) { cut = 1; note(slot, CUT); w || lose(kids) }
    else if (/^(null|None)$/.test(t)) note(slot, NULL);
    else note(slot, PLAIN, t);
  };
  if (is(/^\[/) && !nodes.some(n => n[0])) { i++; if (!is(/^{/)) return slots }
  if (is(opens)) value(nodes);
  return slots;
};

// ---- The parts of an answer.

// part returns the text of a part of answer x, null when it cannot be known. A
// part is a slot or the name of a header, perhaps in a list before expressions
// that take a value out of it.
const part = (x, p) => {
  const [at, ...takes] = [].concat(p), v = x.v[at];
  let t = x.h[at] ?? (v?.k == CUT ? null : v?.k > CUT ? v.t : "");
  for (const [expr, flags] of t ? takes : []) try { const m = RegExp(expr, flags).exec(t); t = m ? m[1] ?? m[0] : "" } catch { t = "" }
  return t;
};
const first = (x, parts) => { for (const p of parts) { const t = part(x, p); if (t !== "") return t } return "" };
const element = (page, tag) => take(`<${tag}[^>]*>([^]*?)</${tag}`, page)?.trim().replace(/\s+/g, " ");
const textOf = text => isJSON(text) ? "" : text[0] == "<" ? element(text, "title") || element(text, "h1") || "" : isString(text) ? unescape(text.slice(1, -1)) : text.slice(0, 2048);
const fold = text => text?.replace(/"[^"]*"|`[^`]*`/g, "\0").replace(/’/g, "'").toLowerCase();

// read returns answer a as wire w reads it. An answer has: b the body, h headers
// by lower-case name, s the status, l the close code of a WebSocket, q whether it
// is an event of a stream, e its name. Wire w adds: v what its slots hold, c the
// code, t the type, m the message, f the message folded; of the last four, what
// is cut off is null.
const read = (w, a) => {
  const x = {...a, w, v: scan(a.b, w.b)};
  x.c = first(x, w.c);
  x.t = first(x, w.t);
  x.m = first(x, w.m);
  if (x.m === "") x.m = textOf(x.b.trim());
  x.f = fold(x.m);
  return x;
};
// What says nothing: an empty object or array, false, 0, "".
const empty = [, , /^.\s*[}\]]/, , /^([fF]alse|0)$/, /^$/];
const tells = v => v?.t != null && !empty[v.k].test(v.t);
// holds reports whether a body meets all conditions: [field, expression, not].
const holds = (x, conditions) => conditions.every(([n, expr, not]) => {
  const p = x.w.f[n], t = part(x, p), v = x.v[[].concat(p)[0]];
  return expr ? (t || v?.t != null) && matches(expr, t) != not : v?.k != CUT && (v ? tells(v) : t != "") != not;
});
const stated = x => +(x.w.s.map(p => part(x, p)).find(t => /^[45]\d\d$/.test(t)) || x.b[0] != "{" && take(G.l, x.m) || 0);

// ---- The generic layer.

const squash = name => name.replace(/[^a-z\d\x80-\uffff]/gi, "").toLowerCase().replace(/(?<=.)(error)?(exception)?$/, "");
const clueOf = text => {
  const name = text.replace(/^[^]*[/#]/, ""), parts = name.split(".");
  return name.length > 96 ? 0 : [name, parts.at(-1), ...parts.map((_, n) => parts.slice(0, -n).join("."))].map(t => G.n[squash(t)]).find(c => c)
    || !/ /.test(name) && G.t.find(([stem]) => squash(name).includes(stem))?.[1] || 0;
};
// bestClue notes in x.lost that something that could say more is cut off.
const bestClue = x => {
  let best = 0;
  for (const p of G.i) {
    const t = part(x, p), c = clueOf(t || "");
    if (t == null) { x.lost = 1; return best }
    if ((c & 3) > (best & 3)) best = c;
    if ((best & 3) == 3) return best;
  }
  for (const [p, clues] of G.y) best ||= clues[part(x, p)];
  return best;
};
const codeInText = x => /^[{[]/.test(x.b) || /[{"`]|[^]{513}/.test(x.m) ? 0 : x.m?.match(/\b[^\W_]+_\w*/g)?.map(clueOf).find(c => (c & 3) == 3);
const byStatus = status => R.s[status] || R.s[String(status)[0]];
const byWords = (text, status) => G.u.find(row => row[1] & byStatus(status)[1] && matches(row[3], text));

// within judges a body on its own. Where it stands in prose it must have a
// message, of which a part will do.
const within = (x, b, depth, inProse) => {
  const g = read(G.w, {b, h: x.h, s: x.s}), cut = inProse && g.m == null;
  if (cut) {
    g.v = g.v.map(v => v?.k == CUT ? 0 : v);
    g.m = first(g, G.w.m);
  }
  const v = inProse && !g.m ? 0 : kindOf(g, depth);
  return cut ? asPhrase(v) : v;
};
const asPhrase = v => (v & 3) == 3 ? v - 1 : v;
const quoted = (x, text, depth) => {
  const at = objectIn(text || "");
  return at < 0 ? 0 : within(x, text.slice(at), depth - 1, at > 0);
};
// nested judges what stands in one of the parts; the upstream's answer that an
// aggregator has as an object may have quotes that nobody escaped.
const nested = (x, parts, depth) => {
  let vague = 0;
  for (const p of parts) {
    const v = quoted(x, part(x, p), depth);
    if (v & 3) return v;
    vague ||= v;
  }
  return vague;
};
const inside = (x, depth) => {
  const v = nested(x, G.d, depth), raw = x.v[G.r], at = raw?.k == NEST ? raw.t.lastIndexOf('{"error":') : -1;
  const r = v & 3 || at < 0 ? v : asPhrase(within(x, raw.t.slice(at), depth - 1, true));
  return r & 3 ? r : v || quoted(x, x.m, depth);
};
const kindOf = (x, depth) => {
  let best = bestClue(x), v;
  if (x.s && (x.lost || x.m == null)) return 0;
  if ((best & 3) == 3) return best;
  if (!best && (v = codeInText(x))) return v - 1;
  v = depth && inside(x, depth);
  if (v & 3) return v;
  if (x.s == 402 && R.k[best >> 2][2]) best = 0;
  const row = byWords([...new Set([x.m, ...G.w.m.map(p => part(x, p))])].map(fold).join("\0"), x.s), weak = (best & 3) == 2;
  return row && !(row[2] && weak) ? row[0] : weak ? best + 1 : v || !x.s && (byStatus(stated(x))[0] || best & ~3 || G.f.some(c => holds(x, [c])) && R.j);
};
const plainly = b => read(G.w, {b, h: {}, s: 0});
const isErrorEvent = b => { const g = plainly(b); return G.q.some(c => holds(g, c)) };
const isPlainError = b => {
  const g = plainly(b), v = g.v[G.e], row = v?.k == TEXT && byWords(fold(v.t), 0);
  return G.b.some(c => holds(g, c)) || (v?.k == NEST ? tells(g.v[G.m]) : v?.k == TEXT && (clueOf(v.t) & 2 || row && !row[2]));
};

// ---- What was pasted.

// failedEvent returns the name and the data of the event that tells of a failure.
const failedEvent = text => {
  const events = text.trim().replace(/\r\n?/g, "\n").split(/\n\n\s*/).map(block => {
    let name = "", data = "";
    for (const line of block.split("\n")) {
      const [, field, value] = /^([^:]*):? ?(.*)/.exec(line);
      if (field == "event") name = value;
      else if (data && /^\s/.test(line)) data += "\n" + line;
      else if (field == "error" && value[0] == "{") { name = field; data = value }
      else if (field == "data") data += (data && "\n") + value;
    }
    return [name, data];
  }).filter(e => e[1]);
  return events.find(e => e[0] == "error") || events.findLast(e => e[1].includes('"error"')) || events[0] || ["", ""];
};
// open takes the answer out of a stream of events, and out of the text that a
// program printed around it: "Error code: 429 - {…}", the exceptions of gRPC and
// of WebSockets.
const open = a => {
  a.b = a.b.slice(0, 65536);
  if (/^\s*(error: \{|(?=(data|event|id|retry)?:)[^]*data:)/.test(a.b)) {
    const [name, data] = failedEvent(a.b);
    a.b = data;
    a.e ||= name;
    a.q ||= a.s < 400;
  }
  const t = a.b.trim(), rpc = !isJSON(t) && take(G.c, t), close = RegExp(G.k).exec(t), quote = t.indexOf('"'), at = objectIn(t);
  let said = 0, b;
  if (a.s > 0 && a.s < 400 && !a.q) return;
  if (rpc) a.b = rpc;
  else if (close) {
    a.b = close[2];
    if (!a.s) a.l ||= +close[1];
  } else if (!/^[{<"]/.test(t) && !isJSON(t)) {
    if (quote > 0 && isString(t.slice(quote))) {
      said = +take(G.a, t.slice(0, quote));
      b = said && t.slice(quote);
    } else if (at > 0 && at < 241) {
      const g = plainly(t.slice(at)), best = bestClue(g);
      said = +take(G.o, t.slice(0, at)) || 0;
      b = g.m && !g.lost && (said || best & 2) && g.b;
    }
  }
  if (!b || said && a.s > 399 && said != a.s) return;
  a.b = b;
  if (a.s < 400) a.s = said;
};
// readAnswer reads what curl -i or curl -v printed, or a body alone. It adds the
// host, if there is one.
const readAnswer = text => {
  const a = {s: 0, h: {}, l: 0, e: ""};
  let rest = text.replace(/\r\n/g, "\n");
  if (/^< HTTP\//m.test(rest)) {
    a.host = take("> host: *([^\\s:]+)", rest);
    rest = rest.replace(/^([*>]|[{}] \[).*\n?/gm, "").replace(/^< ?/gm, "");
  }
  for (let m; m = /^\s*HTTP\/[\d.]+ +(\d{3})(?!\S).*\n?((.+\n?)*)\n?/.exec(rest); rest = rest.slice(m[0].length)) {
    a.s = +m[1];
    a.h = {};
    for (const [, name, value] of m[2].replace(/\n[ \t]+/g, " ").matchAll(/^([^:\s]+):[ \t]*(.*?)\s*$/gm)) a.h[name.toLowerCase()] ??= value;
  }
  a.b = rest;
  return a;
};

// ---- The verdict.

// judge returns [error, verdict, weight] as provider p judges an answer, without
// an error where nobody documents it; nothing for an answer that is no error.
const judge = (p, a) => {
  let x = read(p.w, a);
  const {s, q, l} = a, failed = s > 399;
  if (!q && s > 199 && s < 300 && /^\s*<(!doctype )?html/i.test(a.b)) return [, R.i];
  const at = p.s.find(f => matches(f.q[l ? 0 : q ? 1 : 2], l || (q ? a.e : s)) && !(f.i && !(s || q || l) && stated(x)) && holds(x, f.b));
  if (!at && !(l ? l > 1001 : q ? a.e == "error" || isErrorEvent(a.b) : failed || !s || p.b && isPlainError(a.b))) return;
  if (at?.w) x = read(at.w, a);
  x.u = at?.n || "";
  x.s = !q && failed ? s : stated(x) || (failed ? s : 0);
  const find = y => p.r.find(r => r[3].every(([of, expr, not]) => {
    const t = of >= 0 ? part(y, y.w.f[of]) : y[of];
    x.lost ||= t == null;
    return matches(expr, t ?? "") != !!not;
  }));
  x.lost = x.c == null || x.t == null;
  let row = !x.lost && find(x);
  if (x.lost) row = find({...x, h: {}, v: [], c: "", t: "", f: "", l: 0});
  if (row?.[1] & 2) return row;
  const g = a.g[x.s] ??= within(x, a.b, 3), v = g & 3 ? g : nested(x, x.w.n, 3);
  return row && (!(v & 3) || row[1] >> 2 == v >> 2) ? row : [, v & 3 ? v : byStatus(x.s > 499 && take(G.h, x.m) || x.s)[0] || R.c[x.l] || g];
};

// The reader returns what each provider, or the one of an id, makes of an answer,
// and as the last what the generic layer alone makes of it.
return (answer, id, status) => {
  const a = answer.h ? answer : readAnswer(answer.replace(/^\ufeff/, ""));
  a.s ||= +status || 0;
  a.g = []; // what the generic layer makes of it, by status: the same for all providers
  open(a);
  return R.p.filter(p => !p.i || (id ? p.i == id : !a.host || take(p.h, a.host) != null)).map(p => {
    const found = judge(p, a);
    if (!found) return {};
    const [entry, v, weight] = found, [kind, usual] = R.k[v >> 2], [slug, title, name, own] = p.e[entry] || [], [retry, advice] = R.a[own ?? usual];
    const code = slug && p.g + "." + name;
    return {
      provider: p.i, kind, match: v & 3, weight, retry, code, title: title || kind,
      note: code ? p.n + " · " + code : advice, dir: code ? p.i + "/" + slug : "kinds/" + kind,
    };
  });
};
})();
