/** The pictures of a copy, as files of the typesetter. */
import type { Node } from 'prosemirror-model';
import { cleanText } from '../../../html/escape.ts';
import type { AnnotatedCopy, KeptPicture } from '../../format.ts';
import { checkPicture } from '../../picture.ts';
import type { ShownPicture } from './sheet.ts';

/** A file that the template may name. */
export interface TypesetterFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Pictures as they are come upon. */
export interface SheetPictures {
  /** How an image is shown; null where the copy hasn't its picture, or the typesetter draws none of its kind, or no more pixels. */
  shown(image: Node): ShownPicture | null;
  /** Those that are shown, each once. */
  files(): readonly TypesetterFile[];
}

/** What the typesetter reads, with the endings by which it knows it. */
const ENDINGS: Readonly<Partial<Record<KeptPicture['mediaType'], string>>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};
/** Of a pixel at 96 to the inch. */
const POINTS = 0.75;
/** Less than a page, so that there is room for what is said of it. */
const MAX_HEIGHT = 520;

/**
 * The typesetter unpacks each picture and keeps all of them in memory that no heap counts, some four bytes for a pixel: a file of a
 * hundred kilobytes may say that it has two hundred million.
 */
const MAX_PIXELS = 250_000_000;

/** None yet. */
export function sheetPictures({ pictureAt }: Pick<AnnotatedCopy, 'pictureAt'>): SheetPictures {
  const files = new Map<string, TypesetterFile>();
  let pixels = 0;
  return {
    shown({ attrs }) {
      const picture = pictureAt(attrs.src);
      const ending = picture && ENDINGS[picture.mediaType];
      const size = picture && checkPicture(picture.bytes);
      if (picture === null || !ending || size === null) return null;
      const path = `/pictures/${picture.hash}.${ending}`;
      if (!files.has(path)) {
        if (pixels + size.width * size.height > MAX_PIXELS) return null;
        pixels += size.width * size.height;
        files.set(path, { path, bytes: picture.bytes });
      }
      const alt = typeof attrs.alt === 'string' ? cleanText(attrs.alt).trim() : '';
      const scale = Math.min(1, MAX_HEIGHT / (size.height * POINTS));
      return { path, alt: alt === '' ? 'Picture' : alt, width: size.width * POINTS * scale };
    },
    files: () => [...files.values()],
  };
}
