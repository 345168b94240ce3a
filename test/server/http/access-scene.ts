/** Who asks in the matrix of access, and what they ask for: each thing made anew, since what is asked may be to delete it. */
import { randomUUID } from 'node:crypto';
import { handleOf } from '../../../server/accounts/secrets.ts';
import { emptyText } from '../../support/emptied.ts';
import { hurriedTime } from '../../support/hurried-time.ts';
import { guestOf, makeShare } from '../../support/guests.ts';
import { pictureForm } from '../../support/pictures.ts';
import { askAt, testServer } from '../../support/server.ts';
import type { ArticleReply, Reply, TestServer } from '../../support/server.ts';

export const PEOPLE = [
  'nobody',
  'viewer',
  'commenter',
  'editor',
  'moderator',
  'owner',
  'guest',
  'revoked',
] as const;
export type Who = (typeof PEOPLE)[number];

/**
 * Whose the thing is that an address names: one's own (or one's own article's), another's that one may see, one that belongs
 * elsewhere than the address says, one that is there and hidden, or none at all.
 */
export const TARGETS = ['own', "another's", 'elsewhere', 'hidden', 'absent'] as const;
export type Target = (typeof TARGETS)[number];

export type Params = Readonly<Record<string, string>>;

interface Other {
  readonly id: string;
  readonly token: string;
}

interface Person {
  /** Of the member; of a guest where it is one, empty for nobody. */
  readonly id: string;
  readonly headers: Record<string, string>;
}

export class AccessScene {
  readonly server: TestServer;
  /** The article that the guest may see. */
  readonly here: ArticleReply;
  /** Another one, which members may see. */
  readonly there: ArticleReply;
  /** A member beside the people of the table. */
  readonly other: Other;
  readonly #people = new Map<Who, Promise<Person>>();

  private constructor(server: TestServer, here: ArticleReply, there: ArticleReply, other: Other) {
    this.server = server;
    this.here = here;
    this.there = there;
    this.other = other;
  }

  /** A scene on a server of its own, or another one beside those that it has already. */
  static async make(server?: TestServer): Promise<AccessScene> {
    const environment = { GALLEY_REPORTS_PER_HOUR: '100000' };
    const at = server ?? (await testServer({ environment, now: hurriedTime() }));
    const here = await at.article('# A title\n\nA cat saw a dog.');
    const there = await at.article('# Another title\n\nA cat saw a dog.');
    return new AccessScene(at, here, there, await at.member('Somebody else', 'commenter'));
  }

  /** One of the people, who comes in when first asked for. */
  person(who: Who): Promise<Person> {
    const person = this.#people.get(who) ?? comeIn(this.server, this.here.id, who);
    this.#people.set(who, person);
    return person;
  }

  /** Asks as one of the people. */
  async ask(who: Who, method: string, path: string, body?: unknown): Promise<Reply> {
    const { headers } = await this.person(who);
    return askAt(this.server.url, method, path, body, '', headers);
  }

