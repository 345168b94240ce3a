/** Commands drawn over the live layer, and when they are let go. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../../shared/annotation/annotation.ts';
import type { OutboxEntry } from '../../../../client/workspace/layers/outbox-entry.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';
import { overlay, remaining } from '../../../../client/workspace/layers/outbox-overlay.ts';
import { ANCHOR, annotation, AT, create, sent, waiting } from './example.ts';

const REPLY = { id: 'r1', author: 'bob', created: AT, modified: AT, body: 'Because.' };
const OTHER_ANCHOR = { ...ANCHOR, start: 'CCCC' };

function command(what: Command): Command {
  return what;
}

const reply = command({ do: 'reply', annotation: 'a1', id: 'r1', body: 'Because.' });
const resolve = command({ do: 'set-status', annotation: 'a1', status: 'resolved', note: null });
const RESOLVE_SEEN: Command = {
  do: 'set-status',
  annotation: 'a1',
  status: 'resolved',
  note: null,
  revision: 2,
};
const reopen = command({ do: 'set-status', annotation: 'a1', status: 'open', note: null });

const DRAWN: readonly {
  readonly name: string;
  readonly live: readonly Annotation[];
  readonly commands: readonly Command[];
  readonly drawn: readonly Annotation[];
}[] = [
  {
    name: 'M6 a new annotation is there at once',
    live: [],
    commands: [create('a1')],
    drawn: [annotation({ author: 'bob', created: AT, modified: AT, via: 'web', body: 'New' })],
  },
  {
    name: 'M6 one that the live layer has already is not made twice',
    live: [annotation()],
    commands: [create('a1')],
    drawn: [annotation()],
  },
  {
    name: 'M6 an edit changes only what it names',
    live: [annotation({ replacement: 'a pier', color: 'pink' })],
    commands: [{ do: 'edit', annotation: 'a1', body: 'How?' }],
    drawn: [
      annotation({
        body: 'How?',
        replacement: 'a pier',
        color: 'pink',
        modified: AT,
        revision: 1,
        edited: AT,
      }),
    ],
  },
  {
    name: 'M6 an edit may take a wording away',
    live: [annotation({ replacement: 'a pier' })],
    commands: [{ do: 'edit', annotation: 'a1', replacement: null }],
    drawn: [annotation({ modified: AT, revision: 1, edited: AT })],
  },
  {
    name: 'M6 a reply stands last',
    live: [annotation({ replies: [{ ...REPLY, id: 'r0' }] })],
    commands: [reply],
    drawn: [annotation({ replies: [{ ...REPLY, id: 'r0' }, REPLY], modified: AT })],
  },
  {
    name: 'M6 a reply stands last, also where this device’s clock is late',
    live: [annotation({ replies: [{ ...REPLY, id: 'r0', created: '2026-01-03T10:00:00.000Z' }] })],
    commands: [reply],
    drawn: [
      annotation({
        replies: [
          { ...REPLY, id: 'r0', created: '2026-01-03T10:00:00.000Z' },
          { ...REPLY, created: '2026-01-03T10:00:00.001Z', modified: '2026-01-03T10:00:00.001Z' },
        ],
        modified: '2026-01-03T10:00:00.001Z',
      }),
    ],
  },
  {
    name: 'M6 a reply that has come back is not drawn twice',
    live: [annotation({ replies: [{ ...REPLY, created: '2026-01-03' }] })],
    commands: [reply],
    drawn: [annotation({ replies: [{ ...REPLY, created: '2026-01-03' }] })],
  },
  {
    name: 'M6 a reply is edited and removed',
    live: [annotation({ replies: [REPLY, { ...REPLY, id: 'r2' }] })],
    commands: [
      { do: 'edit-reply', annotation: 'a1', reply: 'r1', body: 'So.' },
      { do: 'delete-reply', annotation: 'a1', reply: 'r2' },
    ],
    drawn: [annotation({ replies: [{ ...REPLY, body: 'So.' }], modified: AT })],
  },
  {
    name: 'M6 an outcome says who and when',
    live: [annotation()],
    commands: [resolve],
    drawn: [
      annotation({ status: 'resolved', statusBy: 'bob', statusAt: AT, modified: AT, revision: 1 }),
    ],
  },
  {
    name: 'M6 the last of several outcomes counts',
    live: [annotation()],
    commands: [resolve, reopen],
    drawn: [
      annotation({ status: 'open', statusBy: 'bob', statusAt: AT, modified: AT, revision: 2 }),
    ],
  },
  {
    name: 'M6 an outcome of what is not as it was seen is not drawn',
    live: [annotation({ revision: 3, status: 'declined', statusBy: 'ann', statusAt: AT })],
    commands: [RESOLVE_SEEN],
    drawn: [annotation({ revision: 3, status: 'declined', statusBy: 'ann', statusAt: AT })],
  },
  {
    name: 'M6 a thread tied anew has its new anchor',
    live: [annotation()],
    commands: [{ do: 'anchor', annotation: 'a1', anchor: OTHER_ANCHOR }],
    drawn: [
      annotation({
        anchor: OTHER_ANCHOR,
        anchors: [{ exact: 'the quay', from: 10, by: 'bob', at: AT }],
        modified: AT,
      }),
    ],
  },
  {
    name: 'M6 what is deleted is gone, and stays so under later commands',
    live: [annotation(), annotation({ id: 'a2' })],
    commands: [{ do: 'delete', annotation: 'a1' }, reply],
    drawn: [annotation({ id: 'a2' })],
  },
];

describe('overlay', () => {
  test.each(DRAWN)('$name', ({ live, commands, drawn }) => {
    expect(overlay(live, commands.map(waiting), 'bob')).toEqual(drawn);
  });

  test('M7 what was refused is not drawn', () => {
    const problem = { type: '/problems/not-allowed', title: 'No.', status: 403 };
    const refused: OutboxEntry = { ...waiting(create('a1')), state: 'refused', problem };
    expect(overlay([], [refused], 'bob')).toEqual([]);
  });
});

const NOW = Date.parse(AT) + 500;
const MUCH_LATER = Date.parse(AT) + 60_000;

const KEPT: readonly {
  readonly name: string;
  readonly live: readonly Annotation[];
  readonly entries: readonly OutboxEntry[];
  readonly now?: number;
  readonly inTouch?: boolean;
  readonly kept: readonly boolean[];
}[] = [
  {
    name: 'M8 kept until answered, even if it looks done',
    live: [annotation()],
    entries: [waiting(reopen)],
    kept: [true],
  },
  {
    name: 'M8 kept until the live layer shows it',
    live: [],
    entries: [sent(create('a1'))],
    kept: [true],
  },
  {
    name: 'M8 let go once it is shown',
    live: [annotation({ author: 'bob', body: 'New' })],
    entries: [sent(create('a1'))],
    kept: [false],
  },
  {
    name: 'M8 a reply is shown by its id',
    live: [annotation({ replies: [REPLY] })],
    entries: [sent(reply)],
    kept: [false],
  },
  {
    name: 'M8 an edit is shown by its words',
    live: [annotation({ body: 'How?' })],
    entries: [sent({ do: 'edit', annotation: 'a1', body: 'How?' })],
    kept: [false],
  },
  {
    name: 'M8 an edit of another wording is not shown yet',
    live: [annotation({ body: 'How?' })],
    entries: [sent({ do: 'edit', annotation: 'a1', body: 'How?', replacement: 'x' })],
    kept: [true],
  },
  {
    name: 'M8 a deletion is shown by absence',
    live: [],
    entries: [sent({ do: 'delete', annotation: 'a1' })],
    kept: [false],
  },
  {
    name: 'M8 a deletion is not shown while the annotation is there',
    live: [annotation()],
    entries: [sent({ do: 'delete', annotation: 'a1' })],
    kept: [true],
  },
  {
    name: 'M8 a removed reply is shown by absence',
    live: [annotation()],
    entries: [sent({ do: 'delete-reply', annotation: 'a1', reply: 'r1' })],
    kept: [false],
  },
  {
    name: 'M8 a new anchor is shown by its start',
    live: [annotation({ anchor: OTHER_ANCHOR })],
    entries: [sent({ do: 'anchor', annotation: 'a1', anchor: OTHER_ANCHOR })],
    kept: [false],
  },
  {
    name: 'M8 a later command that is shown takes the earlier with it',
    live: [annotation()],
    entries: [sent(resolve), sent(reopen)],
    kept: [false, false],
  },
  {
    name: 'M8 but not those on other annotations',
    live: [annotation()],
    entries: [sent(create('a2')), sent(reopen)],
    kept: [true, false],
  },
  {
    name: 'M9 let go after a while, if another change has won meanwhile',
    live: [annotation()],
    entries: [sent(resolve)],
    now: MUCH_LATER,
    kept: [false],
  },
  {
    name: 'M9 but not while the layer is out of touch',
    live: [annotation()],
    entries: [sent(resolve)],
    now: MUCH_LATER,
    inTouch: false,
    kept: [true],
  },
];

describe('remaining', () => {
  test.each(KEPT)('$name', ({ live, entries, now = NOW, inTouch = true, kept }) => {
    const byId = new Map(live.map((one) => [one.id, one]));
    const left = remaining(entries, byId, 'bob', now, inTouch);
    expect(entries.map((entry) => left.includes(entry))).toEqual(kept);
  });
});
