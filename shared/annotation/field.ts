/** Fields of an annotation: how each looks in JSON, and how it is read where it is stored. */
import * as z from 'zod/mini';

/** A field that holds a `Value`. What is stored and can't be one, or is missing since it is older, is read as the usual one. */
export interface Field<Value> {
  readonly schema: z.ZodMiniType<Value>;
  readonly read: (stored: unknown) => Value;
}

/** A string, usually empty. */
export function text(): Field<string> {
  return { schema: z.string(), read: readText };
}

/** A string, usually null. */
export function textOrNull(): Field<string | null> {
  const read = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null);
  return { schema: z.nullable(z.string()), read };
}

/** Strings, usually none. */
export function texts(): Field<readonly string[]> {
  const isText = (item: unknown): item is string => typeof item === 'string';
  const read = (stored: unknown): string[] => (Array.isArray(stored) ? stored.filter(isText) : []);
  return { schema: z.array(z.string()), read };
}

/** Things of one shape, usually none; what is stored among them and has another shape is left out. */
export function list<Item>(item: z.ZodMiniType<Item>): Field<readonly Item[]> {
  const read = (stored: unknown): Item[] =>
    (Array.isArray(stored) ? stored : []).flatMap((one: unknown) => {
      const { success, data } = item.safeParse(one);
      return success ? [data] : [];
    });
  return { schema: z.array(item), read };
}

/** A count from 0 on, usually 0. */
export function count(): Field<number> {
  const schema = z.int().check(z.minimum(0));
  return { schema, read: (stored) => (schema.safeParse(stored).success ? (stored as number) : 0) };
}

/** One of several words, or null where that is the usual one. */
export function choice<const One extends string, const Usual extends One | null>(
  among: readonly One[],
  usual: Usual,
): Field<One | Usual> {
  const one = z.enum(among);
  const schema = (usual === null ? z.nullable(one) : one) as z.ZodMiniType<One | Usual>;
  return { schema, read: (stored) => among.find((each) => each === stored) ?? usual };
}

/** A stored string, empty where there is none. */
export function readText(stored: unknown): string {
  return typeof stored === 'string' ? stored : '';
}
