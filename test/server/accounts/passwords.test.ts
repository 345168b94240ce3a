/** Passwords: how they are hashed, how many at once, and that nobody learns from the work which addresses are known. */
import { describe, expect, test, vi } from 'vitest';
import { Accounts } from '../../../server/accounts/accounts.ts';
import { Challenges } from '../../../server/accounts/challenges.ts';
import { Confirmations } from '../../../server/accounts/confirmations.ts';
import { Identities } from '../../../server/accounts/identities.ts';
import { argon2Hasher } from '../../../server/accounts/password-hasher.ts';
import type { PasswordHasher } from '../../../server/accounts/password-hasher.ts';
import { KnownPlaces } from '../../../server/accounts/known-places.ts';
import { PasskeyCeremonies } from '../../../server/accounts/passkey-ceremonies.ts';
import { Passkeys } from '../../../server/accounts/passkeys.ts';
import { Passwords } from '../../../server/accounts/passwords.ts';
import { Sessions } from '../../../server/accounts/sessions.ts';
import { SignIn } from '../../../server/accounts/sign-in.ts';
import { Tokens } from '../../../server/accounts/tokens.ts';
import { readWorkspace } from '../../../server/accounts/workspace.ts';
import { BoundedQueue } from '../../../server/accounts/bounded-queue.ts';
import { Limits } from '../../../server/limits/limits.ts';
import { memoryStore } from '../../../server/storage/open.ts';
import { done } from '../../../shared/wire/problems.ts';
import { clock, DAY_MS, MINUTE_MS, PASSWORD } from './people.ts';

const FROM = { agent: 'test', network: '192.0.2.1' };

/** A desk whose hasher counts its work instead of doing it. */
async function desk() {
  const time = clock();
  const store = memoryStore();
  const work: string[] = [];
  const hasher: PasswordHasher = {
    hash: async (password) => done(`hash of ${password}`),
    verify: async (hashed, password) => {
      work.push(hashed === null ? 'for nobody' : 'for somebody');
      return done(hashed === `hash of ${password}`);
    },
  };
  let made = 0;
  const newSecret = () => `secret ${(made += 1)}`;
  const passwords = new Passwords(store.log, hasher);
  const sessions = new Sessions(store, time.now, newSecret);
  const identities = new Identities(store);
  const passkeys = new Passkeys(store, time.now);
  const challenges = new Challenges({ store, now: time.now, newSecret });
  const workspace = () => readWorkspace(store.catalogue);
  const url = () => 'https://galley.example';
  const limits = new Limits(store, time.now);
  const ofPlaces = { store, limits, workspace, send: null, url, now: time.now };
  const places = new KnownPlaces({ ...ofPlaces, failed: () => undefined });
  const ceremonies = new PasskeyCeremonies({ challenges, passkeys, workspace, url });
  const newId = () => `id-${(made += 1)}`;
  const accounts = new Accounts({
    store,
    sessions,
    passwords,
    passkeys,
    places,
    identities,
    confirmations: new Confirmations({
      store,
      limits,
      workspace,
      send: null,
      url,
      now: time.now,
      newSecret,
    }),
    newId,
    now: time.now,
  });
  const signIn = new SignIn({
    store,
    accounts,
    passwords,
    passkeys,
    ceremonies,
    places,
    sessions,
    tokens: new Tokens({ store, newSecret, now: time.now }),
    limits,
    byToken: () => Promise.resolve(null),
  });
  for (const name of ['ann', 'bob']) {
    const email = `${name}@galley.example`;
    const member = await accounts.addMember({ name, email, role: 'viewer' });
    if (member.ok && name === 'ann') await passwords.set(member.value.id, PASSWORD);
  }
  const tryTo = async (email: string, password: string, network = FROM.network) => {
    const tried = await signIn.byPassword({ email, password }, { ...FROM, network });
    return tried.ok ? 'in' : tried.problem;
  };
  return { time, log: store.log, work, tryTo };
}

const REFUSED = {
  type: '/problems/sign-in-failed',
  title: 'This did not sign you in.',
  status: 401,
  detail: 'The e-mail address or the password is wrong.',
};

