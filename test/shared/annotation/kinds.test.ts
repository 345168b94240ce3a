/** The kinds of annotations: one table says all of them, and a question waits for its answer. */
import { describe, expect, test } from 'vitest';
import { KINDS, waitsForAnswer } from '../../../shared/annotation/annotation.ts';
import type { Annotation, Reply, Status } from '../../../shared/annotation/annotation.ts';
import { KIND_FACTS, NOTE_KINDS } from '../../../shared/annotation/kinds.ts';
import { isNode, sourcesIn } from '../../support/source-tree.ts';
import type { SyntaxNode } from '../../support/source-tree.ts';
import { annotation } from '../../client/workspace/layers/example.ts';

describe('the table', () => {
  /** Where a kind is no mere difference: only a reader's report comes without an account. */
  const MAY_NAME = ['shared/policy/decide.ts'];

  test('KD1 nothing else compares a kind with a name', () => {
    const compares = ({ type, left, right }: SyntaxNode): boolean =>
      type === 'BinaryExpression' && [left, right].some(isKind) && [left, right].some(isKindName);
    const faults = sourcesIn('client', 'server', 'shared')
      .filter(({ path }) => !MAY_NAME.includes(path))
      .flatMap(({ path, places }) =>
        places.filter(({ node }) => compares(node)).map(({ line }) => `${path}:${line}`),
      );
    expect(faults).toEqual([]);
  });

  test('KD1 each key, verb and group is given once', () => {
    const keys = NOTE_KINDS.map(([, { key }]) => key);
    const verbs = NOTE_KINDS.map(([, { verb }]) => verb);
    const groups = KINDS.flatMap((kind) => KIND_FACTS[kind].queue ?? []);
    for (const names of [keys, verbs, groups]) expect(new Set(names).size).toBe(names.length);
  });
});

describe('a question', () => {
  const by = (author: string): Reply => ({ ...REPLY, id: author, author });

  test.each<[string, Partial<Annotation>, boolean]>([
    ['nobody replied', {}, true],
    ['its author adds something', { replies: [by('ann')] }, true],
    ['another member answered', { replies: [by('ann'), by('bob')] }, false],
    ['it was resolved', { status: 'resolved' as Status }, false],
    ['it is no question', { kind: 'comment' }, false],
  ])('KD2 waits or not: %s', (_what, given, expected) => {
    const question = annotation({ kind: 'question', author: 'ann', ...given });
    expect(waitsForAnswer(question)).toBe(expected);
  });
});

const REPLY: Reply = {
  id: 'r',
  author: 'ann',
  created: '2026-05-01T10:00:00Z',
  modified: '2026-05-01T10:00:00Z',
  body: 'Since when?',
};

function isKind(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'Identifier') return value['name'] === 'kind';
  const { property } = value;
  return isNode(property) && property['name'] === 'kind';
}

function isKindName(value: unknown): boolean {
  return isNode(value) && (KINDS as readonly unknown[]).includes(value['value']);
}
