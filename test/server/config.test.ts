/** Settings: what each takes, and the one sentence that a wrong value gets. */
import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../../server/config.ts';

function read(environment: Record<string, string>) {
  const config = readConfig(environment);
  if (!config.ok) throw new Error(config.sentence);
  return config.config;
}

function sentence(environment: Record<string, string>): string {
  const config = readConfig(environment);
  if (config.ok) throw new Error(`${JSON.stringify(environment)} was taken`);
  return config.sentence;
}

const WRONG: readonly [name: string, value: string][] = [
  ['PORT', 'http'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['PORT', ' '],
  ['GALLEY_UNLOCKED_STORE', 'true'],
  ['GALLEY_URL', 'galley.example'],
  ['GALLEY_URL', 'ftp://galley.example'],
  ['GALLEY_URL', 'javascript:alert(1)'],
  ['GALLEY_URL', 'https://galley.example/under/a/path'],
  ['GALLEY_URL', 'https://galley.example/?a=b'],
  ['GALLEY_OWNER_TOKEN', 'too-short'],
  ['GALLEY_OWNER_TOKEN', 'x'.repeat(201)],
  ['GALLEY_OWNER_TOKEN', 'sixteen and more characters with blanks'],
  ['GALLEY_LOG_LEVEL', 'loud'],
  ['GALLEY_PROXIES', '-1'],
  ['GALLEY_PROXIES', 'yes'],
  ['GALLEY_PROXIES', '11'],
  ['GALLEY_REPORTS_PER_HOUR', '0'],
  ['GALLEY_REPORTS_PER_HOUR', 'many'],
  ['GALLEY_MAX_UPLOAD_MB', '0'],
  ['GALLEY_MAX_UPLOAD_MB', '1000'],
  ['GALLEY_AUDIT_DAYS', '29'],
  ['GALLEY_AUDIT_DAYS', 'for ever'],
  ['GALLEY_PICTURE_HOSTS', 'https://a.example'],
  ['GALLEY_PICTURE_HOSTS', 'a.example; script-src *'],
  ['GALLEY_PICTURE_HOSTS', '*'],
  ['GALLEY_SMTP_URL', 'mail.galley.example'],
  ['GALLEY_SMTP_URL', 'https://mail.galley.example'],
  ['GALLEY_MAIL_FROM', 'nobody'],
  ['GALLEY_OIDC_ISSUER', 'id.galley.example'],
  ['GALLEY_OIDC_ISSUER', 'http://id.galley.example'],
  ['GALLEY_OIDC_CLIENT_ID', 'x'.repeat(501)],
  ['GALLEY_OIDC_CLIENT_SECRET', 'x'.repeat(501)],
  ['GALLEY_OIDC_NAME', 'x'.repeat(61)],
];

describe('settings', () => {
  test('C1 without any, all have their usual values', () => {
    expect(read({})).toEqual({
      port: 3000,
      host: '',
      data: 'data/store',
      unlockedStore: false,
      url: null,
      ownerToken: null,
      logLevel: 'info',
      proxies: 0,
      reportsPerHour: 10,
      maxUploadBytes: 5 << 20,
      auditDays: null,
      pictureHosts: [],
      smtpUrl: null,
      mailFrom: 'galley@localhost',
      oidc: null,
    });
  });

  test('C1 an empty value is none', () => {
    const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, '']));
    expect(read(empty)).toEqual(read({}));
  });

  test.each<[string, string, string, unknown]>([
    ['PORT', '0', 'port', 0],
    ['HOST', '127.0.0.1', 'host', '127.0.0.1'],
    ['GALLEY_DATA', 'elsewhere', 'data', 'elsewhere'],
    ['GALLEY_UNLOCKED_STORE', 'yes', 'unlockedStore', true],
    ['GALLEY_UNLOCKED_STORE', 'no', 'unlockedStore', false],
    ['GALLEY_URL', 'https://galley.example/', 'url', 'https://galley.example'],
    ['GALLEY_URL', 'http://localhost:8080', 'url', 'http://localhost:8080'],
    ['GALLEY_OWNER_TOKEN', 'sixteen-and-more', 'ownerToken', 'sixteen-and-more'],
    ['GALLEY_LOG_LEVEL', 'silent', 'logLevel', 'silent'],
    ['GALLEY_PROXIES', '2', 'proxies', 2],
    ['GALLEY_REPORTS_PER_HOUR', '100', 'reportsPerHour', 100],
    ['GALLEY_MAX_UPLOAD_MB', '20', 'maxUploadBytes', 20 << 20],
    ['GALLEY_AUDIT_DAYS', '400', 'auditDays', 400],
    [
      'GALLEY_PICTURE_HOSTS',
      'A.example, *.b.example:8080',
      'pictureHosts',
      ['a.example', '*.b.example:8080'],
    ],
    ['GALLEY_SMTP_URL', 'smtp://localhost:25', 'smtpUrl', 'smtp://localhost:25'],
    ['GALLEY_MAIL_FROM', 'press@galley.example', 'mailFrom', 'press@galley.example'],
    ['GALLEY_URL', 'https://galley.example', 'mailFrom', 'galley@galley.example'],
  ])('C2 %s=%s is read', (name, value, field, expected) => {
    expect(read({ [name]: value })).toMatchObject({ [field]: expected });
  });

  test('C2 a provider of OpenID Connect is read with its client', () => {
    const issuer = 'https://id.galley.example';
    const asked = { GALLEY_OIDC_ISSUER: issuer, GALLEY_OIDC_CLIENT_ID: 'galley' };
    const usual = { issuer, clientId: 'galley', clientSecret: null, name: 'OpenID Connect' };
    expect(read(asked).oidc).toEqual(usual);
    const more = { GALLEY_OIDC_CLIENT_SECRET: 'secret', GALLEY_OIDC_NAME: 'Press pass' };
    const named = { ...usual, clientSecret: 'secret', name: 'Press pass' };
    expect(read({ ...asked, ...more }).oidc).toEqual(named);
    expect(sentence({ GALLEY_OIDC_ISSUER: issuer })).toMatch(
      /^GALLEY_OIDC_ISSUER is set, but .*\.$/,
    );
  });

  test.each(WRONG)('C3 %s=%s gets one sentence that names it', (name, value) => {
    const said = sentence({ [name]: value });
    expect(said).toMatch(new RegExp(`^${name} should be .*\\.$`));
    expect(said).not.toContain('\n');
  });

  test('C3 every setting that can be wrong was tried', () => {
    const tried = new Set(WRONG.map(([name]) => name));
    const free = ['HOST', 'GALLEY_DATA']; // any text can be a name of a host or a folder
    expect(SETTINGS.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual(free);
  });

  test('C4 a secret is not repeated, wrong or not', () => {
    const secret = 'hunter2-hunter2';
    expect(sentence({ GALLEY_OWNER_TOKEN: secret })).not.toContain('hunter2');
    for (const name of ['GALLEY_DATABASE_URL', 'GALLEY_REDIS_URL', 'GALLEY_SMTP_URL'])
      expect(sentence({ [name]: `proto://user:${secret}@host` })).not.toContain('hunter2');
    const long = secret.repeat(50);
    expect(sentence({ GALLEY_OIDC_CLIENT_SECRET: long })).not.toContain('hunter2');
    const url = `https://user:${secret}@galley.example`;
    expect(sentence({ GALLEY_URL: url })).not.toContain('hunter2');
  });

  test.each(['GALLEY_DATABASE_URL', 'GALLEY_REDIS_URL'])(
    'C5 %s is not passed over in silence',
    (name) => expect(sentence({ [name]: 'x' })).toMatch(new RegExp(`^${name} is set, but .*\\.$`)),
  );
});
