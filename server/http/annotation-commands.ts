/** Turns what annotation routes ask for into commands, and what these come to into answers. */
import {
  applyCommand,
  definitionOf,
  partOf,
} from '../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../shared/annotation/commands/command-table.ts';
import type { Anchor } from '../../shared/anchor/anchor.ts';
import type { Article, Layer } from '../../shared/article/article.ts';
import type { PlacedAnnotation, Status, Via } from '../../shared/annotation/annotation.ts';
import type { NewAnnotation } from '../../shared/annotation/commands/create.ts';
import { decide } from '../../shared/policy/decide.ts';
import { mayReadLayer } from '../../shared/policy/layer-permission.ts';
import { problem } from '../../shared/wire/problems.ts';
import type { Problem } from '../../shared/wire/problems.ts';
import type { Identity } from '../accounts/authenticate.ts';
import { memberActor, withEffectiveRole } from '../accounts/effective-role.ts';
import type { Found, PerformedHere } from '../articles/annotations.ts';
import type { Parts } from './parts.ts';
import { json, NOTHING, outcome, refusal, refuse } from './answer.ts';
import type { Answer, AuditFacts } from './answer.ts';

/** Who asks, and about what. */
interface Request {
  readonly article: Article;
  readonly params: Readonly<Record<string, string>>;
  readonly identity: Identity;
  readonly actor: Identity['actor'];
}

/** One sentence for both, so that nobody finds out by it who is a member. */
const NO_READER = 'There is no member with this id who can read this layer.';

/** Makes an annotation where the words are found; the same one sent again is answered as it is now. */
export async function createAnnotation(
  { annotations, layers, newId }: Parts,
  { article, identity, actor }: Request,
  { id = newId(), layer: wanted, target, ...said }: NewAnnotation,
): Promise<Answer<PlacedAnnotation>> {
  // A layer that is damaged takes nothing away from the others; where it is the one that is meant, performing rejects.
  const { found: before } = await annotations.look(article.id, id, actor);
  // Before the layer, so that words which are not there don't make one's notes.
  const anchor = await annotations.anchor(article.id, target, said.replacement ?? null);
  if (!anchor.ok && before === null) return refusal(anchor.problem);
  const written = await layers.forWriting(article.id, wanted, actor);
  if (!written.ok) return refusal(written.problem);
  const layer = written.value;
  const create = (tied: Anchor): Command => ({ do: 'create', id, anchor: tied, ...said });
  if (before !== null) {
    const tied = anchor.ok ? anchorSaid(before.annotation, anchor.value) : before.annotation.anchor;
    return layer.id === before.layer.id && isDone(create(tied), before, actor.id)
      ? json(before.annotation)
      : refuse('conflict', 'This id is taken.');
  }
  if (!anchor.ok) return refusal(anchor.problem);
  const performed = await annotations.perform(create(anchor.value), layer, actor, viaOf(identity));
  return outcome(performed, ({ after }) => shown(after));
}

/** Whether a command, given by that person, would find nothing to do. */
function isDone(command: Command, { annotation }: Found, by: string): boolean {
  const again = applyCommand(annotation, command, { by, at: annotation.created, via: null });
  return again.kind === 'unchanged';
}

/** The anchor that was asked for; the annotation's own where it is tied to these words, whatever was written into them since. */
function anchorSaid({ anchor, anchoring }: PlacedAnnotation, asked: Anchor): Anchor {
  return anchoring.from === asked.from && anchoring.to === asked.to ? anchor : asked;
}

/** The annotation that an address names; null where it isn't there or the actor may not read it. */
export function findIn(
  { annotations }: Parts,
  { article, params, actor }: Request,
): Promise<Found | null> {
  return annotations.find(article.id, params['annotation'] ?? '', actor);
}

/** Performs a command on the annotation that an address names, or on the reply. */
export async function performOn(
  parts: Parts,
  request: Request,
  command: Command,
): Promise<Answer<PlacedAnnotation>> {
  const found = await findIn(parts, request);
  if (found === null || partOf(found.annotation, command) === null) return refuse('not-found');
  return perform(parts, request, found, command);
}

