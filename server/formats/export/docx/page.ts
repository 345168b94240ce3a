/** The page, its foot, and what Word reads of a file before its words. */
import type { AnnotatedCopy } from '../../format.ts';
import { properties } from './properties.ts';
import { specialRun } from './runs.ts';
import { SPACES } from './namespaces.ts';
import { wordTime } from './who.ts';
import { element, words } from './xml.ts';
import type { Attributes, Xml } from './xml.ts';

/** Between the margins of an A4 page, in twentieths of a point. */
export const TEXT_WIDTH = 9026;

const DUBLIN_CORE = {
  'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};
const APPLICATION = {
  xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties',
};
/** Of Word 2013 and later: with less it opens the file as one of an old version, in which comments have no threads. */
const COMPATIBILITY = '15';

/** The last element of the text; `foot` is the id of the relationship to the foot of the page. */
export function sectionXml({ article }: AnnotatedCopy, foot: string): Xml {
  return element(
    'w:sectPr',
    {},
    element('w:footerReference', { 'w:type': 'default', 'r:id': foot }),
    element('w:pgSz', { 'w:w': 11906, 'w:h': 16838 }),
    element('w:pgMar', { 'w:top': 1440, 'w:right': 1440, 'w:bottom': 1440, 'w:left': 1440, 'w:header': 708, 'w:footer': 708, 'w:gutter': 0 }),
    ...(article.direction === 'rtl' ? [element('w:bidi')] : []),
  ); // prettier-ignore
}

/** The number of the page. */
export function footXml(): Xml {
  const field = (type: string) => specialRun(element('w:fldChar', { 'w:fldCharType': type }));
  const code = specialRun(element('w:instrText', { 'xml:space': 'preserve' }, words(' PAGE ')));
  const style = properties('pPr', { pStyle: 'Footer' });
  return element('w:ftr', SPACES.main, element('w:p', {}, style, field('begin'), code, field('end'))); // prettier-ignore
}

/** The settings of the file; `language` has the attributes of `w:lang`. */
export function settingsXml(language: Attributes): Xml {
  const compatible = {
    'w:name': 'compatibilityMode',
    'w:uri': 'http://schemas.microsoft.com/office/word',
    'w:val': COMPATIBILITY,
  };
  return element(
    'w:settings',
    { 'xmlns:w': SPACES.main['xmlns:w'] },
    element('w:zoom', { 'w:percent': 100 }),
    element('w:defaultTabStop', { 'w:val': 425 }),
    element('w:characterSpacingControl', { 'w:val': 'doNotCompress' }),
    element('w:compat', {}, element('w:compatSetting', compatible)),
    element('w:themeFontLang', language),
  );
}

/** The title, and from when the text is. */
export function coreXml({ article }: AnnotatedCopy): Xml {
  const time = wordTime(article.modified);
  const stamp = (name: string) =>
    time === null ? [] : [element(name, { 'xsi:type': 'dcterms:W3CDTF' }, words(time))];
  return element(
    'cp:coreProperties',
    DUBLIN_CORE,
    element('dc:title', {}, words(article.title)),
    ...stamp('dcterms:created'),
    ...stamp('dcterms:modified'),
  );
}

/** What wrote the file. */
export function applicationXml(): Xml {
  return element('Properties', APPLICATION, element('Application', {}, words('Galley')));
}
