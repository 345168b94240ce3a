/** Mail of what concerns a member in threads: who is told, of what, and what never leaves the server. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mentionOf } from '../../../shared/annotation/mentions.ts';
import { mailServer } from '../../support/mail-server.ts';
import type { MailServer } from '../../support/mail-server.ts';
import { testServer } from '../../support/server.ts';
import type { ArticleReply, TestServer } from '../../support/server.ts';
import { clock, MINUTE_MS } from '../accounts/people.ts';

let mail: MailServer;
let server: TestServer;
let article: ArticleReply;
const time = clock();
let count = 0;

interface Person {
  readonly id: string;
  readonly token: string;
  readonly email: string;
}
let ann: Person;
let bob: Person;

beforeAll(async () => {
  mail = await mailServer();
  const environment = { GALLEY_SMTP_URL: mail.url, GALLEY_URL: 'https://galley.example' };
  server = await testServer({ now: time.now, environment });
});
afterAll(async () => {
  await server.close();
  await mail.close();
});
beforeEach(async () => {
  count += 1;
  time.pass(120 * MINUTE_MS);
  article = await server.article('# Tale\n\nA cat saw a dog.\n\nThe end.');
  [ann, bob] = [await person('Ann', 'editor'), await person('Bob', 'commenter')];
  mail.letters.length = 0;
});

async function person(name: string, role: string): Promise<Person> {
  const email = `${name.toLowerCase()}${count}@galley.example`;
  const { id } = (await server.ask('POST', '/api/members', { name, role, email })).json;
  const made = await server.ask('POST', `/api/members/${id}/tokens`, { label: 'test' });
  return { id, token: made.json.token, email };
}

const layer = (name = 'Comments'): string => article.layers.find((one) => one.name === name)!.id;
const at = (rest = ''): string => `/api/articles/${article.id}/annotations${rest}`;

async function note(body: string, by: Person, where = layer()): Promise<string> {
  const fields = { layer: where, kind: 'comment', target: { exact: 'end' }, body };
  const made = await server.ask('POST', at(), fields, by.token);
  expect(made.status).toBe(201);
  return made.json.id;
}

const reply = (id: string, body: string, by: Person) =>
  server.ask('POST', at(`/${id}/replies`), { body }, by.token);

/** What is mailed once some minutes are over, to whom. */
async function mailed(): Promise<[to: string, text: string][]> {
  time.pass(6 * MINUTE_MS);
  await server.parts.notices.sendDue();
  return mail.letters.map(({ to, text }) => [to[0] ?? '', text]);
}

test('NO1 who is mentioned, replied to or assigned is told, with the words and a link', async () => {
  const id = await note(`Ask ${mentionOf(bob.id, 'Bob')}.`, ann);
  const [first] = await mailed();
  expect(first?.[0]).toBe(bob.email);
  for (const words of ['Ann mentioned you in', 'Tale', '> Ask @Bob.', `#thread-${id}`])
    expect(first?.[1]).toContain(words);
  mail.letters.length = 0;
  await reply(id, 'At nine.', bob);
  expect(await mailed()).toEqual([[ann.email, expect.stringContaining('Bob replied in')]]);
  mail.letters.length = 0;
  await server.ask('PATCH', at(`/${id}`), { assignee: bob.id }, ann.token);
  expect(await mailed()).toEqual([
    [bob.email, expect.stringContaining('assigned a thread to you')],
  ]);
});

test('NO1 nobody is told of what they did themselves, of a mention that was there, or twice', async () => {
  const id = await note(`I, ${mentionOf(ann.id, 'Ann')}, ask ${mentionOf(bob.id, 'Bob')}.`, ann);
  await mailed();
  mail.letters.length = 0;
  const body = `Again: ${mentionOf(bob.id, 'Bob')}.`;
  await server.ask('PATCH', at(`/${id}`), { body }, ann.token);
  await server.ask('PUT', at(`/${id}/reactions/${encodeURIComponent('👍')}`), undefined, bob.token);
  expect(await mailed()).toEqual([]);
  await reply(id, `Yes, ${mentionOf(ann.id, 'Ann')}.`, bob);
  expect(await mailed()).toEqual([[ann.email, expect.stringContaining('mentioned you')]]);
});

