/** Questions that the import tests ask of a document and of the work that it took. */
import type { Node } from 'prosemirror-model';

/** The addresses of all links, in order. */
export function linksOf(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants((node) => {
    for (const mark of node.marks)
      if (mark.type.name === 'link') found.push(String(mark.attrs.href));
  });
  return found;
}

/** How many levels of nodes there are below the document. */
export function depthOf(node: Node): number {
  return Math.max(0, ...node.children.map((child) => 1 + depthOf(child)));
}

/** Processor time of this process so far, in ms: unlike the clock it doesn't run while other processes work. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
