/** What the policy says to each command, on one's own and on another's annotation, by each role, in each kind of layer. */
import { describe, expect, test } from 'vitest';
import type { Annotation, Status } from '../../../shared/annotation/annotation.ts';
import type { Command } from '../../../shared/annotation/commands/command-table.ts';
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Audience, Layer } from '../../../shared/article/article.ts';
import { READER, ROLES, SHARE_ROLES, SYSTEM } from '../../../shared/policy/actor.ts';
import type { Actor, Role, ShareRole } from '../../../shared/policy/actor.ts';
import { NOTE_KINDS } from '../../../shared/annotation/kinds.ts';
import { decide } from '../../../shared/policy/decide.ts';
import {
  isOfferedFor,
  mayManageLayer,
  mayReadLayer,
  mayWriteLayer,
} from '../../../shared/policy/layer-permission.ts';

const ME = 'me';
const ANCHOR = { start: 'AA', end: 'AA', exact: 'words', prefix: '', suffix: '', from: 0, to: 5 };
const NEW = { anchor: ANCHOR, body: '', replacement: null, color: null, tags: [] };
const LAYER: Layer = {
  id: 'layer',
  article: 'article',
  name: 'Comments',
  color: 'yellow',
  audience: 'members',
  locked: false,
  owner: null,
  purpose: 'comments',
  created: '2026-01-01T00:00:00.000Z',
};

const member = (role: Role, id = ME): Actor => ({ kind: 'member', id, name: 'Me', role });

const guest = (role: ShareRole, article = LAYER.article): Actor => ({
  kind: 'guest',
  id: ME,
  name: 'Me',
  role,
  article,
});

function annotation(author: string, status: Status = 'open'): Annotation {
  const at = '2026-01-01T00:00:00.000Z';
  const reply = (id: string, by: string) => ({
    id,
    author: by,
    created: at,
    modified: at,
    body: '',
  });
  return {
    id: 'a',
    kind: 'suggestion',
    author,
    created: at,
    modified: at,
    ...NEW,
    status,
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [reply('mine', ME), reply('theirs', 'somebody')],
    reactions: [],
  };
}

const status = (to: Status): Command => ({
  do: 'set-status',
  annotation: 'a',
  status: to,
  note: null,
});

/** Viewer, commenter, editor, moderator, owner: `+` allowed, `.` refused. */
const TABLE: readonly [name: string, command: Command, own: string, others: string][] = [
  ['create', { do: 'create', id: 'n', kind: 'comment', ...NEW }, '.++++', '.++++'],
  ['reply', { do: 'reply', annotation: 'a', id: 'r', body: 'b' }, '.++++', '.++++'],
  ['edit', { do: 'edit', annotation: 'a', body: 'b' }, '.++++', '.....'],
  ['tag', { do: 'tag', annotation: 'a', tags: ['t'] }, '..+++', '..+++'],
  ['assign', { do: 'assign', annotation: 'a', assignee: ME }, '..+++', '..+++'],
  ['pin', { do: 'pin', annotation: 'a', pinned: true }, '..+++', '..+++'],
  ['anchor', { do: 'anchor', annotation: 'a', anchor: ANCHOR }, '.++++', '..+++'],
  ['delete', { do: 'delete', annotation: 'a' }, '.++++', '...++'],
  ['resolve', status('resolved'), '.++++', '..+++'],
  ['reopen', status('open'), '.++++', '..+++'],
  ['accept', status('accepted'), '..+++', '..+++'],
  ['decline', status('declined'), '..+++', '..+++'],
];

const cases = TABLE.flatMap(([name, command, own, others]) =>
  [
    { whose: 'one’s own', author: ME, row: own },
    { whose: 'another’s', author: 'somebody', row: others },
  ].flatMap(({ whose, author, row }) =>
    ROLES.map((role, column) => ({ name, command, whose, author, role, cell: row[column] ?? '' })),
  ),
);

