/** The way to a server that can't be asked. */
import { expect, test } from 'vitest';
import { connect } from '../../../server/command-line/connect.ts';

test('K2 a server that can not be asked is named, with the reason', async () => {
  // A port of another protocol, which the Fetch standard forbids.
  const own = { url: 'http://127.0.0.1:4190', secret: 's', close: () => Promise.resolve() };
  const { ask } = await connect(null, () => Promise.resolve(own));
  await expect(ask('/api/members')).rejects.toThrow(
    "The server at http://127.0.0.1:4190 can't be asked (bad port).",
  );
});
