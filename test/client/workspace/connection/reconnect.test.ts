/** When the client returns to a server that sent it away. */
import { expect, test } from 'vitest';
import { reconnectDelayMs } from '../../../../client/workspace/connection/reconnect.ts';
import { CLOSE } from '../../../../shared/wire/close-codes.ts';

const CLOSES: readonly [code: number | undefined, chance: number, delayMs: number | null][] = [
  [CLOSE.restarting.code, 0, 0],
  [CLOSE.restarting.code, 0.5, 1500],
  [CLOSE.storeFailed.code, 0.999, 2997],
  [CLOSE.rightsChanged.code, 0.9, 0],
  [CLOSE.tooSlow.code, 0.5, null],
  [1006, 0.5, null],
  [undefined, 0.5, null],
];

test.each(CLOSES)('U17 after close %s with chance %s: %s ms', (code, chance, delayMs) => {
  expect(reconnectDelayMs(code, chance)).toBe(delayMs);
});
