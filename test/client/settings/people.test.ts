/** What the pages about people offer, to whom, and in which words. */
import type { ReactiveControllerHost } from 'lit';
import { afterEach, expect, test, vi } from 'vitest';
import { ListController } from '../../../client/ui/list/list-controller.ts';
import { actorOf } from '../../../client/ui/session/permission.ts';
import { actorWords, detailWords } from '../../../client/settings/audit-words.ts';
import { browserName } from '../../../client/settings/browser-name.ts';
import { endOf, sayEnding } from '../../../client/ui/list/ending.ts';
import type { Span } from '../../../client/ui/list/ending.ts';
import { initials } from '../../../client/ui/words/person.ts';
import type { Role } from '../../../shared/policy/actor.ts';
import type { Page } from '../../../shared/wire/list.ts';
import { done, failed } from '../../../shared/wire/problems.ts';
import type { Result } from '../../../shared/wire/problems.ts';

const HOST: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

afterEach(() => vi.unstubAllGlobals());

const NOW = new Date('2026-05-20T12:00:00.000Z');

const ENDINGS: readonly [expires: string | null, words: string][] = [
  [null, 'has no end'],
  ['2026-05-20T12:00:00.000Z', 'has ended'],
  ['2026-05-20T12:00:20.000Z', 'ends within a minute'],
  ['2026-05-20T13:00:00.000Z', 'ends in 1 hour'],
  ['2026-05-27T11:59:59.000Z', 'ends in 7 days'],
  ['2026-08-18T12:00:00.000Z', 'ends in 3 months'],
  ['2029-05-20T12:00:00.000Z', 'ends in 3 years'],
];

test.each(ENDINGS)('T4 what ends at %s, %s', (expires, words) => {
  expect(sayEnding(expires, NOW)).toBe(words);
});

const SPANS: readonly [span: Span, day: string, end: string | null][] = [
  [7, '', '2026-05-27T12:00:00.000Z'],
  ['never', '', null],
  ['day', '', null],
  ['day', '2026-06-01', new Date(2026, 5, 1, 23, 59, 59).toISOString()],
];

test.each(SPANS)(
  'T5 a span of %s (%j) ends at %s; a day with its last second here',
  (span, day, end) => {
    expect(endOf(span, day, NOW)).toBe(end);
  },
);

const AGENTS: readonly [agent: string, name: string][] = [
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', 'Unknown browser'],
];

test.each(AGENTS)('T6 the browser %j is called %s', (agent, name) => {
  expect(browserName(agent)).toBe(name);
});

test('T7 a list is asked for page by page, and an answer to an older question is dropped', async () => {
  const waiting = new Map<string, (page: Page<string>) => void>();
  let filter = 'old';
  const list = new ListController<string>(
    HOST,
    (cursor = 'first') =>
      new Promise((resolve) => {
        waiting.set(`${filter} ${cursor}`, (page) => resolve(done(page)));
      }),
  );
  const older = list.load();
  filter = 'new one';
  const newer = list.load();
  waiting.get('new one first')?.({ items: ['b'], next: 'c2' });
  waiting.get('old first')?.({ items: ['a'], next: null });
  await Promise.all([older, newer]);
  expect([list.items, list.next]).toEqual([['b'], 'c2']);
  const more = list.loadMore();
  waiting.get('new one c2')?.({ items: ['c'], next: null });
  await more;
  expect([list.items, list.next]).toEqual([['b', 'c'], null]);
});

test('T7 a list that can’t be had again keeps what it had, with the problem', async () => {
  const answers: Result<Page<string>>[] = [
    done({ items: ['a'], next: null }),
    failed('store-unavailable'),
  ];
  const list = new ListController<string>(HOST, async () => answers.shift() ?? failed('conflict'));
  await list.load();
  await list.load();
  expect(list.items).toEqual(['a']);
  expect(list.problem?.type).toBe('/problems/store-unavailable');
});

test('T8 the audit log names who did it by kind, and its facts on one line', () => {
  expect(actorWords({ kind: 'guest', id: 'g', name: 'Gus' })).toBe('Gus (guest)');
  expect(actorWords({ kind: 'reader', id: null, name: '' })).toBe('Somebody not signed in');
  expect(detailWords({ format: 'docx', layers: '', from: 'draft' })).toBe(
    'format: docx · from: draft',
  );
});

const ROLES: readonly [role: Role, guest: true | undefined, kind: string, as: string][] = [
  ['owner', undefined, 'member', 'owner'],
  ['editor', true, 'guest', 'editor'],
  ['owner', true, 'guest', 'viewer'],
];

test.each(ROLES)(
  'T9 %s (guest: %s) acts as a %s with the rights of a %s',
  (role, guest, kind, as) => {
    const me = { id: 'm', name: 'M', role, color: 'teal', ...(guest ? { guest } : {}) };
    expect(actorOf(me)).toMatchObject({ kind, role: as });
  },
);

const NAMES: readonly [name: string, letters: string][] = [
  ['Gus Guest', 'GG'],
  ['Gus Guest (guest)', 'GG'],
  ['Gus (guest)', 'G'],
  ['  élodie  ', 'É'],
  ['שרה כהן', 'שכ'],
  ['(guest)', ''],
];

test.each(NAMES)('T13 the initials of %j are %j', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
