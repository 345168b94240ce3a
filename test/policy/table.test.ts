/** The policy's table, written out a second time as the design has it, so that a wrong cell fails. */
import { describe, expect, test } from 'vitest';
import { READER, ROLES, SYSTEM } from '../../shared/policy/actor.ts';
import type { Actor } from '../../shared/policy/actor.ts';
import { may } from '../../shared/policy/decide.ts';
import { TABLE } from '../../shared/policy/table.ts';
import type { Permission } from '../../shared/policy/table.ts';

/** Reader, viewer, commenter, editor, moderator, owner: `+` yes, `o` on one's own alone, `.` no. */
const DESIGN: Record<Permission, string> = {
  'read published': '++++++',
  'report mistake': '++++++',
  'read article': '.+++++',
  'export article': '.+++++',
  'read members': '.+++++',
  'create annotation': '..++++',
  reply: '..++++',
  'edit words': '..oooo',
  'delete annotation': '..oo++',
  're-anchor': '..o+++',
  'resolve or reopen': '..o+++',
  'accept or decline': '...+++',
  tag: '...+++',
  assign: '...+++',
  'edit text': '...+++',
  'import article': '...+++',
  'change article': '...+++',
  'delete article': '....++',
  'manage layers': '....++',
  'write locked layer': '....++',
  'read queue': '....++',
  'manage members': '.....+',
};

const columns: readonly [string, Actor][] = [
  ['reader', READER],
  ...ROLES.map((role): [string, Actor] => [role, { kind: 'member', id: 'm', name: 'M', role }]),
];

const cells = Object.entries(DESIGN).flatMap(([permission, row]) =>
  columns.map(([standing, actor], column) => ({
    permission: permission as Permission,
    standing,
    actor,
    cell: row[column] ?? '',
  })),
);

describe('the table', () => {
  test('P1 has the rows of the design and no others', () => {
    expect(Object.keys(TABLE).sort()).toEqual(Object.keys(DESIGN).sort());
  });

  test.each(cells)('P1 $permission by a $standing: $cell', ({ permission, actor, cell }) => {
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
