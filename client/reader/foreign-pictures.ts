/** Shows pictures of other hosts in the places that the server kept for them, once the reader asks. */
import { directionOf } from '../../shared/article/language.ts';
import { makePictureFrame, wantedHosts, wantHost } from '../ui/foreign-picture.ts';
import { makeElement } from './make-element.ts';

/** Gives each placeholder of an article its button, which without a script could do nothing. */
export function offerPictures(article: HTMLElement): void {
  const held = [...article.querySelectorAll<HTMLElement>('.foreign-picture > .held')];
  const showWanted = (): void => {
    const wanted = wantedHosts();
    for (const one of held) if (wanted.has(one.dataset['host'] ?? '')) show(one);
  };
  for (const one of held) {
    const { host = '', language = '', show: label = '' } = one.dataset;
    // The style shows its label: text here would be words of the article.
    const button = makeElement('button', {
      type: 'button',
      className: 'button says',
      lang: language,
      dir: directionOf(language),
      ariaLabel: label,
      onclick: () => {
        wantHost(host);
        showWanted();
      },
    });
    one.append(button);
  }
  showWanted();
}

function show(held: HTMLElement): void {
  const label = held.querySelector('.says')?.ariaLabel ?? '';
  if (held.isConnected) held.replaceWith(makePictureFrame(held.dataset['address'] ?? '', label));
}
