/**
 * `npm run bench:frames [MUTATED] [FORGED] [HONEST] [SEED]`: what the gate makes of a million mutated frames and as many invented
 * ones, of forged and of honest ones, and how long it takes.
 */
import { CLOCK_ATTACKS } from '../hostile/clock-attacks.ts';
import { CONTENT_ATTACKS } from '../hostile/content-attacks.ts';
import { CUT_ATTACKS } from '../hostile/cut-attacks.ts';
import { EFFORT_ATTACKS } from '../hostile/effort-attacks.ts';
import { PLACE_ATTACKS } from '../hostile/place-attacks.ts';
import { forge, honest, inventions, mutations, storm } from './frame-storm.ts';

const [mutated, forged, typed, seed] = [1_000_000, 10_000, 100_000, 3].map((usual, at) =>
  Number(process.argv[2 + at] ?? usual),
) as [number, number, number, number];

// In rounds, since the authors' own Yjs grows slow with all that was ever in a text.
const ROUND = 5000;
for (let from = 0; from < typed; from += ROUND)
  console.log('honest frames:', await honest(Math.min(ROUND, typed - from), 1 + from));
const families = { CUT_ATTACKS, CLOCK_ATTACKS, PLACE_ATTACKS, CONTENT_ATTACKS };
for (const [name, family] of Object.entries(families))
  console.log(`${name}:`, await forge(forged, 2, family));
console.log('EFFORT_ATTACKS:', await forge(Math.ceil(forged / 100), 2, EFFORT_ATTACKS));
const sources = [...CUT_ATTACKS, ...CLOCK_ATTACKS, ...PLACE_ATTACKS, ...CONTENT_ATTACKS];
console.log('mutated frames:', await storm(mutated, seed, mutations(sources)));
console.log('invented frames:', await storm(mutated, seed, inventions));
