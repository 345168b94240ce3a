/** How commands are said over HTTP, and which words of a person are in them. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sendCommand } from '../../../../client/workspace/layers/outbox-entry.ts';
import { wordsOf } from '../../../../shared/annotation/commands/command-table.ts';
import type { Command } from '../../../../shared/annotation/commands/command-table.ts';
import { ANCHOR, create } from './example.ts';

const ALL = '/api/articles/x/annotations';
const target = { start: 'AAAA', end: 'BBBB', exact: 'the quay' };

interface CommandRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const CASES: readonly {
  readonly command: Command;
  readonly request: CommandRequest;
  readonly words: string;
}[] = [
  {
    command: create('a1'),
    request: {
      method: 'POST',
      path: ALL,
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
    request: { method: 'PATCH', path: `${ALL}/a1`, body: { body: 'How?', replacement: 'a pier' } },
    words: 'a pier\n\nHow?',
  },
  {
    command: { do: 'reply', annotation: 'a1', id: 'r1', body: 'So.' },
    request: { method: 'POST', path: `${ALL}/a1/replies`, body: { id: 'r1', body: 'So.' } },
    words: 'So.',
  },
  {
    command: { do: 'edit-reply', annotation: 'a1', reply: 'r1', body: 'So?' },
    request: { method: 'PATCH', path: `${ALL}/a1/replies/r1`, body: { body: 'So?' } },
    words: 'So?',
  },
  {
    command: { do: 'delete-reply', annotation: 'a1', reply: 'r1' },
    request: { method: 'DELETE', path: `${ALL}/a1/replies/r1` },
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
      path: `${ALL}/a1/status`,
      body: { status: 'declined', note: 'No.' },
    },
    words: 'No.',
  },
  {
    command: { do: 'set-status', annotation: 'a1', status: 'open', note: null },
    request: { method: 'POST', path: `${ALL}/a1/status`, body: { status: 'open' } },
    words: '',
  },
  {
    command: { do: 'anchor', annotation: 'a1', anchor: ANCHOR },
    request: { method: 'POST', path: `${ALL}/a1/anchor`, body: { target } },
    words: '',
  },
  {
    command: { do: 'delete', annotation: 'a/1' },
    request: { method: 'DELETE', path: `${ALL}/a%2F1` },
    words: '',
  },
];

afterEach(() => vi.unstubAllGlobals());

describe('sendCommand', () => {
  for (const { command, request, words } of CASES) {
    test(`M17 ${command.do} becomes ${request.method} ${request.path}`, async () => {
      let asked: CommandRequest | null = null;
      vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
        asked = {
          method: String(method),
          path,
          ...(typeof body === 'string' ? { body: JSON.parse(body) } : {}),
        };
        return new Response(null, { status: 204 });
      });
      await sendCommand('x', 'comments', command);
      expect(asked).toEqual(request);
      expect(wordsOf(command)).toBe(words);
    });
  }
});
