/** Which network an address belongs to, however it is written. */
import { expect, test } from 'vitest';
import { isLoopback, networkOf } from '../../../server/limits/network.ts';

const WRITTEN: readonly (readonly [network: string, ...written: string[]])[] = [
  [
    '203.0.113.10',
    '203.0.113.10',
    ' 203.0.113.10 ',
    '203.0.113.10:1001',
    '203.0.113.10:1002',
    '203.0.113.10:_port',
    '"203.0.113.10:80"',
    '[203.0.113.10]',
    '[203.0.113.10]:443',
    '::ffff:203.0.113.10',
    '::FFFF:203.0.113.10',
    '::ffff:cb00:710a',
    '::ffff:CB00:710A',
    '0:0:0:0:0:ffff:cb00:710a',
    '0000:0000:0000:0000:0000:ffff:cb00:710a',
    '[::ffff:cb00:710a]',
    '[::ffff:cb00:710a]:1001',
    '[::ffff:203.0.113.10]:1002',
    '"[::ffff:203.0.113.10]:1002"',
    '::ffff:203.0.113.10%eth0',
  ],
  [
    '2001:db8:0:1::/64',
    '2001:db8:0:1::',
    '2001:db8:0:1::1',
    '2001:DB8:0:1:FFFF::2',
    '2001:0db8:0000:0001:1:2:3:4',
    '[2001:db8:0:1::3]',
    '[2001:db8:0:1::3]:1001',
    '"[2001:db8:0:1::3]:1002"',
    '2001:db8:0:1::192.0.2.1',
    '2001:db8:0:1::4%2',
  ],
  ['fe80:0:0:0::/64', 'fe80::1%eth0', '[fe80::2%25eth0]:80'],
  ['0:0:0:0::/64', '::1', '[::1]:3000'],
  [
    'unknown',
    '',
    'unknown',
    '_hidden',
    '_hidden2:80',
    'proxy.example.org',
    '1',
    '999.0.0.1',
    ':::',
  ],
];

test.each(WRITTEN.flatMap(([network, ...all]) => all.map((written) => [written, network])))(
  'Q6 %j is of the network %s',
  (written, network) => {
    expect(networkOf(written)).toBe(network);
  },
);

test('Q6 other addresses are other networks', () => {
  const all = ['203.0.113.10', '203.0.113.11', '2001:db8:0:1::1', '2001:db8:0:2::1'];
  expect(new Set(all.map(networkOf)).size).toBe(all.length);
});

test('O3 this machine is known by each of its addresses', () => {
  const own = ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'];
  expect(own.filter((address) => !isLoopback(address))).toEqual([]);
  expect(['', '10.0.0.1', '::', '::2', '::ffff:10.0.0.1'].filter(isLoopback)).toEqual([]);
});
