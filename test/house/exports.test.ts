/** Each export has a doc comment, and the comment says what the name doesn't. */
import { describe, expect, test } from 'vitest';
import { parseSource, sourcesIn } from '../support/source-tree.ts';
import { exportsOf, membersOf, repeatsName } from './exports.ts';

/** Whose exports are documented: all that is shipped. */
const DOCUMENTED = ['client/', 'server/', 'shared/'];

const sources = sourcesIn('client', 'server', 'shared').filter(({ path }) =>
  DOCUMENTED.some((folder) => path.startsWith(folder)),
);

test('B23 each export has a doc comment', () => {
  const bare = sources.flatMap(exportsOf).filter(({ doc }) => doc === null);
  expect(bare.map(({ at, name }) => `${at} ${name}`)).toEqual([]);
});

test('B24 no doc comment says merely what the name says', () => {
  const empty = [...sources.flatMap(exportsOf), ...sources.flatMap(membersOf)].filter(repeatsName);
  expect(empty.map(({ at, name, doc }) => `${at} ${name}: ${doc}`)).toEqual([]);
});

describe('the rules themselves', () => {
  test.each<[string, Record<string, boolean>]>([
    ['/** A file. */\nimport "a";\n/** Says. */\nexport const a = 1;', { a: true }],
    ['/** A file. */\nimport "a";\nexport const a = 1;', { a: false }],
    ['/** A file. */\n\nexport const a = 1;', { a: false }],
    ['/** A file of one thing. */\nexport const a = 1;', { a: true }],
    ['import "a";\n/** Says. */\n// for the linter\nexport function a() {}', { a: true }],
    ['import "a";\n/* Says not. */\nexport function a() {}', { a: false }],
    ['import "a";\n/** Of another. */\nconst b = 1;\nexport type A = 1;', { A: false }],
    ['import "a";\n/** Says. */\n@on("x")\nexport class A {}', { A: true }],
    ['import "a";\n@on("x")\n/** Says. */\nexport class A {}', { A: false }],
    ['import "a";\n/** Says. */\nexport const A = 1;\nexport type A = 1;', { A: false }],
    ['import "a";\nexport { b } from "b";\nexport * from "c";', {}],
    [
      'import "a";\n/** Says. */\nexport function a(b: 1): 1;\nexport function a(b: 2): 2;',
      { a: true },
    ],
  ])('B23 the exports of %j are seen', (text, expected) => {
    const found = exportsOf(parseSource('shared/x.ts', text));
    expect(Object.fromEntries(found.map(({ name, doc }) => [name, doc !== null]))).toEqual(
      expected,
    );
  });

  test.each<[string, string, boolean]>([
    ['TextRange', '/** A range of text. */', true],
    ['textRange', '/** Gets the text ranges. */', true],
    ['AUDIENCES', '/** All audiences. */', true],
    ['Audience', '/** */', true],
    ['TextRange', '/** In UTF-16 units. */', false],
    ['closeRoom', '/** Closes the room, and the sockets that are in it. */', false],
  ])('B24 whether %s is merely repeated by %j is seen', (name, doc, expected) => {
    expect(repeatsName({ name, doc })).toBe(expected);
  });
});
