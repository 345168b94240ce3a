/** Which outcomes a thread may be given, by whom. */
import type { Annotation, Status } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS } from '../../../shared/annotation/kinds.ts';
import type { LayerAnswer } from '../../../shared/wire/routes/layers.ts';
import type { MemberAnswer } from '../../../shared/wire/routes/members.ts';
import { mayPerform } from '../../ui/session/permission.ts';
import { t } from '../../ui/language/translate.ts';

/** A button's name and the status that it sets. */
export interface StatusChoice {
  readonly name: string;
  readonly status: Status;
}

const ACCEPT: StatusChoice = { name: t('Accept'), status: 'accepted' };
const DECLINE: StatusChoice = { name: t('Decline'), status: 'declined' };
const RESOLVE: StatusChoice = { name: t('Resolve'), status: 'resolved' };
const REOPEN: StatusChoice = { name: t('Reopen'), status: 'open' };

/**
 * What is offered. A proposal (suggestion or report) is accepted or declined; somebody who may not decide may still resolve
 * their own, which takes it back.
 */
export function statusChoices(
  annotation: Annotation,
  layer: LayerAnswer,
  me: MemberAnswer | null,
): readonly StatusChoice[] {
  const allowed = ({ status }: StatusChoice): boolean =>
    mayPerform(
      { do: 'set-status', annotation: annotation.id, status, note: null },
      annotation,
      layer,
      me,
    );
  if (annotation.status !== 'open') return [REOPEN].filter(allowed);
  const decisions =
    KIND_FACTS[annotation.kind].decided === 'as proposal' ? [ACCEPT, DECLINE].filter(allowed) : [];
  return decisions.length > 0 ? decisions : [RESOLVE].filter(allowed);
}
