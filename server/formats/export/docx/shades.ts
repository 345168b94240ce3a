/** The colours of highlights on paper. */
import type { Color } from '../../../../shared/annotation/annotation.ts';
import type { Attributes } from './xml.ts';

/** Light enough to be read through. */
export const SHADES: Readonly<Record<Color, Attributes>> = {
  yellow: shade('FBE7AE'),
  blue: shade('D3E5F9'),
  green: shade('D4EED8'),
  pink: shade('F9D8E5'),
  purple: shade('E5DAF9'),
  orange: shade('FBDFC5'),
};

function shade(fill: string): Attributes {
  return { 'w:val': 'clear', 'w:color': 'auto', 'w:fill': fill };
}
