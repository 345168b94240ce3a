/** What is kept of a member, for the member and for the owner. */
import type { Person } from '../../../shared/policy/actor.ts';
import { personalDataRoutes } from '../../../shared/wire/routes/personal-data.ts';
import type { PersonalData } from '../../../shared/wire/routes/personal-data.ts';
import { RATES } from '../../limits/rates.ts';
import type { WordsInLayer } from '../../personal-data/written-words.ts';
import type { Answer } from '../answer.ts';
import { json, refuse } from '../answer.ts';
import type { Parts } from '../parts.ts';
import { presentOpenSession, presentPasskey, presentToken } from '../present-accounts.ts';
import { presentMember } from '../present.ts';
import { implement } from '../row.ts';
import type { Row } from '../row.ts';

const common = { rate: RATES.data, audit: { action: 'exported' } } as const;

/** Gathered anew each time. An owner's copy of another's data has what the owner may read. */
export function personalDataRows(parts: Parts): Row[] {
  return [
    implement(
      personalDataRoutes.own,
      { ...common, permission: 'keep account' },
      ({ actor, identity: { credential } }) => dataOf(actor.id, actor, credential, parts),
    ),
    implement(
      personalDataRoutes.ofMember,
      { ...common, permission: 'manage members' },
      ({ params, actor, identity: { credential } }) => dataOf(params.id, actor, credential, parts),
    ),
  ];
}

async function dataOf(
  id: string,
  reader: Person,
  credential: string,
  { accounts, sessions, tokens, passkeys, writtenWords, now }: Parts,
): Promise<Answer<PersonalData>> {
  const member = await accounts.member(id);
  if (member === null) return refuse('not-found');
  const open = await sessions.of({ kind: 'member', id });
  const made = (await tokens.of(id)).map(async (token) =>
    presentToken(token, await tokens.lastUse(token.id)),
  );
  const words = await writtenWords.of(id, reader);
  return {
    ...json({
      made: now().toISOString(),
      member: presentMember(member, true),
      email: member.email,
      since: member.created,
      sessions: open.map((session) => presentOpenSession(session, credential)),
      tokens: await Promise.all(made),
      passkeys: (await passkeys.of(id)).map(presentPasskey),
      words: words.layers.map(presentWords),
      damaged: words.damaged,
    }),
    audit: { subject: id, detail: { data: id === reader.id ? 'own' : 'of a member' } },
  };
}

function presentWords({ article, layer, notes, replies, reactions }: WordsInLayer) {
  return {
    article: { id: article.id, title: article.title, url: `/articles/${article.id}` },
    layer: { id: layer.id, name: layer.name, audience: layer.audience },
    notes: notes.map(
      ({ id, kind, status, anchor, body, replacement, tags, created, modified }) => ({
        id,
        kind,
        status,
        exact: anchor.exact,
        body,
        replacement,
        tags,
        created,
        modified,
      }),
    ),
    replies: replies.map(({ annotation, reply: { id, body, created, modified } }) => ({
      id,
      annotation,
      body,
      created,
      modified,
    })),
    reactions,
  };
}
