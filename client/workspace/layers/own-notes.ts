/** "My notes": everybody's own layer, made by the server with the first note in it. */
import { may } from '../../../shared/policy/may.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { actorOf } from '../../ui/session/permission.ts';
import { LAYER_NAMES } from '../../../shared/article/layer-names.ts';

/** By this id the server knows a member's own notes before they exist. */
export const NOTES_LAYER = 'notes';

const PROMISED: LayerAnswer = {
  id: NOTES_LAYER,
  name: LAYER_NAMES.notes,
  color: 'purple',
  audience: 'private',
  locked: false,
  purpose: 'notes',
  writable: true,
};

/** The layers with one's own notes among them, even if nothing is in them yet, for a person who may write any. */
export function withOwnNotes(
  layers: readonly LayerAnswer[],
  me: MemberAnswer | null,
): readonly LayerAnswer[] {
  const has = layers.some(({ purpose }) => purpose === 'notes');
  return has || !may('keep private notes', actorOf(me)).ok ? layers : [...layers, PROMISED];
}

/**
 * Whether what was written for a layer belongs to this one: one's own notes may have been written before their layer was made.
 */
export function isFor(written: string, { id, purpose }: LayerAnswer): boolean {
  return written === id || (written === NOTES_LAYER && purpose === 'notes');
}
