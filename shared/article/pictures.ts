/** Pictures of the workspace's own store: which kinds there are, how large they may be, and how their addresses look. */

/** What browsers draw and nothing runs in: no SVG, which may hold scripts. */
export const PICTURE_MEDIA_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
] as const;
/** One of `PICTURE_MEDIA_TYPES`. */
export type PictureMediaType = (typeof PICTURE_MEDIA_TYPES)[number];

/** One picture may have at most 10 MiB, the most that a blob may. */
export const MAX_PICTURE_BYTES = 10 << 20;

/** For whoever sent another kind of file. */
export const NO_PICTURE_SENTENCE =
  'This is no picture that can be kept; the kinds are PNG, JPEG, GIF, WebP and AVIF.';

/** The address under which a picture is served, from the root of the site: `/pictures/HASH`. */
export function pictureAddress(hash: string): string {
  return `/pictures/${hash}`;
}

/** The page of ours that shows a picture of another host in a frame, from the root of the site. */
export function foreignPictureAddress(address: string): string {
  return `${FOREIGN_PICTURE_PATH}?address=${encodeURIComponent(address)}`;
}

/** The path of that page. */
export const FOREIGN_PICTURE_PATH = '/foreign-picture';

/** Whether it can be the name of a picture: a SHA-256 hash in lower-case hex. */
export function isPictureHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
