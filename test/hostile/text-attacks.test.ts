/** Every attack on the text of an article, over real sockets: none gets in, and nobody else notices. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { syncFrame } from '../../server/sync/frames.ts';
import { Random } from '../fuzz/random.ts';
import { testServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';
import { rawSocket, stockClient, until } from '../support/sync-client.ts';
import type { RawSocket, StockClient } from '../support/sync-client.ts';
import { behind, GAP, ownId } from './attack.ts';
import { CLOCK_ATTACKS } from './clock-attacks.ts';
import { CONTENT_ATTACKS } from './content-attacks.ts';
import { CUT_ATTACKS, prefixes } from './cut-attacks.ts';
import { CONCURRENT, EFFORT_ATTACKS, QUADRATIC } from './effort-attacks.ts';
import { element, item, string, text as xmlText, update } from './forge.ts';
import type { Content, Deletion, Where, Write } from './forge.ts';
import { PLACE_ATTACKS } from './place-attacks.ts';
import { forgedRepetition } from './repetition.ts';
import { ARTICLE, sceneOf, typeInto } from './scene.ts';
import type { Scene } from './scene.ts';

let server: TestServer;
let article: string;
let tokens: { attacker: string; victim: string; witness: string };
let victim: StockClient;
let witness: StockClient;
let ended = 0;

const random = new Random(1);
const text = (doc: Y.Doc): string => doc.getXmlFragment('article').toJSON();

beforeAll(async () => {
  server = await testServer();
  article = (await server.article(ARTICLE)).id;
  const token = async (name: string) => (await server.member(name, 'editor')).token;
  tokens = {
    attacker: await token('Mallory'),
    victim: await token('Vera'),
    witness: await token('Will'),
  };
  victim = stockClient(server, article, tokens.victim);
  witness = stockClient(server, article, tokens.witness);
  await Promise.all([victim.synced, witness.synced]);
  for (const { provider } of [victim, witness])
    provider.on('connection-close', () => void (ended += 1));
  await typeAndSee();
});
afterAll(async () => {
  victim.destroy();
  witness.destroy();
  await server.close();
});

/** The victim types, and the witness sees it. */
async function typeAndSee(): Promise<void> {
  typeInto(victim.doc);
  await until(() => text(witness.doc) === text(victim.doc), 'the word at the witness');
}

function scene(): Scene {
  const attacker = 1 + random.below(2 ** 31);
  return sceneOf(witness.doc, victim.doc.clientID, attacker);
}

async function attacker(): Promise<RawSocket> {
  const raw = await rawSocket(server, article, { token: tokens.attacker });
  if ('status' in raw) throw new Error(`refused with ${raw.status}`);
  return raw;
}

/** What the server has: the plain text, the JSON, and all that a newcomer is sent. */
async function stateAtServer() {
  const fresh = stockClient(server, article, tokens.witness);
  await fresh.synced;
  const { text: plain } = await server.ask('GET', `/api/articles/${article}/text`);
  const state = {
    plain,
    json: text(fresh.doc),
    roots: [...fresh.doc.share.keys()],
    vector: [...Y.encodeStateVector(fresh.doc)],
    pending: fresh.doc.store.pendingStructs ?? fresh.doc.store.pendingDs,
  };
  fresh.destroy();
  return state;
}

describe('the text gate', () => {
  const attacks = [
    ...CUT_ATTACKS,
    ...CLOCK_ATTACKS,
    ...PLACE_ATTACKS,
    ...CONTENT_ATTACKS,
    ...EFFORT_ATTACKS,
    QUADRATIC,
    CONCURRENT,
  ];
  test.each(attacks.map((attack) => [attack.name, attack] as const))(
    'G1 refuses %s, and nobody notices',
    async (_name, attack) => {
      const before = await stateAtServer();
      const raw = await attacker();
      const update = attack.update(scene(), random);
      raw.send(syncFrame('update', update));
      if (attack.ends === GAP) {
        await until(() => raw.frames.filter(isStep1).length === 2, 'the question for the rest');
        raw.send(syncFrame('step2', update));
      }
      const { code, reason } = await raw.closed;
      if (typeof attack.ends === 'number') expect(code).toBe(attack.ends);
      else {
        const rule = attack.ends === GAP ? 'gap in the history' : attack.ends;
        expect({ code, reason }).toEqual({ code: 4403, reason: rule });
      }
      expect(await stateAtServer()).toEqual(before);
      await typeAndSee();
      expect(ended).toBe(0);
    },
  );

  test('G2 refuses every beginning of an honest frame, and takes the whole', async () => {
    const own = scene();
    const before = await stateAtServer();
    for (const prefix of prefixes(own)) {
      const raw = await attacker();
      raw.send(syncFrame('update', prefix));
      expect((await raw.closed).code).toBe(4400);
    }
    expect(await stateAtServer()).toEqual(before);
    const raw = await attacker();
    raw.send(syncFrame('update', own.honest));
    await until(() => text(witness.doc) !== before.json, 'the honest word');
    raw.socket.close();
  });

  test('G3 what repeats known clocks with other words changes nothing for those who come later', async () => {
    const own = scene();
    const raw = await attacker();
    raw.send(syncFrame('update', forgedRepetition(own)));
    await until(() => text(witness.doc).includes('own words'), 'what was new in it');
    await until(() => text(victim.doc) === text(witness.doc), 'the same at the victim');
    const fresh = stockClient(server, article, tokens.witness);
    await fresh.synced;
    expect(text(fresh.doc)).toBe(text(victim.doc));
    expect(text(fresh.doc)).not.toContain('PWN');
    fresh.destroy();
    raw.socket.close();
  });

  test('G14 what came too late for its place begins no run of typing', async () => {
    const own = scene();
    const [raw, reader] = [await attacker(), await attacker()];
    const send = (clock: number, structs: Write[], deletions: Deletion[] = []): void => {
      const parts = structs.length === 0 ? [] : [{ client: own.attacker, clock, structs }];
      raw.send(syncFrame('update', update(parts, deletions)));
    };
    const typed = (clock: number, words: string): void =>
      send(clock, [item({ origin: ownId(own, clock - 1) }, string(words))]);
    send(0, [
      item({ origin: own.paragraph }, element('paragraph')),
      item({ parent: ownId(own, 0) }, xmlText()),
      item({ parent: ownId(own, 1) }, string('a')),
    ]);
    send(3, [], [{ ...ownId(own, 0), length: 1 }]);
    for (const [at, words] of ['pwn', 'Pwn', 'PWN'].entries()) typed(3 + 3 * at, words);
    await typeAndSee();
    const told = (): string => Buffer.concat(reader.frames).toString();
    await until(() => told().includes('typed'), 'what was typed last');
    expect(/pwn/iu.test(told())).toBe(false);
    for (const socket of [raw, reader]) socket.socket.close();
  });

  test('G14 what is merely repeated in other words begins no run of typing', async () => {
    const own = scene();
    const raw = await attacker();
    const send = (clock: number, where: Where, content: Content): void => {
      const structs = [item(where, content)];
      raw.send(syncFrame('update', update([{ client: own.attacker, clock, structs }])));
    };
    const before = text(witness.doc);
    send(0, { origin: own.paragraph }, element('paragraph'));
    send(0, behind(own), string('x'));
    await until(() => text(witness.doc) !== before, 'the new paragraph');
    const after = await stateAtServer();
    send(1, { origin: ownId(own, 0) }, string('PWN'));
    expect(await raw.closed).toMatchObject({ code: 4403, reason: 'unknown type' });
    expect(await stateAtServer()).toEqual(after);
  });
});

function isStep1(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] === 0;
}
