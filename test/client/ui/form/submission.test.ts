/** How a form is sent. */
import { expect, test } from 'vitest';
import type { FormSubmit } from '../../../../client/ui/form/form-fields.ts';
import { Submission } from '../../../../client/ui/form/submission.ts';
import { done, failed } from '../../../../shared/wire/problems.ts';
import type { Result } from '../../../../shared/wire/problems.ts';
import { HOST } from '../../../support/host.ts';

/** As much of the event as is asked. */
const EVENT = { preventDefault: () => undefined, currentTarget: {} } as unknown as FormSubmit;

test('UI6 a form is sent once, however often it is submitted before the answer', async () => {
  let answer = (_: Result<string>): void => undefined;
  const followed: string[] = [];
  const submission = new Submission<string>(HOST, {
    send: () => new Promise((resolve) => (answer = resolve)),
    done: (value) => void followed.push(value),
  });
  const both = [submission.submit(EVENT), submission.submit(EVENT)];
  expect(submission.busy).toBe(true);
  answer(done('made'));
  await Promise.all(both);
  expect([followed, submission.busy]).toEqual([['made'], false]);
});

test('UI6 what failed says why, until it is sent again', async () => {
  const answers: Result<string>[] = [failed('conflict', 'It is there already.'), done('made')];
  const followed: string[] = [];
  const submission = new Submission<string>(HOST, {
    send: async () => answers.shift() ?? failed('conflict'),
    done: (value) => void followed.push(value),
    explain: ({ detail }) => `Not taken. ${detail}`,
  });
  await submission.submit(EVENT);
  expect([submission.problem, followed]).toEqual(['Not taken. It is there already.', []]);
  await submission.submit(EVENT);
  expect([submission.problem, followed]).toEqual(['', ['made']]);
});

test('UI6 a form with nothing to send sends nothing', async () => {
  const submission = new Submission<string>(HOST, {
    send: () => null,
    done: () => expect.unreachable(),
  });
  await submission.submit(EVENT);
  expect([submission.busy, submission.problem]).toEqual([false, '']);
});
