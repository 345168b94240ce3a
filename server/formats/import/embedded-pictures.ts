/** Collects the pictures whose data stand in a file that is imported, for the store. */
import { pictureAddress } from '../../../shared/article/pictures.ts';
import { embeddedBytes } from '../../../shared/foreign/embedded.ts';
import type { KeepEmbedded } from '../../../shared/foreign/embedded.ts';
import type { KeptPicture } from '../format.ts';
import { checkPicture } from '../picture.ts';

/** Of one file; each picture once, however often it is shown. */
export class EmbeddedPictures {
  readonly #found = new Map<string, KeptPicture>();

  /** Null where it is no picture of a kind that is kept. */
  readonly keep: KeepEmbedded = (address) => {
    const bytes = embeddedBytes(address);
    const checked = bytes === null ? null : checkPicture(bytes);
    if (bytes === null || checked === null) return null;
    const { hash, mediaType } = checked;
    this.#found.set(hash, { hash, mediaType, bytes });
    return pictureAddress(hash);
  };

  /** All that were kept so far. */
  get found(): readonly KeptPicture[] {
    return [...this.#found.values()];
  }
}
