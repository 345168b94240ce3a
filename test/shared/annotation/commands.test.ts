/** Commands as pure functions: what each comes to, done once and done twice. */
import { describe, expect, test } from 'vitest';
import type { Anchor } from '../../../shared/anchor/anchor.ts';
import { describe as anchorAt } from '../../../shared/anchor/describe.ts';
import { reanchor } from '../../../shared/anchor/reanchor.ts';
import { resolve } from '../../../shared/anchor/resolve.ts';
import type { Annotation } from '../../../shared/annotation/annotation.ts';
import {
  applyCommand,
  COMMANDS,
  readCommand,
  subjectOf,
} from '../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { afterwards } from '../../../shared/annotation/commands/outcome.ts';
import type { Occasion, Outcome } from '../../../shared/annotation/commands/outcome.ts';
import { ANCHOR, annotation, AT, reply } from '../../client/workspace/layers/example.ts';
import { indexOf, liveParagraphs, rangeOf } from '../../support/live-text.ts';
import { Chance, ID } from './random-commands.ts';

const NAMES = Object.keys(COMMANDS) as Command['do'][];
const SEEDS = Array.from({ length: 400 }, (_none, seed) => seed);
const LATER = '2026-02-01T10:00:00.000Z';

/** Freezes a value with all that is in it, so that nothing can be changed by the way. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

describe.each(NAMES)('%s, by chance', (name) => {
  const cases = SEEDS.map((seed) => {
    const chance = new Chance(seed);
    const before = frozen(chance.perhaps());
    const command = frozen<Command>(chance.command(name));
    const occasion = frozen(chance.occasion());
    return { seed, before, command, occasion, outcome: applyCommand(before, command, occasion) };
  });

  test('CM1 done twice it is what it was done once, and the second time there is nothing to do', () => {
    for (const { seed, before, command, occasion, outcome } of cases) {
      const after = afterwards(before, outcome);
      const again = applyCommand(after, command, { ...occasion, at: LATER });
      const says = outcome.kind === 'problem' ? outcome : { kind: 'unchanged' };
      expect([seed, again]).toEqual([seed, says]);
      expect(afterwards(after, again)).toBe(after);
    }
  });

  test('CM2 what it changes is another value, and what it leaves alone is the same one', () => {
    for (const { seed, before, outcome } of cases) {
      if (outcome.kind === 'changed')
        expect([seed, outcome.annotation]).not.toEqual([seed, before]);
      else if (outcome.kind !== 'deleted') expect(afterwards(before, outcome)).toBe(before);
    }
  });

  test('CM2 chance brings all that it can come to', () => {
    const kinds = new Set(cases.map(({ outcome }) => outcome.kind));
    expect(kinds).toContain(name === 'delete' ? 'deleted' : 'changed');
    expect(kinds).toContain('unchanged');
  });
});

const OCCASION: Occasion = { by: 'bob', at: AT, via: 'http' };
const of = (before: Annotation | null, command: Command, more: Partial<Occasion> = {}): Outcome =>
  applyCommand(before, command, { ...OCCASION, ...more });
const changedTo = (fields: Partial<Annotation>, before = annotation()): Outcome => ({
  kind: 'changed',
  annotation: { ...before, ...fields },
});

const CREATE: Command = {
  do: 'create',
  id: 'a1',
  kind: 'comment',
  anchor: ANCHOR,
  body: 'Why?',
  replacement: null,
  color: null,
  tags: [],
};
const MADE = annotation({ author: 'bob', created: AT, modified: AT, via: 'http' });
const SAID = { ...reply('bob'), id: 'r1', body: 'No.' };
const DECLINE: Command = {
  do: 'set-status',
  annotation: 'a1',
  status: 'declined',
  note: { id: 'r1', body: 'No.' },
};
const DECLINED: Partial<Annotation> = {
  status: 'declined',
  statusBy: 'bob',
  statusAt: AT,
  modified: AT,
  replies: [SAID],
  revision: 1,
};
const TAKEN = { kind: 'problem', problem: 'conflict' };
const STALE = { kind: 'problem', problem: 'changed-since' };
const DECIDED = expect.objectContaining({ kind: 'problem', problem: 'conflict' }) as object;
const NOT_THERE = { kind: 'problem', problem: 'not-found' };
const UNCHANGED = { kind: 'unchanged' };

describe('one by one', () => {
  const CASES: readonly [string, Outcome, object][] = [
    [
      'CM3 an annotation says who made it, when and by which way',
      of(null, CREATE),
      changedTo(MADE),
    ],
    [
      'CM3 what a reader sends has no author of its own',
      of(null, CREATE, { by: null, via: 'reader' }),
      changedTo({ ...MADE, author: 'reader', via: 'reader' }),
    ],
    ['CM4 an id is taken by another’s annotation', of(annotation(), CREATE), TAKEN],
    ['CM4 by other words', of({ ...MADE, body: 'How?' }, CREATE), TAKEN],
    [
      'CM4 by one on other words',
      of({ ...MADE, anchor: { ...ANCHOR, exact: 'a pier' } }, CREATE),
      TAKEN,
    ],
    [
      'CM4 but not by one whose words were edited since',
      of({ ...MADE, body: 'How?', modified: LATER }, CREATE),
      UNCHANGED,
    ],
    [
      'CM4 an id is taken by another’s reply',
      of(annotation({ replies: [{ ...SAID, author: 'ann' }] }), {
        do: 'reply',
        annotation: 'a1',
        id: 'r1',
        body: 'No.',
      }),
      TAKEN,
    ],
    [
      'CM5 a status says who set it, and a word on why is a reply',
      of(annotation(), DECLINE),
      changedTo(DECLINED),
    ],
    [
      'CM5 a note that was sent again under another id is not said twice',
      of(annotation(DECLINED), { ...DECLINE, note: { id: 'r2', body: 'No.' } }, { at: LATER }),
      UNCHANGED,
    ],
    [
      'CM5 one that says something else is',
      of(annotation(DECLINED), { ...DECLINE, note: { id: 'r2', body: 'Never.' } }, { at: LATER }),
      expect.objectContaining({ kind: 'changed' }) as object,
    ],
    [
      'CM5 a status that was sent again after somebody changed it stays as they left it',
      of(annotation({ ...DECLINED, status: 'open' }), DECLINE, { at: LATER }),
      UNCHANGED,
    ],
    ...(
      [
        ['was edited', { body: 'How?', revision: 2 }],
        ['was declined by another', { ...DECLINED, statusBy: 'ann', replies: [], revision: 2 }],
        ['was opened again', { ...DECLINED, status: 'open', replies: [], revision: 2 }],
      ] as const
    ).map(([what, now]): [string, Outcome, object] => [
      `CM12 what ${what} since it was seen gets no status`,
      of(annotation(now), { ...DECLINE, note: null, revision: 1 }),
      STALE,
    ]),
    [
      'CM12 who has given the status is not refused the second time',
      of(annotation(DECLINED), { ...DECLINE, note: null, revision: 0 }, { at: LATER }),
      UNCHANGED,
    ],
    [
      'CM12 what was replied to and tagged since is as it was seen',
      of(annotation({ tags: ['law'], replies: [{ ...SAID, id: 'r9' }], modified: LATER }), {
        ...DECLINE,
        revision: 0,
      }),
      expect.objectContaining({ kind: 'changed' }) as object,
    ],
    [
      'CM23 a reaction is kept with who gave it, in the order in which a layer is read',
      of(annotation({ reactions: ['👍 cid'] }), { do: 'react', annotation: 'a1', emoji: '👍' }),
      changedTo({ reactions: ['👍 bob', '👍 cid'], modified: AT }),
    ],
    [
      'CM23 one takes back one’s own and nobody else’s',
      of(annotation({ reactions: ['👍 bob', '👍 cid'] }), {
        do: 'unreact',
        annotation: 'a1',
        emoji: '👍',
      }),
      changedTo({ reactions: ['👍 cid'], modified: AT }),
    ],
    [
      'CM23 another’s stays',
      of(annotation({ reactions: ['👍 cid'] }), { do: 'unreact', annotation: 'a1', emoji: '👍' }),
      UNCHANGED,
    ],
    ...['ok', '', '👍👍', '👍 ', '1', 'x👍', '👍'.repeat(40)].map(
      (emoji): [string, Outcome, object] => [
        `CM23 “${emoji}” is no emoji`,
        of(annotation(), { do: 'react', annotation: 'a1', emoji }),
        { kind: 'problem', problem: 'invalid-request' },
      ],
    ),
    ...['👍', '❤', '❤️', '👩🏽‍🚒', '🇧🇾', '4️⃣', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '👨‍👩‍👧‍👦'].map((emoji): [string, Outcome, object] => [
      `CM23 ${emoji} is one`,
      of(annotation(), { do: 'react', annotation: 'a1', emoji }),
      changedTo({ reactions: [`${emoji} bob`], modified: AT }),
    ]),
    [
      'CM12 words and wording raise the revision, the colour does not',
      of(annotation({ revision: 4 }), {
        do: 'edit',
        annotation: 'a1',
        body: 'How?',
        color: 'blue',
      }),
      changedTo({ body: 'How?', color: 'blue', revision: 5, modified: AT, edited: AT }),
    ],
    [
      'CM24 who takes a colour, replies or is erased has edited nothing',
      of(annotation(), { do: 'edit', annotation: 'a1', body: '' }, { by: null }),
      changedTo({ body: '', revision: 1, modified: AT, edited: null }),
    ],
    ...(['accepted', 'declined'] as const).flatMap((status): [string, Outcome, object][] => {
      const decided = annotation({ kind: 'suggestion', replacement: 'cats', status });
      return [
        [
          'CM13 a proposal that was accepted or declined keeps its wording',
          of(decided, { do: 'edit', annotation: 'a1', replacement: 'dogs' }),
          DECIDED,
        ],
        [
          'CM13 and its words',
          of(decided, { do: 'edit', annotation: 'a1', body: 'Else.' }),
          DECIDED,
        ],
        [
          'CM13 the same sent again changes nothing',
          of(decided, { do: 'edit', annotation: 'a1', replacement: 'cats' }),
          UNCHANGED,
        ],
      ];
    }),
    [
      'CM12 nor does an edit that says the same',
      of(annotation({ revision: 4 }), { do: 'edit', annotation: 'a1', color: 'blue' }),
      changedTo({ color: 'blue', revision: 4, modified: AT }),
    ],
    [
      'CM5 the anchor follows the words that the status has changed',
      of(annotation(), { ...DECLINE, note: null }, { anchor: { ...ANCHOR, start: 'CCCC' } }),
      changedTo({ ...DECLINED, replies: [], anchor: { ...ANCHOR, start: 'CCCC' } }),
    ],
    [
      'CM6 the server keeps an anchor true without modifying the annotation',
      of(
        annotation(),
        { do: 'anchor', annotation: 'a1', anchor: { ...ANCHOR, from: 12 } },
        { by: null },
      ),
      changedTo({ anchor: { ...ANCHOR, from: 12 } }),
    ],
    [
      'CM6 a person who ties it to the same words changes nothing, wherever these stand now',
      of(annotation(), { do: 'anchor', annotation: 'a1', anchor: { ...ANCHOR, from: 12 } }),
      UNCHANGED,
    ],
    [
      'CM7 a reply that isn’t there can’t be edited',
      of(annotation(), { do: 'edit-reply', annotation: 'a1', reply: 'r1', body: 'So?' }),
      NOT_THERE,
    ],
    [
      'CM7 and is as deleted as it can be',
      of(annotation(), { do: 'delete-reply', annotation: 'a1', reply: 'r1' }),
      UNCHANGED,
    ],
    ['CM7 nothing is done to what isn’t there', of(null, DECLINE), NOT_THERE],
    ['CM7 but to delete it', of(null, { do: 'delete', annotation: 'a1' }), UNCHANGED],
    [
      'CM25 what others have answered meanwhile isn’t deleted',
      of(annotation({ replies: [SAID] }), { do: 'delete', annotation: 'a1', replies: 0 }),
      { kind: 'problem', problem: 'changed-since' },
    ],
    [
      'CM25 but with the replies that were seen',
      of(annotation({ replies: [SAID] }), { do: 'delete', annotation: 'a1', replies: 1 }),
      { kind: 'deleted' },
    ],
    [
      'CM25 and when nobody says what was seen',
      of(annotation({ replies: [SAID] }), { do: 'delete', annotation: 'a1' }),
      { kind: 'deleted' },
    ],
  ];
  test.each(CASES)('%s', (_name, outcome, expected) => {
    expect(outcome).toMatchObject(expected);
  });
});

describe('tied to other words', () => {
  const on = (exact: string, from: number): Anchor => ({
    ...ANCHOR,
    start: `S${from}`,
    end: `E${from}`,
    exact,
    from,
    to: from + exact.length,
    tie: { runs: [[1, from, exact.length]], before: null, after: null },
  });
  const tie = (before: Annotation, anchor: Anchor | null, more: Partial<Occasion> = {}) => {
    const command: Command = { do: 'anchor', annotation: 'a1', anchor };
    return afterwards(before, of(before, command, more)) ?? before;
  };
  const FIRST = annotation({ anchor: on('the quay', 10) });

  test('CM10 the words that it was on are kept, with who did it and when', () => {
    const once = tie(FIRST, on('a pier', 40));
    const twice = tie(once, on('the mole', 70), { by: 'ann', at: LATER });
    expect(twice.anchors).toEqual([
      { exact: 'the quay', from: 10, by: 'bob', at: AT },
      { exact: 'a pier', from: 40, by: 'ann', at: LATER },
    ]);
    expect(twice.anchor).toEqual(on('the mole', 70));
  });

  test('CM10 the same words keep nothing, and neither does the server, which keeps anchors true', () => {
    expect(tie(FIRST, { ...on('the quay', 10), prefix: 'on ' })).toBe(FIRST);
    const kept = tie(FIRST, on('the quay', 90), { by: null });
    expect([kept.anchor.from, kept.anchors]).toEqual([90, []]);
  });

  test('CM10 of many the first is kept and the latest nineteen', () => {
    let after = FIRST;
    for (let at = 0; at < 50; at += 1) after = tie(after, on('a pier', 100 + at));
    expect(after.anchors).toHaveLength(20);
    const froms = after.anchors.map(({ from }) => from);
    expect([froms[0], froms[1], froms.at(-1)]).toEqual([10, 130, 148]);
  });

  test('CM11 one that was never there is on nothing, and quotes what it was on before', () => {
    const wrong = tie(FIRST, on('a pier', 40));
    const lost = tie(wrong, null, { by: 'ann', at: LATER });
    expect(lost.anchor).toMatchObject({ exact: 'the quay', prefix: '', from: 10, to: 18 });
    expect(lost.anchor.tie).toMatchObject({ runs: [], lost: true });
    expect(lost.anchor.end).toBe(lost.anchor.start);
    expect(lost.anchors.at(-1)).toEqual({ exact: 'a pier', from: 40, by: 'ann', at: LATER });
    expect(tie(lost, null)).toBe(lost);
  });

  test('CM11 where nobody has tied it anew it quotes what was annotated, and what is around that', () => {
    const { anchor } = tie(FIRST, null);
    expect(anchor).toMatchObject({ exact: 'the quay', prefix: 'along ', suffix: ' as', from: 10 });
  });

  test('CM11 nothing is found of it, nor anything to be renewed, until a place is chosen', () => {
    const live = liveParagraphs('T', 'Along the quay as before.');
    const index = indexOf(live);
    const tied = anchorAt(index, rangeOf(index.text, 'the quay'));
    const lost = tie(annotation({ anchor: tied }), null).anchor;
    expect(resolve(index, lost)).toEqual({
      state: 'orphaned',
      from: null,
      to: null,
      exact: 'the quay',
    });
    expect(reanchor(index, lost)).toBe(null);
    const back = tie(tie(annotation({ anchor: tied }), null), tied);
    expect(resolve(index, back.anchor).state).toBe('exact');
    expect(back.anchors).toHaveLength(2);
  });
});

describe('in an outbox', () => {
  /** As pages have kept them; what stood in one once must be read as long as there are devices. */
  const KEPT: readonly object[] = [
    CREATE,
    { do: 'edit', annotation: 'a1', body: 'How?', replacement: null },
    { do: 'reply', annotation: 'a1', id: 'r1', body: 'So.' },
    { do: 'edit-reply', annotation: 'a1', reply: 'r1', body: 'So?' },
    { do: 'delete-reply', annotation: 'a1', reply: 'r1' },
    { do: 'set-status', annotation: 'a1', status: 'resolved', note: null },
    DECLINE,
    { do: 'anchor', annotation: 'a1', anchor: ANCHOR },
    {
      do: 'anchor',
      annotation: 'a1',
      anchor: { ...ANCHOR, tie: { runs: [[1, 2, 3]], before: [1, 1], after: null } },
    },
    { do: 'anchor', annotation: 'a1', anchor: null },
    { do: 'delete', annotation: 'a1' },
  ];
  test.each(KEPT)('CM8 %j is read as it was written', (kept) => {
    expect(readCommand(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test('CM8 what the server would refuse is read too, so that its words can be given back', () => {
    const long = { do: 'reply', annotation: 'a1', id: 'r1', body: 'x'.repeat(30_000) };
    expect(readCommand(long)).toEqual(long);
  });

  test('CM8 a field that a command has no more is left out', () => {
    const old = { do: 'set-status', annotation: 'a1', status: 'open', note: null };
    expect(readCommand({ ...old, anchor: ANCHOR })).toEqual(old);
  });

  test.each([
    null,
    'reply',
    [],
    {},
    { do: 'toString' },
    { do: 'reply' },
    { do: 'delete', annotation: 1 },
  ])('CM8 %j is no command', (kept) => {
    expect(readCommand(kept)).toBe(null);
  });

  test.each(NAMES)('CM8 any %s is read as it was written', (name) => {
    for (const seed of SEEDS.slice(0, 50)) {
      const command: Command = new Chance(seed).command(name);
      expect(readCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
      expect(subjectOf(command)).toBe(ID);
    }
  });
});
