/** The settings: the only file that reads the environment. */
import { z } from 'zod';
import { UPLOAD_MIB } from '../shared/wire/upload-limits.ts';

/** One setting: how it is read, and what `galley help` says of it. */
interface Setting {
  readonly name: string;
  readonly says: string;
  readonly usual: string;
}

/** The settings as the server uses them: read, checked, and with what holds where one isn't set. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Folder of the embedded store. */
  readonly data: string;
  /** Whether a store may be opened where a server of another machine isn't kept out. */
  readonly unlockedStore: boolean;
  /** Public address without a trailing slash; null where it follows from the port. */
  readonly url: string | null;
  /** API token of the owner, for unattended set-up; null where none is set. */
  readonly ownerToken: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** How many proxies stand before the server and may say where a request came from. */
  readonly proxies: number;
  readonly reportsPerHour: number;
  readonly maxUploadBytes: number;
  /** How many days the audit log goes back; null where it is kept for ever. */
  readonly auditDays: number | null;
  /** Hosts whose pictures load at once, as a content policy names them. */
  readonly pictureHosts: readonly string[];
  /** Server that takes our mail; null where there is none. */
  readonly smtpUrl: string | null;
  /** Sender of our mail. */
  readonly mailFrom: string;
  /** Provider that people may sign in by; null where there is none. */
  readonly oidc: OidcConfig | null;
}

/** How to reach an OpenID Connect provider, and who we are there. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that has none, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** How the sign-in page calls the provider. */
  readonly name: string;
}

const MIB = 1 << 20;
const LOCAL = 'http://localhost';

/** All settings, as `galley help` and the README list them; `usual` says what holds where one isn't set. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', usual: '3000', says: 'port to listen on' },
  { name: 'HOST', usual: 'all addresses', says: 'address to listen on' },
  { name: 'GALLEY_DATA', usual: 'data/store', says: 'folder of the embedded store' },
  {
    name: 'GALLEY_UNLOCKED_STORE',
    usual: 'no',
    says: "“yes” if nobody else opens a store that lies where another server can't be seen",
  },
  { name: 'GALLEY_URL', usual: 'http://localhost:PORT', says: 'public address of this server' },
  {
    name: 'GALLEY_OWNER_TOKEN',
    usual: 'none',
    says: "the owner's API token, 32 or more characters",
  },
  { name: 'GALLEY_LOG_LEVEL', usual: 'info', says: 'debug, info, warn, error or silent' },
  { name: 'GALLEY_PROXIES', usual: '0', says: 'how many proxies before the server are trusted' },
  { name: 'GALLEY_REPORTS_PER_HOUR', usual: '10', says: "readers' reports taken from one network" },
  { name: 'GALLEY_MAX_UPLOAD_MB', usual: '5', says: 'largest file that can be imported, in MiB' },
  {
    name: 'GALLEY_AUDIT_DAYS',
    usual: 'for ever',
    says: 'how many days entries of the audit log are kept, 30 or more',
  },
  {
    name: 'GALLEY_PICTURE_HOSTS',
    usual: 'none',
    says: 'other hosts whose pictures load at once, as “a.example *.b.example”',
  },
  {
    name: 'GALLEY_SMTP_URL',
    usual: 'none',
    says: 'server that takes our mail, as smtp://USER:PASSWORD@HOST:PORT',
  },
  {
    name: 'GALLEY_MAIL_FROM',
    usual: 'galley@ the host of GALLEY_URL',
    says: 'address that our mail comes from',
  },
  {
    name: 'GALLEY_OIDC_ISSUER',
    usual: 'none',
    says: 'https address of an OpenID Connect provider to sign in by',
  },
  { name: 'GALLEY_OIDC_CLIENT_ID', usual: 'none', says: 'what that provider calls this server' },
  {
    name: 'GALLEY_OIDC_CLIENT_SECRET',
    usual: 'none',
    says: "this server's secret at that provider",
  },
  {
    name: 'GALLEY_OIDC_NAME',
    usual: 'OpenID Connect',
    says: 'how the sign-in page calls that provider',
  },
];

/** Known to the design, not to this version: setting them must not be passed over in silence. */
const NOT_YET = ['GALLEY_DATABASE_URL', 'GALLEY_REDIS_URL'];

/** As the content policy takes it: a name, a port where it isn't the usual one, and before it `*.` for all hosts below. */
const hostName = z
  .string()
  .toLowerCase()
  .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'not the name of a host');

const Environment = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().min(1).optional(),
  GALLEY_DATA: z.string().min(1).default('data/store'),
  GALLEY_UNLOCKED_STORE: z.enum(['yes', 'no']).default('no'),
  GALLEY_URL: z
    .url({ protocol: /^https?$/, abort: true })
    .refine(isBareOrigin, 'nothing may stand before or after the host and port')
    .optional(),
  GALLEY_OWNER_TOKEN: z
    .string()
    .regex(/^\S{16,200}$/, 'no blanks, at most 200')
    .optional(),
  GALLEY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  GALLEY_PROXIES: wholeNumber(0, 10).default(0),
  GALLEY_REPORTS_PER_HOUR: wholeNumber(1, 100_000).default(10),
  GALLEY_MAX_UPLOAD_MB: wholeNumber(1, UPLOAD_MIB.highest).default(UPLOAD_MIB.usual),
  GALLEY_AUDIT_DAYS: wholeNumber(30, 100_000).optional(),
  GALLEY_PICTURE_HOSTS: z.string().transform(words).pipe(z.array(hostName)).default([]),
  GALLEY_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  GALLEY_MAIL_FROM: z.email().optional(),
  GALLEY_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, abort: true })
    .refine(isSafe, 'plain http is for this machine alone')
    .optional(),
  GALLEY_OIDC_CLIENT_ID: z.string().max(500).optional(),
  GALLEY_OIDC_CLIENT_SECRET: z.string().max(500).optional(),
  GALLEY_OIDC_NAME: z.string().max(60).default('OpenID Connect'),
});

