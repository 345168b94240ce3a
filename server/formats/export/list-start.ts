/** With which number a list begins, whatever its raw attribute holds. */
import type { Node } from 'prosemirror-model';

/** A whole number from 0 on; 1 where the list says none. */
export function startOf({ attrs }: Node): number {
  const order: unknown = attrs.order;
  return Number.isInteger(order) && Number(order) >= 0 ? Math.min(Number(order), 1e6) : 1;
}
