/** What every carrier must do. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Carrier, Message } from '../../server/carrier/carrier.ts';
import { until } from '../support/sync-client.ts';

/** Two servers' ends of one carrier; the same one where all are in one process. */
export type CarrierPair = readonly [Carrier, Carrier];

/** Runs the contract over the carriers of one implementation; `makePair` is called once for each test. */
export function carrierContract(name: string, makePair: () => Promise<CarrierPair>): void {
  async function opened(): Promise<CarrierPair> {
    const pair = await makePair();
    onTestFinished(async () => {
      for (const end of new Set(pair)) await end.close();
    });
    return pair;
  }

  /** What is heard in a channel, in its order. */
  function heardIn(carrier: Carrier, channel: string): Message[] {
    const heard: Message[] = [];
    carrier.subscribe(channel, (message) => heard.push(message));
    return heard;
  }

  describe(`the carrier ${name}`, () => {
    test('S33 a message is heard here before publishing returns, and elsewhere soon, in order', async () => {
      const [one, other] = await opened();
      const [here, there] = [heardIn(one, 'c'), heardIn(other, 'c')];
      const sent: Message[] = [];
      for (let n = 0; n < 50; n += 1) {
        const published = one.publish('c', { n });
        sent.push({ n });
        expect(here).toHaveLength(n + 1);
        await published;
      }
      await until(() => there.length === sent.length, 'the other end');
      expect([here, there]).toEqual([sent, sent]);
    });

    test('S33 each hears its own channels alone, as they are named', async () => {
      const [one, other] = await opened();
      const names = ['a', 'a/b', 'a*', '', 'A', 'a\0', '\u{1F5DE}', '__proto__'];
      const heard = names.map((channel) => heardIn(other, channel));
      for (const channel of names) await one.publish(channel, channel);
      await one.publish('nobody listens here', null);
      await until(() => heard.every((messages) => messages.length > 0), 'all channels');
      expect(heard).toEqual(names.map((channel) => [channel]));
    });

    test('S33 plain data comes as it was sent', async () => {
      const [one, other] = await opened();
      const heard = heardIn(other, 'c');
      const sent: Message[] = [null, false, 0, '', [], {}, [{ a: [null, 'é\u{1F5DE}'] }], 1e21];
      for (const message of sent) await one.publish('c', message);
      await until(() => heard.length === sent.length, 'all messages');
      expect(heard).toEqual(sent);
    });

    test('S33 who has stopped hears nothing more, and takes nothing from others', async () => {
      const [one, other] = await opened();
      const stays = heardIn(other, 'c');
      const heard: Message[] = [];
      const hear = (message: Message): void => void heard.push(message);
      const stops = [other.subscribe('c', hear), other.subscribe('c', hear)];
      await one.publish('c', 1);
      await until(() => heard.length === 2, 'both');
      stops[0]?.();
      stops[0]?.();
      await one.publish('c', 2);
      await until(() => stays.length === 2 && heard.length === 3, 'those that are left');
      stops[1]?.();
      await one.publish('c', 3);
      await until(() => stays.length === 3, 'the one that stays');
      expect(heard).toEqual([1, 1, 2]);
    });

    test('S33 who listens may stop, listen and publish while it hears', async () => {
      const [one] = await opened();
      const heard: string[] = [];
      const stop = one.subscribe('c', () => {
        heard.push('first');
        stop();
        one.subscribe('c', () => heard.push('late'));
        void one.publish('d', null);
      });
      one.subscribe('c', () => heard.push('second'));
      one.subscribe('d', () => heard.push('d'));
      await one.publish('c', null);
      expect(heard).toEqual(['first', 'd', 'second']);
      await one.publish('c', null);
      expect(heard.slice(3)).toEqual(['second', 'late']);
    });

    test('S33 after closing nothing is heard', async () => {
      const [one, other] = await opened();
      const heard = heardIn(other, 'c');
      await other.close();
      await one.publish('c', 1).catch(() => {});
      expect(heard).toEqual([]);
    });
  });
}
