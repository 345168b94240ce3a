/** Senders take turns, and of each what came first comes first. */
import { expect, test } from 'vitest';
import { Turns } from '../../../server/sync/turns.ts';
import { randomFrom } from '../../support/random.ts';

function drained(turns: Turns<string>): string {
  const all: string[] = [];
  for (let job = turns.next(); job !== null; job = turns.next()) all.push(job);
  return all.join(' ');
}

test('W28 who has much waiting leaves turns to the others', () => {
  const turns = new Turns<string>();
  for (const job of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) turns.add(job.charAt(0), job);
  expect(drained(turns)).toBe('a1 b1 c1 a2 b2 a3');
  expect([turns.isEmpty, turns.next()]).toEqual([true, null]);
});

test('W28 who comes meanwhile comes after those who wait, and before their next ones', () => {
  const turns = new Turns<string>();
  for (const job of ['a1', 'a2', 'a3', 'b1']) turns.add(job.charAt(0), job);
  expect(turns.next()).toBe('a1');
  turns.add('c', 'c1');
  expect(drained(turns)).toBe('b1 a2 c1 a3');
});

test('W28 whatever comes in whatever order, each sender’s stay in theirs and none is lost', () => {
  const random = randomFrom(20261130);
  const turns = new Turns<readonly [string, number]>();
  const [sent, taken] = [new Map<string, number>(), new Map<string, number>()];
  for (let step = 0; step < 5000; step += 1) {
    if (random(2) === 0) {
      const sender = 'abcdefgh'.charAt(random(1 + random(8)));
      const number = sent.get(sender) ?? 0;
      sent.set(sender, number + 1);
      turns.add(sender, [sender, number]);
    } else {
      const job = turns.next();
      if (job === null) continue;
      expect(job[1]).toBe(taken.get(job[0]) ?? 0);
      taken.set(job[0], job[1] + 1);
    }
  }
  for (let job = turns.next(); job !== null; job = turns.next()) taken.set(job[0], job[1] + 1);
  expect(taken).toEqual(sent);
});
