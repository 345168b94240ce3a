/** Makes the page speak the language that is wanted of it, before anything is drawn. */
import { directionIn, keptLanguage, PSEUDO_LANGUAGE, spokenLanguage } from './languages.ts';
import type { InterfaceLanguage } from './languages.ts';
import type { Catalogue } from './catalogue.ts';
import type { LanguageFacts } from './facts.ts';
import { mirrored } from './pseudo.ts';
import { speak } from './translate.ts';

/** How the catalogue of each language is had, by its tag. */
export type Catalogues = Readonly<Record<string, () => Promise<CatalogueFile>>>;

/** A catalogue as it is built. */
export interface CatalogueFile {
  readonly default: Catalogue;
  readonly facts: LanguageFacts | null;
}

/** Loads the language that was chosen on this device, else the first of the browser's that we speak, and tells the document of it. */
export async function loadLanguage(catalogues: Catalogues): Promise<void> {
  const wanted = chosenHere() ?? spokenLanguage(navigator.languages);
  const spoken = await loaded(wanted, catalogues);
  document.documentElement.lang = spoken.tag;
  document.documentElement.dir = directionIn(spoken);
}

/** A browser may forbid a page to keep anything, and nobody to look at it. */
function chosenHere(): InterfaceLanguage | null {
  try {
    return keptLanguage(localStorage);
  } catch {
    return null;
  }
}

/** The language that the page speaks then: English where its catalogue can't be had. */
async function loaded(
  wanted: InterfaceLanguage,
  catalogues: Catalogues,
): Promise<InterfaceLanguage> {
  if (wanted === PSEUDO_LANGUAGE) {
    speak(wanted, {}, { disguise: mirrored });
    return wanted;
  }
  const load = catalogues[wanted.tag];
  const catalogue = await load?.().catch(() => null); // away, or of a build that is gone
  if (!catalogue) return spokenLanguage([]);
  speak(wanted, catalogue.default, { facts: catalogue.facts });
  return wanted;
}
