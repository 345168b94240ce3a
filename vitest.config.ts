import { defineConfig } from 'vitest/config';
import { browserForTests } from './test/support/find-browser.ts';

/** Replaces modules of ours, so that no other file may share its process. */
const REPLACES_MODULES = 'test/fuzz/slow-judging.test.ts';

/** Where others keep the machine busy a test may run into its time. Who needed a second try is marked in the report: it is looked at. */
const retry = process.env['CI'] ? 1 : 0;

const inNode = {
  retry,
  testTimeout: 20_000,
  // The first import starts a process from its sources, which a machine that is busy takes its time for.
  hookTimeout: 30_000,
  // Unless told otherwise one core is left idle, which is half of a machine with two.
  maxWorkers: '100%',
  sequence: { groupOrder: 0 },
};

const node = {
  test: {
    ...inNode,
    name: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', REPLACES_MODULES],
    // Half of the time would go into loading the same modules again for each file.
    isolate: false,
  },
};

const alone = { test: { ...inNode, name: 'alone', include: [REPLACES_MODULES] } };

const inBrowser = { retry, testTimeout: 60_000, hookTimeout: 60_000 };

/** Where nothing is said of how fast it is. */
const pages = {
  test: {
    ...inBrowser,
    name: 'pages',
    include: ['test/browser/pages/**/*.test.ts'],
    maxWorkers: '100%',
    sequence: { groupOrder: 1 },
  },
};

/** Where somebody waits for what another one does; a browser is in a hurry when it has to share its cores. */
const browser = {
  test: {
    ...inBrowser,
    name: 'browser',
    include: ['test/browser/*.test.ts'],
    maxWorkers: 1,
    sequence: { groupOrder: 2 },
  },
};

export default defineConfig(async () => ({
  test: {
    projects: (await browserForTests()) === null ? [node, alone] : [node, alone, pages, browser],
  },
}));
