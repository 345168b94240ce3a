/** What a person who may only read can do with sockets. */
import * as encoding from 'lib0/encoding';
import { setTimeout as delay } from 'node:timers/promises';
import { awarenessFrame, syncFrame } from '../../../../server/sync/frames.ts';
import { MESSAGE } from '../../../../shared/wire/messages.ts';
import { presence } from '../../../hostile/presence-attacks.ts';
import type { Attack } from '../attack.ts';

/** Each asks for the whole text by a state vector of its own, and reads nothing of it. */
export const deafSockets: Attack = {
  name: 'sockets that read nothing',
  by: 'viewer',
  run: (attacker) =>
    attacker.repeat(200, async (at) => {
      const socket = await attacker.socket();
      socket.pause();
      const vector = encoding.encode((encoder) => {
        for (const number of [1, 1000 + at, 1]) encoding.writeVarUint(encoder, number);
      });
      await attacker.whileOpen(socket, 2100, () => socket.send(syncFrame('step1', vector)));
    }),
};

/** A hundred sockets with four states of 4 kB each, which they renew five times a second. */
export const presenceFlood: Attack = {
  name: 'a flood of presence',
  by: 'viewer',
  run: (attacker) =>
    attacker.repeat(100, async (at) => {
      const socket = await attacker.socket();
      let clock = 1;
      await attacker.whileOpen(socket, 200, () => {
        clock += 1;
        const json = JSON.stringify({ words: `${clock} ${'x'.repeat(3950)}` });
        for (let id = 0; id < 4; id += 1)
          socket.send(awarenessFrame(presence([{ client: 10_000 + at * 4 + id, clock, json }])));
      });
    }),
};

/** The smallest frames, as many as the line takes. */
export const tinyFrames: Attack = {
  name: 'a flood of the smallest frames',
  by: 'viewer',
  run: (attacker) =>
    attacker.repeat(20, async () => {
      const socket = await attacker.socket();
      const query = Uint8Array.of(MESSAGE.queryAwareness);
      await attacker.whileOpen(socket, 5, () => {
        for (let sent = 0; sent < 200 && socket.bufferedAmount < 10_000; sent += 1)
          socket.send(query);
      });
    }),
};

/** Presence as large as a frame may be, of which all is to be read. */
export const largePresence: Attack = {
  name: 'the largest presence frames',
  by: 'viewer',
  run: (attacker) =>
    attacker.repeat(20, async (at) => {
      const socket = await attacker.socket();
      let clock = 1;
      await attacker.whileOpen(socket, 5, () => {
        if (socket.bufferedAmount > 500_000) return;
        clock += 1;
        const json = JSON.stringify({ words: 'x'.repeat(3990) });
        const entries = Array.from({ length: 4 }, (_, id) => {
          return { client: 90_000 + at * 4 + id, clock, json };
        });
        for (let sent = 0; sent < 50; sent += 1) socket.send(awarenessFrame(presence(entries)));
      });
    }),
};

/** A message of a mebibyte, of which all but the end comes. */
export const unfinishedMessages: Attack = {
  name: 'messages that are never finished',
  by: 'viewer',
  run: (attacker) =>
    attacker.repeat(150, async () => {
      const connection = await attacker.connection(true);
      await delay(200);
      const head = Buffer.alloc(14);
      head.set([0x82, 0xff]);
      head.writeBigUInt64BE(BigInt(1 << 20), 2);
      connection.write(Buffer.concat([head, Buffer.alloc((1 << 20) - 1000)]));
      await attacker.whileOpen(connection, 1000);
    }),
};