describe('signing in by password', () => {
  test.each<[string, string, string, 'for nobody' | 'for somebody', unknown]>([
    ['the right password', 'ann@galley.example', PASSWORD, 'for somebody', 'in'],
    ['the address in another case', 'ANN@Galley.Example', PASSWORD, 'for somebody', 'in'],
    ['a wrong password', 'ann@galley.example', 'wrong', 'for somebody', REFUSED],
    ['a member without a password', 'bob@galley.example', PASSWORD, 'for nobody', REFUSED],
    ['an unknown address', 'eve@galley.example', PASSWORD, 'for nobody', REFUSED],
  ])('F7 %s costs one hash', async (_what, email, password, work, outcome) => {
    const at = await desk();
    expect(await at.tryTo(email, password)).toEqual(outcome);
    expect(at.work).toEqual([work]);
  });

  test.each(['ann@galley.example', 'eve@galley.example'])(
    'F8 ten guesses a minute at %s from one network reach the hash, and the right one comes in from another',
    async (email) => {
      const at = await desk();
      const guesses = Array.from({ length: 50 }, (_one, n) =>
        at.tryTo(n % 2 === 0 ? email : email.toUpperCase(), `guess ${n}`, '192.0.2.1'),
      );
      const refused = (await Promise.all(guesses)).filter(
        (outcome) => outcome !== 'in' && outcome.status === 429,
      );
      expect([at.work.length, refused.length]).toEqual([10, 40]);
      expect(await at.tryTo(email, PASSWORD, '192.0.2.1')).toMatchObject({
        status: 429,
        retryAfterMs: MINUTE_MS,
      });
      await at.tryTo(email, PASSWORD, '192.0.2.2');
      expect(at.work).toHaveLength(11);
      at.time.pass(MINUTE_MS);
      await at.tryTo(email, PASSWORD, '192.0.2.1');
      expect(at.work).toHaveLength(12);
    },
  );

  test('F8 the right password is no guess, however often it is used', async () => {
    const at = await desk();
    for (let time = 0; time < 70; time += 1)
      expect(await at.tryTo('ann@galley.example', PASSWORD, '192.0.2.1')).toBe('in');
    for (let guess = 0; guess < 9; guess += 1)
      await at.tryTo('ann@galley.example', 'wrong', '192.0.2.1');
    expect(await at.tryTo('ann@galley.example', PASSWORD, '192.0.2.1')).toBe('in');
  });

  test('F8 three hundred guesses an hour at one account reach the hash, wherever they come from', async () => {
    const at = await desk();
    const guesses = Array.from({ length: 500 }, (_one, n) =>
      at.tryTo('ann@galley.example', `guess ${n}`, `10.0.${n}.0/24`),
    );
    await Promise.all(guesses);
    expect(at.work).toHaveLength(300);
    at.time.pass(60 * MINUTE_MS);
    expect(await at.tryTo('ann@galley.example', PASSWORD)).toBe('in');
  });

  test('F8 who guesses for hours from one network keeps out nobody else, and no more than thirty an hour are looked at', async () => {
    const at = await desk();
    for (let minute = 0; minute < 120; minute += 1) {
      for (let n = 0; n < 12; n += 1) await at.tryTo('ann@galley.example', 'guess', '192.0.2.1');
      at.time.pass(MINUTE_MS);
    }
    expect(at.work.length).toBeLessThanOrEqual(60);
    expect(await at.tryTo('ann@galley.example', PASSWORD, '198.51.100.1')).toBe('in');
  });

  test('F8 guesses from everywhere keep nobody out who is signed in from there', async () => {
    const at = await desk();
    expect(await at.tryTo('ann@galley.example', PASSWORD, 'home')).toBe('in');
    for (let n = 0; n < 400; n += 1)
      await at.tryTo('ann@galley.example', `guess ${n}`, `10.0.${n}.0/24`);
    expect(await at.tryTo('ann@galley.example', PASSWORD, 'elsewhere')).toMatchObject({
      status: 429,
    });
    expect(await at.tryTo('ann@galley.example', PASSWORD, 'home')).toBe('in');
  });

  test('F8 who is refused where they have guessed costs no look through all sessions', async () => {
    const at = await desk();
    const looks = vi.spyOn(Sessions.prototype, 'of');
    for (let n = 0; n < 100; n += 1) await at.tryTo('ann@galley.example', `guess ${n}`, 'home');
    expect(looks).not.toHaveBeenCalled();
    looks.mockRestore();
  });

  test('F8 sixty guesses a minute come from one network, and one that is too busy keeps out no other', async () => {
    const at = await desk();
    const guesses = Array.from({ length: 200 }, (_one, n) =>
      at.tryTo(`u${n}@galley.example`, 'guess'),
    );
    await Promise.all(guesses);
    expect(at.work).toHaveLength(60);
    expect(await at.tryTo('ann@galley.example', PASSWORD)).toMatchObject({ status: 429 });
    expect(await at.tryTo('ann@galley.example', PASSWORD, '198.51.100.1')).toBe('in');
  });

  test('F8 what was counted is forgotten after a day, however many names there were', async () => {
    const at = await desk();
    for (let n = 0; n < 300; n += 1)
      await at.tryTo(`u${n}@galley.example`, 'guess', `192.0.2.${n % 250}`);
    expect((await at.log.list('limits')).length).toBeGreaterThan(500);
    at.time.pass(DAY_MS + 1);
    for (let n = 0; n < 80; n += 1)
      await at.tryTo(`v${n}@galley.example`, 'guess', `192.0.2.${n % 2}`);
    expect((await at.log.list('limits')).length).toBeLessThanOrEqual(3 * 80 + 2);
  });

  test('F8 guesses that are refused for one account use up nothing of the network’s', async () => {
    const at = await desk();
    for (let n = 0; n < 100; n += 1) await at.tryTo('eve@galley.example', `guess ${n}`);
    expect(await at.tryTo('ann@galley.example', PASSWORD)).toBe('in');
  });
});

