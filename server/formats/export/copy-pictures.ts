/** Which of an article's own pictures an image shows. */
import { pictureAddress } from '../../../shared/article/pictures.ts';
import type { AnnotatedCopy, KeptPicture } from '../format.ts';

/** Finds pictures by the addresses that images have, relative or on this server; `url` is the address of any of its pages. */
export function pictureFinder(
  pictures: readonly KeptPicture[],
  url: string,
): (address: unknown) => KeptPicture | null {
  const byAddress = new Map(
    pictures.map((one) => [new URL(pictureAddress(one.hash), url).href, one]),
  );
  return (address) => {
    if (typeof address !== 'string' || !URL.canParse(address, url)) return null;
    return byAddress.get(new URL(address, url).href) ?? null;
  };
}

/** Those that the text of a copy shows, each once. */
export function picturesIn({ doc, pictureAt }: AnnotatedCopy): KeptPicture[] {
  const found = new Map<string, KeptPicture>();
  doc.descendants(({ type, attrs }) => {
    const picture = type.name === 'image' ? pictureAt(attrs.src) : null;
    if (picture !== null) found.set(picture.hash, picture);
  });
  return [...found.values()];
}

/** Its bytes in an address. */
export function dataAddress({ mediaType, bytes }: KeptPicture): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}
