/** Loaded into each server that is measured: tells its memory, and profiles it while the bench asks for that. */
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const session = new Session();

const ANSWERS = {
  memory() {
    for (let round = 0; round < 3; round += 1) collectGarbage();
    return process.memoryUsage();
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  async 'start profile'() {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
  },
  async 'stop profile'() {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile;
  },
};

/** @param {keyof typeof ANSWERS} question */
async function answer(question) {
  process.send?.({ answer: await ANSWERS[question]() });
}

process.on('message', (question) => void answer(question));
process.channel?.unref();
