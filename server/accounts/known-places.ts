/** Where members sign in from: tells them by mail of a sign-in from a place that isn't known of them. */
import { browserFamily } from '../../shared/wire/browser-name.ts';
import type { Limit } from '../limits/limits.ts';
import type { Member } from '../storage/catalogue.ts';
import type { Store } from '../storage/store.ts';
import type { Json } from '../storage/update-log.ts';
import type { MailParts } from './mail.ts';
import { lettersFor } from '../letters/words.ts';
import { hashSecret } from './secrets.ts';
import type { Opening } from './sessions.ts';

const HOUR_MS = 60 * 60 * 1000;
const KNOWN_MS = 400 * 24 * HOUR_MS;
const MOST_PLACES = 20;
const PER_MEMBER: Limit = { name: 'place mail', most: 1, withinMs: HOUR_MS };

/** A network and a browser, hashed. */
interface Place {
  readonly network: string;
  readonly browser: string;
  /** Of the last sign-in from there, in milliseconds since 1970. */
  readonly last: number;
}

/** Without mail places are noted all the same. */
export interface KnownPlacesOptions extends MailParts {
  readonly store: Store;
  /** Hears of what went wrong: nobody waits for it. */
  readonly failed: (error: unknown) => void;
}

/**
 * Knows a place again by its network or its browser: people travel with the browser that they have, and change it where they are.
 * Only what is new in both is mailed, else nobody would read the mails.
 */
export class KnownPlaces {
  readonly #options: KnownPlacesOptions;

  constructor(options: KnownPlacesOptions) {
    this.#options = options;
  }

  /** Takes note of a sign-in, and mails it where it is from a new place; returns at once. */
  note(member: Member, from: Pick<Opening, 'agent' | 'network'>): void {
    const at = this.#options.now();
    this.#note(member, from, at).catch(this.#options.failed);
  }

  /** Forgets those of a removed member. */
  async forget(member: string): Promise<void> {
    await this.#options.store.log.commit([{ do: 'remove', space: 'places', key: member }]);
  }

  async #note(
    member: Member,
    { agent, network }: Pick<Opening, 'agent' | 'network'>,
    at: Date,
  ): Promise<void> {
    const browser = browserFamily(agent);
    const isNew = await this.#isNew(member.id, {
      network: hashSecret(`${member.id} from ${network}`),
      browser: hashSecret(`${member.id} with ${browser}`),
      last: at.getTime(),
    });
    if (isNew) await this.#mail(member, { browser, network }, at);
  }

  /** Keeps the place, and says whether it is a new one of a member who has others. */
  #isNew(member: string, place: Place): Promise<boolean> {
    return this.#options.store.transaction(async ({ catalogue, log }) => {
      if ((await catalogue.get('members', member)) === null) return false;
      const stored = readPlaces(await log.get('places', member));
      const known = (stored ?? []).filter(({ last }) => place.last - last < KNOWN_MS);
      const others = known.filter((one) => !isSame(one, place));
      const kept = [place, ...others].slice(0, MOST_PLACES).map((one) => ({ ...one }));
      log.write([{ do: 'put', space: 'places', key: member, value: kept }]);
      const { network, browser } = place;
      const isKnown = known.some((one) => one.network === network || one.browser === browser);
      return stored !== null && !isKnown;
    });
  }

  async #mail(
    member: Member,
    { browser, network }: { readonly browser: string; readonly network: string },
    at: Date,
  ): Promise<void> {
    const { id, email, confirmed } = member;
    const { limits, workspace, send, url } = this.#options;
    if (send === null || email === null || confirmed !== true) return;
    if (!(await limits.consume([PER_MEMBER, id])).ok) return;
    const { name } = await workspace();
    const words = lettersFor(member).signIn;
    const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await send({
      to: email,
      subject: words.subject(name),
      text: [
        words.happened(name),
        [words.when(when), words.browser(browser), words.network(network)].join('\n'),
        words.otherwise,
        `${url()}/settings/sessions`,
        '',
      ].join('\n\n'),
    });
  }
}

function isSame(one: Place, other: Place): boolean {
  return one.network === other.network && one.browser === other.browser;
}

/** Null where nothing was noted yet; the last one first. */
function readPlaces(stored: Json | null): Place[] | null {
  if (!Array.isArray(stored)) return null;
  return stored.filter(isPlace);
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { network, browser, last } = value as Partial<Place>;
  return typeof network === 'string' && typeof browser === 'string' && typeof last === 'number';
}
