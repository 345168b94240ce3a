/** Makes Yjs elements and texts of nodes, laid out as y-prosemirror does, so that its clients can be in the same room. */
import type { Mark, Node } from 'prosemirror-model';
import * as Y from 'yjs';

/** An element that isn't in a document yet. Attributes that are null are left out. */
export function elementOf(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name);
  for (const [name, value] of Object.entries(node.attrs))
    if (value !== null) setAttribute(element, name, value);
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let words: Node[] = [];
  const endText = (): void => {
    if (words.length > 0) children.push(textOf(words));
    words = [];
  };
  node.forEach((child) => {
    if (child.isText) {
      words.push(child);
    } else {
      endText();
      children.push(elementOf(child));
    }
  });
  endText();
  if (children.length > 0) element.insert(0, children);
  return element;
}

/** A text that isn't in a document yet, of text nodes. */
export function textOf(words: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    words.map((node) => ({ insert: node.text ?? '', attributes: formatsOf(node.marks) })),
  );
  return text;
}

/** Marks as the formats of a Yjs text: by name, with their attributes. */
export function formatsOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map(({ type, attrs }) => [type.name, { ...attrs }]));
}

/** The formats that make the old marks the new ones: null for each that goes. Null where they are the same. */
export function formatsBetween(
  old: readonly Mark[],
  now: readonly Mark[],
): Record<string, unknown> | null {
  const formats: Record<string, unknown> = {};
  for (const mark of old) if (!mark.type.isInSet(now)) formats[mark.type.name] = null;
  for (const mark of now) if (!mark.isInSet(old)) formats[mark.type.name] = { ...mark.attrs };
  return Object.keys(formats).length === 0 ? null : formats;
}

/** Writes the attributes in which two nodes of one type differ, and no others. */
export function setAttributes(element: Y.XmlElement, old: Node, now: Node): void {
  for (const [name, value] of Object.entries(now.attrs)) {
    if (isSame(old.attrs[name], value)) continue;
    if (value === null) element.removeAttribute(name);
    else setAttribute(element, name, value);
  }
}

function setAttribute(element: Y.XmlElement, name: string, value: unknown): void {
  // Typed for words alone; Yjs keeps numbers and lists as they are.
  element.setAttribute(name, value as string);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
