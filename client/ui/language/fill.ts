/** Puts values into the `{slots}` of a text. */

/** Words, or words and templates one after the other, for a place in a template. */
export type Drawn = string | readonly unknown[];

/** The names of a text's slots. */
type Slot<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Slot<Rest>
  : never;

/** The argument that a text asks for: a value for each of its slots but those given elsewhere, and none where it has no slot. */
export type Given<Text extends string, Value, Elsewhere extends string = never> = [
  Exclude<Slot<Text>, Elsewhere>,
] extends [never]
  ? []
  : [values: Readonly<Record<Exclude<Slot<Text>, Elsewhere>, Value>>];

/** The text with its values; a slot without a value stays as it is written, so that it is seen. */
export function fill(
  text: string,
  values: Readonly<Record<string, unknown>>,
  writeNumber: (value: number) => string,
): Drawn {
  // Every second part is the name of a slot.
  const parts = text.split(/\{(\w+)\}/).map((part, at): unknown => {
    if (at % 2 === 0) return part;
    const value = part in values ? values[part] : `{${part}}`;
    return typeof value === 'number' ? writeNumber(value) : value;
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
}

/** The names of the slots in a text, each once, in the order of the alphabet. */
export function slotsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();
}
