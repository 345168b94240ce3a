/** How commands are said over HTTP, and which words of a person are in them. */
import { describe, expect, test } from 'vitest';
import { requestFor } from '../../../../client/workspace/layers/outbox-entry.ts';
import { wordsOf } from '../../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';
import { ANCHOR, create } from './example.ts';

const ALL = '/api/articles/x/annotations';
const target = { start: 'AAAA', end: 'BBBB', exact: 'the quay' };

type CommandRequest = Omit<ReturnType<typeof requestFor>, 'body'> & { readonly body?: unknown };

const CASES: readonly {
  readonly command: Command;
  readonly request: CommandRequest;
  readonly words: string;
}[] = [
  {
    command: create('a1'),
    request: {
      method: 'POST',
      address: ALL,
      body: {
        id: 'a1',
        layer: 'comments',
        kind: 'comment',
        target,
        body: 'New',
        replacement: null,
        color: null,
        tags: [],
      },
    },
    words: 'New',
  },
  {
    command: { do: 'edit', annotation: 'a1', body: 'How?', replacement: 'a pier' },
    request: {
      method: 'PATCH',
      address: `${ALL}/a1`,
      body: { body: 'How?', replacement: 'a pier' },
    },
    words: 'a pier\n\nHow?',
  },
  {
    command: { do: 'reply', annotation: 'a1', id: 'r1', body: 'So.' },
    request: { method: 'POST', address: `${ALL}/a1/replies`, body: { id: 'r1', body: 'So.' } },
    words: 'So.',
  },
  {
    command: { do: 'edit-reply', annotation: 'a1', reply: 'r1', body: 'So?' },
    request: { method: 'PATCH', address: `${ALL}/a1/replies/r1`, body: { body: 'So?' } },
    words: 'So?',
  },
  {
    command: { do: 'delete-reply', annotation: 'a1', reply: 'r1' },
    request: { method: 'DELETE', address: `${ALL}/a1/replies/r1` },
    words: '',
  },
  {
    command: {
      do: 'set-status',
      annotation: 'a1',
      status: 'declined',
      note: { id: 'r1', body: 'No.' },
    },
    request: {
      method: 'POST',
      address: `${ALL}/a1/status`,
      body: { status: 'declined', note: 'No.' },
    },
    words: 'No.',
  },
  {
    command: { do: 'set-status', annotation: 'a1', status: 'open', note: null },
    request: { method: 'POST', address: `${ALL}/a1/status`, body: { status: 'open' } },
    words: '',
  },
  {
    command: { do: 'tag', annotation: 'a1', tags: ['law'] },
    request: { method: 'PATCH', address: `${ALL}/a1`, body: { tags: ['law'] } },
    words: '',
  },
  {
    command: { do: 'assign', annotation: 'a1', assignee: null },
    request: { method: 'PATCH', address: `${ALL}/a1`, body: { assignee: null } },
    words: '',
  },
  {
    command: { do: 'anchor', annotation: 'a1', anchor: ANCHOR },
    request: { method: 'POST', address: `${ALL}/a1/anchor`, body: { target } },
    words: '',
  },
  {
    command: { do: 'anchor', annotation: 'a1', anchor: null },
    request: { method: 'POST', address: `${ALL}/a1/anchor`, body: { target: null } },
    words: '',
  },
  {
    command: { do: 'delete', annotation: 'a/1' },
    request: { method: 'DELETE', address: `${ALL}/a%2F1` },
    words: '',
  },
];

describe('requestFor', () => {
  for (const { command, request, words } of CASES) {
    test(`M17 ${command.do} becomes ${request.method} ${request.address}`, () => {
      const asked = requestFor('x', 'comments', command);
      // What JSON leaves out is not sent.
      expect(JSON.parse(JSON.stringify(asked))).toEqual(request);
      expect(wordsOf(command)).toBe(words);
    });
  }
});
