/** Pictures of foreign HTML: their real address, where it is loaded late, and what stands for one that can't be had. */
import { safeImageSource } from '../article/addresses.ts';
import { resolved } from './addresses.ts';
import { isEmbedded } from './embedded.ts';
import type { KeepEmbedded } from './embedded.ts';
import type { LeftOut } from './tally.ts';
import { attributeOf, foreignElement, hasWord, isElement, mapChildren, mapTree } from './tree.ts';
import { elementsIn } from '../tree.ts';
import type { ForeignElement, ForeignNode } from './tree.ts';

/** Where scripts that load pictures late look for the address. */
const LATE = ['data-src', 'data-lazy-src', 'data-original', 'data-url', 'data-hi-res-src'];
/** Others keep it under names of their own. */
const LATE_ADDRESS = /^(?:https?:)?\/\/[^\s,]+\.(?:jpe?g|png|gif|webp|avif)(?:\?[^\s,]*)?$/i;
const LATE_SETS = ['data-srcset', 'data-lazy-srcset'];
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\u200D)+$/u;
/** An empty picture that keeps a place. */
const SPACER =
  /^data:image\/(?:gif|svg\+xml)|(?:^|\/)(?:spacer|blank|pixel|transparent|placeholder)[\w-]*\.(?:gif|png|svg)/i;

/**
 * The tree in which each `img` has one address, that of the picture itself: absolute where a base is known, what `keep` gives
 * where the data stand in it, empty where it can't be had; then its `alt` says what is missing. A picture of an emoji is that character; what shows nothing is gone.
 */
export function withPictures(
  root: ForeignElement,
  base: string | null,
  left: LeftOut,
  keep: KeepEmbedded,
): ForeignElement {
  const single = mapTree(withoutDoubles(root), (element) => {
    if (element.tag === 'picture') return [pictureOf(element)];
    if (element.tag === 'noscript') return [...elementsIn(element)].filter(isImage);
    return [element];
  });
  return mapTree(single, (element) =>
    isImage(element) ? imageOf(element, base, left, keep) : [element],
  );
}

function isImage({ tag }: ForeignElement): boolean {
  return tag === 'img' || tag === 'image';
}

