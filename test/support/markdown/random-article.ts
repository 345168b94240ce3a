/** Articles by chance, of every node and mark of the schema, with words that Markdown could take for its own. */
import type { Mark, Node } from 'prosemirror-model';
import { articleSchema } from '../../../shared/article/schema.ts';
import { randomFrom } from '../random.ts';

const WORDS = [
  'word', 'a', 'end.', '「引用」', '強調', 'は', '*', '**', '_', '__', 'snake_case', '_x_', '~', '~~', '~a~', '`', '``', '[x]', '[x](y)', '[^1]',
  '[', ']', '(', ')', '!', '<b>', '<', '>', '&amp;', '&', '&#35;', '#', '##', '-', '+', '=', '1.', '2)', '|', '\\', '\\|', '\\*', '😀', '€', '$5',
  '«q»', '“q”', '…', ':', ';', ',', '\u00A0', '\uFEFF', 'é', '://', 'http://u.edu/~ann/', 'https://e.org/a_b*c*[d]', 'www.e.org/~b~', 'a@b.org',
  '---', '***', '===', '```', '<!--', '{#id}', '$x$', 'http://a.b/~~c~~',
]; // prettier-ignore
const HREFS = [
  'https://e.org/', 'http://u.edu/~ann/', 'https://e.org/a(b)c', 'https://e.org/*a*_b_[c]', 'https://e.org/?a=1&b=2&copy=3', '/read/x', '#part',
  'mailto:a@b.org', 'https://e.org/a|b', "https://e.org/'q'", 'https://e.org/ä',
]; // prettier-ignore
const CODE = [
  'x',
  ' x ',
  ' x',
  '`',
  '``',
  '` `',
  ' ',
  '   ',
  'a|b',
  'a\\|b',
  '<b>',
  '*a*',
  '&amp;',
  '\\',
  'a  b',
  '|',
];
const LINES = [
  '',
  'if (a) {',
  '  b();',
  '\tc',
  '```',
  '~~~',
  '# x',
  '- y',
  '<b>',
  '    d',
  '&amp;',
  '`',
];

/** The same seed gives the same article. Without GFM it has neither tables nor strike-through. */
export function randomArticle(seed: number, { isGfm }: { isGfm: boolean }): Node {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const chance = (percent: number) => random(100) < percent;
  const many = <T>(most: number, make: () => T) => Array.from({ length: 1 + random(most) }, make);
  const { nodes, marks } = articleSchema;
  const make = (name: keyof typeof nodes, content: readonly Node[] = [], attrs = {}) =>
    nodes[name]!.create(attrs, content);

  const head = [
    ...(chance(90) ? [make('title', inline())] : []),
    ...(chance(20) ? [make('standfirst', inline())] : []),
    ...(chance(20) ? [make('byline', inline())] : []),
  ];
  const doc = make('doc', [...head, ...many(5, () => block(0))]);
  doc.check();
  return doc;

  function block(depth: number): Node {
    const kinds = depth < 3 ? 14 : 6;
    switch (random(kinds)) {
      case 0:
        return make('heading', inline(), { level: 1 + random(6) });
      case 1:
        return make('code_block', code(), { language: pick(['', 'js', 'c++']) });
      case 2:
        return make('rule');
      case 3:
        return chance(10) ? make('paragraph') : make('paragraph', inline());
      case 4:
      case 5:
        return make('paragraph', inline());
      case 6:
        return make(
          'blockquote',
          many(3, () => block(depth + 1)),
        );
      case 7:
      case 8:
        return make('bullet_list', items(depth));
      case 9:
      case 10:
        return make('ordered_list', items(depth), { order: pick([1, 1, 0, 7, 99]) });
      case 11:
        return make('figure', [image(), ...(chance(50) ? [make('caption', inline())] : [])]);
      default:
        return isGfm ? table() : make('paragraph', inline());
    }
  }

  function items(depth: number): Node[] {
    return many(3, () =>
      make('list_item', [
        ...(chance(80) ? [make('paragraph', inline())] : []),
        ...(chance(40) ? [block(depth + 1)] : [make('paragraph', chance(30) ? inline() : [])]),
      ]),
    );
  }

  function table(): Node {
    const columns = 1 + random(3);
    const row = (cell: 'table_header' | 'table_cell') =>
      make(
        'table_row',
        Array.from({ length: columns }, () =>
          make(
            cell,
            many(2, () => make('paragraph', inline())),
          ),
        ),
      );
    return make('table', [row('table_header'), ...many(3, () => row('table_cell'))]);
  }

  function image(): Node {
    const attrs = { src: pick(['https://e.org/a_(b).png', '/pictures/x*y*']), alt: phrase() };
    return make('image', [], { ...attrs, title: chance(30) ? 'A "title"' : '' });
  }

  function code(): Node[] {
    const text = many(4, () => pick(LINES)).join('\n');
    return text === '' ? [] : [articleSchema.text(text)];
  }

  function phrase(): string {
    return many(3, () => pick(WORDS))
      .join(pick(['', ' ']))
      .trim();
  }

  function inline(): Node[] {
    const content = many(6, piece);
    return content.filter((node, at) => !isBreak(node) || (at > 0 && !isBreak(content[at - 1]!)));
  }

  function piece(): Node {
    const around = someMarks();
    if (chance(8)) return make('hard_break').mark(around);
    if (chance(12)) return articleSchema.text(pick(CODE), marks.code!.create().addToSet(around));
    const text =
      pick([' ', '']) + many(3, () => pick(WORDS)).join(pick(['', '', ' '])) + pick([' ', '', '']);
    return articleSchema.text(text, around);
  }

  function someMarks(): readonly Mark[] {
    let set: readonly Mark[] = [];
    if (chance(35)) return set;
    for (const name of many(3, () => pick(Object.keys(marks)))) {
      if (name === 'code' || (name === 'strike' && !isGfm)) continue;
      const attrs = name === 'link' ? { href: pick(HREFS), title: pick(['', '', 't *"x"']) } : {};
      set = marks[name as keyof typeof marks]!.create(attrs).addToSet(set);
    }
    return set;
  }
}

function isBreak(node: Node): boolean {
  return node.type.name === 'hard_break';
}
