/** Opens the store of a folder, once there is a file GO where one is named, says whether it could, and holds it. */
import { existsSync } from 'node:fs';
import { openStore } from '../../server/storage/open.ts';

const [folder = '', go = ''] = process.argv.slice(2);
if (go !== '') process.stdout.write('ready\n');
// In steps of a millisecond, so that all that wait for the file begin in the same moment.
const clock = new Int32Array(new SharedArrayBuffer(4));
while (go !== '' && !existsSync(go)) Atomics.wait(clock, 0, 0, 1);
try {
  const store = await openStore(folder);
  store.accept((connection) => connection.end(`pid ${process.pid}\n`));
  process.stdout.write('open\n');
  setInterval(() => {}, 1000);
} catch (error) {
  process.stdout.write(`refused ${(error as Error).message}\n`);
}
