/** Walks trees of elements and text, whatever else their elements are: foreign HTML, the XML of Word files. */

/** An element of such a tree; `E` is its own type. */
export interface TreeElement<E> {
  readonly children: readonly (E | string)[];
}

/** What stands between the tags of a node and of those in it, in order and without anything put between. */
export function textIn<E extends TreeElement<E>>(node: E | string): string {
  if (typeof node === 'string') return node;
  let text = '';
  for (const child of node.children) text += textIn(child);
  return text;
}

/** All elements under a node in document order, itself left out. */
export function* elementsIn<E extends TreeElement<E>>(root: E): Generator<E> {
  // Not by calling itself: each element would be handed through all generators above it.
  const pending = root.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === 'string') continue;
    yield node;
    for (let index = node.children.length - 1; index >= 0; index -= 1)
      pending.push(node.children[index] ?? '');
  }
}
