/** Who is at an article. */
import { expect, test } from 'vitest';
import { peopleIn } from '../../../../client/workspace/connection/presence.ts';

test('E14 a person with two tabs is there once, by name; states that name nobody are left out', () => {
  const ann = { id: 'ann', name: 'Ann', color: 'teal' };
  const bob = { id: 'bob', name: 'Bob', color: 'rust' };
  const states = new Map([
    [1, { user: bob }],
    [2, { user: ann }],
    [3, { user: ann, cursor: {} }],
    [4, {}],
    [5, { user: { name: 'Nobody' } }],
  ]);
  expect(peopleIn(states).map(({ name }) => name)).toEqual(['Ann', 'Bob']);
});
