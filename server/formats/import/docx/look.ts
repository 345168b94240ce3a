/** The marks of a run: what it says itself, else what its style says, else what its paragraph's style does. */
import type { Mark } from 'prosemirror-model';
import { articleSchema } from '../../../../shared/article/schema.ts';
import { isCodeStyle, switchInChain } from './styles.ts';
import type { Styles } from './styles.ts';
import { attributeOf, childOf, switchOf, valueOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

const { strong, em, strike, underline, superscript, subscript, code } = articleSchema.marks;

/** How the words of a run look. */
export interface Look {
  readonly marks: readonly Mark[];
  /** It is not drawn. */
  readonly isHidden: boolean;
  /** BCP 47 tag; the empty string where the run doesn't say. */
  readonly language: string;
}

/**
 * The look of a run by its `w:rPr`. `paragraph` is the chain of the paragraph's styles; nothing where these make no difference, as in
 * a heading, whose letters are bold by themselves.
 */
export function lookOf(
  run: XmlElement | null,
  paragraph: readonly XmlElement[],
  styles: Styles,
): Look {
  const own = styles.chain(valueOf(run, 'w:rStyle'));
  const said = (name: string): boolean =>
    switchOf(run, name) ?? switchInChain(own, name) ?? switchInChain(paragraph, name) ?? false;
  const valued = (name: string): string => {
    for (const properties of [run, ...[...own, ...paragraph].map((one) => childOf(one, 'w:rPr'))]) {
      const value = valueOf(properties, name);
      if (value !== null) return value;
    }
    return '';
  };
  const line = valued('w:u');
  const raised = valued('w:vertAlign');
  const marks = [
    said('w:b') && strong,
    said('w:i') && em,
    (said('w:strike') || said('w:dstrike')) && strike,
    line !== '' && line !== 'none' && underline,
    raised === 'superscript' && superscript,
    raised === 'subscript' && subscript,
    own.some(isCodeStyle) && code,
  ];
  const language = childOf(run, 'w:lang');
  const isRightToLeft = switchOf(run, 'w:rtl') === true;
  return {
    marks: marks.flatMap((mark) => (mark === false ? [] : [mark.create()])),
    isHidden: said('w:vanish'),
    language: attributeOf(language, isRightToLeft ? 'w:bidi' : 'w:val') ?? '',
  };
}
