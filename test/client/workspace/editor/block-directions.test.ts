/** What is drawn of directions follows each change as if it were drawn anew. */
import { EditorState } from 'prosemirror-state';
import type { Decoration } from 'prosemirror-view';
import { expect, test } from 'vitest';
import { blockDirections } from '../../../../client/workspace/editor/block-directions.ts';
import { eachOwnDirection } from '../../../../shared/article/block-directions.ts';
import type { Direction } from '../../../../shared/article/language.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { randomArticle } from '../../../support/markdown/random-article.ts';
import { randomFrom } from '../../../support/random.ts';

const LETTERS = ['a', 'ש', 'م', '7', ' '];

function drawn(state: EditorState): string[] {
  const [plugin] = state.plugins;
  const source = plugin?.props.decorations?.call(plugin, state);
  const set = source as { find(): Decoration[] } | null | undefined;
  const found = (set?.find() ?? []) as (Decoration & { type: { attrs: { dir: string } } })[];
  return found.map(({ from, to, type }) => `${from} ${to} ${type.attrs.dir}`).toSorted();
}

function expected(state: EditorState, direction: Direction): string[] {
  const all: string[] = [];
  eachOwnDirection(state.doc, direction, (block, position, own) =>
    all.push(`${position} ${position + block.nodeSize} ${own}`),
  );
  return all.toSorted();
}

test('E40 after any changes the same is drawn as in a new editor', () => {
  const seen = new Set<number>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = randomFrom(seed);
    let direction: Direction = random(2) === 0 ? 'ltr' : 'rtl';
    const doc = randomArticle(seed, { isGfm: true, isWhole: true });
    let state = EditorState.create({ doc, plugins: [blockDirections(() => direction)] });
    for (let step = 0; step < 25; step += 1) {
      const { tr } = state;
      const at = random(state.doc.content.size + 1);
      const to = Math.min(at + random(12), state.doc.content.size);
      try {
        if (random(3) === 0) tr.delete(at, to);
        else if (random(4) === 0) tr.split(at);
        else tr.replaceWith(at, at, articleSchema.text(LETTERS[random(LETTERS.length)] ?? 'a'));
      } catch {
        continue; // no such change can be made there
      }
      state = state.apply(tr);
      if (random(10) === 0) direction = direction === 'ltr' ? 'rtl' : 'ltr';
      expect(drawn(state), `seed ${seed}, step ${step}`).toEqual(expected(state, direction));
      seen.add(expected(state, direction).length);
    }
  }
  expect(seen.size).toBeGreaterThan(5);
});
