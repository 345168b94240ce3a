/** The plain text of a Yjs article: the same string as that of its ProseMirror document, and the way to positions and back. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readHtml } from '../../../server/formats/import/html.ts';
import { readMarkdown } from '../../../server/formats/import/markdown.ts';
import { textIndex } from '../../../shared/anchor/text-index.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { plainText } from '../../../shared/article/plain-text.ts';
import { indexOf, liveText, nodeOf } from '../../support/live-text.ts';

const {
  doc,
  title,
  paragraph,
  bullet_list: list,
  list_item: item,
  figure,
  image,
  caption,
  rule,
  hard_break: br,
} = articleSchema.nodes as Record<string, (typeof articleSchema.nodes)[string]>;
const make = (type: typeof doc, ...content: Parameters<NonNullable<typeof doc>['create']>[1][]) =>
  type!.create(null, content.flat() as never);
const words = (text: string) => articleSchema.text(text);

const MIXED = make(
  doc,
  make(title, words('Title 😀')),
  make(paragraph),
  make(paragraph, words('one'), br!.create(), words('two')),
  make(paragraph, br!.create()),
  make(
    list,
    make(item, make(paragraph, words('a')), make(paragraph, words('b'))),
    make(item, make(paragraph)),
  ),
  rule!.create(),
  make(figure, image!.create({ src: '/x.png' }), make(caption, words('seen'))),
);

const CORPORA = new URL('../../fixtures/corpora/', import.meta.url);
const files = [
  ...readdirSync(new URL('udhr/', CORPORA)).map((name) => `udhr/${name}`),
  'commonmark-0.31.2-spec.txt',
];

describe('the text index', () => {
  test('A1 knows breaks, images, rules and empty blocks', () => {
    const text = 'Title 😀\n\none\ntwo\n\n\na\nb\n\n\uFFFC\n\uFFFC\nseen';
    expect(plainText(MIXED)).toBe(text);
    expect(indexOf(liveText(MIXED)).text).toBe(text);
  });

  test.each(files)('A1 has the same text as the ProseMirror document: %s', (name) => {
    const read = name.endsWith('.html') ? readHtml : readMarkdown;
    const imported = read(readFileSync(new URL(name, CORPORA), 'utf8')).doc;
    const live = liveText(imported);
    expect(indexOf(live).text).toBe(plainText(imported));
    expect(plainText(nodeOf(live))).toBe(plainText(imported));
  });

  test('A2 finds the way back from the position of every offset', () => {
    const index = indexOf(liveText(MIXED));
    for (let offset = 0; offset <= index.text.length; offset += 1) {
      if (offset < index.text.length && index.text[offset] !== '\n') {
        expect(index.offsetOf(index.positionAt(offset, 'start')), `start at ${offset}`).toBe(
          offset,
        );
      }
      if (offset > 0 && index.text[offset - 1] !== '\n') {
        expect(index.offsetOf(index.positionAt(offset, 'end')), `end at ${offset}`).toBe(offset);
      }
    }
  });
});

test('A1 a position in a root that the text is not in is nowhere, and makes no root', () => {
  const doc = new Y.Doc();
  const index = textIndex(doc.getXmlFragment('article'));
  for (const tname of ['evil', 'toString']) {
    const position = Y.createRelativePositionFromJSON({ tname, assoc: 0 });
    expect(index.offsetOf(position)).toBe(null);
  }
  expect([...doc.share.keys()]).toEqual(['article']);
});
