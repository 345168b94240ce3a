/** A process that attacks: gets the scene and the names of attacks as arguments, and goes on until it is told to stop. */
import { once, setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Attacker } from './attack.ts';
import { ATTACKS } from './attacks/all.ts';
import type { Scene } from './scene.ts';

const scene = JSON.parse(process.argv[2] ?? '') as Scene; // as the bench made it
const names = process.argv.slice(3);
const stopping = new AbortController();
// One listener for each socket.
setMaxListeners(0, stopping.signal);

/** How long what is under way may take to end. */
const END_MS = 2000;

process.send?.('ready');
await once(process, 'message'); // begin
const running = ATTACKS.filter(({ name }) => names.includes(name)).map(({ name, by, run }) => {
  const attacker = new Attacker(scene, scene.people[by], stopping.signal);
  return { name, attacker, ended: run(attacker).catch((error: unknown) => String(error)) };
});

await once(process, 'message'); // stop
stopping.abort();
await Promise.race([Promise.all(running.map(({ ended }) => ended)), delay(END_MS)]);
process.send?.(running.map(({ name, attacker }) => `${name}: ${attacker.said}`));
process.exit();
