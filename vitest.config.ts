import { defineConfig } from 'vitest/config';
import { browserForTests } from './test/support/find-browser.ts';

const node = {
  test: {
    name: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    testTimeout: 20_000,
    // Unless told otherwise one core is left idle, which is half of a machine with two.
    maxWorkers: '100%',
    sequence: { groupOrder: 0 },
  },
};

const inBrowser = { testTimeout: 60_000, hookTimeout: 60_000 };

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
  test: { projects: (await browserForTests()) === null ? [node] : [node, pages, browser] },
}));
