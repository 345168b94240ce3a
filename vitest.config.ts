import { defineConfig } from 'vitest/config';
import { browserForTests } from './test/support/find-browser.ts';

const node = {
  test: {
    name: 'node',
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    testTimeout: 20_000,
  },
};

const browser = {
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
};

export default defineConfig(async () => ({
  test: { projects: (await browserForTests()) === null ? [node] : [node, browser] },
}));
