/** Gives a live text the blocks that it had before, touching no more of it than differs. */
import * as Y from 'yjs';
import { runOfElement, runsInText } from '../../shared/moves/item-runs.ts';
import type { Run } from '../../shared/moves/item-runs.ts';
import { movesBetween, tellMoves } from '../../shared/moves/move.ts';
import type { Move } from '../../shared/moves/move.ts';

type Node = Y.XmlElement | Y.XmlText;

/**
 * Makes the live text what the earlier one was, inside a transaction of the caller's. `earlier` is of another document: the same
 * text in one of its former states, so that what has the same ids is the same. Blocks that nobody has touched since stay; the
 * others are made anew, and each of their characters is told to be the one that it was, which leads threads back to it. Gives
 * whether anything had to be done. Throws where the live text is in no document.
 */
export function bringBackWords(live: Y.XmlFragment, earlier: Y.XmlFragment): boolean {
  if (live.doc === null) throw new Error('The text is nowhere.');
  const wanted = nodesIn(earlier);
  const known = new Map(wanted.map((node) => [idOf(node), node]));
  const staying = new Set<string>();
  let hasChanged = false;
  const there = nodesIn(live);
  // From the end, so that what comes before stands where it stood.
  for (let at = there.length - 1; at >= 0; at -= 1) {
    const node = there[at];
    if (node === undefined) continue;
    const was = known.get(idOf(node));
    if (was !== undefined && isSame(node, was)) {
      staying.add(idOf(node));
    } else {
      live.delete(at, 1);
      hasChanged = true;
    }
  }
  const moves: Move[] = [];
  // Yjs moves nothing, so what stays stands in the same order as before.
  for (const [at, node] of wanted.entries()) {
    if (staying.has(idOf(node))) continue;
    const fresh = copyOf(node);
    live.insert(at, [fresh]);
    moves.push(...movesInto(node, fresh));
    hasChanged = true;
  }
  tellMoves(live.doc, moves);
  return hasChanged;
}

function nodesIn(parent: Y.XmlFragment): Node[] {
  return parent
    .toArray()
    .filter((node): node is Node => node instanceof Y.XmlElement || node instanceof Y.XmlText);
}

function idOf({ _item: item }: Node): string {
  return item === null ? '' : `${item.id.client} ${item.id.clock}`;
}

/** Whether it says the same by the same characters. */
function isSame(node: Node, was: Node): boolean {
  return (
    JSON.stringify(saidBy(node)) === JSON.stringify(saidBy(was)) &&
    JSON.stringify(runsOf(node)) === JSON.stringify(runsOf(was))
  );
}

/** Words with their formats, elements with their attributes, whatever the order of these. */
function saidBy(node: Node): unknown {
  if (node instanceof Y.XmlText) return node.toDelta() as unknown;
  const attributes = Object.entries(node.getAttributes()).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return [node.nodeName, attributes, nodesIn(node).map(saidBy)];
}

function runsOf(node: Node): Run[] {
  if (node instanceof Y.XmlText) return runsInText(node, 0, node.length);
  const children = nodesIn(node);
  const own = runOfElement(node);
  return children.length === 0 ? (own === null ? [] : [own]) : children.flatMap(runsOf);
}

/** Not in a document yet. Yjs's own copies leave out attributes that are no strings. */
function copyOf(node: Node): Node {
  if (node instanceof Y.XmlText) {
    const text = new Y.XmlText();
    text.applyDelta(node.toDelta());
    return text;
  }
  const element = new Y.XmlElement(node.nodeName);
  for (const [name, value] of Object.entries(node.getAttributes()))
    if (value !== undefined) element.setAttribute(name, value);
  element.insert(0, nodesIn(node).map(copyOf));
  return element;
}

/** Both are alike, node by node. */
function movesInto(was: Node, now: Node): Move[] {
  return movesBetween(runsOf(was), runsOf(now));
}
