/** Pictures of other hosts, which are shown only to somebody who asked for them: in a frame that alone may load them. */
import { foreignPictureAddress } from '../../shared/article/pictures.ts';

const KEY = 'galley-picture-hosts';

/** Goes through the window when pictures of another host are wanted. */
export const HOST_WANTED = 'galley-picture-host-wanted';

/** The hosts whose pictures this person has asked for, in this tab's session. */
export function wantedHosts(): ReadonlySet<string> {
  return new Set((sessionStorage.getItem(KEY) ?? '').split(' ').filter(Boolean));
}

/** Remembers that this person wants to see pictures of a host. */
export function wantHost(host: string): void {
  sessionStorage.setItem(KEY, [...wantedHosts(), host].join(' '));
  dispatchEvent(new Event(HOST_WANTED));
}

/** The frame that loads and shows a picture; once it is there the frame has its size. `title` says what it shows. */
export function makePictureFrame(address: string, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.className = 'foreign-picture-frame';
  frame.title = title;
  frame.src = foreignPictureAddress(address);
  frame.addEventListener('load', () => fit(frame));
  return frame;
}

/** One that was not sent has no size, and its frame keeps its own. */
function fit(frame: HTMLIFrameElement): void {
  const body = frame.contentDocument?.body;
  const image = body?.querySelector('img');
  if (!body || !image || image.naturalWidth === 0) return;
  const { naturalWidth: width, naturalHeight: height } = image;
  setStyle(body, { margin: '0' });
  setStyle(image, { display: 'block', 'inline-size': '100%' });
  setStyle(frame, {
    'block-size': 'auto',
    'aspect-ratio': `${width} / ${height}`,
    'inline-size': `min(100%, ${width}px)`,
  });
}

/** Each by itself: the content policy refuses an attribute. */
function setStyle({ style }: HTMLElement, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) style.setProperty(name, value);
}
