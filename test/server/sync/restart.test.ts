/** What people meet when the server is stopped in order and started again: a server in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownRoom, Returner } from '../../bench/crowd-return.ts';
import type { Known } from '../../bench/crowd-return.ts';
import { KillableServer } from '../../bench/killable-server.ts';
import type { Ending } from '../../bench/killable-server.ts';
import { CLOSE } from '../../../shared/wire/close-codes.ts';
import { until } from '../../support/sync-client.ts';

const PEOPLE = 60;
const timeout = 60_000;

let server: KillableServer;
let known: Known;
let people: readonly Returner[];
let ending: Ending | null;
/** What `/readyz` said while the server stopped, before nothing answered any more. */
let answers: readonly number[];

beforeAll(async () => {
  server = await KillableServer.open(await mkdtemp(join(tmpdir(), 'galley-test-')));
  const room = await server.article('# They will be back\n\nStart.');
  known = await knownRoom(server.port, server.path(room));
  people = Array.from({ length: PEOPLE }, () => new Returner(known));
  await Promise.all(people.map((one) => one.join(server.port)));
  const asking = askUntilGone();
  ending = await server.kill('SIGTERM');
  answers = await asking;
}, timeout);

afterAll(async () => {
  for (const one of people) one.close();
  await server.kill();
  await rm(server.folder, { recursive: true, force: true });
});

test('Y1 who is there when the server is stopped is told that it will be back', async () => {
  const told = () =>
    people.filter(({ ended }) => ended.includes(`${CLOSE.restarting.code}`)).length;
  await until(() => told() === PEOPLE, 'everybody told');
});

test('Y2 a server that is stopped says at once that it isn’t ready, and ends in order within 5 s', () => {
  expect(answers.filter((status) => status === 200)).toEqual([]);
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending?.ms).toBeLessThan(5000);
});

test('Y3 all who come back at once are served', { timeout }, async () => {
  await server.start();
  await Promise.all(people.map((one) => one.join(server.port)));
  await new Promise((resolve) => setTimeout(resolve, 500)); // what they offered is judged
  expect(people.filter(({ ended }) => ended !== '')).toEqual([]);
});

/** The statuses from when the server has had a moment to hear of it. */
async function askUntilGone(): Promise<number[]> {
  const statuses: number[] = [];
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (;;) {
    try {
      statuses.push((await server.ask('GET', '/readyz')).status);
    } catch {
      return statuses; // nothing answers any more
    }
  }
}
