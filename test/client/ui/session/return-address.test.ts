/** Where one goes after signing in, and how the token is read. */
import { expect, test } from 'vitest';
import { localAddress } from '../../../../client/ui/session/return-address.ts';
import { secretIn, tokenIn } from '../../../../client/entry/sign-in-token.ts';

const ORIGIN = 'https://desk.example';

const ADDRESSES: readonly [address: string | null, goesTo: string | null][] = [
  ['/articles/a1?x=1#thread-2', '/articles/a1?x=1#thread-2'],
  ['/', '/'],
  [null, null],
  ['', null],
  ['https://evil.example/', null],
  ['//evil.example/', null],
  ['/\\evil.example/', null],
  ['/\t/evil.example/', null],
  ['/..//evil.example/', null],
  ['javascript:alert(1)', null],
  ['articles/a1', null],
  ['/signin', null],
];

test.each(ADDRESSES)('L1 after signing in one goes from %j to %j', (address, goesTo) => {
  expect(localAddress(address, ORIGIN)).toBe(goesTo);
});

const LINKS: readonly [text: string, token: string][] = [
  ['#token=abc_-1', 'abc_-1'],
  ['https://desk.example/signin#token=abc', 'abc'],
  ['  abc\n', 'abc'],
  ['#token=a%2Bb', 'a+b'],
  ['#token=a+b', 'a+b'],
  ['#token=a%b', 'a%b'],
  ['#from=mail&token=abc&x=1', 'abc'],
  ['#', ''],
  ['', ''],
  ['https://desk.example/signin', ''],
];

test.each(LINKS)('L2 the token in %j is %j', (text, token) => {
  expect(tokenIn(text)).toBe(token);
});

const SECRETS: readonly [link: string, name: string, secret: string | null][] = [
  ['#share=abc', 'share', 'abc'],
  ['https://desk.example/join#invite=abc', 'invite', 'abc'],
  ['#invite=abc', 'share', null],
  ['#unshare=abc', 'share', null],
  ['/join?share=abc', 'share', null],
  ['#share=', 'share', ''],
  ['#share=a#b', 'share', 'a#b'],
];

test.each(SECRETS)('T3 the secret of %j by the name %s is %j', (link, name, secret) => {
  expect(secretIn(link, name)).toBe(secret);
});
