/** When it is noticed that sockets alone don't get through. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchSocket } from '../../../../client/workspace/connection/socket-watch.ts';

/** A provider that nobody lets through, until it is told to be open. */
function watched(isReachable: () => boolean) {
  vi.useFakeTimers();
  let listen = (): void => {};
  const provider = {
    wsconnected: false,
    shouldConnect: true,
    on: (_name: 'status', listener: () => void) => void (listen = listener),
  };
  const told = { count: 0 };
  const end = watchSocket(provider, {
    isReachable: () => Promise.resolve(isReachable()),
    refused: () => (told.count += 1),
  });
  onTestFinished(() => {
    end();
    vi.useRealTimers();
  });
  const turn = (isOpen: boolean): void => {
    provider.wsconnected = isOpen;
    listen();
  };
  return {
    told,
    turn,
    end,
    pass: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000),
  };
}

test('E34 no socket within five seconds is told once, and again after one was open', async () => {
  const { told, turn, pass } = watched(() => true);
  await pass(4.9);
  turn(false); // another attempt
  expect(told.count).toBe(0);
  await pass(0.2);
  expect(told.count).toBe(1);
  await pass(60);
  turn(false);
  await pass(60);
  expect(told.count).toBe(1);
  turn(true);
  await pass(60);
  turn(false);
  await pass(5.1);
  expect(told.count).toBe(2);
});

test('E34 a server that answers nothing is no proxy that refuses', async () => {
  let isUp = false;
  const { told, turn, pass } = watched(() => isUp);
  await pass(60);
  expect(told.count).toBe(0);
  isUp = true;
  turn(true);
  await pass(60);
  expect(told.count).toBe(0);
  turn(false);
  await pass(6);
  expect(told.count).toBe(1);
});

test('E34 a socket that opens in time, and a watch that ended, tell nothing', async () => {
  const { told, turn, end, pass } = watched(() => true);
  await pass(3);
  turn(true);
  await pass(60);
  turn(false);
  end();
  await pass(60);
  expect(told.count).toBe(0);
});
