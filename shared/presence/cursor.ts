/** Knows the cursors that others send from anything else that may be sent instead. */
import { ARTICLE_ROOT } from '../article/schema.ts';

/** Whether it is a selection as y-prosemirror sends it: two relative positions of Yjs, as JSON, within an article's text. */
export function isCursor(sent: unknown): boolean {
  return isRecord(sent) && isPosition(sent['anchor']) && isPosition(sent['head']);
}

/** Yjs makes any root that is named to it, so only ours will do. */
function isPosition(sent: unknown): boolean {
  if (!isRecord(sent)) return false;
  const { type, tname, item, assoc } = sent;
  const given = [
    { value: type, isRight: isId(type) },
    { value: tname, isRight: tname === ARTICLE_ROOT },
    { value: item, isRight: isId(item) },
  ].filter(({ value }) => !isAbsent(value));
  const isPlaced = given.length > 0 && given.every(({ isRight }) => isRight);
  return isPlaced && (isAbsent(assoc) || typeof assoc === 'number');
}

function isId(sent: unknown): boolean {
  return isRecord(sent) && isCount(sent['client']) && isCount(sent['clock']);
}

function isCount(sent: unknown): boolean {
  return Number.isSafeInteger(sent) && (sent as number) >= 0; // a safe integer is a number
}

function isAbsent(sent: unknown): boolean {
  return sent === null || sent === undefined;
}

function isRecord(sent: unknown): sent is Record<string, unknown> {
  return typeof sent === 'object' && sent !== null;
}
