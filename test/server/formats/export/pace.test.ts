/** Long articles are written in time in proportion to their length: the server does nothing else meanwhile. */
import { expect, test } from 'vitest';
import type { AnnotatedCopy } from '../../../../server/formats/format.ts';
import { EXPORTERS } from '../../../../server/formats/export/exporters.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { written } from '../../../support/copy.ts';
import { sampleCopy } from '../../../support/sample-copies.ts';

const PARAGRAPHS = 3000;
/** Ten times what it takes; where each piece looked at all that was written before it, it took three seconds. */
const MAX_MS = 1500;

test.each(EXPORTERS.map((exporter) => [exporter.name, exporter] as const))(
  'Y4 more than a megabyte is written as %s within 1.5 s',
  (_name, exporter) => {
    const copy = longCopy();
    expect(copy.text.length).toBeGreaterThan(1_200_000);
    expect(leastCpu(() => written(exporter, copy))).toBeLessThan(MAX_MS);
  },
);

test.each(EXPORTERS.map((exporter) => [exporter.name, exporter] as const))(
  'Y10 a copy is written as %s block by block and note by note',
  (_name, exporter) => {
    const copy = longCopy();
    let steps = 0;
    const writing = exporter.write(copy);
    while (writing.next().done !== true) steps += 1;
    const blocks = exporter.name === 'jsonld' ? 0 : PARAGRAPHS; // which has the threads alone
    expect(steps).toBeGreaterThanOrEqual(blocks + copy.annotations.length);
  },
);

/** In milliseconds of processor, which other processes add nothing to. */
function leastCpu(work: () => unknown): number {
  const times = Array.from({ length: 2 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
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
