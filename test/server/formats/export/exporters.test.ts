/** The formats as a whole: the kept copies, and what none of them may tell. */
import { describe, expect, it } from 'vitest';
import { loadExporter } from '../../../../server/formats/export/exporters.ts';
import type { AnnotatedCopy } from '../../../../server/formats/format.ts';
import { COPY_FORMATS } from '../../../../shared/article/formats.ts';
import { copyOf, p } from '../../../support/copy.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

const fixture = (name: string) =>
  new URL(`../../../fixtures/export/${name}`, import.meta.url).pathname;

describe.each(COPY_FORMATS)('the format $name', ({ name, ending, isBinary }) => {
  const kept = isBinary ? `${ending}.base64` : ending;
  const written = async (copy: AnnotatedCopy): Promise<string> => {
    const file = Buffer.from(await (await loadExporter(name)).write(copy));
    return file.toString(isBinary ? 'base64' : 'utf8');
  };

  // The bytes of a PDF are those of the machine's fonts; what is drawn in it is kept by its own test.
  it.skipIf(name === 'pdf')('X18 the sample copies come out as the kept files', async () => {
    await expect(await written(sampleCopy())).toMatchFileSnapshot(fixture(`sample${kept}`));
    const rightToLeft = fixture(`right-to-left${kept}`);
    await expect(await written(rightToLeftCopy())).toMatchFileSnapshot(rightToLeft);
  });

  it('X20 an empty article and a copy without threads can be written', async () => {
    expect((await written(copyOf([p()]))).length).toBeGreaterThan(0);
  });
});

describe.each(COPY_FORMATS.filter(({ isBinary }) => !isBinary))(
  'the text format $name',
  ({ name, mediaType }) => {
    const written = async (copy: AnnotatedCopy): Promise<string> => {
      const bytes = await (await loadExporter(name)).write(copy);
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    };

    it('X18 every thread, reply and layer is in the file, and its type names the charset', async () => {
      const copy = sampleCopy();
      const file = await written(copy);
      expect(mediaType).toMatch(/; charset=utf-8$/);
      for (const { body } of copy.annotations.filter((annotation) => /^[\w ?.]+$/.test(annotation.body))) expect(file).toContain(body); // prettier-ignore
      for (const { name: layer } of copy.layers) expect(file).toContain(layer);
      expect(file).toContain(copy.url);
    });

    it("X19 nothing tells a member's id, so that pseudonyms hide who wrote", async () => {
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
      const file = await written({ ...copy, article: { ...copy.article, author: id }, nameOf: () => 'Participant 1' }); // prettier-ignore
      expect(file).toContain('Participant 1');
      const tells = name === 'json'; // it is for making all of it again
      expect(file.includes(id)).toBe(tells);
    });
  },
);
