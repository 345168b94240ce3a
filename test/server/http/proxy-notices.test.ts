/** The operator hears that visitors can't be told apart. */
import { expect, test } from 'vitest';
import type { Request, Response } from 'express';
import { doubtsOf, readConfig } from '../../../server/config.ts';
import { proxyNotices } from '../../../server/http/proxy-notices.ts';

/** What is told when these requests come. */
function toldOf(
  proxies: number,
  ...requests: readonly {
    readonly path: string;
    readonly forwarded?: string;
    readonly isCommand?: true;
  }[]
): string[] {
  const told: string[] = [];
  const handle = proxyNotices({ proxies }, (sentence) => told.push(sentence));
  let passed = 0;
  for (const { path, forwarded, isCommand } of requests) {
    const socket = isCommand ? {} : { remotePort: 1 };
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    // Only what is looked at.
    void handle(
      { path, headers, socket } as unknown as Request,
      {} as Response,
      () => (passed += 1),
    );
  }
  expect(passed).toBe(requests.length);
  return told;
}

function doubts(environment: Record<string, string>): string[] {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(read.sentence);
  return doubtsOf(read.config);
}

test('O11 a proxy that says nothing of whom it serves is noticed, once', () => {
  const told = toldOf(1, { path: '/api/session' }, { path: '/' });
  expect(told).toEqual([expect.stringContaining('without X-Forwarded-For')]);
});

test('O11 a proxy that nobody has set is noticed, once, and its visitors are not named', () => {
  const visitor = { path: '/', forwarded: '192.0.2.7' };
  const told = toldOf(0, visitor, visitor);
  expect(told).toEqual([expect.stringContaining('GALLEY_PROXIES is 0')]);
  expect(told[0]).not.toContain('192.0.2.7');
});

test('O11 nothing is told where all is well, nor of who looks after the server past the proxy', () => {
  expect(toldOf(1, { path: '/', forwarded: '192.0.2.7' }, { path: '/healthz' })).toEqual([]);
  expect(toldOf(0, { path: '/' })).toEqual([]);
  expect(toldOf(1, { path: '/api/members', isCommand: true })).toEqual([]);
});

test('O11 settings that are hardly meant are told at the start', () => {
  const url = { GALLEY_URL: 'https://desk.example' };
  expect(doubts(url)).toEqual([expect.stringContaining('GALLEY_PROXIES is 0')]);
  expect(doubts({ ...url, GALLEY_PROXIES: '1' })).toEqual([]);
  expect(doubts({ GALLEY_OWNER_TOKEN: 'x'.repeat(31) })).toEqual([
    expect.stringMatching(/fewer than 32 characters(?!.*x)/),
  ]);
  expect(doubts({ GALLEY_OWNER_TOKEN: 'y'.repeat(32) })).toEqual([]);
});