/** Whether the public address is https. */
export function isSecure({ url }: Config): boolean {
  return url?.startsWith('https:') ?? false;
}

/** What follows where the server can't tell visitors apart. */
export const ONE_NETWORK =
  'all visitors count as one network, and the limits of one are the limits of all';

/** Below this, a token of the operator's own choice may be found by who guesses long enough. */
const SAFE_TOKEN_LENGTH = 32;

/** Why no new store gets this owner's token; null where it may have it. A store that is there goes on with what it has. */
export function newStoreRefusal({ ownerToken }: Config): string | null {
  if (ownerToken === null || ownerToken.length >= SAFE_TOKEN_LENGTH) return null;
  return `GALLEY_OWNER_TOKEN must have at least ${SAFE_TOKEN_LENGTH} characters for a new store: take a longer one, made at random.`;
}

/** Sentences for the operator on settings that work and are hardly meant. */
export function doubtsOf(config: Config): string[] {
  const { url, proxies, ownerToken } = config;
  return [
    ...(isSecure(config) && proxies === 0
      ? [
          `GALLEY_URL is ${url}, so a proxy stands before this server, but GALLEY_PROXIES is 0: ${ONE_NETWORK}.`,
        ]
      : []),
    ...(ownerToken !== null && ownerToken.length < SAFE_TOKEN_LENGTH
      ? [
          `GALLEY_OWNER_TOKEN has fewer than ${SAFE_TOKEN_LENGTH} characters: take a longer one, made at random.`,
        ]
      : []),
  ];
}

/** The settings, or why the server doesn't start. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** One clear sentence that names the setting. */
  | { readonly ok: false; readonly sentence: string };

/** Reads the settings out of the environment. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const early = NOT_YET.find((name) => environment[name]);
  if (early) return { ok: false, sentence: `${early} is set, but this version can't use it yet.` };
  const parsed = Environment.safeParse(withoutEmpty(environment));
  if (!parsed.success) return { ok: false, sentence: sentenceFor(parsed.error, environment) };
  const values = parsed.data;
  const url = values.GALLEY_URL?.replace(/\/+$/, '') ?? null;
  const oidc = oidcOf(values);
  if (oidc === 'lacks its client')
    return { ok: false, sentence: 'GALLEY_OIDC_ISSUER is set, but GALLEY_OIDC_CLIENT_ID is not.' };
  return {
    ok: true,
    config: {
      port: values.PORT,
      host: values.HOST ?? '',
      data: values.GALLEY_DATA,
      unlockedStore: values.GALLEY_UNLOCKED_STORE === 'yes',
      url,
      ownerToken: values.GALLEY_OWNER_TOKEN ?? null,
      logLevel: values.GALLEY_LOG_LEVEL,
      proxies: values.GALLEY_PROXIES,
      reportsPerHour: values.GALLEY_REPORTS_PER_HOUR,
      maxUploadBytes: values.GALLEY_MAX_UPLOAD_MB * MIB,
      auditDays: values.GALLEY_AUDIT_DAYS ?? null,
      pictureHosts: values.GALLEY_PICTURE_HOSTS,
      smtpUrl: values.GALLEY_SMTP_URL ?? null,
      mailFrom: values.GALLEY_MAIL_FROM ?? `galley@${new URL(url ?? LOCAL).hostname}`,
      oidc,
    },
  };
}

function oidcOf(values: z.infer<typeof Environment>): OidcConfig | null | 'lacks its client' {
  const { GALLEY_OIDC_ISSUER: issuer, GALLEY_OIDC_CLIENT_ID: clientId } = values;
  if (issuer === undefined) return null;
  if (clientId === undefined) return 'lacks its client';
  const clientSecret = values.GALLEY_OIDC_CLIENT_SECRET ?? null;
  return { issuer, clientId, clientSecret, name: values.GALLEY_OIDC_NAME };
}

/** Whatever stands between them: blanks or commas. */
function words(list: string): string[] {
  return list.split(/[\s,]+/).filter(Boolean);
}

/** Digits alone: `Number` would read a blank as zero. */
function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, 'not a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

/** What comes from the provider decides who somebody is, so nobody on the way may change it. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Our addresses begin at the root of the host, and the name and password of a person belong to no link. */
function isBareOrigin(url: string): boolean {
  const { pathname, search, hash, username, password } = new URL(url);
  return pathname === '/' && `${search}${hash}${username}${password}` === '';
}

function withoutEmpty(environment: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function sentenceFor(error: z.ZodError, environment: Readonly<Record<string, string | undefined>>) {
  const name = String(error.issues[0]?.path[0] ?? 'A setting');
  const says = SETTINGS.find((setting) => setting.name === name)?.says ?? 'a known setting';
  // A secret must not reach the log, wrong or not.
  const isSecret = /TOKEN|SECRET|SMTP/.test(name) || environment[name]?.includes('@');
  const value = isSecret ? 'the value given' : JSON.stringify(environment[name]);
  return `${name} should be ${says}, but ${value} can't be used (${error.issues[0]?.message ?? 'wrong value'}).`;
}
