/** As whom people act. */
import { expect, test } from 'vitest';
import { actorOf } from '../../../../client/ui/session/permission.ts';
import type { Role } from '../../../../shared/policy/actor.ts';

const ROLES: readonly [role: Role, guest: true | undefined, kind: string, as: string][] = [
  ['owner', undefined, 'member', 'owner'],
  ['editor', true, 'guest', 'editor'],
  ['owner', true, 'guest', 'viewer'],
];

test.each(ROLES)(
  'T9 %s (guest: %s) acts as a %s with the rights of a %s',
  (role, guest, kind, as) => {
    const me = { id: 'm', name: 'M', role, color: 'teal', ...(guest ? { guest } : {}) };
    expect(actorOf(me)).toMatchObject({ kind, role: as });
  },
);
