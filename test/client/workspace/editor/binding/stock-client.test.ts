/** Our binding and y-prosemirror's in one room. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror';
import { isCursor } from '../../../../../shared/presence/cursor.ts';
import { randomEdit } from '../../../../fuzz/edits.ts';
import { Random } from '../../../../fuzz/random.ts';
import { BoundEditor } from '../../../../support/bound-editor.ts';
import { liveText, nodeOf } from '../../../../support/live-text.ts';
import { StockEditor } from '../../../../support/stock-editor.ts';
import { everything } from '../article-docs.ts';
import { randomDeed } from './people.ts';

const SEEDS = Number(process.env['GALLEY_BINDING_SEEDS'] ?? 8);
const FIRST = Number(process.env['GALLEY_BINDING_SEED'] ?? 1);
const timeout = 36_000_000;

test('E27 a stock client in the same room ends up with the same text', { timeout }, () => {
  const start = Y.encodeStateAsUpdate(liveText(everything()));
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const random = new Random(seed);
    const [ours, stock] = [BoundEditor.of(start, 10), StockEditor.of(start, 20)];
    const meet = (): void => {
      // What y-prosemirror can't draw it deletes, which is another change.
      for (let round = 0; round < 3; round += 1) {
        Y.applyUpdate(ours.doc, Y.encodeStateAsUpdate(stock.doc, Y.encodeStateVector(ours.doc)));
        Y.applyUpdate(stock.doc, Y.encodeStateAsUpdate(ours.doc, Y.encodeStateVector(stock.doc)));
      }
    };
    try {
      for (let event = 0; event < 40; event += 1) {
        const chance = random.next();
        if (chance < 0.25) meet();
        else if (chance < 0.3) stock.undo();
        else if (chance < 0.35) ours.undo();
        else if (chance < 0.65) {
          const edit = randomEdit(stock.state, random);
          if (edit) stock.dispatch(edit);
        } else {
          const deed = randomDeed(ours.state, random);
          if (deed) ours.dispatch(deed.transaction);
        }
        expect(JSON.stringify(ours.state.doc)).toBe(JSON.stringify(nodeOf(ours.doc)));
      }
      meet();
      expect(JSON.stringify(ours.state.doc)).toBe(JSON.stringify(nodeOf(ours.doc)));
      expect(JSON.stringify(nodeOf(stock.doc))).toBe(JSON.stringify(nodeOf(ours.doc)));
    } catch (error) {
      throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
    ours.destroy();
    stock.destroy();
  }
  console.log(`${SEEDS} seeds from ${FIRST}`);
});

test('E27 each sees the other’s caret where it is', () => {
  const start = Y.encodeStateAsUpdate(liveText(everything()));
  const [ours, stock] = [BoundEditor.of(start, 10), StockEditor.of(start, 20)];
  const { binding } = ySyncPluginKey.getState(stock.state) as {
    binding: { doc: Y.Doc; type: Y.XmlFragment; mapping: never };
  };
  ours.state.doc.descendants((node, at) => {
    if (!node.isTextblock) return;
    for (let position = at + 1; position <= at + 1 + node.content.size; position += 1) {
      const place = ours.binding.placeAt(position);
      expect(isCursor(JSON.parse(JSON.stringify({ anchor: place, head: place })))).toBe(true);
      expect(
        relativePositionToAbsolutePosition(binding.doc, binding.type, place, binding.mapping),
      ).toBe(position);
      const theirs = absolutePositionToRelativePosition(
        position,
        binding.type,
        binding.mapping,
      ) as Y.RelativePosition;
      expect(ours.binding.positionAt(theirs)).toBe(position);
    }
  });
});
