"use strict";
// All pages work without this script. It adds search, a reader for pasted
// responses, filters in place and copy buttons. Nothing that is typed or pasted
// leaves the browser. What is served is this without its comments and
// spaces, and with short names for members that end in an underscore.
(() => {
const {root, provider: own} = document.body.dataset;
const $ = q => document.querySelector(q), $$ = q => [...document.querySelectorAll(q)];
const make = (tag, props, ...kids) => { const e = Object.assign(document.createElement(tag), props); e.append(...kids); return e };
const say = text => make("p", {}, text);
const stop = event => event.preventDefault();
const onDisk = location.protocol == "file:";
const link = ({title, note, dir}) => make("a", {href: root + dir + (onDisk ? "/index.html" : "/")}, title, make("small", {}, note));
// load runs a script of the site once, in the order of the calls, and returns
// the value that it hands over.
const load = (file, name) => load[name] ||= new Promise((onload, onerror) =>
  document.head.append(make("script", {src: root + file, async: false, onload, onerror}))).then(() => globalThis[name]);

// Directories need no index.html on a server.
if (!onDisk) for (const a of $$('a[href*="index.html"]:not([href*="//"])')) a.href = a.href.replace(/index\.html(?=#|$)/, "");

// What is searched and chosen is in the fragment: #q=429&retry=wait
const state = () => new URLSearchParams(location.hash.replace(/^#([^=]*$)?/, ""));
const keep = (name, value) => {
  const s = state();
  if (value) s.set(name, value);
  else if (s.has(name)) s.delete(name);
  else return;
  try { history.replaceState(null, "", s.size ? "#" + s : location.pathname) } catch {}
};

for (const pre of $$(".wire pre")) {
  const b = make("button", {type: "button"}, "Copy");
  b.onclick = async () => {
    try { await navigator.clipboard.writeText(pre.textContent); b.textContent = "Copied" }
    catch { getSelection().selectAllChildren(pre); b.textContent = "Selected, press Ctrl+C" }
    $("#said").textContent = b.textContent;
    setTimeout(() => b.textContent = "Copy", 2500);
  };
  pre.previousElementSibling.append(b);
}

// Filters narrow the list in place, and count what is left.
if ($(".facets")) {
  const rows = $$("tr[data-kind]"), said = $(".facets p");
  const facets = $$(".facets details").map(box => ({
    box_: box, name_: box.dataset.facet, label_: box.firstChild, links_: [...box.querySelectorAll("a")],
    of_: r => (r.dataset[box.dataset.facet] ?? r.parentNode.id).split(" "),
  }));
  const apply = onhashchange = () => {
    const s = state();
    for (const f of facets) f.chosen_ = s.get(f.name_);
    const shown = rows.filter(r => {
      const missed = facets.filter(f => f.chosen_ && !f.of_(r).includes(f.chosen_));
      r.hidden = missed[0];
      // What a facet could show instead is what only it has hidden.
      for (const f of facets) if (!missed[0] || missed[0] == f && !missed[1]) for (const v of f.of_(r)) (f.count_ ||= {})[v] = (f.count_[v] || 0) + 1;
      return !r.hidden;
    });
    for (const f of facets) {
      f.label_.textContent = f.name_;
      for (const a of f.links_) {
        const {value} = a.dataset, n = f.count_?.[value] || 0, is = value == f.chosen_;
        a.lastChild.textContent = n;
        a.parentNode.hidden = !n && !is;
        a.ariaCurrent = is || null;
        if (is) f.label_.textContent += ": " + a.firstChild.data.trim();
      }
      f.count_ = 0;
    }
    for (const g of $$(".group")) g.hidden = !shown.some(r => g.contains(r));
    said.textContent = `${rows[shown.length] ? shown.length + " of " : ""}${rows.length} errors`;
    if (facets.some(f => f.chosen_)) said.append(clear);
  };
  for (const f of facets) for (const a of f.links_) a.onclick = e => {
    if (e.ctrlKey || e.metaKey) return;
    stop(e);
    keep(f.name_, f.chosen_ == a.dataset.value ? "" : a.dataset.value);
    f.box_.open = false;
    f.label_.focus();
    apply();
  };
  const clear = make("button", {onclick() {
    for (const f of facets) keep(f.name_);
    apply();
    facets[0].label_.focus();
  }}, "Show all");
  apply();
}

const classify = async (...response) => {
  load("rules.js", "errbookRules");
  return (await load("read.js", "errbookReader"))(...response);
};
const judge = async (...response) => {
  load("clues.js", "errbookClues");
  await classify("");
  return (await load("verdict.js", "errbookVerdict"))(...response);
};
// find shows what a response is, and what to do: a card that stays.
const find = async (out, ...response) => {
  response[1] ||= own;
  out.textContent = "Reading…";
  const v = await judge(...response);
  out.replaceChildren(...errbookVerdict.card(v, make, link));
};

// ---- Search.

const search = async text => {
  load("search.js", "errbookSearch");
  const find = await load("find.js", "errbookFind");
  return find(errbookSearch, text);
};

const q = $("#q"), hits = $("#hits");
if (q) {
  const {form} = q;
  let turn = 0;
  const options = () => $$("#hits a");
  const chosen = () => $("#hits [aria-selected=true]");
  const open = on => { hits.hidden = !on; q.ariaExpanded = on; if (!on) q.removeAttribute("aria-activedescendant") };
  const choose = a => {
    for (const o of options()) o.ariaSelected = o == a;
    a.scrollIntoView({block: "nearest"});
    q.setAttribute("aria-activedescendant", a.id);
  };
  const dress = () => { options().forEach((a, i) => Object.assign(a, {id: "hit" + i, tabIndex: -1, role: "option"})); open(true) };
  q.oninput = q.onfocus = async e => {
    const text = q.value.trim(), mine = ++turn;
    if (e.type == "input" || text) keep("q", text);
    if (!text) return open(false);
    const list = await search(text);
    if (mine != turn) return;
    hits.replaceChildren(...list.map(link));
    if (!list[0]) hits.append(say("Nothing found. Try pasting a response."));
    dress();
    if (list[0]) choose(hits.firstChild);
  };
  q.onpaste = async e => {
    const text = e.clipboardData.getData("text");
    if (!/\n|^\s*([{[<]|HTTP\/)|\{\s*["']/.test(text)) return;
    stop(e);
    turn++;
    let v = await judge(text, own);
    if (own && !(v.found.match >= match.pattern)) v = await judge(text);
    const {isError, found, others} = v;
    hits.replaceChildren(...isError ? [found, ...others].map(link) : [say("Nothing in it says that something failed.")]);
    dress();
  };
  q.onkeydown = e => {
    const list = options(), at = list.indexOf(chosen()), step = {ArrowDown: 1, ArrowUp: -1}[e.key];
    if (e.key == "Escape" && !hits.hidden) open(false);
    else if (e.key == "Enter") hits.hidden || (chosen() || list[0])?.click();
    else if (step && list[0]) choose(list.at((at + step) % list.length));
    else return;
    stop(e);
  };
  form.hidden = false;
  form.onsubmit = stop;
  form.addEventListener("focusout", e => form.contains(e.relatedTarget) || open(false));
  onkeydown = e => {
    if (e.key != "/" || e.ctrlKey || e.metaKey || e.altKey || /INPUT|TEXTAREA|SELECT/.test(e.target.tagName)) return;
    stop(e);
    q.focus();
    q.select();
  };
  const asked = state().get("q");
  if (asked) { q.value = asked; q.focus() }
}

const paste = $(".paste");
if (paste) {
  const response = $("#response"), out = $("#verdict");
  const go = () => response.value.trim() ? find(out, response.value, $("#from")?.value, $("#status").value) : out.replaceChildren(say("Paste a response first."));
  paste.hidden = false;
  paste.onsubmit = e => { stop(e); go() };
  response.onpaste = () => setTimeout(go);
  addEventListener("pageshow", () => response.value && go());
  response.onkeydown = e => { if (e.key == "Enter" && (e.ctrlKey || e.metaKey)) go() };
}

globalThis.errbook = {classify, judge, search};
})();
