/** Offers passkeys among what the browser fills into the form, as long as the page that asks for them is there. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShownPasskey } from '../../shared/wire/passkeys.ts';
import { signInRoutes } from '../../shared/wire/routes/sign-in.ts';
import { call } from '../api/call.ts';
import { canFillInPasskeys, forgetPasskeyQuestion, showPasskey } from '../ui/passkeys.ts';

/** Before the challenge has ended, which is after five minutes. */
const RENEW_MS = 4 * 60 * 1000;

/** Begins with `offer`; `chosen` gets what the person chose. */
export class PasskeyAutofill implements ReactiveController {
  readonly #chosen: (passkey: ShownPasskey) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was offered: an older offer's end is nobody's concern. */
  #offered = 0;

  constructor(host: ReactiveControllerHost, chosen: (passkey: ShownPasskey) => void) {
    this.#chosen = chosen;
    host.addController(this);
  }

  /** Offers them, or once more after something else was asked of the browser; does nothing where it knows no such thing. */
  async offer(): Promise<void> {
    const offered = this.#restart();
    if (!(await canFillInPasskeys())) return;
    const asked = await call(signInRoutes.begin);
    if (!asked.ok || offered !== this.#offered) return;
    this.#timer = setTimeout(() => void this.offer(), RENEW_MS);
    const shown = await showPasskey(asked.value, 'in a field');
    if (shown.ok && offered === this.#offered) this.#chosen(shown.value);
  }

  /** Takes it back, since the browser takes one question at a time. */
  withdraw(): void {
    this.#restart();
    forgetPasskeyQuestion();
  }

  hostDisconnected(): void {
    this.withdraw();
  }

  #restart(): number {
    clearTimeout(this.#timer);
    return (this.#offered += 1);
  }
}
