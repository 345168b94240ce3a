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

const browser = {
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A browser is in a hurry when it has to share its cores.
    maxWorkers: 1,
    sequence: { groupOrder: 1 },
  },
};

export default defineConfig(async () => ({
  test: { projects: (await browserForTests()) === null ? [node] : [node, browser] },
}));