describe('commands', () => {
  test.each(cases)('P4 $name, $whose, by a $role: $cell', ({ command, author, role, cell }) => {
    const decision = decide(command, annotation(author), LAYER, member(role));
    expect(decision.ok).toBe(cell === '+');
  });

  test.each(ROLES)('P5 nobody edits the words of another’s reply: %s', (role) => {
    const edit = (reply: string): Command => ({
      do: 'edit-reply',
      annotation: 'a',
      reply,
      body: 'b',
    });
    expect(decide(edit('theirs'), annotation(ME), LAYER, member(role)).ok).toBe(false);
    const mine = decide(edit('mine'), annotation('somebody'), LAYER, member(role));
    expect(mine.ok).toBe(role !== 'viewer');
  });

  test.each(ROLES)('P5 another’s reply is deleted by moderators alone: %s', (role) => {
    const remove: Command = { do: 'delete-reply', annotation: 'a', reply: 'theirs' };
    const isModerator = role === 'moderator' || role === 'owner';
    // That the thread is one's own gives no right over what others wrote in it.
    expect(decide(remove, annotation(ME), LAYER, member(role)).ok).toBe(isModerator);
  });

  test.each(['accepted', 'declined'] as const)(
    'P6 taking back “%s” needs an editor, even from its author',
    (settled) => {
      for (const to of ['open', 'resolved'] as const) {
        const before = annotation(ME, settled);
        expect(decide(status(to), before, LAYER, member('commenter'))).toEqual({
          ok: false,
          rule: 'accept or decline',
        });
        expect(decide(status(to), before, LAYER, member('editor')).ok).toBe(true);
      }
    },
  );

  test('P6 an author reopens what was resolved', () => {
    const resolved = annotation(ME, 'resolved');
    expect(decide(status('open'), resolved, LAYER, member('commenter')).ok).toBe(true);
  });

  test.each(TABLE.map(([name, command]) => ({ name, command })))(
    'P7 a reader without an account may not $name, not even in a public layer',
    ({ command }) => {
      const open: Layer = { ...LAYER, audience: 'public' };
      expect(decide(command, annotation('reader'), open, READER).ok).toBe(false);
    },
  );

  test('P7 a reader may report, into the layer of reports and no other', () => {
    const report: Command = { do: 'create', id: 'n', kind: 'report', ...NEW };
    const reports: Layer = { ...LAYER, audience: 'editors', purpose: 'reports' };
    expect(decide(report, null, reports, READER).ok).toBe(true);
    expect(decide(report, null, LAYER, READER).ok).toBe(false);
    const comment: Command = { do: 'create', id: 'n', kind: 'comment', ...NEW };
    expect(decide(comment, null, reports, READER).ok).toBe(false);
  });
});

describe('guests', () => {
  const own = TABLE.flatMap(([name, command, mine, others]) =>
    SHARE_ROLES.flatMap((role, column) => [
      { name, command, role, author: ME, cell: mine[column] ?? '' },
      { name, command, role, author: 'somebody', cell: others[column] ?? '' },
    ]),
  );

  test.each(own)('J3 a guest as $role, in its article: $name by $author: $cell', (one) => {
    const decision = decide(one.command, annotation(one.author), LAYER, guest(one.role));
    expect(decision.ok).toBe(one.cell === '+');
  });

  test.each(own)('J4 a guest as $role, in another article: $name by $author: nothing', (one) => {
    for (const audience of AUDIENCES) {
      const layer: Layer = { ...LAYER, audience };
      const stranger = guest(one.role, 'another');
      expect(mayReadLayer(layer, stranger)).toBe(false);
      expect(decide(one.command, annotation(one.author), layer, stranger)).toEqual({
        ok: false,
        rule: 'read layer',
      });
    }
  });

  test.each(SHARE_ROLES)('J4 a guest as %s reads what is for all members, and no more', (role) => {
    const seen = AUDIENCES.filter((audience) =>
      // Even a private layer under its own id, which can't come about, would stay shut.
      mayReadLayer({ ...LAYER, audience, owner: ME }, guest(role)),
    );
    expect(seen).toEqual(['public', 'members']);
  });

  test('J3 a guest who edits writes in no locked layer', () => {
    const locked: Layer = { ...LAYER, locked: true };
    const reply: Command = { do: 'reply', annotation: 'a', id: 'r', body: 'b' };
    expect(decide(reply, annotation(ME), locked, guest('editor'))).toEqual({
      ok: false,
      rule: 'write locked layer',
    });
  });
});