function imageOf(
  image: ForeignElement,
  base: string | null,
  left: LeftOut,
  keep: KeepEmbedded,
): ForeignNode[] {
  const alt = attributeOf(image, 'alt');
  if (alt !== '' && EMOJI.test(alt)) return [alt];
  const source = sourceOf(image);
  const isDot = ['width', 'height'].some((name) => /^[01](?:px)?$/.test(attributeOf(image, name)));
  const isInside = isEmbedded(source) && !isDot;
  const address = isInside ? keep(source) : safeImageSource(resolved(source, base));
  const isSpacer = !isInside && alt === '' && SPACER.test(source);
  if (address !== null) return isDot || isSpacer ? [] : [madeImage(image, address, alt)];
  const isNone = source === '' || (/^data:/i.test(source) && !/^data:image\//i.test(source));
  if (alt === '' && (isNone || isDot || SPACER.test(source))) return [];
  left.pictures += 1;
  // On the writer's own disk, and nobody knows what it shows: nothing could stand for it.
  if (alt === '' && !/^data:/i.test(source)) return [];
  return [madeImage(image, '', alt === '' ? 'Picture' : alt)];
}

function madeImage(image: ForeignElement, src: string, alt: string): ForeignElement {
  return foreignElement('img', { src, alt, title: attributeOf(image, 'title') }, []);
}

/** The address that the page means to show, or one that can't be had, or the empty string. */
function sourceOf(image: ForeignElement): string {
  const own = attributeOf(image, 'src');
  const sets = [...LATE_SETS, 'srcset'].map((name) => bestOf(attributeOf(image, name)));
  const late = LATE.map((name) => attributeOf(image, name));
  const isReal = own !== '' && !/^data:/i.test(own) && !SPACER.test(own);
  const others = [...image.attributes]
    .filter(([name, value]) => name.startsWith('data-') && LATE_ADDRESS.test(value.trim()))
    .map(([, value]) => value.trim());
  const found = isReal ? own : [...late, ...sets, ...others].find((address) => isPicture(address));
  return found ?? own;
}

function isPicture(address: string): boolean {
  return address !== '' && !/^data:|\s/i.test(address);
}

/** The largest of a `srcset`. */
function bestOf(set: string): string {
  let [best, most] = ['', -1];
  for (const candidate of set.split(/,\s+|,(?=https?:)/)) {
    const [address = '', size = '1x'] = candidate.trim().split(/\s+/);
    const value = Number.parseFloat(size);
    if (address !== '' && value > most) [best, most] = [address, value];
  }
  return best;
}

/** A `picture` is its `img`, which may get its address from a source beside it. */
function pictureOf(picture: ForeignElement): ForeignElement {
  const inside = [...elementsIn(picture)];
  const image = inside.find(isImage) ?? foreignElement('img', {}, []);
  if (isPicture(sourceOf(image)) && !SPACER.test(sourceOf(image))) return image;
  const set = inside
    .filter(({ tag }) => tag === 'source')
    .map((source) => attributeOf(source, 'srcset') || attributeOf(source, 'data-srcset'))
    .find((each) => each !== '');
  const attributes = new Map([...image.attributes, ['srcset', set ?? '']]);
  return { ...image, attributes };
}

/** Beside a picture that is loaded late many a page has it again for browsers without scripts: one of the two is kept. */
function withoutDoubles(element: ForeignElement): ForeignElement {
  const inside = mapChildren(element, (child) => [withoutDoubles(child)]);
  const nodes = inside.children;
  if (!nodes.some((node) => isElement(node) && node.tag === 'noscript')) return inside;
  const children: ForeignNode[] = [];
  for (const [index, node] of nodes.entries()) {
    if (!isElement(node) || node.tag !== 'noscript' || !hasImage(node)) {
      children.push(node);
      continue;
    }
    const before = children.findLast((child) => isElement(child) || child.trim() !== '');
    const next = nodes.slice(index + 1).find((child) => isElement(child) || child.trim() !== '');
    const thumbnail = children.findIndex((child) => isElement(child) && isSmaller(child, node));
    if (thumbnail >= 0) children.splice(thumbnail, 1);
    const beside = [before, next].filter(isElement).filter(holdsOnlyImage);
    if (beside.some((one) => isPicture(imageSource(one)) && !SPACER.test(imageSource(one))))
      continue;
    if (before !== undefined && beside.includes(before as ForeignElement))
      children.splice(children.lastIndexOf(before), 1);
    children.push(node);
  }
  return { ...element, children };
}

function hasImage(element: ForeignElement): boolean {
  return [...elementsIn(element)].some(isImage);
}

function holdsOnlyImage(element: ForeignElement): boolean {
  return (
    isImage(element) ||
    (hasImage(element) &&
      /^(?:picture|a|span|div)$/.test(element.tag) &&
      !hasWord(element, 'class', /caption/i))
  );
}

/** The same file, asked for in another size: shown until the other has come. */
function isSmaller(element: ForeignElement, late: ForeignElement): boolean {
  const [one, other] = [imageSource(element), imageSource(late)];
  return (
    one !== other && fileOf(one) !== '' && fileOf(one) === fileOf(other) && holdsOnlyImage(element)
  );
}

function fileOf(address: string): string {
  return /[^/?#]+(?=[?#]|$)/.exec(address.replace(/^\w+:\/\/[^/]*/, ''))?.[0] ?? '';
}

function imageSource(element: ForeignElement): string {
  const image = isImage(element) ? element : [...elementsIn(element)].find(isImage);
  return image === undefined ? '' : sourceOf(image);
}
