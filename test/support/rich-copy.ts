/** A copy with every node and mark, three layers and threads of all kinds and states, in several scripts: for formats that are looked at. */
import type { Node } from 'prosemirror-model';
import type { AnnotatedCopy } from '../../server/formats/format.ts';
import { copyOf, marked, node, p, reply } from './copy.ts';
import type { Thread } from './copy.ts';

/** As an editor's desk has it on a busy day. */
export function richCopy(): AnnotatedCopy {
  const copy = copyOf(blocks(), threads(), 'en');
  const [comments, reports] = copy.layers;
  const legal = { ...comments!, id: 'legal', name: 'Legal', color: 'purple' };
  return { ...copy, layers: [comments!, reports!, legal] };
}

const item = (...content: Node[]) => node('list_item', content);
const cell = (name: string, attrs: object, ...content: Parameters<typeof p>) =>
  node(name, [p(...content)], attrs);

function blocks() {
  return [
    node('title', ['The Last Ferry to Inishbofin']),
    node('standfirst', ['For sixty years one boat has carried the island’s post, its sheep and its gossip. This winter it stops.']),
    node('byline', ['By Ann Kowalska and Юля Мороз']),
    p('The ferry leaves at nine, when the tide allows, and comes back at ', marked('noon', 'strong'), '. Nobody on the quay can remember a winter in which it did not; ', marked('not the great storm of 1961', 'em'), ', not the ', marked('strike', 'strike'), ' lockout of 1974, ', marked('and not even', 'underline'), ' the year in which the engine was ', marked('sold by mistake', 'strong', 'em'), '.'),
    p('The timetable is ', marked('on the harbour’s page', { href: 'https://harbour.example/times?day=1&tide=2', title: 'Times and tides' }), ', or can be had ', marked('by letter', { href: 'mailto:harbour@island.example', title: '' }), '. Water is H', marked('2', 'subscript'), 'O, the crossing takes 10', marked('3', 'superscript'), ' seconds and the code of the day is ', marked('FERRY-9', 'code'), '.'),
    node('heading', ['What the boat carries'], { level: 2 }),
    p('A list, made on a Tuesday in October:'),
    node('bullet_list', [
      item(p('post, in two grey sacks'), node('ordered_list', [item(p('letters from the mainland')), item(p('parcels, most of them shoes'))], { kind: 'a' })),
      item(p('sheep, when they are not to be walked over the strand'), p('They pay half.')),
      item(p('people')),
    ]),
    node('ordered_list', [item(p('Loading begins at eight.')), item(p('The bell is rung twice.'), node('bullet_list', [item(p('once for the crew'), node('ordered_list', [item(p('and once more if the skipper is late'))], { kind: 'i', order: 4 }))])), item(p('The ramp goes up.'))], { order: 7 }),
    node('heading', ['What it cost'], { level: 2 }),
    node('table', [
      node('table_row', [cell('table_header', {}, 'Year'), cell('table_header', { colspan: 2 }, 'Fares, one way')]),
      node('table_row', [cell('table_header', {}, ''), cell('table_header', {}, 'People'), cell('table_header', {}, 'Sheep')]),
      node('table_row', [cell('table_cell', { rowspan: 2 }, 'the Sixties'), cell('table_cell', {}, '1 shilling'), cell('table_cell', {}, 'sixpence')]),
      node('table_row', [cell('table_cell', {}, 'later 2'), cell('table_cell', {}, 'eightpence')]),
      node('table_row', [cell('table_cell', {}, '2024'), cell('table_cell', { colspan: 2 }, '€ 9.50 each, whoever it is')]),
    ]),
    node('heading', ['Voices'], { level: 3 }),
    node('blockquote', [p('A boat is a promise that somebody makes every morning.'), p('You only hear it when it is not kept.')]),
    node('figure', [node('image', [], { src: 'https://desk.example/pictures/quay.jpg', alt: 'The quay at seven in the morning', title: '' }), node('caption', ['The quay in November. Photograph: ', marked('M. Burke', 'em')])]),
    node('heading', ['In other words'], { level: 3 }),
    p('Пароход уходит в девять утра, и никто на пристани не помнит зимы без него.'),
    p('تغادر العبّارة في الساعة التاسعة صباحا (FERRY 9) وتعود عند الظهر.'),
    p('渡轮上午九点离开码头，“没有人”记得哪个冬天它停航过。'),
    p('Emoji travel too: ⛴️ 🐑 👩‍👩‍👧 and flags 🇮🇪.'),
    node('heading', ['How the tide is reckoned'], { level: 4 }),
    node('code_block', ['function leaves(tide) {\n\treturn tide > 1.2 ? "09:00" : "when it can";\n}'], { language: 'js' }),
    node('heading', ['A heading of the fifth level'], { level: 5 }),
    node('heading', ['And one of the sixth'], { level: 6 }),
    p('First line,', node('hard_break'), 'second line of the same paragraph.'),
    node('rule'),
    p('The last crossing is on the thirty-first. Bring bread.'),
  ]; // prettier-ignore
}

