/** A whole server of its own for a test: real HTTP and sockets on a free port, over a store in memory or in a folder. */
import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Carrier } from '../../server/carrier/carrier.ts';
import { readConfig } from '../../server/config.ts';
import { openFormats } from '../../server/formats/formats.ts';
import type { Formats } from '../../server/formats/formats.ts';
import type { Server } from 'node:http';
import type { Assets } from '../../server/http/assets.ts';
import type { Parts } from '../../server/http/parts.ts';
import type { Role } from '../../shared/policy/actor.ts';
import { start } from '../../server/start.ts';
import type { EmbeddedStore } from '../../server/storage/embedded/embedded-store.ts';
import type { Store } from '../../server/storage/store.ts';
import { DeclaredAnswers } from './declared-answers.ts';
import { memoryStore } from './memory-store.ts';
import type { MemoryStore } from './memory-store.ts';
import { readable } from './readable.ts';

/** The API token of the owner of every test server. */
export const OWNER_TOKEN = 'the-owner-of-the-test-workspace';

/** A running server; the test closes it. */
export interface TestServer<S extends Store = Store> {
  readonly url: string;
  readonly store: S;
  /** For what no route can bring about. */
  readonly parts: Parts;
  /** Asks with this token, the owner's unless another is given; `''` asks as nobody. An object is sent as JSON. */
  ask(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  /** Adds a member and gives an API token of theirs. */
  member(name: string, role: Role): Promise<{ id: string; token: string }>;
  /** Imports a text and gives the article as it was answered. */
  article(content: string, format?: string): Promise<ArticleReply>;
  /** Rejects where an answer was not as its route declares. */
  close(): Promise<void>;
}

/** An answer, whatever its status; `json` is null where it isn't JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of an answer, the test says
  readonly json: any;
}

/** What tests use of an article as the server answers it. */
export interface ArticleReply {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly layers: readonly { readonly id: string; readonly name: string }[];
}

const NO_ASSETS: Assets = {
  shell: () => Promise.resolve('<!doctype html><title>Galley</title>'),
  reader: { script: '/reader.js', styles: ['/reader.css'] },
  files: (_request, _response, next) => next(),
  strict: true,
  close: () => Promise.resolve(),
};

/** What differs from a server with nothing set; `environment` holds settings by name. */
export interface TestOptions {
  readonly environment?: Record<string, string>;
  readonly assets?: (server: Server) => Promise<Assets>;
  readonly now?: () => Date;
  /** By which it hears of other servers on its store. */
  readonly carrier?: Carrier;
  /** Nothing is logged where none is given. */
  readonly log?: Logger;
  /** Those of all test servers where none are given: to start processes from source takes seconds. */
  readonly formats?: Formats;
}

const sharedFormats: Formats = { ...openFormats(), close: () => undefined };

/** Starts a server on a free port of this machine, with an owner. Without a store it has one in memory of its own. */
export async function testServer(options?: TestOptions): Promise<TestServer<MemoryStore>>;
export async function testServer<S extends Store>(
  options: TestOptions,
  store: S,
): Promise<TestServer<S>>;
export async function testServer(
  options: TestOptions = {},
  store: Store | EmbeddedStore = memoryStore(),
): Promise<TestServer> {
  const read = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    GALLEY_OWNER_TOKEN: OWNER_TOKEN,
    ...options.environment,
  });
  if (!read.ok) throw new Error(read.sentence);
  const own = 'backup' in store ? store : null;
  const answers = new DeclaredAnswers();
  const running = await start({
    config: read.config,
    store,
    upkeep: {
      notices: own?.notices ?? [],
      generation: () => own?.generation() ?? 0,
      size: async () => own?.size() ?? 0,
      backup: async (folder) => {
        if (own === null) throw new Error('A store in memory has no backup.');
        await own.backup(folder);
      },
      accept: (take) => own?.accept(take) ?? (() => undefined),
    },
    assets: options.assets ?? (() => Promise.resolve(NO_ASSETS)),
    log: options.log ?? pino({ level: 'silent' }),
    formats: options.formats ?? sharedFormats,
    ...(options.carrier ? { carrier: options.carrier } : {}),
    now: options.now ?? risingTime(),
    newId: randomUUID,
    newSecret: () => randomBytes(32).toString('base64url'),
    inspectAnswer: answers.inspect,
  });
  if ((await running.parts.accounts.owner()) === null) {
    await running.parts.accounts.addMember({ name: 'Olga Owner', role: 'owner' });
  }
  const url = `http://127.0.0.1:${running.port}`;
  const ask = (method: string, path: string, body?: unknown, token = OWNER_TOKEN): Promise<Reply> =>
    askAt(url, method, path, body, token);
  return {
    url,
    store,
    parts: running.parts,
    ask,
    async member(name, role) {
      const { json } = await ask('POST', '/api/members', { name, role });
      const made = await ask('POST', `/api/members/${json.id}/tokens`, { label: 'test' });
      return { id: json.id, token: made.json.token };
    },
    async article(content, format = 'markdown') {
      const { json, status, text } = await ask('POST', '/api/articles', { content, format });
      if (status !== 201) throw new Error(`The import was refused: ${text}`);
      return json;
    },
    async close() {
      await running.close();
      answers.check();
    },
  };
}

/** One request with an API token (`''` for none); `more` are further headers. Throws only where no answer comes. */
export async function askAt(
  url: string,
  method: string,
  path: string,
  body: unknown,
  token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const headers: Record<string, string> = { ...more };
  if (token !== '') headers['authorization'] = `Bearer ${token}`;
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
  const sent = body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { method, headers, ...sent });
  const text = await readable(new Uint8Array(await response.arrayBuffer()));
  const isJson = /[/+]json(;|$)/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : null,
  };
}

/** Two things made in one millisecond have no order that a test could ask for, so each look at this clock gives a later one. */
function risingTime(): () => Date {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return new Date(last);
  };
}
