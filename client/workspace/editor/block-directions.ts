/** Shows each block of the text in the direction in which it is written. */
import { Plugin } from 'prosemirror-state';
import type { EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { eachOwnDirection } from '../../../shared/article/block-directions.ts';
import type { Direction } from '../../../shared/article/language.ts';

/** `direction` is the article's, which most of its blocks have without saying so. */
export function blockDirections(direction: () => Direction): Plugin {
  let last: { doc: EditorState['doc']; base: Direction; drawn: DecorationSet } | null = null;
  return new Plugin({
    props: {
      decorations({ doc }) {
        const base = direction();
        if (last?.doc !== doc || last.base !== base) last = { doc, base, drawn: draw(doc, base) };
        return last.drawn;
      },
    },
  });
}

function draw(doc: EditorState['doc'], base: Direction): DecorationSet {
  const own: Decoration[] = [];
  eachOwnDirection(doc, base, (block, position, dir) =>
    own.push(Decoration.node(position, position + block.nodeSize, { dir })),
  );
  return own.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, own);
}
