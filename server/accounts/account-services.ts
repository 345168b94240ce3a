/** Puts together all that lets people in. */
import type { Config } from '../config.ts';
import { isSecure } from '../config.ts';
import type { Limits } from '../limits/limits.ts';
import type { Store } from '../storage/store.ts';
import { Accounts } from './accounts.ts';
import { Challenges } from './challenges.ts';
import { Confirmations } from './confirmations.ts';
import { authenticator, tokenReader } from './authenticate.ts';
import type { Authenticate } from './authenticate.ts';
import { Identities } from './identities.ts';
import { Invites } from './invites.ts';
import { KnownPlaces } from './known-places.ts';
import { mailer } from './mail.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { Provider } from './oidc-provider.ts';
import { PasskeyCeremonies } from './passkey-ceremonies.ts';
import { Passkeys } from './passkeys.ts';
import { argon2Hasher } from './password-hasher.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { PasswordChanges } from './password-changes.ts';
import { Passwords } from './passwords.ts';
import { Proofs } from './proofs.ts';
import { Resets } from './resets.ts';
import { Sessions } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { Tokens } from './tokens.ts';
import { readWorkspace } from './workspace.ts';

/** The parts of the server that know about accounts. */
export interface AccountServices {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly hasher: PasswordHasher;
  readonly passwords: Passwords;
  readonly passwordChanges: PasswordChanges;
  readonly passkeys: Passkeys;
  readonly ceremonies: PasskeyCeremonies;
  readonly proofs: Proofs;
  readonly identities: Identities;
  readonly invites: Invites;
  readonly resets: Resets;
  readonly confirmations: Confirmations;
  /** Null where none is configured. */
  readonly provider: Provider | null;
  readonly signIn: SignIn;
  readonly authenticate: Authenticate;
}

/** `newSecret` must give 256 random bits, since secrets are hashed without a salt. */
export interface AccountServicesOptions {
  readonly config: Config;
  readonly store: Store;
  readonly limits: Limits;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly newSecret: () => string;
  /** Secrets that stand for the owner while this process runs, beside the configured one. */
  readonly ownerSecrets: readonly string[];
  /** Public address, without a trailing slash. */
  readonly url: () => string;
  /** Hears of what failed in the background. */
  readonly failed: (error: unknown) => void;
}

/** Opens no connection: the provider and the mail server are first asked when somebody needs them. */
export function accountServices(options: AccountServicesOptions): AccountServices {
  const { config, store, limits, now, newId, newSecret, url, failed } = options;
  const { catalogue, log } = store;
  const sessions = new Sessions(store, now, newSecret);
  const tokens = new Tokens({ store, now, newSecret });
  const hasher = argon2Hasher();
  const passwords = new Passwords(log, hasher);
  const identities = new Identities(store);
  const send = mailer(config);
  const workspace = () => readWorkspace(catalogue);
  const ofMail = { store, limits, workspace, send, url, now, newSecret };
  const confirmations = new Confirmations(ofMail);
  const passkeys = new Passkeys(store, now);
  const challenges = new Challenges({ store, now, newSecret });
  const ceremonies = new PasskeyCeremonies({ challenges, passkeys, workspace, url });
  const places = new KnownPlaces({ ...ofMail, failed });
  const cleared = { sessions, passwords, passkeys, places, identities, confirmations };
  const accounts = new Accounts({ store, ...cleared, now, newId });
  const ownerSecrets =
    config.ownerToken === null
      ? options.ownerSecrets
      : [...options.ownerSecrets, config.ownerToken];
  const byToken = tokenReader({ accounts, tokens, ownerSecrets, failed });
  const secure = isSecure(config);
  const { oidc } = config;
  const provider = oidc && oidcProvider({ config: oidc, newSecret, url, failed });
  const shown = { passwords, passkeys, ceremonies };
  const signIn = new SignIn({
    store,
    accounts,
    ...shown,
    sessions,
    tokens,
    places,
    limits,
    byToken,
  });
  const proofs = new Proofs({ store, ...shown, signIn, now });
  return {
    accounts,
    sessions,
    tokens,
    hasher,
    passwords,
    passwordChanges: new PasswordChanges({ accounts, passwords, sessions, proofs }),
    passkeys,
    ceremonies,
    proofs,
    identities,
    invites: new Invites({ store, passwords, now, newId, newSecret }),
    confirmations,
    resets: new Resets({ accounts, tokens, limits, workspace, send, url, now, failed }),
    provider,
    signIn,
    authenticate: authenticator({ accounts, catalogue, sessions, now, secure, failed, byToken }),
  };
}
