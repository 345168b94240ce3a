/** What stays on the screen when the server says no, and whose names are asked for. */
import { afterEach, expect, test, vi } from 'vitest';
import { announce } from '../../../client/workspace/layers/annotation-events.ts';
import { ArticleSession } from '../../../client/workspace/article-session.ts';
import { problem } from '../../../shared/wire/problems.ts';
import { articleAnswer, sessionAnswer } from '../../support/answers.ts';

/** An element as far as the controller uses one. */
class Host extends EventTarget {
  drawn = 0;
  addController(): void {}
  removeController(): void {}
  requestUpdate(): void {
    this.drawn += 1;
  }
  readonly updateComplete = Promise.resolve(true);
}

afterEach(() => vi.unstubAllGlobals());

const ANN = { id: 'ann', name: 'Ann', color: 'teal', guest: false, role: 'editor' };
const GUS = { id: 'gus', name: 'Gus', color: 'rust', guest: true, role: 'viewer' };

/** Answers by the end of the path; what isn't named is refused as `refusal` says. */
function serve(answers: Record<string, unknown>, refusal: 'not-found' | 'not-signed-in'): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const found = Object.entries(answers).find(([end]) => path.endsWith(end));
    const refused = problem(refusal);
    return found ? Response.json(found[1]) : Response.json(refused, { status: refused.status });
  });
  return asked;
}

const ALL = {
  '/session': sessionAnswer({ id: 'ann', name: 'Ann', role: 'viewer' }),
  '/articles/a1': articleAnswer({ id: 'a1', role: 'editor' }),
  '/people': { items: [ANN], next: null },
};

async function opened(): Promise<{ host: Host; session: ArticleSession }> {
  const host = new Host();
  const session = new ArticleSession(host as unknown as HTMLElement & Host, 'a1');
  serve(ALL, 'not-found');
  await session.load();
  return { host, session };
}

test('T10 one has the role that one was given in the article', async () => {
  const { session } = await opened();
  expect(session.current).toMatchObject({ actor: { kind: 'member', role: 'editor' } });
});

for (const refusal of ['not-found', 'not-signed-in'] as const) {
  test(`T11 a right that is gone (${refusal}) takes nothing off the screen`, async () => {
    const { session } = await opened();
    serve({}, refusal);
    await session.load();
    expect(session.current).toMatchObject({ state: 'ready', article: { id: 'a1' } });
  });
}

test('T12 a name that isn’t known is asked for, once', async () => {
  const { host, session } = await opened();
  const asked = serve({ ...ALL, '/people': { items: [ANN, GUS], next: null } }, 'not-found');
  session.hostConnected();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  for (const person of ['gus', 'gone', 'gone']) {
    announce(host as unknown as HTMLElement, 'name-wanted', { person });
  }
  await vi.waitFor(() =>
    expect(session.current).toMatchObject({
      people: new Map([
        ['ann', ANN],
        ['gus', GUS],
      ]),
    }),
  );
  expect(asked.filter((path) => path.endsWith('/people'))).toHaveLength(3); // with the page, for gus, for gone
});
