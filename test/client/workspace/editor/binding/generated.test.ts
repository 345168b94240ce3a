/**
 * Whatever people do, several at once, each change is held against ProseMirror's own account of it. Longer with
 * `GALLEY_BINDING_SEEDS=1000`; a seed that failed is run again with `GALLEY_BINDING_SEED=n GALLEY_BINDING_SEEDS=1`.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Random } from '../../../../fuzz/random.ts';
import { BoundEditor } from '../../../../support/bound-editor.ts';
import { liveText, nodeOf } from '../../../../support/live-text.ts';
import { articleSchema } from '../../../../../shared/article/schema.ts';
import { article, everything, paragraph } from '../article-docs.ts';
import { charactersOf, idOf, mapped, movedIn, placesOf } from './characters.ts';
import type { Character } from './characters.ts';
import { randomDeed } from './people.ts';
import type { Deed } from './people.ts';

const SEEDS = Number(process.env['GALLEY_BINDING_SEEDS'] ?? 12);
const FIRST = Number(process.env['GALLEY_BINDING_SEED'] ?? 1);
const EVENTS = 60;
const timeout = 36_000_000;

const { nodes } = articleSchema;
const item = (words: string) => nodes.list_item.create(null, paragraph(words));
const row = (...words: string[]) =>
  nodes.table_row.create(
    null,
    words.map((each) => nodes.table_cell.create(null, paragraph(each))),
  );
const START = article(
  ...everything().children,
  nodes.bullet_list.create(null, ['ropes', 'nets', 'tar and brushes'].map(item)),
  nodes.table.create(null, [row('Anna', 'four'), row('Marie', 'two'), row('Peter', 'one')]),
);

test('E20 each change of a person is in Yjs what it was in the text', { timeout }, () => {
  run([7]);
});

test(
  'E21 three people’s editors show what Yjs holds, and in the end all the same',
  { timeout },
  () => {
    run([10, 20, 30]);
  },
);

/** One afternoon for each seed. */
function run(clients: readonly number[]): void {
  const start = Y.encodeStateAsUpdate(liveText(START));
  const done = new Map<string, number>();
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const editors = clients.map((client) => BoundEditor.of(start, client));
    const note = (deed: Deed): void => void done.set(deed.name, (done.get(deed.name) ?? 0) + 1);
    let last = 'nothing';
    try {
      spendAfternoon(new Random(seed), editors, (deed) => {
        last = `${deed.name} ${JSON.stringify(deed.transaction.steps)}`;
        note(deed);
      });
    } catch (error) {
      const message = `Seed ${seed}, after ${last}: ${(error as Error).message}`;
      throw new Error(message, { cause: error });
    }
    for (const editor of editors) editor.destroy();
  }
  console.log(`${SEEDS} seeds from ${FIRST}:`, JSON.stringify(Object.fromEntries(done)));
}

function spendAfternoon(
  random: Random,
  editors: readonly BoundEditor[],
  note: (deed: Deed) => void,
): void {
  for (let event = 0; event < EVENTS; event += 1) {
    const editor = random.pick(editors);
    const chance = random.next();
    if (chance < 0.08) takeBack(editor, () => editor.undo());
    else if (chance < 0.12) takeBack(editor, () => editor.redo());
    else if (chance < 0.25) hear(editor, random.pick(editors));
    else {
      const deed = randomDeed(editor.state, random);
      if (deed === null) continue;
      note(deed);
      perform(editor, deed);
    }
    showsYjs(editor);
  }
  for (let round = 0; round < 2; round += 1)
    for (const one of editors) for (const other of editors) hear(one, other);
  const [first, ...others] = editors.map(({ state }) => JSON.stringify(state.doc));
  for (const other of others) expect(other).toBe(first);
  editors.forEach(showsYjs);
}

function hear(one: BoundEditor, other: BoundEditor): void {
  if (one === other) return;
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
}

function showsYjs({ state, doc }: BoundEditor): void {
  expect(JSON.stringify(state.doc)).toBe(JSON.stringify(nodeOf(doc)));
}

