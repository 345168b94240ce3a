/** Says what kind of picture some bytes are, by their content alone. */
import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import { MAX_PICTURE_BYTES } from '../../shared/article/pictures.ts';
import type { PictureMediaType } from '../../shared/article/pictures.ts';
import type { CheckedPicture } from './format.ts';

const MEDIA_TYPES: Readonly<Record<string, PictureMediaType>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** A few bytes can say that they are a picture of gigabytes, which a browser would make room for. */
const MAX_PIXELS = 200_000_000;

/** From this on the orientation in a photograph's data says that it lies on its side. */
const ON_ITS_SIDE = 5;

/**
 * What the picture is; null where the bytes are no picture that is kept, are too many, or are a picture without size or larger
 * than a browser should draw. Throws on none.
 */
export function checkPicture(bytes: Uint8Array): CheckedPicture | null {
  if (bytes.byteLength > MAX_PICTURE_BYTES) return null;
  const size = sizeOf(bytes);
  const mediaType = MEDIA_TYPES[size?.type ?? ''];
  if (size === null || mediaType === undefined) return null;
  const { width, height, orientation = 1 } = size;
  if (!(width > 0 && height > 0 && width * height <= MAX_PIXELS)) return null;
  const [across, down] = orientation < ON_ITS_SIDE ? [width, height] : [height, width];
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, mediaType, width: across, height: down };
}

function sizeOf(bytes: Uint8Array): ReturnType<typeof imageSize> | null {
  try {
    return imageSize(bytes);
  } catch {
    return null; // it throws on all that it doesn't know
  }
}
