"use strict";
// The search. What a hit is worth is explained in package find, which does the same
// in Go over the same index; a test compares the two. The numbers that begin with find
// are those of that package.
(() => {
const gaps = /[^\p{L}\p{Nd}_]+/u;
const wordsOf = text => {
  const list = new Set();
  const add = w => w && list.add(w.toLowerCase());
  for (const whole of text.split(gaps)) {
    add(whole);
    for (const part of whole.split("_")) {
      add(part);
      part.split(/(?<=[a-z])(?=[A-Z])/).forEach(add);
    }
  }
  return list;
};

// The index has texts; what is searched is where each of their words is.
const prepare = S => {
  const items = [], posts = new Map();
  const add = (title, dir, note, texts, bonus) => {
    const item_ = items.length;
    items.push({title, dir, note, bonus_: bonus, size_: Math.max(1, title.split(gaps).filter(Boolean).length)});
    texts.forEach((text, n) => {
      for (const w of wordsOf(text)) {
        const list = posts.get(w) || posts.set(w, []).get(w), last = list.at(-1);
        if (last?.item_ == item_) last.weight_ = Math.max(last.weight_, S.w[n]);
        else list.push({item_, weight_: S.w[n], names_: !n});
      }
    });
  };
  S.e[0].forEach((p, n) => {
    const [, slug, t, name, given, statuses, former, contexts, kinds, phrases] = S.e.map(column => column[n]), [id, provider, known] = S.p[p];
    const codes = given.map(code => code || slug.replaceAll("-", "_"));
    const title = t || slug[0].toUpperCase() + slug.slice(1).replaceAll("-", " ");
    const note = [provider, statuses.replaceAll(" ", ", "), codes[0]].filter(Boolean).join(" · ");
    add(title, id + "/" + slug, note, [known, title + " " + (name || title.replace(/[^\p{L}\p{Nd}]/gu, "")), codes.join(" "), statuses, former, contexts, kinds.map(k => S.k[k]).join(" "), phrases], 0);
  });
  for (const [title, dir, note, text] of S.l) add(title, dir || "code/" + title.toLowerCase(), note, ["", text || title], S.b);
  return {S, items, posts, words_: [...posts.keys()]};
};

// distance counts the letters to change, add, remove or swap with their neighbor.
const distance = (a, b) => {
  let two, one = [...Array(b.length + 1).keys()];
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(row[j] + 1, one[j + 1] + 1, one[j] + (a[i] != b[j]));
      if (i && j && a[i] == b[j - 1] && a[i - 1] == b[j]) row[j + 1] = Math.min(row[j + 1], two[j - 1] + 1);
    }
    two = one;
    one = row;
  }
  return one[b.length];
};

const fit = (w, word) => w == word ? find.whole : word.length > 1 && w.startsWith(word) ? find.beginning : word.length > 2 && w.includes(word) ? find.part : 0;

const score = (x, word) => {
  const scores = new Map(), of = new Set();
  let called = 0;
  const add = (w, factor) => {
    for (const p of x.posts.get(w) || []) {
      const worth = p.weight_ * factor;
      scores.set(p.item_, Math.max(scores.get(p.item_) || 0, worth));
      if (p.names_ && factor > find.beginning) of.add(p.item_);
      called += worth == find.inTitle && !x.items[p.item_].bonus_;
    }
  };
  for (const s of Object.hasOwn(x.S.s, word) ? x.S.s[word] : []) add(s, find.synonym);
  for (const w of x.words_) {
    const factor = fit(w, word);
    if (factor) add(w, factor);
  }
  if (!scores.size && word.length >= find.minMistyped) for (let limit = 1; limit < 3 && limit <= word.length / find.perMistake + 1; limit++) {
    const near = x.words_.filter(w => Math.abs(w.length - word.length) <= limit && distance(w, word) <= limit);
    for (const w of near) add(w, find.part);
    if (near[0]) break;
  }
  if (called > find.mostCalled) of.clear();
  return [scores, of];
};

// find returns the items that a query finds, best first, at most so many.
globalThis.errbookFind = (S, query, most = 12) => {
  const x = S.x_ ||= prepare(S), all = [...new Set(query.toLowerCase().split(gaps).map(w => w.replace(/^_+|_+$/g, "")).filter(Boolean))];
  const telling = all.filter(w => w[1] && !S.f.includes(w)), words = telling[0] ? telling : all;
  const found = new Map();
  let need = 0, best = 0;
  for (const w of words) {
    const [scores, of] = score(x, w);
    for (const [item, worth] of scores) {
      const hit = found.get(item) || found.set(item, {n_: 0, score_: 0, item_: item}).get(item);
      hit.n_ += of.has(item) || of.size && x.items[item].bonus_ ? 2 : 1;
      best = Math.max(best, hit.n_);
      hit.score_ += worth;
    }
    need += of.size ? 2 : 1;
  }
  if (best == need - 1 && words[2] || best > 2 && need > words.length) need = best;
  const hits = [...found.values()].filter(h => h.n_ >= need);
  for (const h of hits) h.score_ += x.items[h.item_].bonus_ + Math.floor(find.titleAll * h.n_ / Math.max(h.n_, x.items[h.item_].size_));
  return hits.sort((a, b) => b.score_ - a.score_ || a.item_ - b.item_).slice(0, most).map(h => x.items[h.item_]);
};
})();