/** A change and what came of it. */
function perform(editor: BoundEditor, { kind, transaction }: Deed): void {
  const before = charactersOf(editor.doc);
  const places = placesOf(transaction.before);
  const told = movedIn(editor.doc).length;
  editor.dispatch(transaction);
  const after = charactersOf(editor.doc);
  const idAt = new Map(placesOf(transaction.doc).map(({ at }, number) => [at, after[number]?.id]));
  const moves = movedIn(editor.doc).slice(told);
  const moved = new Map(moves);
  const lives = new Set(after.map(({ id }) => id));
  const stayed = new Set<string>();
  for (const [number, { at }] of places.entries()) {
    const old = before[number]?.id ?? '';
    const now = mapped(transaction, at);
    if (now === null) {
      expect(lives.has(old), 'what is deleted is deleted in Yjs').toBe(false);
      continue;
    }
    const id = idAt.get(now) ?? '';
    stayed.add(id);
    if (id === old) continue;
    expect(kind, 'what stays in its line keeps its id').toBe('any');
    expect(lives.has(old), 'what was made anew is deleted').toBe(false);
    expect(moved.get(old), 'what was made anew is told').toBe(id);
  }
  const wasThere = new Set(before.map(({ id }) => id));
  for (const { id } of after)
    if (!stayed.has(id)) expect(wasThere.has(id), 'what is put in is new').toBe(false);
  if (kind !== 'any') expect(moves, 'typing tells nothing').toEqual([]);
  areTrue(moves, before, after);
}

/** Each from a character that was there and is deleted to a new one that reads the same, and only once. */
function areTrue(
  moves: readonly (readonly [string, string])[],
  before: readonly Character[],
  after: readonly Character[],
): void {
  const [old, now] = [before, after].map((all) => new Map(all.map(({ id, reads }) => [id, reads])));
  expect(new Set(moves.map(([from]) => from)).size).toBe(moves.length);
  expect(new Set(moves.map(([, to]) => to)).size).toBe(moves.length);
  for (const [from, to] of moves) {
    expect(now?.has(from)).toBe(false);
    expect(old?.has(to)).toBe(false);
    expect(now?.get(to)).toBe(old?.get(from));
  }
}

/** Undo and redo: what comes back was deleted, and is told as what it was. */
function takeBack(editor: BoundEditor, act: () => void): void {
  const before = new Set(charactersOf(editor.doc).map(({ id }) => id));
  const told = movedIn(editor.doc).length;
  act();
  const after = charactersOf(editor.doc);
  const moves = movedIn(editor.doc).slice(told);
  const lives = new Set(after.map(({ id }) => id));
  const made = new Set(moves.map(([, to]) => to));
  for (const [from, to] of moves) {
    expect(lives.has(from)).toBe(false);
    expect(before.has(to)).toBe(false);
    expect(lives.has(to)).toBe(true);
  }
  const elsewhere = putBackElsewhere(editor.doc, lives);
  for (const { id } of after)
    if (!before.has(id) && !made.has(id))
      expect(elsewhere.has(id), 'what came back is told').toBe(true);
}

/** Ids of what an undo or redo of any time made of characters that live elsewhere by the moves. */
function putBackElsewhere(doc: Y.Doc, lives: ReadonlySet<string>): Set<string> {
  const ways = new Map<string, string[]>();
  for (const [one, other] of movedIn(doc)) {
    ways.set(one, [...(ways.get(one) ?? []), other]);
    ways.set(other, [...(ways.get(other) ?? []), one]);
  }
  const reaches = (id: string, seen = new Set<string>()): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    return lives.has(id) || (ways.get(id) ?? []).some((next) => reaches(next, seen));
  };
  const found = new Set<string>();
  for (const structs of doc.store.clients.values())
    for (const item of structs)
      if (item instanceof Y.Item && item.redone !== null)
        for (let at = 0; at < item.length; at += 1)
          if (reaches(idOf(item.id.client, item.id.clock + at)))
            found.add(idOf(item.redone.client, item.redone.clock + at));
  return found;
}
