/** What the statuses of threads are called. */
import type { Status } from '../../../shared/annotation/annotation.ts';
import { tIn } from '../language/translate.ts';

const NAMES: Readonly<Record<Status, string>> = {
  open: tIn('status', 'Open'),
  resolved: tIn('status', 'Resolved'),
  accepted: tIn('status', 'Accepted'),
  declined: tIn('status', 'Declined'),
};

/** As it stands in a list, or at the beginning of a line. */
export function statusName(status: Status): string {
  return NAMES[status];
}
