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
  /** How an image is shown; null where the copy hasn't its picture, or the typesetter draws none of its kind. */
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

/** None yet. */
export function sheetPictures({ pictureAt }: AnnotatedCopy): SheetPictures {
  const files = new Map<string, TypesetterFile>();
  return {
    shown({ attrs }) {
      const picture = pictureAt(attrs.src);
      const ending = picture && ENDINGS[picture.mediaType];
      const size = picture && checkPicture(picture.bytes);
      if (picture === null || !ending || size === null) return null;
      const path = `/pictures/${picture.hash}.${ending}`;
      files.set(path, { path, bytes: picture.bytes });
      const alt = typeof attrs.alt === 'string' ? cleanText(attrs.alt).trim() : '';
      const scale = Math.min(1, MAX_HEIGHT / (size.height * POINTS));
      return { path, alt: alt === '' ? 'Picture' : alt, width: size.width * POINTS * scale };
    },
    files: () => [...files.values()],
  };
}
