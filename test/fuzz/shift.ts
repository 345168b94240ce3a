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

/** Gives how many frames with changes were sent; throws where one was refused or where the texts end up different. */
export function runShift(shift: Shift): Promise<number> {
  return inVirtualTime((clock) => runBy(clock, shift));
}

async function runBy(clock: Clock, { seed, people, events, troubled }: Shift): Promise<number> {
  const newsroom = await Newsroom.open(clock, seed, people);
  try {
    for (let event = 0; event < events; event += 1) {
      await happen(newsroom, clock, troubled);
      newsroom.check();
    }
    await newsroom.settle();
    await newsroom.restart();
    await newsroom.settle();
    return newsroom.frames;
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
