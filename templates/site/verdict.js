"use strict";
// What a pasted response is: whose, which error, what to do. Whose it is is ranked as
// package whose does, whose numbers have its name here; a test compares the two.
(() => {
// shapeIn returns the paths of the object, of JSON or Python, in a text.
const pythonToken = /"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'|\\.|[NTF]\w+/g;
const shapeIn = text => {
  const paths = new Set();
  const walk = (v, path, depth) => {
    if (Array.isArray(v) && v.length) v = v[0];
    if (!v || typeof v != "object" || Array.isArray(v) || !depth) return;
    for (const name in v) {
      const at = path + name;
      paths.add(at);
      walk(v[name], at + ".", depth - 1);
    }
  };
  text = text.slice(0, text.lastIndexOf("}") + 1);
  for (let tries = whose.objects, from; tries-- && !paths.size && (from = text.indexOf("{")) >= 0; text = text.slice(from + 1)) {
    try { walk(JSON.parse(text.slice(from).replace(pythonToken, (token, name) => name ? JSON.stringify(name) : token[0] == '"' ? token : 0)), "", 3) } catch {}
  }
  return [...paths].sort().join(" ");
};

// A host that a text has, not as a part of another name.
const has = (text, hosts) => hosts.some(h => text.split(h).some((before, i, parts) => i + 1 < parts.length && !/[-a-z0-9]$/.test(before) && !/^[-a-z0-9]/.test(parts[i + 1])));
const sdkName = /(?:^|[^\w.])@?([A-Za-z][\w.]*?)(?:\.[A-Z]\w*(?:Error|Exception)|Exception|[-/]ai\/sdk)\b|(?:(?:site-packages|node_modules|plugins)[/.\\]|\b[Xx]-)@?(\w+)|\b(\w+?)[ _](?:api|API)[ _](?:error|call|request|response|returned|did|failed)|[Pp]rovider(?:ID)?[*|:= ]{1,8}([\w-]+)|calling the (\w+) operation/g;

const rank = (clues, text, headers, shape, findings) => {
  const lower = text.toLowerCase(), folded = lower.split(/\s+/).join(" "), scores = {};
  const names = [...text.matchAll(sdkName)].map(m => m.slice(1).join("").toLowerCase()).flatMap(name => [name.split("_")[0], ...name.replace(/[_-]/g, "").split(".")]);
  const shapers = clues.filter(c => c.shapes.includes(shape)).length, [, two, three] = shape.split(" "), ofTheShape = three ? whose.shape : two ? whose.pair : 0;
  const of = id => clues.find(c => c.id == id);
  for (const c of clues) {
    scores[c.id] = (has(lower, c.hosts) && whose.host) + (has(lower, c.sites) && whose.site)
      + Math.max(0, ...headers.map(h => h.split("-").some(part => c.brands.includes(part)) ? whose.brand : c.headers.includes(h) ? whose.header : 0))
      + (names.some(n => c.brands.includes(n)) && (c.id == "openai" ? whose.shared : whose.sdk)) + (c.shapes.includes(shape) && Math.floor(ofTheShape / shapers))
      + Math.max(0, ...c.says.map(s => folded.includes(s.text) && s.worth));
  }
  const evidence = f => !f.code || f.match < match.pattern ? 0 : f.match < match.exact || of(f.provider).wordy.includes(f.code) ? match.pattern : match.exact;
  const count = n => findings.filter(f => evidence(f) == n).length, said = count(match.pattern), identified = count(match.exact);
  for (const f of findings) {
    if (evidence(f) == match.pattern) scores[f.provider] += Math.floor(whose.words / said);
    if (evidence(f) == match.exact) scores[f.provider] += Math.max(1, Math.floor(whose.identifier / (of(f.provider).shapes.includes(shape) ? 1 : whose.elsewhere) / identified));
  }
  return clues.map(({id}) => ({provider: id, score: scores[id]})).filter(s => s.score > 0).sort((a, b) => b.score - a.score);
};
const named = list => !list[0] || list[0].score < whose.sure || list[1]?.score == list[0].score ? "" : list[0].provider;

// Kinds of calls that never got a response. The words for them are in the generic
// layer.
const noResponse = ["connect_failed", "connection_lost", "canceled", "client_timeout"];

// errbookVerdict returns what a text is: the provider that is named, "" for none, the
// finding that holds, and what else it could be.
globalThis.errbookVerdict = (text, id, status) => {
  const all = errbookReader(text, id, status), general = all.at(-1), findings = all.slice(0, -1).filter(v => v.kind);
  const given = errbookReader.given, headers = Object.keys(given.headers).sort(), {body} = given;
  const suspects = rank(errbookClues.providers, text, headers, shapeIn(body), findings), from = id || named(suspects);
  const entries = findings.filter(v => v.code), own = findings.find(v => v.provider == from);
  const found = own || general;
  const score = v => suspects.find(s => s.provider == v.provider)?.score || 0;
  return {
    whose: from, suspects, found, local: !given.status && !found.code && noResponse.includes(found.kind), name: errbookClues.providers.find(c => c.id == from)?.name,
    advice: errbookClues.retries[found.retry || errbookClues.kinds[found.kind]], isError: !!found.kind && (found.kind != "unknown" || given.status > 399),
    wait: waitOf(given), requestID: requestIDOf(given),
    variants: errbookClues.providers.find(c => c.id == from)?.variants[found.code] || [],
    others: entries.filter(v => v != found && v.match >= match.pattern && v.match >= (found.match || 0)).sort((a, b) => score(b) - score(a) || b.weight - a.weight).slice(0, 8),
  };
};

// waitOf returns what the server asks to wait, in words of its own.
const waitOf = ({headers, body}) => {
  const after = headers["retry-after"], ms = headers["retry-after-ms"];
  if (ms > 0) return ms / 1000 + "s";
  if (after) return /^\d+(\.\d+)?$/.test(after) ? after + "s" : "until " + after;
  return /(?:try again|retry|resets?|wait)[^.\n"]{0,20}? (?:in|after|for)? ?((?:\d+(?:\.\d+)?(?:ms|[hms]|hr)){1,3}|\d+ (?:milli)?seconds?|\d+ minutes?|\d+ hours?)\b/i.exec(body)?.[1] || "";
};

const requestIDOf = ({headers, body}) => {
  const name = errbookClues.request_ids.find(name => headers[name]);
  return name ? headers[name] : /"request_?id"\s*:\s*"([^"]{4,80})"/i.exec(body)?.[1] || "";
};
const sure = ["", "Only the status matches.", "The message matches.", "The identifiers match."];

// card returns what a page shows of a verdict. How elements and links are made is the
// page's.
errbookVerdict.card = (v, make, link) => {
  const f = v.found, parts = [], facts = [], say = text => make("p", {}, text);
  const fact = (label, text, className = "") => text && facts.push(make("div", {className}, make("dt", {}, label), make("dd", {}, text)));
  if (!v.isError) return [say("Nothing in it says that something failed. If you know the HTTP status, enter it.")];
  parts.push(make("p", {className: "label"}, v.local ? "There was no response." : v.whose ? `A response from ${v.name}` : "Nothing in it says which API sent it."));
  const title = f.title == f.kind ? f.kind[0].toUpperCase() + f.kind.slice(1).replaceAll("_", " ") : f.title;
  parts.push(make("h3", {}, link({title, note: "", dir: f.dir})));
  if (v.advice) parts.push(make("p", {className: "verdict " + v.advice[1]}, make("strong", {}, v.advice[0])));
  fact("The server asks to wait", v.wait);
  fact("Kind", f.kind);
  fact("Request ID", v.requestID);
  fact("How sure", f.code ? sure[f.match] : v.local ? "" : (v.others[0] ? "Several entries match" : "No entry documents it") + "; this is what most APIs mean by it.", f.code ? "" : "wide");
  for (const {context, means} of v.variants) fact("With " + context, means);
  const card = make("div", {className: "card"}, ...parts, make("dl", {className: "facts"}, ...facts));
  const others = v.others.map(o => link({...o, note: o.note + " · " + o.kind}));
  return others[0] ? [card, say(v.whose ? "It could also be:" : "It could be:"), ...others] : [card];
};
})();
