/** Mentions in the Markdown of notes: written, found, edited, and taken out of copies. */
import { describe, expect, test } from 'vitest';
import {
  fromMentions,
  isMentionedIn,
  mentionable,
  mentionedAt,
  mentionedIn,
  mentionOf,
  toMentions,
  withMentions,
} from '../../../shared/annotation/mentions.ts';
import { named } from '../../../server/formats/export/copy-names.ts';
import { placed, reply } from '../../client/workspace/layers/example.ts';

const PEOPLE = mentionable([
  { id: 'ann', name: 'Ann' },
  { id: 'ann-k', name: 'Ann Kowalska' },
  { id: 'b2', name: 'Bob' },
  { id: 'b1', name: 'Bob' },
  { id: 'br', name: 'Бо [Рэд]' },
]);

describe('MN1 what is typed', () => {
  test.each([
    ['Look, @Ann!', 'Look, [@Ann](galley:person/ann)!'],
    ['@Ann Kowalska', '[@Ann Kowalska](galley:person/ann-k)'],
    ['@Ann Kowalskaya', '[@Ann](galley:person/ann) Kowalskaya'],
    ['@Annabel', '@Annabel'],
    ['mail me@Ann', 'mail me@Ann'],
    ['@Bob and @Bob (2)', '[@Bob](galley:person/b1) and [@Bob (2)](galley:person/b2)'],
    ['(@Бо (Рэд))', '([@Бо (Рэд)](galley:person/br))'],
    ['\\@Ann', '\\@Ann'],
    ['[@Ann](galley:person/other)', '[@Ann](galley:person/other)'],
    ['@', '@'],
  ])('MN1 %s becomes %s, and is edited as it was typed', (typed, body) => {
    expect(toMentions(typed, PEOPLE)).toBe(body);
    expect(fromMentions(body, PEOPLE)).toBe(typed);
  });

  test('MN1 is edited under the name that the person has now', () => {
    const renamed = mentionable([{ id: 'ann', name: 'Anna' }]);
    const edited = fromMentions('[@Ann](galley:person/ann)', renamed);
    expect(edited).toBe('@Anna');
    expect(toMentions(edited, renamed)).toBe('[@Anna](galley:person/ann)');
  });
});

test('MN1 who is mentioned is found in the note and in replies, each once', () => {
  const body = `${mentionOf('ann', 'Ann')}, ${mentionOf('ann', 'Ann')} and ${mentionOf('b1', 'B')}`;
  expect(mentionedIn(body)).toEqual(['ann', 'b1']);
  const thread = { body: '', replies: [{ ...reply('b1'), body }] };
  expect(isMentionedIn('ann', thread)).toBe(true);
  expect(isMentionedIn('ann-k', thread)).toBe(false);
});

test.each([
  'galley:person/',
  'galley:person/a/b',
  'galley:person/a b',
  'xgalley:person/a',
  'https://a',
])('MN1 %s names nobody', (address) => expect(mentionedAt(address)).toBeNull());

describe('MN2 copies', () => {
  const body = 'So, [@Ann](galley:person/ann)?';
  const asked = placed({ author: 'b1', body, replies: [{ ...reply('ann'), body }] });
  const names = new Map([['ann', 'Ann *K*']]);

  test.each([
    ['real', 'So, @Ann \\*K\\*?'],
    ['pseudonyms', 'So, @Person 1?'],
    ['none', 'So, @somebody?'],
  ] as const)('MN2 with names %s say %s', (naming, words) => {
    const [thread] = named([asked], naming, names).annotations;
    expect([thread?.body, thread?.replies[0]?.body]).toEqual([words, words]);
  });

  test('MN2 with pseudonyms the one who is mentioned has the same as where they write', () => {
    const [thread] = named([asked], 'pseudonyms', names).annotations;
    expect([thread?.replies[0]?.author, thread?.author]).toEqual(['Person 1', 'Person 2']);
  });

  test('MN2 somebody who is gone keeps the name that was written', () => {
    expect(named([asked], 'real', new Map()).annotations[0]?.body).toBe('So, @Ann?');
    expect(withMentions('none', () => 'x')).toBe('none');
  });
});