/**
 * Performs all of them, or none where the policy refuses one or one makes somebody responsible who can't read the layer; the
 * answer is the annotation after the last. */
export async function performAll(
  parts: Parts,
  request: Request,
  found: Found,
  commands: readonly Command[],
): Promise<Answer<PlacedAnnotation>> {
  for (const command of commands) {
    const decision = decide(command, found.annotation, found.layer, request.actor);
    if (!decision.ok) return refuse('not-allowed', undefined, { rule: decision.rule });
  }
  for (const command of commands) {
    if (command.do !== 'assign' || command.assignee === null) continue;
    if (!(await mayRead(parts, found.layer, command.assignee)))
      return refuse('invalid-request', NO_READER, { field: 'assignee' });
  }
  let last: Answer<PlacedAnnotation> = refuse('invalid-request', 'Nothing to change was given.');
  for (const command of commands) {
    last = await perform(parts, request, found, command);
    if (last.kind === 'problem') return last;
  }
  return last;
}

/** Whether there is such a member, with a role in this article that reaches the layer. */
async function mayRead({ accounts, store }: Parts, layer: Layer, id: string): Promise<boolean> {
  const member = await accounts.member(id);
  const actor =
    member && (await withEffectiveRole(memberActor(member), layer.article, store.catalogue));
  return actor !== null && mayReadLayer(layer, actor);
}

async function perform(
  parts: Parts,
  request: Request,
  { layer }: Found,
  command: Command,
): Promise<Answer<PlacedAnnotation>> {
  const { identity, actor } = request;
  const performed = await parts.annotations.perform(command, layer, actor, viaOf(identity));
  if (!performed.ok) {
    const isStale = performed.problem.type === problem('changed-since').type;
    return refusal(isStale ? await changedSince(parts, request, command) : performed.problem);
  }
  // What happens in one's own notes is nobody else's concern.
  const isOwn = layer.audience === 'private';
  const audit = isOwn ? null : auditFacts(command, layer.id, performed.value);
  return { ...shown(performed.value.after), audit };
}

const ANSWERED = 'Somebody has replied meanwhile. Delete it again if it is to go with the replies.';

/** Says that others have answered what was to be deleted, or who has given the thread the status that it has now; without one its words were changed. */
async function changedSince(parts: Parts, request: Request, command: Command): Promise<Problem> {
  const found = await findIn(parts, request);
  if (found === null) return problem('not-found');
  const { status, statusBy, statusAt, modified, revision } = found.annotation;
  if (command.do === 'delete') return problem('changed-since', ANSWERED, { revision });
  const isSettling = statusAt !== null && (status !== 'open' || statusAt === modified);
  const who = statusBy === null ? null : await parts.people.shown(statusBy);
  if (!isSettling)
    return problem('changed-since', 'Its words were changed meanwhile.', { revision });
  return settledMeanwhile(status, who ?? 'Somebody', revision);
}

function settledMeanwhile(status: Status, who: string, revision: number): Problem {
  switch (status) {
    case 'open':
      return problem('changed-since', `${who} opened it again meanwhile.`, { revision });
    case 'resolved':
      return problem('changed-since', `${who} resolved it meanwhile.`, { revision });
    case 'accepted':
      return problem('changed-since', `${who} accepted it meanwhile.`, { revision });
    case 'declined':
      return problem('changed-since', `${who} declined it meanwhile.`, { revision });
  }
}

/** Nothing is left to be shown of one that was deleted. */
function shown(annotation: PlacedAnnotation | null): Answer<PlacedAnnotation> {
  return annotation === null ? NOTHING : json(annotation);
}

/** For the audit log; null where nothing was done that it keeps. */
function auditFacts(
  command: Command,
  layer: string,
  { before, after, isChanged }: PerformedHere,
): AuditFacts | null {
  const { audit } = definitionOf(command);
  const facts = isChanged && before !== null ? audit?.facts(before, after) : null;
  return facts ? { detail: { layer, ...facts } } : null;
}

/** Our own pages ask with a session, programs with a token. */
function viaOf({ by }: Identity): Via {
  return by === 'session' ? 'web' : 'http';
}
