/** Annotations, commands and layers for the tests of the margin. */
import type { Anchor } from '../../../../shared/anchor/anchor.ts';
import type {
  Annotation,
  PlacedAnnotation,
  Reply,
} from '../../../../shared/annotation/annotation.ts';
import type { LayerAnswer } from '../../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../../shared/wire/routes/members.ts';
import type { PersonAnswer } from '../../../../shared/wire/routes/people.ts';
import type { OutboxEntry } from '../../../../client/workspace/layers/outbox-entry.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';

export const ANCHOR: Anchor = {
  start: 'AAAA',
  end: 'BBBB',
  exact: 'the quay',
  prefix: 'along ',
  suffix: ' as',
  from: 10,
  to: 18,
};

export const COMMENTS: LayerAnswer = {
  id: 'comments',
  name: 'Comments',
  color: 'yellow',
  audience: 'members',
  locked: false,
  purpose: 'comments',
  writable: true,
};

export function annotation(fields: Partial<Annotation> = {}): Annotation {
  return {
    id: 'a1',
    kind: 'comment',
    author: 'ann',
    created: '2026-01-01T10:00:00.000Z',
    modified: '2026-01-01T10:00:00.000Z',
    via: null,
    pinned: false,
    edited: null,
    revision: 0,
    anchors: [],
    anchor: ANCHOR,
    body: 'Why?',
    replacement: null,
    color: null,
    tags: [],
    status: 'open',
    statusBy: null,
    statusAt: null,
    assignee: null,
    replies: [],
    reactions: [],
    ...fields,
  };
}

export function placed(fields: Partial<PlacedAnnotation> = {}): PlacedAnnotation {
  const anchoring = { state: 'exact', from: 10, to: 18, exact: 'the quay' } as const;
  return { ...annotation(), article: 'article', layer: 'comments', anchoring, ...fields };
}

export function member(id: string, role: MemberAnswer['role']): MemberAnswer {
  return { id, name: id, role, color: 'teal' };
}

export function person(id: string, guest = false): PersonAnswer {
  return { id, name: id, color: 'teal', guest, role: 'commenter' };
}

export function reply(author: string): Reply {
  return { id: `reply of ${author}`, author, created: AT, modified: AT, body: 'So it is.' };
}

export function create(id: string): Command {
  const fields = { body: 'New', replacement: null, color: null, tags: [] };
  return { do: 'create', id, kind: 'comment', anchor: ANCHOR, ...fields };
}

export const AT = '2026-01-02T10:00:00.000Z';

let serial = 0;

export function waiting(command: Command): OutboxEntry {
  serial += 1;
  return { id: `entry ${serial}`, layer: 'comments', at: AT, command, state: 'waiting' };
}

export function sent(command: Command, answered = Date.parse(AT)): OutboxEntry {
  return { ...waiting(command), state: 'sent', answered };
}
