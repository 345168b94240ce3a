/** Two copies with everything that can be in one, hostile and left to right, and right to left. */
import type { AnnotatedCopy } from '../../server/formats/format.ts';
import { copyOf, marked, node, p, reply } from './copy.ts';

/** Means something in HTML, Markdown, JavaScript or XML, and must be plain text in each. */
export const HOSTILE_TEXT =
  `<script>alert("x")</script> ]]> "><img src=x onerror=alert(1)> & &lt;b&gt; &amp; --> __proto__ ` +
  `[^9] [a](javascript:alert(1)) ![i](x) *stars* _under_ snake_case \`tick\` ~~gone~~ \\ <!-- ${'${x}'} {{y}}`;

const HOSTILE_BODY = [
  '**Bold** and <script>alert(1)</script> and [bad](javascript:alert(1)) and [good](https://a.example/?a=1&b=2)',
  '# not a heading of the page',
  '![pixel](https://evil.example/p.gif)',
  '```\nunclosed </style> [^1]: fence',
].join('\n\n');

/** Left to right, with all kinds of blocks, marks, states and hostile strings. */
export function sampleCopy(): AnnotatedCopy {
  return copyOf(blocks(), threads(), 'en');
}

function blocks() {
  return [
    node('title', ['On the Origin of <Drafts>']),
    node('standfirst', ['Why most of what readers know about a text never reaches its page.']),
    node('byline', ['By Ann Kowalska']),
    p(
      'Every document that matters is read more often than it is ',
      marked('written', 'em'),
      ', and ',
      marked('most of what ', 'strong'),
      marked('its readers', 'strong', 'em'),
      ' know never reaches ',
      marked('the page of the book', { href: 'https://a.example/b?c=1&d="2"', title: 'A "title"' }),
      '. Notes in a margin were, for a thousand years, the only place where such knowledge could live.',
    ),
    p(
      'A shared margin changes the bargain: two readers mark the same sentence for different reasons.',
      node('hard_break'),
      '# 1. no heading, no list',
    ),
    node('heading', ['What an anchor', node('hard_break'), 'must survive #'], { level: 2 }),
    p(HOSTILE_TEXT),
    p(
      marked('bad link', { href: 'java\nscript:alert(1)' }),
      ' and ',
      marked('odd link', { href: ['https://a.example'], title: { a: 1 } }),
      ' and H',
      marked('2', 'subscript'),
      'O, E=mc',
      marked('2', 'superscript'),
      ', ',
      marked('old', 'strike'),
      ' ',
      marked('under', 'underline'),
      ' ',
      marked('a `tick` | pipe', 'code'),
    ),
    node('bullet_list', [
      node('list_item', [
        p('First point'),
        node('ordered_list', [node('list_item', [p('Inner')])], { order: 3 }),
      ]),
      node('list_item', [p('Second point')]),
    ]),
    node('blockquote', [p('Quoted words.'), p('1. still quoted')]),
    node('figure', [
      node('image', [], { src: '/pictures/one two.png', alt: 'A "picture" <of> it', title: ['x'] }),
      node('caption', ['The caption of the picture.']),
    ]),
    node('figure', [node('image', [], { src: 'javascript:alert(1)', alt: 'Hidden picture' })]),
    table(),
    node('code_block', ['const a = `<b>`;\n```\nif (a && b) run();'], { language: 'ts' }),
    node('rule'),
    p('Astral 👩‍👩‍👧 signs and combine\u0301d le\u0301tters \u{1F600} end here.'),
    node('heading', ['Odd level'], { level: 'x"><b>' }),
    p('The end, the end.'),
  ];
}

function table() {
  const cell = (...content: Parameters<typeof p>) => node('table_cell', [p(...content)]);
  const head = (text: string) => node('table_header', [p(text)]);
  return node('table', [
    node('table_row', [head('Name'), head('Pipes | and \\| more')]),
    node('table_row', [
      cell('Cell one'),
      node('table_cell', [p('Cell two'), p('second block')], { colspan: ['x'] }),
    ]),
    node('table_row', [
      node('table_cell', [p('Wide', node('hard_break'), 'cell')], { colspan: 2 }),
    ]),
  ]);
}

function threads() {
  const replies = [
    reply('r1', 'bob', 'Yes: *that* is the point.'),
    reply('r2', 'ann', '</li></ol>'),
  ];
  const settled = {
    status: 'accepted',
    statusBy: 'bob',
    statusAt: '2026-03-02T08:15:00Z',
  } as const;
  return [
    { words: 'most of what its readers know', body: HOSTILE_BODY, replies, tags: ['check', '<i>'] },
    { words: 'readers know never reaches the page', kind: 'highlight', color: 'blue' },
    { words: 'what its readers', kind: 'highlight', author: 'yulia', color: 'green' },
    { words: 'two readers mark', kind: 'suggestion', replacement: 'two people mark', ...settled },
    {
      words: 'such knowledge could live.\nA shared margin',
      body: 'Over two blocks.',
      author: 'yulia',
    },
    { words: 'an anchor\nmust', body: 'In a heading.', reactions: ['👍 ann', '👍 bob', '🎉 bob'] },
    {
      words: 'onerror',
      kind: 'report',
      author: 'reader',
      layer: 'reports',
      replacement: '"><script>',
    },
    { words: 'Inner', body: 'In a list.' },
    { words: 'Cell one\nCell two', body: 'Over two cells.', assignee: 'bob' },
    { words: 'second', body: 'In a cell.', color: 'purple' },
    { words: 'a && b', kind: 'suggestion', replacement: '', body: 'In code.', color: 'orange' },
    { words: '\uFFFC\nThe caption', body: 'An image.' },
    { words: '👩‍👩‍👧 signs', body: 'Astral \u{1F600}.', status: 'resolved' },
    { words: 'combine\u0301d', state: 'changed', quoted: 'combined', body: 'Edited.' },
    {
      words: 'words that *went* <away>',
      state: 'orphaned',
      kind: 'suggestion',
      replacement: 'x',
      body: 'Gone.',
    },
    { words: 'end', state: 'ambiguous', body: 'Which one?', status: 'declined' },
  ] satisfies Parameters<typeof copyOf>[1];
}

/** Right to left, with words of the other direction in it. */
export function rightToLeftCopy(): AnnotatedCopy {
  return copyOf(
    [
      node('title', ['الإعلان العالمي لحقوق الإنسان']),
      node('standfirst', ['نص قصير عن الحقوق والحريات.']),
      p(
        'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.',
      ),
      node('bullet_list', [
        node('list_item', [p('لكل إنسان حق التمتع بكافة الحقوق')]),
        node('list_item', [p('دون أي تمييز (UDHR 1948) بسبب اللون')]),
      ]),
      p('لكل فرد الحق في الحياة والحرية وسلامة شخصه.'),
    ],
    [
      {
        words: 'أحرارا متساوين',
        body: 'تعليق على الكلمات.',
        replies: [reply('r1', 'bob', 'An answer in English.')],
      },
      { words: 'الكرامة والحقوق', kind: 'suggestion', replacement: 'الكرامة', color: 'blue' },
      {
        words: 'UDHR 1948',
        kind: 'report',
        author: 'reader',
        layer: 'reports',
        body: 'Wrong year?',
      },
      { words: 'كلمات ضائعة', state: 'orphaned', body: 'ضاعت.' },
    ],
    'ar',
  );
}
