/** The passkeys of this browser: makes and shows them as the server asks. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { done } from '../../shared/wire/problems.ts';
import type { Result } from '../../shared/wire/problems.ts';
import type {
  MadePasskey,
  PasskeyAsked,
  PasskeyWanted,
  ShownPasskey,
} from '../../shared/wire/passkeys.ts';
import { t } from './language/translate.ts';

/** Whether passkeys can be made and shown on this page; `at` is the origin of which the server says so. */
export function canUsePasskeys(at: string | null): boolean {
  return at === location.origin && browserSupportsWebAuthn();
}

/** Whether this browser can offer them among what it fills into a field. */
export function canFillInPasskeys(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/** Makes one, which the browser asks the person about; a problem with a sentence where that comes to nothing. */
export async function makePasskey(wanted: PasskeyWanted): Promise<Result<MadePasskey>> {
  // A copy, since the package's types don't say that it changes nothing.
  const optionsJSON = structuredClone(wanted) as PublicKeyCredentialCreationOptionsJSON;
  try {
    return done(await startRegistration({ optionsJSON }));
  } catch (error) {
    return isNamed(error, 'InvalidStateError')
      ? nothing(t('This device has a passkey for your account already.'))
      : nothing(t('No passkey was made.'));
  }
}

/**
 * Shows one, which the browser asks the person about: at once, or, until something else is asked, among what it fills into a
 * field whose `autocomplete` ends with `webauthn`. A problem with a sentence where that comes to nothing.
 */
export async function showPasskey(
  asked: PasskeyAsked,
  where: 'at once' | 'in a field' = 'at once',
): Promise<Result<ShownPasskey>> {
  const optionsJSON = structuredClone(asked) as PublicKeyCredentialRequestOptionsJSON;
  try {
    return done(
      await startAuthentication({ optionsJSON, useBrowserAutofill: where === 'in a field' }),
    );
  } catch {
    return nothing(t('No passkey was chosen.'));
  }
}

/** Takes back what the browser was asked. */
export function forgetPasskeyQuestion(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** The person has declined, or the browser could not ask them: which of both no browser says. */
function nothing(title: string): Result<never> {
  return { ok: false, problem: { type: '/problems/no-passkey', title, status: 0 } };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
