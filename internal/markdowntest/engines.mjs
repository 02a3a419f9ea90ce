// Shows Markdown pages with several engines, and says what a reader would see.
//
//	node engines.mjs DIR <pages.json >shown.json
//
// DIR is the folder whose node_modules has the engines. Pages are a list of
// {"name", "text"}; what is shown is a list of {"name", "engine", "blocks",
// "strange", "links", "front", "error"}. A block is what golden.Block is in Go.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text as readAll } from 'node:stream/consumers';

const require = createRequire(join(process.argv[2], 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)));

const { micromark } = await load('micromark');
const { gfm, gfmHtml } = await load('micromark-extension-gfm');
const { default: MarkdownIt } = await load('markdown-it');
const { evaluate } = await load('@mdx-js/mdx');
const { default: remarkGfm } = await load('remark-gfm');
const { parseFragment } = await load('parse5');
const { default: matter } = await load('gray-matter');

// All engines are set to take as much for markup as they can. Of what
// markdown-it finds by itself, bare domains are left out: it takes every
// "acme.com" for a link, which is what its users ask for.
const markdownIt = new MarkdownIt({ html: true, linkify: true });
markdownIt.linkify.set({ fuzzyLink: false });

// Each engine returns a tree: a node is a string, or {tag, attrs, kids}.
const engines = {
  micromark: (page) => parse(micromark(page, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })),
  'markdown-it': (page) => parse(markdownIt.render(page)),
  mdx: async (page) => {
    const { default: Content } = await evaluate(page, { Fragment: 'fragment', jsx: element, jsxs: element, remarkPlugins: [remarkGfm] });
    return Content({});
  },
};

function parse(html) {
  const convert = (n) => n.nodeName === '#text' ? n.value : {
    tag: n.nodeName,
    attrs: Object.fromEntries((n.attrs ?? []).map((a) => [a.name, a.value])),
    kids: (n.childNodes ?? []).map(convert),
  };
  return convert(parseFragment(html));
}

// What MDX calls to make an element.
function element(tag, { children, ...attrs }) {
  if (typeof tag === 'function') return tag({ children, ...attrs });
  const kids = [children ?? []].flat(Infinity).map((kid) => typeof kid === 'object' ? kid : String(kid));
  return { tag: String(tag), attrs, kids };
}

// A reader collects the blocks of a page, and whatever no page of ours has.
class Reader {
  blocks = [];
  strange = [];
  links = 0;

  page(root) {
    for (const n of this.kids(root)) {
      if (/^(h[1-6]|p)$/.test(n.tag)) this.blocks.push({ kind: n.tag, text: this.inline(n) });
      else if (n.tag === 'ul') this.each(n, 'li', (li) => this.blocks.push({ kind: 'li', text: this.inline(li) }));
      else if (n.tag === 'table') this.table(n);
      else this.report(n);
    }
  }

  table(table) {
    for (const part of this.kids(table)) {
      const cell = { thead: 'th', tbody: 'td' }[part.tag];
      if (!cell) this.report(part);
      this.each(part, 'tr', (tr) => {
        const cells = [];
        this.each(tr, cell, (td) => cells.push(this.inline(td)));
        this.blocks.push({ kind: cell === 'th' ? 'th' : 'tr', text: '', cells });
      });
    }
  }

  each(n, tag, f) {
    for (const kid of this.kids(n)) {
      if (kid.tag === tag) f(kid);
      else this.report(kid);
    }
  }

  // kids returns the elements in one that holds elements alone.
  kids(n) {
    this.plain(n);
    return n.kids.filter((kid) => kid.tag !== undefined || kid.trim() !== '').map((kid) => kid.tag ? kid : { tag: '#text', attrs: {}, kids: [kid] });
  }

  inline(n) {
    this.plain(n);
    return n.kids.map((kid) => {
      if (kid.tag === undefined) return kid;
      if (kid.tag === 'code') return '`' + this.inline(kid) + '`';
      if (kid.tag === 'a') return this.link(kid);
      if (kid.tag === 'strong') { // ours alone: Fix:, and titles at the beginning of items
        const text = this.inline(kid);
        if (text === 'Fix:' || kid === n.kids[0] && text.endsWith('.')) return `**${text}**`;
      }
      this.report(kid);
      return '';
    }).join('');
  }

  link({ tag, attrs: { href, ...attrs }, kids }) {
    this.links++;
    const text = this.inline({ tag, attrs, kids });
    const saysWhere = ['', 'mailto:', 'http://'].some((scheme) => scheme + text === href);
    return saysWhere ? text : `${text} (${href})`;
  }

  // plain reports attributes, of which ours have none but the href of a link.
  plain(n) {
    if (Object.keys(n.attrs ?? {}).length > 0) this.report(n);
  }

  report(n) {
    this.strange.push(`<${n.tag}> ${JSON.stringify(n.attrs)} ${JSON.stringify(n.kids).slice(0, 200)}`);
  }
}

// What an engine shows depends on the text alone, and many pages differ only in their
// front matter: each text is shown once.
const texts = new Map();

async function show(text, engine) {
  const reader = new Reader();
  let error = '';
  try {
    reader.page(await engines[engine](text));
  } catch (e) {
    error = String(e.message ?? e);
  }
  return { engine, error, blocks: reader.blocks, strange: reader.strange, links: reader.links };
}

async function showAll(text) {
  const all = [];
  for (const engine of Object.keys(engines)) all.push(await show(text, engine));
  return all;
}

const shown = [];
for (const { name, text } of JSON.parse(await readAll(process.stdin))) {
  const { data: front, content } = text.startsWith('---\n') ? matter(text) : { data: {}, content: text };
  if (!texts.has(content)) texts.set(content, await showAll(content));
  for (const s of texts.get(content)) shown.push({ name, front, ...s });
}
process.stdout.write(JSON.stringify(shown));