/** Decoded: letters of other alphabets don't travel as they are. */
function bodyOf(letter: string): string {
  const at = letter.indexOf('\r\n\r\n');
  const [head, body] = [letter.slice(0, at), letter.slice(at)];
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

test.each([
  [
    'ru',
    'Ann: упоминание о вас в «Tale».',
    'К словам «end»',
    'Отключить такие письма можно здесь:',
  ],
  ['be', 'Ann: згадка пра вас у «Tale».', 'Да слоў «end»', 'Адключыць такія лісты можна тут:'],
  [null, 'Ann mentioned you in “Tale”.', 'On “end”', 'Switch it off here:'],
])('LA20 who has chosen %s gets letters in it', async (language, ...says) => {
  const changed = await server.ask('PATCH', '/api/account', { language }, bob.token);
  expect(changed.json).toMatchObject({ language });
  await note(`Ask ${mentionOf(bob.id, 'Bob')}.`, ann);
  const [[to, text] = []] = await mailed();
  expect(to).toBe(bob.email);
  for (const words of says) expect(bodyOf(text ?? '')).toContain(words);
});

test('LA20 of a language that Galley doesn’t speak nothing is kept', async () => {
  const { status } = await server.ask('PATCH', '/api/account', { language: 'tlh' }, bob.token);
  expect(status).toBe(400);
});

test('NO2 what comes within minutes is one letter, and not before they are over', async () => {
  const id = await note('One.', ann);
  for (const body of ['Two.', 'Three.']) await reply(id, body, bob);
  await server.parts.notices.sendDue();
  expect(mail.letters).toEqual([]);
  const letters = await mailed();
  expect(letters).toHaveLength(1);
  for (const words of ['2 notices', '> Two.', '> Three.']) expect(letters[0]?.[1]).toContain(words);
  expect(await mailed()).toHaveLength(1);
});

test('NO3 nothing of a layer that its member does not read then', async () => {
  const made = { name: 'Inside', color: 'blue', audience: 'editors' };
  const inside = (await server.ask('POST', `/api/articles/${article.id}/layers`, made)).json.id;
  await note(`Secret, ${mentionOf(bob.id, 'Bob')}.`, ann, inside);
  expect(await mailed()).toEqual([]);
  const open = await note(`Open, ${mentionOf(bob.id, 'Bob')}.`, ann);
  await note(`Secret, ${mentionOf(bob.id, 'Bob')}.`, ann, inside);
  const deleted = await note(`Deleted, ${mentionOf(bob.id, 'Bob')}.`, ann);
  await server.ask('DELETE', at(`/${deleted}`), undefined, ann.token);
  const [letter, ...others] = await mailed();
  expect([letter?.[0], others]).toEqual([bob.email, []]);
  expect(letter?.[1]).toContain(`#thread-${open}`);
  expect(letter?.[1]).not.toMatch(/Secret|Deleted|Inside/);
});

test('NO4 only a confirmed address, and nobody who has switched it off', async () => {
  const own = await person('Cy', 'commenter');
  await server.ask('PATCH', '/api/account', { noticesByMail: false }, own.token);
  expect((await server.ask('GET', '/api/account', undefined, own.token)).json).toMatchObject({
    noticesByMail: false,
  });
  await server.store.transaction(async ({ catalogue }) => {
    const member = await catalogue.get('members', bob.id);
    if (member !== null) catalogue.put('members', { ...member, confirmed: false });
  });
  await note(`${mentionOf(own.id, 'Cy')} ${mentionOf(bob.id, 'Bob')}`, ann);
  expect(await mailed()).toEqual([]);
  await server.ask('PATCH', '/api/account', { noticesByMail: true }, own.token);
  await note(`${mentionOf(own.id, 'Cy')}`, ann);
  expect((await mailed()).map(([to]) => to)).toEqual([own.email]);
});

test('NO5 beyond thirty they are counted', async () => {
  const id = await note('Begin.', ann);
  for (let one = 0; one < 33; one += 1) await reply(id, `Reply ${one}.`, bob);
  const row = (await server.store.log.get('notices', ann.id)) as { notices: unknown[] };
  expect(row.notices).toHaveLength(30);
  const [letter] = await mailed();
  expect(letter?.[1]).toContain('33 in all');
});

test('NO5 nobody drives out what others have done, least of all by what can’t be read', async () => {
  const made = { name: 'Inside', color: 'blue', audience: 'editors' };
  const inside = (await server.ask('POST', `/api/articles/${article.id}/layers`, made)).json.id;
  for (let one = 0; one < 31; one += 1)
    await note(`${one} ${mentionOf(bob.id, 'Bob')}`, ann, inside);
  const cy = await person('Cy', 'commenter');
  await note(`From Cy, ${mentionOf(bob.id, 'Bob')}.`, cy);
  const [letter] = await mailed();
  expect(letter?.[1]).toContain('> From Cy');
  expect(letter?.[1]).not.toContain('in all');
  mail.letters.length = 0;
  const flood: string[] = [];
  for (let one = 0; one < 31; one += 1) flood.push(await note(mentionOf(bob.id, 'Bob'), ann));
  await note(`Once more, ${mentionOf(bob.id, 'Bob')}.`, cy);
  for (const id of flood) await server.ask('DELETE', at(`/${id}`), undefined, ann.token);
  const [other] = await mailed();
  expect(other?.[1]).toContain('> Once more');
});

test('NO6 a letter that was refused is tried again, and not for ever', async () => {
  await note(`${mentionOf(bob.id, 'Bob')}`, ann);
  mail.refuses = true;
  for (let tries = 0; tries < 2; tries += 1) await expect(mailed()).rejects.toThrow('mail');
  mail.refuses = false;
  expect(await mailed()).toHaveLength(1);
  mail.letters.length = 0;
  await note(`${mentionOf(bob.id, 'Bob')}`, ann);
  mail.refuses = true;
  for (let tries = 0; tries < 5; tries += 1) await mailed().catch(() => null);
  mail.refuses = false;
  expect(await mailed()).toEqual([]);
});
