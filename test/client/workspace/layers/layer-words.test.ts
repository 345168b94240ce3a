/** The words about layers. */
import { describe, expect, test } from 'vitest';
import {
  audiencesFor,
  countWords,
  readersOf,
  takenAlong,
} from '../../../../client/workspace/layers/layer-words.ts';
import type { PersonAnswer } from '../../../../shared/wire/routes/people.ts';
import { COMMENTS, member, person, placed, reply } from './example.ts';

const everybody: readonly PersonAnswer[] = [
  { ...person('Vera'), role: 'viewer' },
  { ...person('Ed'), role: 'editor' },
  { ...person('Mo'), role: 'moderator' },
  { ...person('Gus', true), role: 'viewer' },
  { ...person('Left'), role: null },
];
const people = new Map(everybody.map((one) => [one.id, one]));
const me = member('Mo', 'moderator');

describe('LY2 who reads a layer is said', () => {
  test('LY2 by audience and by name, without oneself and those who can’t come any more', () => {
    expect(readersOf(COMMENTS, people, me)).toBe(
      'Members and guests: you, Vera, Ed and Gus (guest)',
    );
    const editors = { ...COMMENTS, audience: 'editors' } as const;
    expect(readersOf(editors, people, me)).toBe('Editors and up: you, Ed');
    const moderators = { ...COMMENTS, audience: 'moderators' } as const;
    expect(readersOf(moderators, people, me)).toBe('Moderators and up: nobody else so far');
    expect(readersOf({ ...COMMENTS, audience: 'private' }, people, me)).toBe('Only you');
  });
  test('LY2 of many the first are named', () => {
    const many = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, person(id)]));
    expect(readersOf(COMMENTS, many, me)).toBe('Members and guests: you, a, b, c and 2 more');
  });
  test('LY2 only what the server would allow is offered', () => {
    expect(audiencesFor(COMMENTS, me)).not.toContain('private');
    expect(audiencesFor(null, me)).toContain('private');
    const own = { ...COMMENTS, audience: 'private' } as const;
    expect(audiencesFor(own, me)).toContain('members');
    expect(audiencesFor({ ...own, purpose: 'notes' }, me)).toEqual(['private']);
    expect(audiencesFor(own, member('Ed', 'editor'))).toEqual(['private']);
  });
});

test('LY3 what a layer takes along is said with its threads and their people', () => {
  expect(takenAlong([], people)).toBe('There is nothing in it.');
  expect(takenAlong([placed({ author: 'Ed' })], people)).toBe(
    '1 thread goes along, with words by Ed.',
  );
  const threads = [placed({ author: 'Ed', replies: [reply('Vera')] }), placed({ author: 'Mo' })];
  expect(takenAlong(threads, people)).toBe('2 threads go along, with words by Ed, Vera and Mo.');
});

test('LY5 how many are open is said of how many', () => {
  expect([countWords(0, 0), countWords(2, 2), countWords(1, 4)]).toEqual([
    '',
    '2 open',
    '1 of 4 open',
  ]);
});
