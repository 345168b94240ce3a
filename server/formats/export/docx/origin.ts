/** The part of a Word file that says which text it was made of, and which threads: so that the file can come back. */
import { textBlocks } from '../../../../shared/article/plain-text.ts';
import { runsOfBlocks } from '../../copy-origin.ts';
import type { CopyOrigin, ThreadLeft } from '../../copy-origin.ts';
import type { AnnotatedCopy } from '../../format.ts';
import type { Part } from './package.ts';
import type { Thread } from './threads.ts';
import { authorName, wordTime } from './who.ts';
import { element, words } from './xml.ts';

const NAMESPACE = 'urn:galley:copy';
const PROPERTIES = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Names what is in the part, not the file: it is the same in all copies. */
const ITEM = '{6B1F6C0E-6A0B-4C53-9D2E-3E8B6E0D5A41}';
const PATH = 'customXml/item1.xml';

/**
 * None where a copy hides names, leaves notes out or has proposals in its text: it is made to be given away, and says no more than
 * it shows.
 */
export function originParts(
  copy: AnnotatedCopy,
  threads: readonly Thread[],
  document: string,
): Part[] {
  const { names, notes, suggestions } = copy.choices;
  if (names !== 'real' || notes !== 'place' || suggestions !== 'open') return [];
  const origin = inAscii(JSON.stringify(originOf(copy, threads)));
  return [
    {
      path: PATH,
      contentType: 'application/xml',
      relationship: `${OFFICE}/customXml`,
      of: document,
      xml: element('origin', { xmlns: NAMESPACE }, words(origin)),
    },
    {
      path: 'customXml/itemProps1.xml',
      contentType: 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml',
      relationship: `${OFFICE}/customXmlProps`,
      of: PATH,
      xml: element(
        'ds:datastoreItem',
        { 'xmlns:ds': PROPERTIES, 'ds:itemID': ITEM },
        element('ds:schemaRefs', {}, element('ds:schemaRef', { 'ds:uri': NAMESPACE })),
      ),
    },
  ];
}

/** Whatever others do with the characters of a part, its offsets go on being right. */
function inAscii(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function originOf(copy: AnnotatedCopy, threads: readonly Thread[]): CopyOrigin {
  return {
    version: 1,
    article: copy.article.id,
    text: copy.text,
    runs: runsOfBlocks(textBlocks(copy.doc), (range) => copy.runsIn(range)),
    threads: threads.map(({ annotation, range, comment }): ThreadLeft => {
      const { id, status, replies } = annotation;
      return {
        ...said(annotation, copy),
        id,
        range,
        isComment: comment !== null,
        isSettled: status !== 'open',
        replies: replies.map((reply) => ({ ...said(reply, copy), id: reply.id })),
      };
    }),
  };
}

function said({ author, created }: Thread['annotation']['replies'][number], copy: AnnotatedCopy) {
  return { author: authorName(author, copy), at: wordTime(created) };
}
