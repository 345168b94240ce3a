/** The formats as a whole: their names, the kept copies, and what none of them may tell. */
import { describe, expect, it } from 'vitest';
import { EXPORTERS, exporterFor } from '../../../../server/formats/export/exporters.ts';
import { copyOf, p, written } from '../../../support/copy.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const fixture = (name: string) =>
  new URL(`../../../fixtures/export/${name}`, import.meta.url).pathname;

describe('the export formats', () => {
  it('X17 each has its own name and extension, and is found by its name alone', () => {
    for (const key of ['name', 'extension', 'label', 'mediaType'] as const) {
      expect(new Set(EXPORTERS.map((exporter) => exporter[key])).size).toBe(EXPORTERS.length);
    }
    expect(EXPORTERS.map(({ name }) => exporterFor(name))).toEqual(EXPORTERS);
    expect(EXPORTERS.map(({ name }) => name)).toEqual(['html', 'md', 'txt', 'jsonld']);
    for (const name of ['', 'HTML', '__proto__', 'constructor'])
      expect(exporterFor(name)).toBeNull();
  });

  for (const exporter of EXPORTERS) {
    const { name, extension, mediaType } = exporter;

    it(`X18 ${name}: the sample copies come out as the kept files`, async () => {
      await expect(written(exporter, sampleCopy())).toMatchFileSnapshot(
        fixture(`sample${extension}`),
      );
      await expect(written(exporter, rightToLeftCopy())).toMatchFileSnapshot(fixture(`right-to-left${extension}`)); // prettier-ignore
    });

    it(`X18 ${name}: every thread, reply and layer is in the file, and its type names the charset`, () => {
      const copy = sampleCopy();
      const file = written(exporter, copy);
      expect(mediaType).toMatch(/; charset=utf-8$/);
      for (const { body } of copy.annotations.filter((annotation) => /^[\w ?.]+$/.test(annotation.body))) expect(file).toContain(body); // prettier-ignore
      for (const { name: layer } of copy.layers) expect(file).toContain(layer);
      expect(file).toContain(copy.url);
    });

    it(`X19 ${name}: nothing tells a member's id, so that pseudonyms hide who wrote`, () => {
      const id = 'member-7f3a';
      const thread = {
        words: 'words',
        author: id,
        assignee: id,
        status: 'resolved',
        statusBy: id,
        statusAt: '2026-03-01T12:00:00Z',
        reactions: [`👍 ${id}`],
        replies: [{ id: 'r', author: id, created: '', modified: '', body: 'No.' }],
      } as const;
      const copy = copyOf([p('Some words.')], [thread]);
      const file = written(exporter, { ...copy, article: { ...copy.article, author: id }, nameOf: () => 'Participant 1' }); // prettier-ignore
      expect(file).toContain('Participant 1');
      expect(file).not.toContain(id);
    });

    it(`X20 ${name}: an empty article and a copy without threads can be written`, () => {
      expect(written(exporter, copyOf([p()])).length).toBeGreaterThan(0);
    });
  }
});
