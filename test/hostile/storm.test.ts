/** The gate under a storm of frames; `npm run bench:frames` throws a million. */
import { expect, test } from 'vitest';
import { forge, honest, inventions, mutations, storm } from '../bench/frame-storm.ts';
import { CLOCK_ATTACKS } from './clock-attacks.ts';
import { CONTENT_ATTACKS } from './content-attacks.ts';
import { CUT_ATTACKS } from './cut-attacks.ts';
import { PLACE_ATTACKS } from './place-attacks.ts';

const FAMILIES = { CUT_ATTACKS, CLOCK_ATTACKS, PLACE_ATTACKS, CONTENT_ATTACKS };

test.each(Object.entries(FAMILIES))(
  'G11 of the forged frames %s none is let in',
  async (_name, family) => {
    expect((await forge(1000, 5, family)).accepted).toBe(0);
  },
);

test('G12 a mutated frame changes nothing, or what its sender may change', async () => {
  const make = mutations(Object.values(FAMILIES).flat());
  const { frames, accepted } = await storm(10_000, 6, make);
  expect(accepted).toBeLessThan(frames / 4);
});

// Ten thousand frames take a busy machine more than the usual time.
test(
  'G12 an invented frame of well-formed structs does neither',
  { timeout: 120_000 },
  async () => {
    const { frames, accepted } = await storm(10_000, 7, inventions);
    expect(accepted).toBeGreaterThan(frames / 20);
  },
);

test('G4 of plain typing, deleting and formatting nothing is refused', async () => {
  expect((await honest(3000, 7)).refused).toBe(0);
});
