/** Order, filters and counts of the margin, who is offered what, and one's own notes. */
import { describe, expect, test } from 'vitest';
import {
  countOpen,
  inReadingOrder,
  passes,
} from '../../../../client/workspace/layers/annotations-view.ts';
import { isFor, withOwnNotes } from '../../../../client/workspace/layers/own-notes.ts';
import { statusChoices } from '../../../../client/workspace/margin/status-choices.ts';
import type { Filter } from '../../../../client/workspace/layers/annotation-events.ts';
import type { Annotation } from '../../../../shared/annotation/annotation.ts';
import type { MemberAnswer } from '../../../../shared/wire/routes/members.ts';
import { annotation, COMMENTS, member, placed } from './example.ts';

const lost = { state: 'orphaned', from: null, to: null, exact: '' } as const;

describe('annotations in the margin', () => {
  test('M18 stand by place, then by age; lost ones last', () => {
    const at = (from: number) => ({ state: 'exact', from, to: from + 5, exact: 'x' }) as const;
    const given = [
      placed({ id: 'lost', anchoring: lost, created: '2020' }),
      placed({ id: 'late', anchoring: at(50), created: '2020' }),
      placed({ id: 'younger', anchoring: at(3), created: '2022' }),
      placed({ id: 'older', anchoring: at(3), created: '2021' }),
    ];
    expect(inReadingOrder(given).map(({ id }) => id)).toEqual(['older', 'younger', 'late', 'lost']);
  });

  test('M18 open threads are counted by layer', () => {
    const given = [placed(), placed({ id: 'a2' }), placed({ id: 'a3', status: 'resolved' })];
    expect([...countOpen([...given, placed({ layer: 'notes' })])]).toEqual([
      ['comments', 2],
      ['notes', 1],
    ]);
  });

  const replied = { id: 'r', author: 'bob', created: '', modified: '', body: '' };
  const FILTERED: readonly [string, Filter, Partial<Annotation>, boolean][] = [
    ['open lets open ones through', 'open', {}, true],
    ['open holds settled ones back', 'open', { status: 'accepted' }, false],
    ['all lets everything through', 'all', { status: 'declined' }, true],
    ['mine holds those of others back', 'mine', {}, false],
    [
      'mine lets one’s own through, settled too',
      'mine',
      { author: 'bob', status: 'resolved' },
      true,
    ],
    ['mine lets those through that one has replied to', 'mine', { replies: [replied] }, true],
    ['mine lets those through that one has been given', 'mine', { assignee: 'bob' }, true],
  ];
  for (const [name, filter, fields, expected] of FILTERED) {
    test(`M20 ${name}`, () => {
      expect(passes(annotation(fields), filter, 'bob')).toBe(expected);
    });
  }

  test('M20 who is not signed in has nothing of their own', () => {
    expect(passes(annotation({ assignee: null }), 'mine', null)).toBe(false);
  });
});

describe('what is offered', () => {
  const viewer = member('eve', 'viewer');
  const author = member('ann', 'commenter');
  const stranger = member('bob', 'commenter');
  const editor = member('eda', 'editor');
  const OFFERED: readonly [string, Partial<Annotation>, MemberAnswer | null, string][] = [
    ['a comment to its author', {}, author, 'Resolve'],
    ['a comment to another commenter', {}, stranger, ''],
    ['a comment to an editor', {}, editor, 'Resolve'],
    ['a comment to a viewer', {}, viewer, ''],
    ['a comment to nobody signed in', {}, null, ''],
    ['a suggestion to an editor', { kind: 'suggestion' }, editor, 'Accept Decline'],
    ['a suggestion to its author', { kind: 'suggestion' }, author, 'Resolve'],
    ['a report to an editor', { kind: 'report', author: 'reader' }, editor, 'Accept Decline'],
    ['a resolved comment to its author', { status: 'resolved' }, author, 'Reopen'],
    ['a declined suggestion to its author', { kind: 'suggestion', status: 'declined' }, author, ''],
    [
      'a declined suggestion to an editor',
      { kind: 'suggestion', status: 'declined' },
      editor,
      'Reopen',
    ],
  ];
  for (const [name, fields, me, expected] of OFFERED) {
    test(`M21 ${name}: ${expected || 'nothing'}`, () => {
      const choices = statusChoices(annotation(fields), COMMENTS, me);
      expect(choices.map((choice) => choice.name).join(' ')).toBe(expected);
    });
  }

  test('M21 one’s own private layer: seen, so one’s own', () => {
    const notes = { ...COMMENTS, audience: 'private', purpose: 'notes' } as const;
    expect(statusChoices(annotation(), notes, author)).toHaveLength(1);
  });
});

describe('My notes', () => {
  const notes = { ...COMMENTS, id: 'n7', audience: 'private', purpose: 'notes' } as const;

  test('M22 are offered before they exist, to those who may write', () => {
    const ids = (me: MemberAnswer | null): string[] =>
      withOwnNotes([COMMENTS], me).map(({ id }) => id);
    expect(ids(member('ann', 'commenter'))).toEqual(['comments', 'notes']);
    expect(ids(member('eve', 'viewer'))).toEqual(['comments']);
    expect(ids(null)).toEqual(['comments']);
  });

  test('M22 are not offered twice, and take what was written for them before', () => {
    expect(withOwnNotes([COMMENTS, notes], member('ann', 'owner'))).toEqual([COMMENTS, notes]);
    expect(isFor('notes', notes)).toBe(true);
    expect(isFor('notes', COMMENTS)).toBe(false);
    expect(isFor('comments', COMMENTS)).toBe(true);
  });
});
