/** Long articles are written in time in proportion to their length: others wait for a process meanwhile. */
import { expect, test } from 'vitest';
import type { AnnotatedCopy } from '../../../../server/formats/format.ts';
import { loadExporter } from '../../../../server/formats/export/exporters.ts';
import { COPY_FORMATS } from '../../../../shared/article/formats.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { sampleCopy } from '../../../support/sample-copies.ts';

const PARAGRAPHS = 3000;
/** Ten times what it takes; where each piece looked at all that was written before it, it took three seconds. */
const MAX_MS = 1500;

test.each(COPY_FORMATS.filter(({ name }) => name !== 'pdf'))(
  'Y4 more than a megabyte is written as $name within 1.5 s',
  async ({ name }) => {
    const copy = longCopy();
    expect(copy.text.length).toBeGreaterThan(1_200_000);
    const exporter = await loadExporter(name);
    expect(await leastCpu(() => exporter.write(copy))).toBeLessThan(MAX_MS);
  },
);

/** In milliseconds of processor, which other processes add nothing to. */
async function leastCpu(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < 2; time += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** The sample's threads in paragraphs of four hundred characters. */
function longCopy(): AnnotatedCopy {
  const words = articleSchema.text('Some words of a long day at the harbour. '.repeat(10));
  const { paragraph, doc: article } = articleSchema.nodes;
  const doc = article.create(
    null,
    Array.from({ length: PARAGRAPHS }, () => paragraph.create(null, words)),
  );
  return { ...sampleCopy(), doc, text: plainText(doc) };
}
