/** The text of a Yjs article as a ProseMirror document. */
import type { Node } from 'prosemirror-model';
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import type * as Y from 'yjs';
import { articleSchema } from './schema.ts';

/**
 * The document as it is now, and not checked: raw attributes are as Yjs has them. By JSON, since y-prosemirror's other ways
 * delete from Yjs what doesn't fit the schema. Throws where a node or mark is of a type that the schema doesn't have.
 */
export function articleNode(fragment: Y.XmlFragment): Node {
  return articleSchema.nodeFromJSON(yXmlFragmentToProsemirrorJSON(fragment));
}
