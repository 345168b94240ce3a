/**
 * What no copy may tell, made for each format, each role and each choice: words of layers that the asker can't read or did not
 * choose, and who wrote where no names were asked for. A new format is covered by its line in the table.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDIENCES } from '../../../shared/article/article.ts';
import type { Audience } from '../../../shared/article/article.ts';
import { COPY_FORMATS } from '../../../shared/article/formats.ts';
import type { Role } from '../../../shared/policy/actor.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';

/** What each may read, from nobody's code but this table. */
const READABLE: Readonly<Record<string, readonly Audience[]>> = {
  guest: ['public', 'members'],
  viewer: ['public', 'members'],
  commenter: ['public', 'members'],
  editor: ['public', 'members', 'editors'],
  moderator: ['public', 'members', 'editors', 'moderators'],
  owner: ['public', 'members', 'editors', 'moderators', 'private'],
};
const ROLES = Object.keys(READABLE);
const ROLE_OF: Readonly<Record<string, Role>> = {
  viewer: 'viewer',
  commenter: 'commenter',
  editor: 'editor',
  moderator: 'moderator',
};

/** Fields in which something could leave, each with a word that says from which layer it comes. */
const FIELDS = ['Layer', 'Body', 'Reply', 'Tag', 'Words', 'Status'] as const;
const canary = (field: (typeof FIELDS)[number], audience: Audience): string =>
  `Leak${field}${audience}`;

let server: TestServer;
let article: ArticleReply;
const layers = new Map<Audience, string>();
/** Ids of threads and replies, by layer. */
const threads = new Map<Audience, string[]>();
let share: string;

beforeAll(async () => {
  server = await testServer();
  article = await server.article('# Harbour\n\nThe ferry leaves at nine. It returns at noon.');
  share = (await makeShare(server, article.id)).secret;
  for (const audience of AUDIENCES) {
    // Each layer before what is in it.
    await fill(audience);
  }
});
afterAll(() => server.close());

/** Somebody new in this role, since each may ask for some copies in a minute. */
async function askerOf(role: string): Promise<(path: string) => Promise<Reply>> {
  if (role === 'owner') return (path) => server.ask('GET', path);
  if (role === 'guest') {
    const visitor = await guestOf(server, share, 'Named guest');
    return (path) => visitor.ask('GET', path);
  }
  const { token } = await server.member(`Named ${role}`, ROLE_OF[role] ?? 'viewer');
  return (path) => server.ask('GET', path, undefined, token);
}

const at = (rest: string): string => `/api/articles/${article.id}${rest}`;

/** A comment that was resolved, and an open suggestion, each with a reply, by somebody who writes in this layer alone. */
async function fill(audience: Audience): Promise<void> {
  const made = await server.ask('POST', at('/layers'), {
    name: canary('Layer', audience),
    audience,
  });
  const layer = made.json.id as string;
  layers.set(audience, layer);
  const { token } =
    audience === 'private'
      ? { token: undefined }
      : await server.member(`Writer of ${audience}`, 'moderator');
  const ids: string[] = [];
  const add = async (fields: object): Promise<string> => {
    const body = canary('Body', audience);
    const sent = { layer, body, tags: [canary('Tag', audience)], ...fields };
    const { status, json, text } = await server.ask('POST', at('/annotations'), sent, token);
    expect(status, text).toBe(201);
    const reply = { body: canary('Reply', audience) };
    await server.ask('POST', at(`/annotations/${json.id}/replies`), reply, token);
    ids.push(json.id);
    return json.id;
  };
  const done = await add({ kind: 'comment', target: { exact: 'ferry' } });
  const note = { status: 'resolved', note: canary('Status', audience) };
  await server.ask('POST', at(`/annotations/${done}/status`), note, token);
  const words = ['leaves', 'nine', 'It', 'returns', 'noon'][AUDIENCES.indexOf(audience)];
  await add({
    kind: 'suggestion',
    target: { exact: words },
    replacement: canary('Words', audience),
  });
  threads.set(audience, ids);
}

const NAMINGS = ['real', 'pseudonyms', 'none'];

describe.each(COPY_FORMATS)('as $name', ({ name, notes, suggestions, isBinary }) => {
  const choices = [
    '',
    ...NAMINGS.map((naming) => `&names=${naming}`),
    ...notes.map((place) => `&notes=${place}`),
    ...suggestions.flatMap((one) => notes.map((place) => `&suggestions=${one}&notes=${place}`)),
    '&kinds=suggestion',
    '&status=resolved',
    '&from=2000-01-01',
  ];

  test.each(ROLES)(
    'H69 no choice gives a %s a layer that they may not read or did not choose',
    async (role) => {
      const ask = await askerOf(role);
      const readable = READABLE[role] ?? [];
      const shared = readable.filter((audience) => audience !== 'private');
      const asked: [query: string, chosen: readonly Audience[]][] = [
        ...choices.map((query): [string, readonly Audience[]] => [query, shared]),
        ...readable.map((one): [string, readonly Audience[]] => [`&layers=${layers.get(one) ?? ''}`, [one]]), // prettier-ignore
        ['&layers=', []],
      ];
      for (const [query, chosen] of asked) {
        // One after the other, since they count for a limit together.
        const reply = await ask(at(`/export?format=${name}${query}`));
        expect(reply.status, query).toBe(200);
        const found = leaksIn(reply.text).filter((audience) => !chosen.includes(audience));
        expect(found, `${role} ${query}`).toEqual([]);
        // Without this the test would hold for a format that writes nothing.
        if (query === '' && !isBinary) expect(leaksIn(reply.text)).toEqual(shared);
      }
    },
  );

  test.each(
    ROLES.flatMap((role) => ['pseudonyms', 'none'].map((naming) => [role, naming] as const)),
  )(
    'H69 a %s’s copy with the names “%s” has no name and no id of anybody',
    async (role, naming) => {
      const ask = await askerOf(role);
      const { json } = await server.ask('GET', '/api/members');
      const reply = await ask(at(`/export?format=${name}&names=${naming}`));
      expect(reply.status).toBe(200);
      for (const person of json.items) {
        expect(reply.text).not.toContain(person.id);
        expect(reply.text).not.toContain(person.name);
      }
      expect(reply.text).not.toMatch(/Named |Writer of /);
    },
  );
});

/** Of which layers something is in a file: a word of any field, or an id. */
function leaksIn(file: string): Audience[] {
  return AUDIENCES.filter((audience) => {
    const traces = FIELDS.map((field) => canary(field, audience));
    const ids = [layers.get(audience) ?? '', ...(threads.get(audience) ?? [])];
    return [...traces, ...ids, `Writer of ${audience}`].some((trace) => file.includes(trace));
  });
}