  /** A layer that everybody in the article may read. */
  async layer(_who: Who, target: Target): Promise<Params> {
    const { here, there } = this;
    const make = async (article: ArticleReply, audience: string, token?: string) => {
      const fields = { name: 'A layer', audience };
      const made = await this.server.ask(
        'POST',
        `/api/articles/${article.id}/layers`,
        fields,
        token,
      );
      return { id: here.id, layer: made.json.id as string };
    };
    if (target === 'absent') return { id: here.id, layer: randomUUID() };
    if (target === 'elsewhere') return make(there, 'members');
    if (target === 'hidden') return { id: here.id, layer: await this.#notesOfOther() };
    return make(here, 'members');
  }

  async annotation(who: Who, target: Target): Promise<Params> {
    const { here, there } = this;
    if (target === 'absent') return { id: here.id, annotation: randomUUID() };
    if (target === 'hidden') {
      const fields = { ...comment('notes'), id: randomUUID() };
      await this.#asOther('POST', `/api/articles/${here.id}/annotations`, fields);
      return { id: here.id, annotation: fields.id };
    }
    const article = target === 'elsewhere' ? there : here;
    const path = `/api/articles/${article.id}/annotations`;
    const fields = comment(layerNamed(article, 'Comments'));
    const own = target === 'own' ? await this.ask(who, 'POST', path, fields) : null;
    // Who may not write one gets somebody's.
    const made = own?.status === 201 ? own : await this.#asOther('POST', path, fields);
    return { id: here.id, annotation: made.json.id };
  }

  /** To react with; encoded, as it stands in an address. */
  async emoji(who: Who, target: Target): Promise<Params> {
    return { ...(await this.annotation(who, target)), emoji: encodeURIComponent('👍') };
  }

  /** Elsewhere is a reply that is there, under another annotation than the address names. */
  async reply(who: Who, target: Target): Promise<Params> {
    const under = await this.annotation(who, target === 'hidden' ? 'hidden' : 'own');
    if (target === 'absent') return { ...under, reply: randomUUID() };
    const reply = await this.#replyTo(under['annotation'] ?? '', target === 'own' ? who : null);
    return { ...(target === 'elsewhere' ? await this.annotation(who, 'own') : under), reply };
  }

  /** An article by its id: the guest's own, another one, none. */
  async article(_who: Who, target: Target): Promise<Params> {
    const id = { own: this.here.id, elsewhere: this.there.id }[target as string] ?? randomUUID();
    return { id };
  }

  /** An article in the trash; elsewhere is one that isn't in it, and hidden is somebody's own layer. */
  async trashed(_who: Who, target: Target): Promise<Params> {
    if (target === 'absent') return { id: randomUUID() };
    if (target === 'elsewhere') return { id: this.there.id };
    if (target === 'own') {
      const { id } = await this.server.article('# A title\n\nWords.');
      await this.server.ask('DELETE', `/api/articles/${id}`);
      return { id };
    }
    const id = await this.#notesOfOther();
    await this.#asOther('DELETE', `/api/articles/${this.here.id}/layers/${id}`);
    return { id };
  }

  /** A text that was there before its words went; elsewhere is one of another article. */
  async earlierText(_who: Who, target: Target): Promise<Params> {
    if (target === 'absent') return { id: this.here.id, text: randomUUID() };
    const { id } = target === 'own' ? this.here : this.there;
    return { id: this.here.id, text: await emptyText(this.server, id) };
  }

  async member(who: Who, target: Target): Promise<Params> {
    if (target === 'absent') return { id: randomUUID() };
    const { id } = target === 'own' ? await this.person(who) : this.other;
    return { id: id === '' ? this.other.id : id };
  }

  async token(who: Who, target: Target): Promise<Params> {
    const own = (await this.member(who, 'own'))['id'] ?? '';
    const of = target === 'own' ? own : this.other.id;
    const path = `/api/members/${of}/tokens`;
    const made = await this.server.ask('POST', path, { label: 'In the table' });
    const token = target === 'absent' ? '0'.repeat(16) : (made.json?.id ?? 'none');
    return { id: target === "another's" ? this.other.id : own, token };
  }

  /** A member who is to get a role of its own in the article. */
  async grantee(_who: Who, target: Target): Promise<Params> {
    const { id } = await this.server.member('A grantee', 'viewer');
    return { id: this.here.id, member: target === 'absent' ? randomUUID() : id };
  }

  /** A section of the settings. */
  async section(): Promise<Params> {
    return { section: 'sessions' };
  }

  /** A member with a role of its own in the article. */
  async grant(_who: Who, target: Target): Promise<Params> {
    const { id } = await this.server.member('A grantee', 'viewer');
    const article = target === 'elsewhere' ? this.there.id : this.here.id;
    const given = { member: id, role: 'editor' };
    await this.server.ask('POST', `/api/articles/${article}/members`, given);
    return { id: this.here.id, member: target === 'absent' ? randomUUID() : id };
  }

  async share(_who: Who, target: Target): Promise<Params> {
    const article = target === 'elsewhere' ? this.there.id : this.here.id;
    const path = `/api/articles/${article}/shares`;
    const made = await this.server.ask('POST', path, { role: 'viewer' });
    return { id: this.here.id, share: target === 'absent' ? randomUUID() : made.json.id };
  }

  /** The secret of a link: one that works, one that was revoked, none. */
  async shareSecret(_who: Who, target: Target): Promise<Params> {
    const path = `/api/articles/${this.here.id}/shares`;
    const { json } = await this.server.ask('POST', path, { role: 'viewer' });
    if (target === 'hidden') await this.server.ask('DELETE', `${path}/${json.id}`);
    return { token: target === 'absent' ? randomUUID() : secretIn(json.url) };
  }

  /** The secret of an invitation: one that works, one that was taken back, none. */
  async inviteSecret(_who: Who, target: Target): Promise<Params> {
    const { json } = await this.server.ask('POST', '/api/invites', { role: 'viewer' });
    if (target === 'hidden') await this.server.ask('DELETE', `/api/invites/${json.id}`);
    const token = target === 'absent' ? randomUUID() : secretIn(json.url);
    return { token, ...(await this.address()) };
  }

  /** An e-mail address that nobody has. */
  async address(): Promise<Params> {
    return { email: `${randomUUID()}@galley.example` };
  }

  async invite(_who: Who, target: Target): Promise<Params> {
    const made = await this.server.ask('POST', '/api/invites', { role: 'viewer' });
    return { invite: target === 'absent' ? '0'.repeat(16) : made.json.id };
  }

  /** A session of one's own, beside the one that asks; another's. */
  async session(who: Who, target: Target): Promise<Params> {
    const own = target === 'own' ? bearerOf((await this.person(who)).headers) : null;
    const token = own ?? this.other.token;
    await this.server.ask('POST', '/api/session', { token }, '');
    const { json } = await this.server.ask('GET', '/api/account/sessions', undefined, token);
    return { session: target === 'absent' ? '0'.repeat(16) : (json.items?.[0]?.id ?? 'none') };
  }

  /** A passkey. Whoever has one must show it first, so that who asks for another one has none. */
  async passkey(who: Who, target: Target): Promise<Params> {
    const { id: own = '' } = await this.member(who, 'own');
    const { passkeys } = this.server.parts;
    await passkeys.forget(own);
    if (target === 'absent') return { passkey: '0'.repeat(16) };
    const id = target === 'own' ? own : this.other.id;
    const facts = { credential: randomUUID(), publicKey: 'AA', counter: 0 };
    const added = await passkeys.add(id, 'Phone', facts);
    return { passkey: added.ok ? handleOf(added.value.id) : 'none' };
  }

  /** A receipt; the page of one is the same. */
  async receipt(_who: Who, target: Target): Promise<Params> {
    const { id } = this.here;
    await this.server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
    const made = await this.server.ask('POST', `/api/articles/${id}/reports`, { exact: 'cat' }, '');
    return { receipt: target === 'absent' ? 'none' : made.json.receipt };
  }

  /** A picture of an article of which the guest knows nothing, or one that nobody has sent. */
  async picture(_who: Who, target: Target): Promise<Params> {
    if (target === 'absent') return { hash: '0'.repeat(64) };
    const { id } = await this.server.article('# A title\n\nWords.');
    const made = await this.server.ask('POST', `/api/articles/${id}/pictures`, pictureForm());
    await this.server.ask('PATCH', `/api/articles/${this.here.id}`, { status: 'draft' });
    return { hash: made.json.hash };
  }

  /** An article that is published, one that isn't, none. */
  async published(_who: Who, target: Target): Promise<Params> {
    const { id } = this.here;
    await this.server.ask('PATCH', `/api/articles/${id}`, { status: 'published' });
    return { id: { own: id, hidden: this.there.id }[target as string] ?? randomUUID() };
  }

  /** The address of what is published, of what isn't, of nothing. */
  async slug(_who: Who, target: Target): Promise<Params> {
    await this.server.ask('PATCH', `/api/articles/${this.here.id}`, { status: 'published' });
    const slug = { own: this.here.slug, hidden: this.there.slug }[target as string] ?? 'none';
    return { slug };
  }

  async #replyTo(annotation: string, who: Who | null): Promise<string> {
    const path = `/api/articles/${this.here.id}/annotations/${annotation}/replies`;
    const own = who === null ? null : await this.ask(who, 'POST', path, { body: 'So it is.' });
    const made = own?.status === 201 ? own : await this.#asOther('POST', path, { body: 'So?' });
    return made.json.replies.at(-1).id;
  }

