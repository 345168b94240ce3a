/** The ways in beside a form: those that a server or a browser may not have. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { oidcRoutes } from '../../shared/wire/routes/sign-in.ts';
import type { SignInAnswer } from '../../shared/wire/routes/sign-in.ts';
import { addressOf } from '../api/address.ts';
import { t } from '../ui/language/translate.ts';

type Way = TemplateResult | typeof nothing;

/** Draws them below an “or”; nothing where there is none. */
export function otherWays(...ways: readonly Way[]): Way {
  return ways.every((way) => way === nothing)
    ? nothing
    : html`<p class="or">${t('or')}</p>
        ${ways}`;
}

/** The way to the provider of OpenID Connect, where one is configured: an ordinary link, since a browser goes there itself. */
export function providerLink(offer: SignInAnswer | null): Way {
  const provider = offer?.oidc ?? null;
  if (provider === null) return nothing;
  return html`<a class="button" href=${addressOf(oidcRoutes.start, {})}
    >${t('Continue with {provider}', { provider: provider.name })}</a
  >`;
}
