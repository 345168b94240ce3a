/** The step by which the editor shows what Yjs has: it may make what the schema forbids, as merged changes may. */
import type { Fragment, Node } from 'prosemirror-model';
import { Step, StepMap, StepResult } from 'prosemirror-transform';
import type { Mappable } from 'prosemirror-transform';

/**
 * Replaces what stands between two positions of one node, unchecked. One that `keepsPlaces` puts something of the same size
 * there, such as the same words in bold, and no position moves.
 */
export class ShownStep extends Step {
  readonly from: number;
  readonly to: number;
  readonly content: Fragment;
  readonly keepsPlaces: boolean;

  constructor(from: number, to: number, content: Fragment, keepsPlaces = false) {
    super();
    this.from = from;
    this.to = to;
    this.content = content;
    this.keepsPlaces = keepsPlaces;
  }

  override apply(doc: Node): StepResult {
    if (this.to > doc.content.size) return StepResult.fail('There is no such position.');
    return StepResult.ok(replaced(doc, this.from, this.to, this.content));
  }

  override getMap(): StepMap {
    return this.keepsPlaces
      ? StepMap.empty
      : new StepMap([this.from, this.to - this.from, this.content.size]);
  }

  override invert(doc: Node): ShownStep {
    const { from, content, keepsPlaces } = this;
    return new ShownStep(from, from + content.size, between(doc, from, this.to), keepsPlaces);
  }

  override map(mapping: Mappable): ShownStep | null {
    const [from, to] = [mapping.mapResult(this.from, 1), mapping.mapResult(this.to, -1)];
    if (from.deletedAcross && to.deletedAcross) return null;
    return new ShownStep(from.pos, Math.max(from.pos, to.pos), this.content, this.keepsPlaces);
  }

  /** For whoever looks at steps; nothing makes one of this again. */
  override toJSON(): { stepType: string; from: number; to: number; content: unknown } {
    const { from, to } = this;
    return { stepType: 'shown', from, to, content: this.content.toJSON() };
  }
}

/** Positions count from the inside of the node. */
function replaced(node: Node, from: number, to: number, content: Fragment): Node {
  const inner = childAround(node, from, to);
  if (inner === null) return node.copy(joined(node.content, from, to, content));
  const { child, index, start } = inner;
  const changed = replaced(child, from - start, to - start, content);
  return node.copy(node.content.replaceChild(index, changed));
}

function between(node: Node, from: number, to: number): Fragment {
  const inner = childAround(node, from, to);
  if (inner === null) return node.content.cut(from, to);
  return between(inner.child, from - inner.start, to - inner.start);
}

/** The child within which both positions are. */
function childAround(node: Node, from: number, to: number) {
  const { node: child, index, offset } = node.childAfter(from);
  if (!child || child.isLeaf || from <= offset || to >= offset + child.nodeSize) return null;
  return { child, index, start: offset + 1 };
}

function joined(around: Fragment, from: number, to: number, content: Fragment): Fragment {
  return around.cut(0, from).append(content).append(around.cut(to));
}
