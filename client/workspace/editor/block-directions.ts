/** Shows each block of the text in the direction in which it is written. */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { eachOwnDirection } from '../../../shared/article/block-directions.ts';
import type { Direction } from '../../../shared/article/language.ts';

/** What is drawn where the article has a direction. */
interface Drawn {
  readonly base: Direction;
  readonly set: DecorationSet;
}

const drawnKey = new PluginKey<Drawn>('block directions');

/** `direction` is the article's, which most of its blocks have without saying so. */
export function blockDirections(direction: () => Direction): Plugin {
  return new Plugin<Drawn>({
    key: drawnKey,
    state: {
      init: (_config, { doc }) => drawnIn(doc, direction()),
      apply: (transaction, before) => followed(transaction, before, direction()),
    },
    props: {
      decorations(state) {
        const drawn = drawnKey.getState(state);
        const base = direction(); // may be another without any change of the text
        return drawn?.base === base ? drawn.set : drawnIn(state.doc, base).set;
      },
    },
  });
}

function drawnIn(doc: Node, base: Direction): Drawn {
  return { base, set: DecorationSet.create(doc, directionsOf(doc, base)) };
}

/** Only what differs is drawn anew: where a whole text says its direction, making all of it would take longer than a frame. */
function followed(
  { docChanged, mapping, doc }: Transaction,
  before: Drawn,
  base: Direction,
): Drawn {
  if (before.base !== base) return drawnIn(doc, base);
  if (!docChanged) return before;
  const mapped = before.set.map(mapping, doc);
  const wanted = new Map(directionsOf(doc, base).map((one) => [nameOf(one), one]));
  const stale = mapped.find().filter((one) => !wanted.delete(nameOf(one)));
  if (stale.length === 0 && wanted.size === 0) return { base, set: mapped };
  return { base, set: mapped.remove(stale).add(doc, [...wanted.values()]) };
}

function directionsOf(doc: Node, base: Direction): Decoration[] {
  const all: Decoration[] = [];
  eachOwnDirection(doc, base, (block, position, dir) =>
    all.push(Decoration.node(position, position + block.nodeSize, { dir }, { dir })),
  );
  return all;
}

function nameOf({ from, to, spec }: Decoration): string {
  return `${from} ${to} ${(spec as { readonly dir: Direction }).dir}`;
}
