/** What anybody can do who has no account, and what an editor can do with imports. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack } from '../attack.ts';

/** Requests whose bodies stop half way. */
export const halfBodies: Attack = {
  name: 'bodies that stop half way',
  by: 'reader',
  run: (attacker) =>
    attacker.repeat(500, async () => {
      const connection = await attacker.connection(false);
      const { port } = attacker.scene;
      connection.write(
        `POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n${'x'.repeat(15_000)}`,
      );
      await attacker.whileOpen(connection, 1000);
      await delay(10);
    }),
};

/** The published page. */
export const publishedPages: Attack = {
  name: 'loads of the published page',
  by: 'reader',
  run: (attacker) => attacker.repeat(16, () => attacker.ask('GET', `/read/${attacker.scene.slug}`)),
};

/** What a page asks when it is opened, and the page itself. */
export const pageLoads: Attack = {
  name: 'loads of pages',
  by: 'viewer',
  run: (attacker) => {
    const { article } = attacker.scene;
    const paths = ['', '/text', '/layers'].map((part) => `/api/articles/${article}${part}`);
    const all = [`/articles/${article}`, '/api/session', '/api/articles', ...paths];
    return attacker.repeat(16, async () => {
      for (const path of all) await attacker.ask('GET', path);
    });
  },
};

/** Reports of words that aren't there: they are looked for, and never counted as sent. */
export const reports: Attack = {
  name: 'reports of no words',
  by: 'reader',
  run: (attacker) =>
    attacker.repeat(8, () =>
      attacker.ask('POST', `/api/articles/${attacker.scene.article}/reports`, {
        exact: 'the the the council nobody has said',
      }),
    ),
};

/** Sign-ins by guessed tokens and passwords. */
export const guesses: Attack = {
  name: 'guesses',
  by: 'reader',
  run: (attacker) =>
    attacker.repeat(8, (at) =>
      attacker.ask('POST', '/api/session', { email: `a${at}@x.example`, password: 'x'.repeat(12) }),
    ),
};

/** Large files that take long to read. */
export const imports: Attack = {
  name: 'imports',
  by: 'importer',
  run: (attacker) => {
    const content = `<p style="a${' '.repeat(4_500_000)}b">x</p>`;
    return attacker.repeat(8, () =>
      attacker.ask('POST', '/api/articles', { content, format: 'html' }),
    );
  },
};

/** Small files, as many as go through. */
export const smallImports: Attack = {
  name: 'small imports',
  by: 'importer',
  run: (attacker) =>
    attacker.repeat(8, () =>
      attacker.ask('POST', '/api/articles', {
        content: `<p style="a${' '.repeat(48_000)}b">x</p>`,
        format: 'html',
      }),
    ),
};
