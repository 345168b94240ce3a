/** Keeps out of the text what browser extensions and translators put into the page: the editor would read it as typed. */
import { Plugin } from 'prosemirror-state';

/**
 * Takes such elements out again, and puts back what they replaced or wrapped, before the editor looks. It is to be made before
 * the view, since observers hear in the order in which they were made.
 */
export function foreignNodes(): Plugin {
  const observer = new MutationObserver((records) => {
    const foreign = new Set(records.flatMap(({ addedNodes }) => [...addedNodes].filter(isForeign)));
    if (foreign.size > 0) takeBack(records, foreign);
  });
  return new Plugin({
    view: ({ dom }) => {
      observer.observe(dom, { childList: true, subtree: true });
      return { destroy: () => observer.disconnect() };
    },
  });
}

/** Neither the editor nor typing makes custom elements, or the `font` of translators. */
function isForeign(node: Node): boolean {
  return node instanceof HTMLElement && (node.localName.includes('-') || node.localName === 'font');
}

/** The newest first, so that what was beside a node is there again when the node comes back. */
function takeBack(records: readonly MutationRecord[], foreign: ReadonlySet<Node>): void {
  const isWithin = (node: Node): boolean => [...foreign].some((each) => each.contains(node));
  for (const {
    target,
    addedNodes,
    removedNodes,
    previousSibling,
    nextSibling,
  } of records.toReversed()) {
    if (isWithin(target)) continue;
    const isBeside = [previousSibling, nextSibling, ...addedNodes].some(
      (node) => node !== null && foreign.has(node),
    );
    for (const node of removedNodes) {
      if (foreign.has(node) || (!isWithin(node) && (node.isConnected || !isBeside))) continue;
      const next = nextSibling?.parentNode === target ? nextSibling : null;
      target.insertBefore(
        node,
        next ?? (previousSibling?.parentNode === target ? previousSibling.nextSibling : null),
      );
    }
  }
  for (const node of foreign) node.parentNode?.removeChild(node);
}
