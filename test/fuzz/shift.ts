/** One shift in the newsroom: everybody edits, connections are cut, browsers and the server start anew. */
import { randomEdit } from './edits.ts';
import { Newsroom } from './newsroom.ts';
import type { Seat } from './newsroom.ts';
import { inVirtualTime } from './virtual-time.ts';
import type { Clock } from './virtual-time.ts';

export interface Shift {
  readonly seed: number;
  readonly people: number;
  /** How many things happen. */
  readonly events: number;
  /** Whether the server restarts and its disk fails, too. */
  readonly troubled: boolean;
}

export interface Work {
  /** Frames with changes that were sent. */
  readonly frames: number;
  /** How many of them were refused for what Yjs's undo made. */
  readonly refused: number;
}

/** One shift for each seed, one after the other, and says what it was in all. */
export async function runShifts(
  seeds: { readonly first: number; readonly count: number },
  shiftOf: (seed: number) => Shift,
): Promise<Work> {
  let [frames, refused] = [0, 0];
  for (let seed = seeds.first; seed < seeds.first + seeds.count; seed += 1) {
    const work = await runShift(shiftOf(seed));
    frames += work.frames;
    refused += work.refused;
  }
  console.log(
    `${seeds.count} seeds from ${seeds.first}, ${frames} frames, ${refused} of Yjs's undo refused: all texts equal`,
  );
  return { frames, refused };
}

/** Throws where a frame was refused for anything but that, and where the texts end up different. */
export function runShift(shift: Shift): Promise<Work> {
  return inVirtualTime((clock) => runBy(clock, shift));
}

async function runBy(clock: Clock, { seed, people, events, troubled }: Shift): Promise<Work> {
  const newsroom = await Newsroom.open(clock, seed, people);
  try {
    for (let event = 0; event < events; event += 1) {
      await happen(newsroom, clock, troubled);
      newsroom.check();
    }
    await newsroom.converge();
    await newsroom.restart();
    await newsroom.converge();
    return { frames: newsroom.frames, refused: newsroom.resets };
  } catch (error) {
    throw new Error(`Seed ${seed} with ${people} people: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await newsroom.close();
  }
}

/** In which a store that failed is tried again, and a step 1 that came too soon is answered. */
const LONG_PAUSE_MS = 2500;

async function happen(newsroom: Newsroom, clock: Clock, troubled: boolean): Promise<void> {
  const { random } = newsroom;
  const seat = random.pick(newsroom.seats);
  const chance = random.next();
  await newsroom.enter();
  if (chance < 0.03) toggle(newsroom, seat);
  else if (chance < 0.035) newsroom.reopen(seat);
  else if (chance < 0.05) seat.editor.undo();
  else if (chance < 0.06) seat.editor.redo();
  else if (troubled && chance < 0.063) await newsroom.restart();
  else if (troubled && chance < 0.073) newsroom.log.failNext(new Error('No space left on device'));
  else edit(newsroom, seat);
  // Others hear of it now, or only after what they do next.
  if (random.chance(0.5)) await clock.pass(random.chance(0.05) ? LONG_PAUSE_MS : random.below(60));
}

function toggle(newsroom: Newsroom, seat: Seat): void {
  if (seat.socket === null || seat.socket.closed !== null) newsroom.connect(seat);
  else newsroom.cut(seat);
}

function edit({ random }: Newsroom, { editor }: Seat): void {
  const transaction = randomEdit(editor.state, random);
  if (transaction !== null) editor.dispatch(transaction);
  if (random.chance(0.3)) editor.pause();
}
