/** What the settings call browsers, people and deeds. */
import { expect, test } from 'vitest';
import { actorWords, detailWords } from '../../../client/settings/audit-words.ts';
import { browserName } from '../../../shared/wire/browser-name.ts';

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

test('T8 the audit log names who did it by kind, and its facts on one line', () => {
  expect(actorWords({ kind: 'guest', id: 'g', name: 'Gus' })).toBe('Gus (guest)');
  expect(actorWords({ kind: 'reader', id: null, name: '' })).toBe('Somebody not signed in');
  expect(detailWords({ format: 'docx', layers: '', from: 'draft' })).toBe(
    'format: docx · from: draft',
  );
});
