/** The JSON-LD contexts of an export: the W3C's by its address, and our own terms spelled out. */

/** https://www.w3.org/TR/annotation-vocab/#json-ld-context */
export const WEB_ANNOTATION_CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** Every key and type that the W3C's context doesn't define, so that no field is lost when the document is expanded. */
export const OWN_TERMS = {
  galley: 'https://galley.example/ns#',
  kind: 'galley:kind',
  layer: { '@id': 'galley:layer', '@type': '@id' },
  layers: { '@id': 'galley:layers', '@type': '@id' },
  choices: { '@id': 'galley:choices', '@container': '@list' },
  color: 'galley:color',
  status: 'galley:status',
  statusBy: { '@id': 'galley:statusBy', '@type': '@id' },
  statusAt: { '@id': 'galley:statusAt', '@type': 'xsd:dateTime' },
  assignee: { '@id': 'galley:assignee', '@type': '@id' },
  reactions: { '@id': 'galley:reactions', '@type': '@id' },
  emoji: 'galley:emoji',
  anchoring: 'galley:anchoring',
  quoted: 'galley:quoted',
  article: { '@id': 'galley:article', '@type': '@id' },
  Article: 'as:Article',
  content: 'as:content',
  mediaType: 'as:mediaType',
  candidates: { '@id': 'galley:candidates', '@type': '@id', '@container': '@list' },
} as const;