describe('layers', () => {
  const READERS: Record<Audience, string> = {
    public: '++++++',
    members: '.+++++',
    editors: '...+++',
    moderators: '....++',
    private: '......',
  };
  const columns: readonly [string, Actor][] = [
    ['reader', READER],
    ...ROLES.map((role): [string, Actor] => [role, member(role)]),
  ];
  const audiences = Object.entries(READERS).flatMap(([audience, row]) =>
    columns.map(([who, actor], at) => ({ audience, who, actor, cell: row[at] ?? '' })),
  );

  test.each(audiences)('P8 a layer for $audience is read by a $who: $cell', (one) => {
    const layer: Layer = { ...LAYER, audience: one.audience as Audience, owner: 'somebody' };
    expect(mayReadLayer(layer, one.actor)).toBe(one.cell === '+');
    if (one.cell === '.' && one.actor.kind === 'member') {
      for (const [, command] of TABLE) {
        const decision = decide(command, annotation(ME), layer, one.actor);
        expect(decision).toEqual({ ok: false, rule: 'read layer' });
      }
    }
  });

  test('P9 a private layer is its owner’s alone', () => {
    const mine: Layer = { ...LAYER, audience: 'private', owner: ME };
    for (const role of ROLES) {
      expect(mayReadLayer(mine, member(role))).toBe(true);
      expect(mayReadLayer(mine, member(role, 'somebody'))).toBe(false);
    }
    const nobodys: Layer = { ...LAYER, audience: 'private', owner: null };
    expect(mayReadLayer(nobodys, member('owner'))).toBe(false);
    expect(mayReadLayer(nobodys, SYSTEM)).toBe(true);
  });

  const writing = ['create', 'reply', 'edit'];
  test.each(cases.filter(({ cell, author }) => cell === '+' && author === ME))(
    'P10 in a locked layer, $name by a $role who else might',
    ({ name, command, role }) => {
      const locked: Layer = { ...LAYER, locked: true };
      const isModerator = role === 'moderator' || role === 'owner';
      const decision = decide(command, annotation(ME), locked, member(role));
      expect(decision.ok).toBe(isModerator || !writing.includes(name));
      if (!decision.ok) expect(decision.rule).toBe('write locked layer');
    },
  );

  const everyActor: readonly [string, Actor][] = [
    ...columns,
    ...SHARE_ROLES.map((role): [string, Actor] => [`guest as ${role}`, guest(role)]),
    ['server', SYSTEM],
  ];
  /** Reader, viewer, commenter, editor, moderator, owner, guests to read, to comment, to edit, and the server itself. */
  const MANAGED: readonly [string, Partial<Layer>, write: string, manage: string][] = [
    ['for members', {}, '..++++.+++', '....++...+'],
    ['for members, locked', { locked: true }, '....++...+', '....++...+'],
    ['for everybody', { audience: 'public' }, '..++++.+++', '....++...+'],
    ['for editors', { audience: 'editors' }, '...+++...+', '....++...+'],
    ['for moderators', { audience: 'moderators' }, '....++...+', '....++...+'],
    ['of one’s own', { audience: 'private', owner: ME }, '..++++...+', '.+++++...+'],
    [
      'of one’s own, locked',
      { audience: 'private', owner: ME, locked: true },
      '....++...+',
      '.+++++...+',
    ],
    ['of another’s own', { audience: 'private', owner: 'somebody' }, '.........+', '....++...+'],
  ];

  test.each(MANAGED)('P11 a layer %s is written in by %j: %s', (_name, fields, write) => {
    const layer: Layer = { ...LAYER, ...fields };
    const cells = everyActor.map(([, actor]) => (mayWriteLayer(layer, actor).ok ? '+' : '.'));
    expect(cells.join('')).toBe(write);
    const comment: Command = { do: 'create', id: 'n', kind: 'comment', ...NEW };
    for (const [, actor] of everyActor)
      expect(mayWriteLayer(layer, actor)).toEqual(decide(comment, null, layer, actor));
  });

  test.each(MANAGED)('P12 a layer %s is managed by %j', (_name, fields, _write, manage) => {
    const layer: Layer = { ...LAYER, ...fields };
    const decisions = everyActor.map(([, actor]) => mayManageLayer(layer, actor));
    expect(decisions.map(({ ok }) => (ok ? '+' : '.')).join('')).toBe(manage);
    for (const one of decisions) if (!one.ok) expect(one.rule).toBe('manage layers');
  });

  test('P13 what is offered for each kind of note', () => {
    const offered = (purpose: Layer['purpose'], audience: Audience) =>
      NOTE_KINDS.map(([kind]) => kind).filter((kind) => isOfferedFor(kind, { purpose, audience }));
    const all = ['highlight', 'comment', 'question', 'suggestion'];
    expect(offered('comments', 'members')).toEqual(all);
    expect(offered('custom', 'public')).toEqual(all);
    expect(offered('notes', 'private')).toEqual(['highlight', 'comment', 'question']);
    expect(offered('reports', 'editors')).toEqual([]);
  });
});
