/** The policy's table, written out a second time as the design has it, so that a wrong cell fails. */
import { describe, expect, test } from 'vitest';
import {
  asShareRole,
  higherRole,
  READER,
  ROLES,
  SHARE_ROLES,
  SYSTEM,
} from '../../../shared/policy/actor.ts';
import type { Actor } from '../../../shared/policy/actor.ts';
import { may, mayShareAs } from '../../../shared/policy/may.ts';
import { TABLE } from '../../../shared/policy/table.ts';
import type { Permission } from '../../../shared/policy/table.ts';

/**
 * Reader, viewer, commenter, editor, moderator, owner; behind the space a guest by a link to read, comment, edit:
 * `+` yes, `o` on one's own alone, `.` no.
 */
const DESIGN: Record<Permission, string> = {
  'read published': '++++++ +++',
  'report mistake': '++++++ +++',
  'read article': '.+++++ +++',
  'export article': '.+++++ +++',
  'create annotation': '..++++ .++',
  reply: '..++++ .++',
  react: '..++++ .++',
  'edit words': '..oooo .oo',
  'delete annotation': '..oo++ .oo',
  're-anchor': '..o+++ .o+',
  'resolve or reopen': '..o+++ .o+',
  'accept or decline': '...+++ ..+',
  tag: '...+++ ..+',
  assign: '...+++ ..+',
  pin: '...+++ ..+',
  'edit text': '...+++ ..+',
  'add picture': '...+++ ..+',
  'read library': '.+++++ ...',
  'read members': '.+++++ ...',
  'keep account': '.+++++ ...',
  'keep private notes': '..++++ ...',
  'read layers of editors': '...+++ ...',
  'import article': '...+++ ...',
  'change article': '...+++ ...',
  'share article': '...+++ ...',
  'read layers of moderators': '....++ ...',
  'delete article': '....++ ...',
  'manage layers': '.ooo++ ...',
  'write locked layer': '....++ ...',
  'read queue': '....++ ...',
  'manage article members': '.....+ ...',
  'manage members': '.....+ ...',
  'manage workspace': '.....+ ...',
  'read audit': '.....+ ...',
};

const columns: readonly [string, Actor][] = [
  ['reader', READER],
  ...ROLES.map((role): [string, Actor] => [role, { kind: 'member', id: 'm', name: 'M', role }]),
  ...SHARE_ROLES.map((role): [string, Actor] => [
    `guest as ${role}`,
    { kind: 'guest', id: 'g', name: 'G', role, article: 'a' },
  ]),
];

const cells = Object.entries(DESIGN).flatMap(([permission, row]) =>
  columns.map(([who, actor], column) => ({
    permission: permission as Permission,
    who,
    actor,
    cell: row.replace(' ', '')[column] ?? '',
  })),
);

describe('the table', () => {
  test('P1 has the rows of the design and no others', () => {
    expect(Object.keys(TABLE).sort()).toEqual(Object.keys(DESIGN).sort());
  });

  test.each(cells)('P1 $permission by a $who: $cell', ({ permission, actor, cell }) => {
    const [others, own] = [may(permission, actor, false), may(permission, actor, true)];
    expect([others.ok, own.ok]).toEqual([cell === '+', cell !== '.']);
    for (const refused of [others, own]) {
      if (!refused.ok) expect(refused.rule).toBe(permission);
    }
  });

  test.each(Object.keys(DESIGN) as Permission[])('P2 the server itself may: %s', (permission) => {
    expect(may(permission, SYSTEM)).toEqual({ ok: true });
  });

  test('P3 a higher role never loses what a lower one has', () => {
    const rank = { no: 0, own: 1, yes: 2 };
    for (const row of Object.values(TABLE)) {
      const ranks = ROLES.map((role) => rank[row[role]]);
      expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
    }
  });
});

describe('sharing', () => {
  test('J1 nobody gives away by a link more than they have, and no link makes a moderator', () => {
    const shown = columns.map(([who, actor]) => [
      who,
      SHARE_ROLES.filter((role) => mayShareAs(role, actor).ok).at(-1) ?? 'nothing',
    ]);
    expect(shown).toEqual([
      ['reader', 'nothing'],
      ['viewer', 'nothing'],
      ['commenter', 'nothing'],
      ['editor', 'editor'],
      ['moderator', 'editor'],
      ['owner', 'editor'],
      ...SHARE_ROLES.map((role) => [`guest as ${role}`, 'nothing']),
    ]);
    // That an editor shares up to the own role is a matter of rank, not of the highest role that a link can give.
    const commenter: Actor = { kind: 'member', id: 'm', name: 'M', role: 'commenter' };
    expect(mayShareAs('viewer', commenter)).toEqual({ ok: false, rule: 'share article' });
  });

  test('J1 a guest whose role no link can give reads, and no more', () => {
    expect(ROLES.map(asShareRole)).toEqual(['viewer', 'commenter', 'editor', 'viewer', 'viewer']);
  });

  test('J2 of two roles the higher one counts', () => {
    for (const [low, one] of ROLES.entries())
      for (const other of ROLES.slice(low)) {
        expect([higherRole(one, other), higherRole(other, one)]).toEqual([other, other]);
      }
  });
});