  async #notesOfOther(): Promise<string> {
    const path = `/api/articles/${this.here.id}`;
    // Of their own each has so many in an article, with those in the trash.
    const { items } = (await this.#asOther('GET', '/api/trash')).json;
    for (const { id } of items as { id: string }[])
      await this.#asOther('DELETE', `/api/trash/${id}`);
    await this.#asOther('POST', `${path}/annotations`, comment('notes'));
    const { json } = await this.#asOther('GET', `${path}/layers`);
    return json.items.find(({ purpose }: { purpose: string }) => purpose === 'notes').id;
  }

  #asOther(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.server.ask(method, path, body, this.other.token);
  }
}

/** A body for an annotation of words that every article of the scene has. */
export function comment(layer: string) {
  return { layer, kind: 'comment', target: { exact: 'cat' }, body: 'A cat?' };
}

export function layerNamed({ layers }: ArticleReply, name: string): string {
  return layers.find((layer) => layer.name === name)?.id ?? '';
}

async function comeIn(server: TestServer, article: string, who: Who): Promise<Person> {
  if (who === 'nobody') return { id: '', headers: {} };
  if (who === 'guest') return guestAt(server, article);
  const role = who === 'revoked' ? 'owner' : who;
  const { id, token } = await server.member(`The ${role}`, role);
  if (who === 'revoked') await revokeTokens(server, id);
  return { id, headers: { authorization: `Bearer ${token}` } };
}

async function revokeTokens(server: TestServer, member: string): Promise<void> {
  const path = `/api/members/${member}/tokens`;
  for (const { id } of (await server.ask('GET', path)).json.items)
    await server.ask('DELETE', `${path}/${id}`);
}

/** Who came by a link that lets one comment. */
async function guestAt(server: TestServer, article: string): Promise<Person> {
  const { secret } = await makeShare(server, article);
  const { cookie } = await guestOf(server, secret);
  const { json } = await askAt(server.url, 'GET', '/api/session', undefined, '', { cookie });
  return { id: json.member.id, headers: { cookie } };
}

/** Secrets of links stand behind the # and a name. */
export function secretIn(url: string): string {
  return new URL(url).hash.replace(/^#\w+=/, '');
}

function bearerOf(headers: Record<string, string>): string | null {
  return headers['authorization']?.replace('Bearer ', '') ?? null;
}
