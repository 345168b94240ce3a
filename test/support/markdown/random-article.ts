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

/** Words of other scripts, and what no reader of Markdown or of foreign HTML would keep by itself. */
const ODD_WORDS = [
  'שלום', 'مرحبا بالعالم', 'Прывітанне', '👩‍👩‍👧', '  ', '\t', ' \t ', '\u2028', '\u00A0\u00A0', '\u200B', '\u200F', '\u00AD', 'By Ann Lee',
  '<!-- standfirst -->', '<br>', '<br/>', 'a\nb', '[^1]', '[^2]:', '\uFFFC', '&#10;', '</p>', '{.x}', '$a$', '[ ]', '1', 'Term\n: x',
]; // prettier-ignore
const ODD_HREFS = [
  '/articles/a1', '../x', 'x y', '?q=ü', '//e.org/x', 'HTTPS://E.ORG', 'https://www.google.com/url?q=https://e.org/', 'https://e.org/\\x`<y>',
]; // prettier-ignore
const LANGUAGES = ['', '', 'js', 'c++', 'Visual Basic', 'a"|`<b>', '&amp;', 'objective-c'];

/** What articles have. */
export interface ArticleKind {
  /** Without it there are neither tables nor strike-through. */
  readonly isGfm: boolean;
  /** All that the schema allows, whether or not Markdown has a sign for it. */
  readonly isWhole?: boolean;
}

/** The same seed gives the same article. */
export function randomArticle(seed: number, { isGfm, isWhole = false }: ArticleKind): Node {
  const random = randomFrom(seed);
  const words = isWhole ? [...WORDS, ...ODD_WORDS] : WORDS;
  const hrefs = isWhole ? [...HREFS, ...ODD_HREFS] : HREFS;
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
  const body = many(5, () => block(0));
  // Merged documents may have lines of the head anywhere, and more than one.
  if (isWhole && chance(10))
    body.push(make(pick(['title', 'standfirst', 'byline'] as const), inline()));
  const doc = make('doc', [...head, ...body]);
  doc.check();
  return doc;

  function block(depth: number): Node {
    const kinds = depth < 3 ? 14 : 6;
    if (isWhole && chance(8)) return make('paragraph');
    switch (random(kinds)) {
      case 0:
        return make('heading', inline(), { level: 1 + random(6) });
      case 1:
        return make('code_block', code(), {
          language: pick(isWhole ? LANGUAGES : ['', 'js', 'c++']),
        });
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
        return make('ordered_list', items(depth), {
          order: pick([1, 1, 0, 7, 99]),
          kind: isWhole ? pick(['1', '1', 'a', 'A', 'i', 'I']) : '1',
        });
      case 11:
        if (isWhole && chance(40))
          return make(
            'figure',
            many(4, () => (chance(50) ? image() : make('caption', inline()))),
          );
        return make('figure', [image(), ...(chance(50) ? [make('caption', inline())] : [])]);
      default:
        if (isWhole && chance(50)) return wholeTable(depth);
        return isGfm ? table() : make('paragraph', inline());
    }
  }

  function items(depth: number): Node[] {
    if (isWhole && chance(30))
      return many(3, () =>
        make(
          'list_item',
          many(2, () => block(depth + 1)),
        ),
      );
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

  /** Any cells in any rows, which may reach over others and hold anything. */
  function wholeTable(depth: number): Node {
    const cell = () => {
      const attrs = {
        colspan: pick([1, 1, 1, 2, 3]),
        rowspan: pick([1, 1, 1, 2]),
        colwidth: chance(10) ? [80] : null,
      };
      const isPlain = chance(60);
      const content = many(2, () =>
        isPlain ? make('paragraph', chance(80) ? inline() : []) : block(depth + 2),
      );
      return make(chance(30) ? 'table_header' : 'table_cell', content, attrs);
    };
    return make(
      'table',
      many(4, () => make('table_row', chance(5) ? [] : many(3, cell))),
    );
  }

  function image(): Node {
    if (isWhole && chance(30))
      return make('image', [], { src: pick(['', ...hrefs]).replace(/^mailto:.*/, ''), alt: pick(['', ' a ', '*b*\n`c`', '😀']), title: pick(['', ' ', 'a\n"b"']) }); // prettier-ignore
    const attrs = { src: pick(['https://e.org/a_(b).png', '/pictures/x*y*']), alt: phrase() };
    return make('image', [], { ...attrs, title: chance(30) ? 'A "title"' : '' });
  }

  function code(): Node[] {
    const text = many(4, () => pick(LINES)).join('\n');
    return text === '' ? [] : [articleSchema.text(text)];
  }

  function phrase(): string {
    return many(3, () => pick(words))
      .join(pick(['', ' ']))
      .trim();
  }

  function inline(): Node[] {
    if (isWhole && chance(5)) return [];
    const content = many(6, piece);
    if (isWhole) return content;
    return content.filter((node, at) => !isBreak(node) || (at > 0 && !isBreak(content[at - 1]!)));
  }

  function piece(): Node {
    const around = someMarks();
    if (chance(8)) return make('hard_break').mark(around);
    if (chance(12))
      return articleSchema.text(
        pick(isWhole ? [...CODE, ...words] : CODE),
        marks.code!.create().addToSet(around),
      );
    const text =
      pick([' ', '']) + many(3, () => pick(words)).join(pick(['', '', ' '])) + pick([' ', '', '']);
    return articleSchema.text(text, around);
  }

  function someMarks(): readonly Mark[] {
    let set: readonly Mark[] = [];
    if (chance(35)) return set;
    for (const name of many(3, () => pick(Object.keys(marks)))) {
      if (name === 'code' || (name === 'strike' && !isGfm)) continue;
      const attrs = name === 'link' ? { href: pick(hrefs), title: pick(['', '', 't *"x"']) } : {};
      set = marks[name as keyof typeof marks]!.create(attrs).addToSet(set);
    }
    return set;
  }
}

function isBreak(node: Node): boolean {
  return node.type.name === 'hard_break';
}
