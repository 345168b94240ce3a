/** The whole copy as JSON. */
import { describe, expect, test } from 'vitest';
import { jsonExporter } from '../../../../server/formats/export/json.ts';
import { ANNOTATION_SHAPE } from '../../../../shared/annotation/annotation.ts';
import { plainText } from '../../../../shared/article/plain-text.ts';
import { articleSchema, SCHEMA_VERSION } from '../../../../shared/article/schema.ts';
import { ALL, copyOf, node, p, written } from '../../../support/copy.ts';
import { rightToLeftCopy, sampleCopy } from '../../../support/sample-copies.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of a file, the test says
const read = (copy: ReturnType<typeof copyOf>): any => JSON.parse(written(jsonExporter, copy));

describe.each([
  ['left to right', sampleCopy()],
  ['right to left', rightToLeftCopy()],
])('%s', (_name, copy) => {
  test('X45 each annotation has all its fields, and its words by offsets and quote', () => {
    const { annotations, text } = read(copy);
    expect(annotations).toHaveLength(copy.annotations.length);
    for (const one of annotations) {
      for (const field of Object.keys(ANNOTATION_SHAPE)) expect(one, field).toHaveProperty(field);
      expect(one.anchor).toEqual({
        exact: expect.any(String),
        prefix: expect.any(String),
        suffix: expect.any(String),
        from: expect.any(Number),
        to: expect.any(Number),
      });
      const { from, to, exact } = one.anchoring;
      if (from !== null) expect(text.slice(from, to)).toBe(exact);
    }
  });

  test('X45 people are ids with a name each, and layers are whole', () => {
    const { annotations, people, layers } = read(copy);
    const ids = people.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of annotations)
      for (const { author } of [one, ...one.replies]) expect(ids).toContain(author);
    for (const { id, name } of people) expect(name).toBe(copy.nameOf(id));
    expect(layers).toMatchObject(
      copy.layers.map(({ id, name, color, audience }) => ({ id, name, color, audience })),
    );
  });
});

test('X45 the document can be made again, in the schema that it names', () => {
  const copy = copyOf(
    [node('title', ['A cat']), p('A cat saw a dog.'), node('rule')],
    [{ words: 'dog' }],
  );
  const { doc, text, schema, article } = read(copy);
  const made = articleSchema.nodeFromJSON(doc);
  made.check();
  expect(plainText(made)).toBe(text);
  expect(schema).toBe(SCHEMA_VERSION);
  expect(article).toMatchObject({ id: 'a1', title: 'A cat', language: 'en', direction: 'ltr' });
});

test('X45 notes alone have no document, and a clean copy has nothing else', () => {
  const copy = copyOf([p('A cat saw a dog.')], [{ words: 'dog' }]);
  const only = read({ ...copy, choices: { ...ALL, notes: 'only' } });
  expect(only).not.toHaveProperty('doc');
  expect(only.annotations).toHaveLength(1);
  const clean = read({ ...copy, choices: { ...ALL, notes: 'none' } });
  expect(Object.keys(clean)).toEqual([
    'format',
    'version',
    'schema',
    'article',
    'text',
    'doc',
    'pictures',
  ]);
});
