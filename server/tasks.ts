/** What a server does again and again by itself, beside what it is asked. */
import type { Parts } from './http/parts.ts';
import { repeated } from './repeated.ts';
import { purgeHourly } from './trash/hourly-purge.ts';

/** How often it is looked for letters that are due. */
const MAIL_EVERY_MS = 60_000;

/** Begins all of it; returns what ends it, and resolves once nothing is under way any more. */
export function startTasks(parts: Parts, failed: (error: unknown) => void): () => Promise<void> {
  const stopPurging = purgeHourly((stop) => purge(parts, stop, failed), failed);
  const stopMailing = repeated((stop) => parts.notices.sendDue(stop), MAIL_EVERY_MS, failed);
  return async () => {
    await Promise.all([stopPurging(), stopMailing()]);
  };
}

/** Lets go what is due, and finishes what a crash has interrupted: each thing, also where another one fails. */
async function purge(
  { config, trash, earlierTexts, erasure, idleGuests, audit }: Parts,
  stop: AbortSignal,
  failed: (error: unknown) => void,
): Promise<void> {
  await trash.purge(stop).catch(failed);
  await earlierTexts.prune(stop).catch(failed);
  await erasure.finish(stop).catch(failed);
  await idleGuests.prune(stop).catch(failed);
  if (config.auditDays !== null) await audit.prune(config.auditDays, stop).catch(failed);
}
