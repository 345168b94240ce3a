/** Frames with content that isn't an article's. */
import { behind, MALFORMED, own, ownId } from './attack.ts';
import type { Attack } from './attack.ts';
import {
  any,
  binary,
  element,
  embed,
  format,
  item,
  json,
  string,
  subdocument,
  update,
} from './forge.ts';
import type { Content } from './forge.ts';

const SCRIPTS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:x',
];

const WRONG = 'attribute of a wrong type';
const WRONG_MARK = 'mark of a wrong type';

/** What a node has to stand in. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  image: ['figure'],
  table_cell: ['table', 'table_row'],
};

export const CONTENT_ATTACKS: readonly Attack[] = [
  inText('A12 a subdocument', 'no subdocuments', subdocument('../../etc/passwd')),
  inText('an embed', 'foreign content', embed({ image: 'x' })),
  inText('JSON content', 'foreign content', json({ a: 1 })),
  inText('binary content', 'foreign content', binary(Uint8Array.of(1, 2, 3))),
  inText('values in a text', 'foreign content in a text', any('x', 1)),
  inText('an unknown mark', 'unknown mark', format('blink', '{}')),
  inText('A11 a mark named for the prototype', 'reserved key', format('__proto__', '{}')),
  inText(
    'a mark with a hash, of which there could be any number',
    'unknown mark',
    format('strong--abcdefgh', '{}'),
  ),
  inText('a mark that is a list', WRONG_MARK, format('strong', '[1]')),
  inText('a mark that is a number', WRONG_MARK, format('strong', '1')),
  inText('a mark with an unknown attribute', WRONG_MARK, format('strong', '{"onclick":"x"}')),
  inText(
    'A11b a mark with a prototype',
    WRONG_MARK,
    format('link', '{"href":"/x","__proto__":"y"}'),
  ),
  inText('a link that is an object', WRONG_MARK, format('link', '{"href":{"toString":"x"}}')),
  inText('a link without an address', 'link address', format('link', '{}')),
  inText('a mark nested 50,000 deep', MALFORMED, format('strong', '['.repeat(50_000))),
  ...SCRIPTS.map((href) =>
    inText(
      `a link to ${JSON.stringify(href)}`,
      'link address',
      format('link', JSON.stringify({ href })),
    ),
  ),
  ...SCRIPTS.map((src) =>
    attribute(`an image from ${JSON.stringify(src)}`, 'image address', 'image', 'src', any(src)),
  ),
  attribute('an unknown attribute', 'unknown attribute', 'heading', 'onclick', any('alert(1)')),
  attribute('an attribute of another node', 'unknown attribute', 'paragraph', 'level', any(1)),
  attribute(
    'A11 an attribute named for the prototype',
    'reserved key',
    'heading',
    '__proto__',
    any('x'),
  ),
  attribute(
    'A11 an attribute named constructor',
    'reserved key',
    'heading',
    'constructor',
    any('x'),
  ),
  attribute('an attribute that is a list', WRONG, 'heading', 'level', any([1])),
  attribute('an attribute that is an object', WRONG, 'heading', 'level', any({ valueOf: 1 })),
  attribute('an attribute that is text in a number’s place', WRONG, 'heading', 'level', any('2')),
  attribute('an attribute that is a Yjs type', WRONG, 'heading', 'level', element('paragraph')),
  attribute('an attribute that is a string, not a value', WRONG, 'heading', 'level', string('2')),
  attribute(
    'two values of one key, to be cut apart',
    'many values of a key',
    'heading',
    'level',
    any(2, 3),
  ),
  {
    name: 'two values of one key, of which the same frame deletes the last',
    ends: 'many values of a key',
    update: (scene) =>
      update(
        [
          own(
            scene,
            item({ origin: scene.paragraph }, element('heading')),
            item({ parent: ownId(scene, 0), key: 'level' }, any(2, 3)),
          ),
        ],
        [{ ...ownId(scene, 2), length: 1 }],
      ),
  },
  attribute('column widths that are objects', WRONG, 'table_cell', 'colwidth', any([{}])),
  attribute('a cell over millions of columns', 'span of a cell', 'table_cell', 'colspan', any(1e9)),
  attribute(
    'a cell over more columns than a table may have',
    'span of a cell',
    'table_cell',
    'colspan',
    any(101),
  ),
  attribute('a list with numbers of no kind', 'kind of a list', 'ordered_list', 'kind', any('x')),
  attribute('a cell over minus one row', 'span of a cell', 'table_cell', 'rowspan', any(-1)),
  {
    name: 'an unknown node',
    ends: 'unknown node script',
    update: (scene) => update([own(scene, item({ parent: 'article' }, element('script')))]),
  },
  {
    name: 'a node that is named for the prototype',
    ends: 'unknown node __proto__',
    update: (scene) => update([own(scene, item({ parent: 'article' }, element('__proto__')))]),
  },
  {
    name: 'marks in a code block, for which every editor would delete it',
    ends: 'marks in code_block',
    update: (scene) =>
      update([
        own(
          scene,
          item({ origin: scene.code }, format('strong', '{}')),
          item({ origin: ownId(scene, 0) }, string('x')),
        ),
      ]),
  },
  {
    name: 'A10 hidden: values nested 500 deep that the same frame deletes',
    ends: WRONG,
    update: (scene) =>
      update(
        [own(scene, item({ parent: scene.paragraph, key: 'x' }, any(deep(500))))],
        [{ ...ownId(scene, 0), length: 1 }],
      ),
  },
  {
    name: 'A10 hidden: a subdocument that the same frame deletes',
    ends: 'no subdocuments',
    update: (scene) =>
      update(
        [own(scene, item(behind(scene), subdocument('x')))],
        [{ ...ownId(scene, 0), length: 1 }],
      ),
  },
];

function inText(name: string, ends: string | number, content: Content): Attack {
  return { name, ends, update: (scene) => update([own(scene, item(behind(scene), content))]) };
}

function attribute(
  name: string,
  ends: string,
  node: string,
  key: string,
  content: Content,
): Attack {
  // In a figure, a table and so on where the node needs one; the attribute comes last.
  const around = AROUND[node] ?? [];
  return {
    name,
    ends,
    update: (scene) => {
      const nodes = [...around, node].map((each, at) =>
        item({ parent: at === 0 ? 'article' : ownId(scene, at - 1) }, element(each)),
      );
      return update([
        own(scene, ...nodes, item({ parent: ownId(scene, nodes.length - 1), key }, content)),
      ]);
    },
  };
}

type Nested = Nested[];

function deep(levels: number): Nested {
  let value: Nested = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}
