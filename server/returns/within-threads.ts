/** Keeps what comes back within what threads take: replies beyond that would each be tried, and refused one by one. */
import type { Annotation } from '../../shared/annotation/annotation.ts';
import { CAPS } from '../limits/caps.ts';
import type { Step } from './plan-return.ts';

/** What can be done, and how many replies find no room. */
export interface WithinThreads {
  readonly steps: readonly Step[];
  readonly left: number;
}

/** Of the replies to each thread the first that it has room for; `annotations` are those that are there. */
export function withinThreads(
  all: readonly Step[],
  annotations: readonly Pick<Annotation, 'id' | 'replies'>[],
): WithinThreads {
  const { most } = CAPS.repliesInThread;
  const room = new Map(annotations.map(({ id, replies }) => [id, most - replies.length]));
  const steps: Step[] = [];
  let left = 0;
  const shortened = <T>(replies: readonly T[]): readonly T[] => {
    left += Math.max(0, replies.length - most);
    return replies.slice(0, most);
  };
  for (const step of all) {
    if (step.do === 'reply' || step.do === 'answer') {
      const free = room.get(step.annotation) ?? most;
      room.set(step.annotation, free - 1);
      if (free > 0) steps.push(step);
      else left += 1;
    } else if (step.do === 'note') steps.push({ ...step, replies: shortened(step.replies) });
    else if (step.do === 'add')
      steps.push({ ...step, thread: { ...step.thread, replies: shortened(step.thread.replies) } });
    else steps.push(step);
  }
  return { steps, left };
}
