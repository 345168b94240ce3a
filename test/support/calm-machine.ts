/** How fast the machine is at this moment, so that a bound in milliseconds means the same on one that others keep busy. */

/** What the yardstick takes on the machine that the bounds were set on, with nothing beside it. */
const CALM_MS = 10;
const ROUNDS = 3_000_000;

/** What the processor did for us while `work` ran: another program may have had it meanwhile. */
export function computedMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * The least of six times that `work` takes, in milliseconds of a calm machine: a fixed piece of work between them, which a
 * neighbour on the same core slows down as much, says how calm this one is. Never more than what was measured.
 */
export function calmMs(work: () => void): number {
  const rounds = Array.from(
    { length: 3 },
    () => [computedMs(yardstick), computedMs(work)] as const,
  );
  const pace = Math.min(...rounds.map(([yard]) => yard)) / CALM_MS;
  return Math.min(...rounds.map(([, ms]) => ms)) / Math.max(1, pace);
}

/** Integer work as that of comparing texts is. */
function yardstick(): void {
  let sum = 0;
  const row = new Int32Array(256);
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = round & 255;
    row[at] = (Math.imul(row[at] ?? 0, 31) + round) ^ (sum >>> 3);
    sum = (sum + (row[at] ?? 0)) | 0;
  }
  if (sum === 0.5) throw new Error('The work must not be left out.');
}