describe('the hasher', () => {
  test('F5 argon2id with 19 MiB and two passes, salted; another form of the same letters is the same', async () => {
    const hasher = argon2Hasher();
    const [one, other] = [await hasher.hash('Zoë Zoë Zoë'), await hasher.hash('Zoë Zoë Zoë')];
    if (!one.ok || !other.ok) throw new Error('busy');
    expect(one.value).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one.value).not.toBe(other.value);
    const decomposed = 'Zoë Zoë Zoë'.normalize('NFD');
    expect(await hasher.verify(one.value, decomposed)).toEqual(done(true));
    expect(await hasher.verify(one.value, 'Zoe Zoe Zoe')).toEqual(done(false));
  });

  test('F7 for nobody it works as long, and says no', async () => {
    const hasher = argon2Hasher();
    expect(await hasher.verify(null, PASSWORD)).toEqual(done(false));
    // Under a cost of its own it would be another amount of work.
    const { parseOptions } = await import('@node-rs/argon2');
    const hashed = await hasher.hash(PASSWORD);
    if (!hashed.ok) throw new Error('busy');
    const { NOBODY } = await import('../../../server/accounts/password-hasher.ts');
    expect(costOf(parseOptions(NOBODY))).toEqual(costOf(parseOptions(hashed.value)));
  });

  test('F9 of sixty at once fifty-two are looked at, and eight are asked to come back', async () => {
    const hasher = argon2Hasher();
    const asked = Array.from({ length: 60 }, () => hasher.verify(null, PASSWORD));
    const outcomes = await Promise.all(asked);
    expect(outcomes.slice(0, 52)).toEqual(Array(52).fill(done(false)));
    const { problem } = outcomes[59] as { problem?: unknown };
    expect(problem).toMatchObject({ status: 429, retryAfterMs: 2000 });
    expect(outcomes.slice(52)).toEqual(Array(8).fill(outcomes[59]));
    expect(await hasher.verify(null, PASSWORD)).toEqual(done(false));
  });

  test('F9 two work at once, the others in the order in which they came, whatever fails', async () => {
    const queue = new BoundedQueue({ maxRunning: 2, maxWaiting: 3, retryAfterMs: 1 });
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (n: number) => () =>
      new Promise<number>((resolve, reject) => {
        begun.push(n);
        ends[n] = () => (n === 1 ? reject(new Error('broken')) : resolve(n));
      });
    const run = [0, 1, 2, 3, 4, 5].map((n) => queue.run(work(n)).catch(() => 'failed'));
    expect(await run[5]).toMatchObject({ ok: false });
    const order: number[][] = [[...begun]];
    for (const n of [1, 0, 2, 3, 4]) {
      ends[n]?.();
      await run[n];
      order.push([...begun]);
    }
    expect(order).toEqual([
      [0, 1],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ]);
    const last = queue.run(() => Promise.resolve('free'));
    expect(await last).toEqual(done('free'));
  });
});

function costOf({ algorithm, memoryCost, timeCost, parallelism, outputLen, saltLen }: Cost) {
  return { algorithm, memoryCost, timeCost, parallelism, outputLen, saltLen };
}

interface Cost {
  readonly algorithm: number;
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
  readonly outputLen: number;
  readonly saltLen: number;
}
