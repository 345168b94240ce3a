/** When an element of the workspace is drawn again. */
import { ContextProvider } from '@lit/context';
import { expect, test } from 'vitest';
import { workspaceContext, WorkspaceReader } from '../../../client/workspace/workspace-state.ts';
import type { WorkspaceState } from '../../../client/workspace/workspace-state.ts';

/** An element as far as controllers use one. What it announces goes straight to its parent. */
class Host extends EventTarget {
  drawn = 0;
  readonly updateComplete = Promise.resolve(true);
  readonly #parent: EventTarget | null;

  constructor(parent: EventTarget | null = null) {
    super();
    this.#parent = parent;
  }
  override dispatchEvent(event: Event): boolean {
    return this.#parent === null ? super.dispatchEvent(event) : this.#parent.dispatchEvent(event);
  }
  addController(): void {}
  removeController(): void {}
  requestUpdate(): void {
    this.drawn += 1;
  }
}

type Element = HTMLElement & Host;

const STATE = { title: 'The ferry', active: null, isNarrow: false } as unknown as WorkspaceState;

/** A workspace with one element in it, which shows the title and the active thread. */
function workspace() {
  const page = new Host();
  const provider = new ContextProvider(page as unknown as Element, {
    context: workspaceContext,
    initialValue: STATE,
  });
  const host = new Host(page);
  const reader = new WorkspaceReader(host as unknown as Element, 'title', 'active');
  reader.hostConnected();
  return { provider, host, reader };
}

test('WS1 an element has the state from the moment when it is connected', () => {
  const { reader } = workspace();
  expect(reader.state.title).toBe('The ferry');
});

test('WS1 it is drawn again where a field that it names is another', () => {
  const { provider, host, reader } = workspace();
  const before = host.drawn;
  provider.setValue({ ...STATE, active: 'a1' });
  expect(host.drawn).toBe(before + 1);
  expect(reader.state.active).toBe('a1');
});

test('WS1 it is not drawn for any other field, yet reads the state as it is', () => {
  const { provider, host, reader } = workspace();
  const before = host.drawn;
  const next = { ...STATE, isNarrow: true };
  provider.setValue(next);
  provider.setValue({ ...next });
  expect(host.drawn).toBe(before);
  provider.setValue({ ...next, title: 'The ferry at night' });
  expect(host.drawn).toBe(before + 1);
  expect(reader.state.title).toBe('The ferry at night');
});

test('WS1 one that has left hears no more, and has the newest state when it comes again', () => {
  const { provider, host, reader } = workspace();
  reader.hostDisconnected();
  const before = host.drawn;
  provider.setValue({ ...STATE, title: 'Another' });
  expect(host.drawn).toBe(before);
  reader.hostConnected();
  expect(reader.state.title).toBe('Another');
  expect(host.drawn).toBe(before + 1);
});
