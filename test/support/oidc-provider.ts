/** A provider of OpenID Connect on this machine: signs real tokens, and checks PKCE as a real one does. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Change its fields between two sign-ins to have another person, or a provider that lies. */
export interface TestProvider {
  readonly issuer: string;
  /** What the next ID tokens say; `nonce`, `iss` and `aud` may be overridden to lie. */
  claims: Record<string, unknown>;
  /** What the userinfo endpoint says. */
  userinfo: Record<string, unknown>;
  /** Another key than the published one signs. */
  forged: boolean;
  /** Follows an authorization address as somebody that agrees, and gives the address that leads back. */
  agree(address: string): Promise<string>;
  close(): Promise<void>;
}

/** The one client that it knows. */
export const CLIENT = { id: 'galley', secret: 'the secret of the client' };

interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirect: string;
}

/** Listens on a free port until it is closed. */
export async function oidcProvider(): Promise<TestProvider> {
  const own = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const codes = new Map<string, Asked>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    claims: {},
    userinfo: {},
    forged: false,
    async agree(address) {
      const { location } = Object.fromEntries(
        (await fetch(address, { redirect: 'manual' })).headers,
      );
      return location ?? '';
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: unknown, status = 200): void =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value));
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/jwks':
        return json({ keys: [{ ...(await exportJWK(own.publicKey)), alg: 'RS256', kid: 'one' }] });
      case '/userinfo':
        return json({ sub: provider.claims['sub'], ...provider.userinfo });
      case '/authorize':
        response.writeHead(302, { location: authorize(url.searchParams) }).end();
        return;
      case '/token':
        return json(...(await token(new URLSearchParams(await bodyOf(request)))));
      default:
        return json({}, 404);
    }
  }

  function authorize(query: URLSearchParams): string {
    const given = (name: string): string => query.get(name) ?? '';
    if (given('client_id') !== CLIENT.id || given('code_challenge_method') !== 'S256')
      throw new Error('A bad request.');
    const [code, redirect] = [randomUUID(), given('redirect_uri')];
    codes.set(code, { challenge: given('code_challenge'), nonce: given('nonce'), redirect });
    return `${redirect}?${new URLSearchParams({ code, state: given('state') }).toString()}`;
  }

  async function token(sent: URLSearchParams): Promise<[unknown, number]> {
    const asked = codes.get(sent.get('code') ?? '');
    codes.delete(sent.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      asked?.challenge === challenge &&
      asked.redirect === sent.get('redirect_uri') &&
      sent.get('client_secret') === CLIENT.secret;
    if (!isRight) return [{ error: 'invalid_grant' }, 400];
    const claims = { iss: issuer, aud: CLIENT.id, nonce: asked.nonce, ...provider.claims };
    const signed = new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuedAt()
      .setExpirationTime('5m');
    const key = provider.forged ? foreign.privateKey : own.privateKey;
    return [
      { access_token: randomUUID(), token_type: 'bearer', id_token: await signed.sign(key) },
      200,
    ];
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
