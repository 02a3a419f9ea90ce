"use strict";
// All pages work without this script. It adds search, a reader for pasted
// answers, filters in place and copy buttons. Nothing that is typed or pasted
// leaves the browser.
(() => {
const {root, provider: own = ""} = document.body.dataset;
const $ = q => document.querySelector(q), $$ = q => [...document.querySelectorAll(q)];
const make = (tag, props, ...kids) => { const e = Object.assign(document.createElement(tag), props); e.append(...kids); return e };
const page = dir => root + dir + (location.protocol == "file:" ? "/index.html" : "/");
const load = (file, name) => load[name] ||= new Promise((onload, onerror) =>
  document.head.append(make("script", {src: root + file, onload, onerror}))).then(() => globalThis[name]);

// Folders need no index.html on a server.
if (location.protocol != "file:") for (const a of $$('a[href*="index.html"]')) {
  const to = a.getAttribute("href");
  if (!/^\w+:/.test(to)) a.setAttribute("href", to.replace(/index\.html(?=#|$)/, "") || "./");
}

// What is searched and chosen stands in the fragment: #q=429&retry=wait
const state = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
const keep = (name, value) => {
  const s = state();
  value ? s.set(name, value) : s.delete(name);
  if (value || state().size) try { history.replaceState(null, "", s.size ? "#" + s : location.href.split("#")[0]) } catch {}
};

for (const pre of $$(".wire pre")) {
  const b = make("button", {type: "button", textContent: "Copy"});
  b.onclick = async () => {
    try { await navigator.clipboard.writeText(pre.textContent); b.textContent = "Copied" }
    catch { getSelection().selectAllChildren(pre); b.textContent = "Selected, press Ctrl+C" }
    $("#said").textContent = b.textContent;
    setTimeout(() => b.textContent = "Copy", 2500);
  };
  pre.previousElementSibling.append(b);
}

// Filters narrow a list that is whole; on one page of several their links lead on.
if ($(".facets") && !$(".pages")) {
  const links = $$(".facets a").map(a => {
    const facet = a.closest("[data-facet]").dataset.facet;
    return {a, facet, value: facet == "provider" ? a.hash.slice(1) : a.firstChild.data.trim()};
  });
  const said = $(".facets").appendChild(make("p", {hidden: true}));
  said.setAttribute("role", "status");
  const cell = (row, name) => row.querySelector("td." + name)?.textContent ?? "";
  const apply = () => {
    const s = state(), rows = $$(".group tr").filter(r => r.querySelector("td"));
    for (const {a, facet, value} of links) s.get(facet) == value ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
    for (const row of rows) row.hidden = !["provider", "kind", "status", "retry"].every(f => {
      const v = s.get(f), of = f == "provider" ? row.closest(".group").id : cell(row, f[0]);
      return !v || of.split(", ").includes(v) || !links.some(l => l.facet == f);
    });
    for (const g of $$(".group")) g.hidden = !rows.some(r => !r.hidden && g.contains(r));
    const shown = rows.filter(r => !r.hidden).length;
    said.hidden = shown == rows.length;
    said.textContent = `${shown} of ${rows.length} errors shown. Choose again to undo.`;
  };
  for (const {a, facet, value} of links) a.onclick = e => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    keep(facet, state().get(facet) == value ? "" : value);
    apply();
  };
  addEventListener("hashchange", apply);
  apply();
}

const row = (title, note, href) => make("a", {href}, title, make("small", {textContent: note}));
const say = text => make("p", {textContent: text});
const classify = async (answer, id, status) => {
  const [rules, r] = await Promise.all([load("rules.js", "errbookRules"), load("read.js", "errbookReader")]);
  return r.classify(rules, answer, id, status);
};
// find shows whose entry an answer is, and goes there if there is but one.
async function find(text, id, status, out) {
  let all = await classify(text, id, +status || 0);
  const sure = list => list.filter(v => v.match == "exact" || v.match == "pattern").sort((a, b) => b.weight - a.weight);
  if (!id && own && sure(all).some(v => v.provider == own)) all = all.filter(v => v.provider == own);
  const hits = sure(all);
  if (hits.length == 1) { out.replaceChildren(say("Found: " + hits[0].title)); location.assign(page(hits[0].dir)); return }
  const guesses = all.filter(v => v.match == "status");
  const list = (hits.length ? hits : guesses).slice(0, 40).map(v => row(v.title, v.name + " · " + v.code, page(v.dir)));
  const kind = all.find(v => !v.code && v.kind)?.kind;
  out.replaceChildren(say(hits.length ? "Several providers say it like this. Whose answer is it?" : list.length ? "No rule knows more of it than its status. By that alone it could be:" :
    kind ? "No entry documents this error. Going by its status it is of the kind " + kind + "." : "This is no error, as far as the book can tell."), ...list);
}

// ---- Search.

let entries;
async function search(text) {
  entries ||= load("search.js", "errbookSearch").then(S => {
    const list = [], more = {};
    for (const [p, slug, t, codes, statuses, k, words] of S.e) {
      const [id, name] = S.p[p], plain = slug.replaceAll("-", " ");
      const title = t || plain[0].toUpperCase() + plain.slice(1), kind = S.k[k];
      const code = id.replaceAll("-", "") + "." + slug.replaceAll("-", "");
      list.push({title, note: [name, statuses, codes.split(" ")[0]].filter(Boolean).join(" · "), dir: id + "/" + slug,
        head: ` ${title} ${codes} ${statuses} ${code} ${id} ${name} `.toLowerCase(), rest: `${slug} ${kind} ${words}`.toLowerCase()});
      more[kind] = "kinds/" + kind;
      for (const s of statuses.split(" ")) if (s) more["" + s] = s;
    }
    for (const [p, name] of S.p) more[name] = p;
    for (const title in more) list.push({title, note: "Everything", dir: more[title], head: ` ${title} `.toLowerCase(), rest: more[title], top: 1});
    return list;
  });
  const words = text.toLowerCase().split(/[\s,]+/).filter(Boolean).map(w => [w, " " + w, " " + w + " "]), found = [];
  for (const e of await entries) {
    let score = e.top || 0;
    for (const [part, start, whole] of words) {
      if (e.head.includes(part)) score += !e.head.includes(start) ? 1 : e.head.includes(whole) ? 4 : 2;
      else if (!e.rest.includes(part)) { score = -1; break }
    }
    // The best twelve, in order; among equals the first.
    if (score < 0 || found.length == 12 && score <= found[11][0]) continue;
    let n = Math.min(found.length, 11);
    for (; n && found[n - 1][0] < score; n--) found[n] = found[n - 1];
    found[n] = [score, e];
  }
  return found.map(f => f[1]);
}

const q = $("#q"), hits = $("#hits");
if (q) {
  q.form.hidden = false;
  let turn = 0;
  const options = () => $$("#hits a");
  const open = on => { hits.hidden = !on; q.setAttribute("aria-expanded", on); if (!on) q.removeAttribute("aria-activedescendant") };
  const choose = n => options().forEach((a, i) => {
    a.setAttribute("aria-selected", i == n);
    if (i == n) { q.setAttribute("aria-activedescendant", a.id); a.scrollIntoView({block: "nearest"}) }
  });
  const dress = () => { options().forEach((a, i) => { a.id = "hit" + i; a.tabIndex = -1; a.setAttribute("role", "option") }); open(true) };
  const run = async () => {
    const text = q.value.trim(), mine = ++turn;
    keep("q", text);
    if (!text) return open(false);
    const list = await search(text);
    if (mine != turn) return;
    hits.replaceChildren(...list.map(e => row(e.title, e.note, page(e.dir))));
    if (!list.length) hits.append(say("Nothing found. A whole answer can be pasted here, too."));
    dress();
    choose(0);
  };
  q.oninput = run;
  q.onfocus = () => q.value && run();
  q.onpaste = async e => {
    const text = e.clipboardData.getData("text");
    if (!/\n|^[{[<]|^HTTP\/|\{\s*["']/.test(text.trim())) return;
    e.preventDefault();
    turn++;
    await find(text, "", 0, hits);
    dress();
  };
  q.onkeydown = e => {
    const list = options(), at = list.findIndex(a => a.getAttribute("aria-selected") == "true");
    const step = {ArrowDown: 1, ArrowUp: -1}[e.key];
    if (e.key == "Escape" && !hits.hidden) { e.preventDefault(); open(false) }
    else if (e.key == "Enter") { e.preventDefault(); if (!hits.hidden) list[Math.max(at, 0)]?.click() }
    else if (step && list.length) { e.preventDefault(); choose((at + step + list.length) % list.length) }
  };
  q.form.onsubmit = e => e.preventDefault();
  q.form.addEventListener("focusout", e => q.form.contains(e.relatedTarget) || open(false));
  addEventListener("keydown", e => {
    if (e.key != "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    e.preventDefault();
    q.focus();
    q.select();
  });
  const asked = state().get("q");
  if (asked) { q.value = asked; q.focus() }
}

const paste = $(".paste");
if (paste) {
  paste.hidden = false;
  const answer = $("#answer"), out = $("#verdict");
  const go = () => answer.value.trim() ? find(answer.value, $("#from").value, $("#status").value, out) : out.replaceChildren(say("Paste an answer first."));
  paste.onsubmit = e => { e.preventDefault(); go() };
  answer.onpaste = () => setTimeout(go);
  answer.onkeydown = e => { if (e.key == "Enter" && (e.ctrlKey || e.metaKey)) go() };
}

globalThis.errbook = {classify, search};
})();
