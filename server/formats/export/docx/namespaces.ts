/** The namespaces of Word's files. */
import type { Attributes } from './xml.ts';

const WORDML = 'http://schemas.microsoft.com/office/word';
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** Those of a document. */
export const MAIN = {
  'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};

/** What the roots declare. Who doesn't know a namespace of Microsoft's is told to pass over it. */
export const SPACES = {
  main: MAIN,
  comments: younger('w14', '2010/wordml', MAIN),
  extended: younger('w15', '2012/wordml'),
  ids: younger('w16cid', '2016/wordml/cid'),
  extensible: younger('w16cex', '2018/wordml/cex'),
} as const;

function younger(prefix: string, path: string, others: Attributes = {}): Attributes {
  return {
    ...others,
    'xmlns:mc': COMPATIBILITY,
    [`xmlns:${prefix}`]: `${WORDML}/${path}`,
    'mc:Ignorable': prefix,
  };
}