function threads(): Thread[] {
  const at = '2026-03-02T08:15:00Z';
  return [
    { words: 'one boat', kind: 'highlight', color: 'blue' },
    { words: 'leaves at nine', body: 'Is this **still** so? See [the page](https://harbour.example/times).', replies: [reply('r1', 'bob', 'Yes, until the end of the month.'), reply('r2', 'yulia', 'Да, проверила.\n\n- по телефону\n- на сайте')] },
    { words: 'nine, when the tide allows, and comes back', kind: 'question', author: 'bob', body: 'Which tide?', layer: 'legal' },
    { words: 'a winter in which it did not', kind: 'suggestion', author: 'yulia', replacement: 'a winter without it', body: 'Shorter.', replies: [reply('r3', 'ann', 'Good.')] },
    { words: 'engine was sold by mistake', kind: 'suggestion', author: 'bob', replacement: 'engine was pawned' },
    { words: 'by mistake', kind: 'suggestion', author: 'yulia', replacement: '', body: 'It was no mistake.' },
    { words: 'code of the day', status: 'resolved', statusBy: 'bob', statusAt: at, body: 'Should this be public?', layer: 'legal' },
    { words: 'carries\nA list', body: 'Over two blocks.', tags: ['structure'] },
    { words: 'grey sacks', kind: 'suggestion', author: 'ann', replacement: 'green sacks', status: 'declined', statusBy: 'bob', statusAt: at },
    { words: 'They pay half', kind: 'report', author: 'reader', layer: 'reports', replacement: 'They pay nothing', body: 'I asked.' },
    { words: 'People\nSheep', body: 'Over two cells.', assignee: 'bob' },
    { words: 'sixpence', kind: 'suggestion', author: 'bob', replacement: 'six pence' },
    { words: 'a promise', kind: 'highlight', body: 'The heart of it.', reactions: ['👍 ann', '👍 bob', '🎉 bob'] },
    { words: 'morning.\nYou only', kind: 'suggestion', author: 'yulia', replacement: 'day. But you' },
    { words: 'promise that somebody', kind: 'highlight', author: 'bob', color: 'green' },
    { words: '\uFFFC\nThe quay in November', body: 'Is this ours?', author: 'yulia' },
    { words: 'в девять утра', kind: 'suggestion', author: 'yulia', replacement: 'в девять часов', body: 'Точнее.' },
    { words: 'الساعة التاسعة', body: 'تأكد من الوقت.', kind: 'question' },
    { words: 'FERRY 9', kind: 'suggestion', author: 'bob', replacement: 'العبّارة' },
    { words: '没有人', body: '谁说的？' },
    { words: '🐑 👩‍👩‍👧', kind: 'highlight', color: 'pink', tags: ['emoji'] },
    { words: 'when it can', body: 'In code.' },
    { words: 'line,\nsecond', kind: 'suggestion', author: 'ann', replacement: 'line\nand the second' },
    { words: 'thirty-first', state: 'changed', quoted: 'thirtieth', body: 'Edited since.' },
    { words: 'Bring bread.', kind: 'suggestion', author: 'ann', replacement: 'Bring bread.\nAnd salt.' },
    { words: 'the old pier', state: 'orphaned', body: 'Where is this now?', replies: [reply('r4', 'bob', 'Cut for length.')] },
    { words: 'the', state: 'ambiguous', kind: 'suggestion', author: 'bob', replacement: 'this', body: 'Which one?' },
  ]; // prettier-ignore
}
