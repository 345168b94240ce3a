/** Word copies of all kinds that come back as they left. Another seed with `GALLEY_FUZZ_SEED=n GALLEY_FUZZ_SEEDS=1`. */
import { expect, test } from 'vitest';
import { docxExporter } from '../../../server/formats/export/docx/docx.ts';
import { readReturned } from '../../../server/formats/import/read-returned.ts';
import { planReturn } from '../../../server/returns/plan-return.ts';
import { TextThen } from '../../../server/returns/text-then.ts';
import { randomCopyOfThreads } from '../../support/docx/random-copy.ts';

const SEEDS = Number(process.env['GALLEY_FUZZ_SEEDS'] ?? 40);
const FIRST = Number(process.env['GALLEY_FUZZ_SEED'] ?? 1);

test(
  'RC3 nothing in a copy that nobody has touched is new',
  async () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const copy = randomCopyOfThreads(seed);
      const bytes = await docxExporter.write(copy);
      const source = { format: 'docx', bytes, encoding: null, article: 'a1', text: '' } as const;
      const read = await readReturned(source);
      if (!read.ok) throw new Error(`seed ${seed}: ${read.problem.detail}`);
      const { origin } = read.value;
      expect(origin?.text, `seed ${seed}`).toBe(copy.text);
      const then = new TextThen(origin ?? { text: '', runs: [] });
      const plan = planReturn(read.value, then, copy.annotations);
      expect(plan.steps, `seed ${seed}`).toEqual([]);
      expect(plan.lost, `seed ${seed}`).toBe(0);
    }
  },
  20_000 + SEEDS * 1000,
);
