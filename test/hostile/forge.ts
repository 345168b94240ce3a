/** Writes updates byte by byte (format V1), as no honest client would. */
import * as encoding from 'lib0/encoding';

/** What a value of an attribute may be, and more. */
type Any = Parameters<typeof encoding.writeAny>[1];

export type Write = (encoder: encoding.Encoder) => void;

export interface Id {
  readonly client: number;
  readonly clock: number;
}

/** What a struct holds: the number of its kind, and its bytes. */
export interface Content {
  readonly ref: number;
  readonly write: Write;
}

/** Where an item is put: behind and before others, or into a root or an element, under a key or into its list. */
export interface Where {
  readonly origin?: Id;
  readonly right?: Id;
  readonly parent?: string | Id;
  readonly key?: string;
}

/** The structs of one client from a clock on. */
export interface Section extends Id {
  readonly structs: readonly Write[];
}

export interface Deletion extends Id {
  readonly length: number;
}

export function update(
  sections: readonly Section[],
  deletions: readonly Deletion[] = [],
): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, sections.length);
    for (const { client, clock, structs } of sections) {
      for (const number of [structs.length, client, clock]) encoding.writeVarUint(encoder, number);
      for (const write of structs) write(encoder);
    }
    encoding.writeVarUint(encoder, deletions.length);
    for (const { client, clock, length } of deletions)
      for (const number of [client, 1, clock, length]) encoding.writeVarUint(encoder, number);
  });
}

export function item({ origin, right, parent, key }: Where, { ref, write }: Content): Write {
  return (encoder) => {
    const info = ref | (origin ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32);
    encoding.writeUint8(encoder, info);
    for (const id of [origin, right]) if (id) writeId(encoder, id);
    if (!origin && !right) {
      encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
      if (typeof parent === 'string') encoding.writeVarString(encoder, parent);
      else if (parent) writeId(encoder, parent);
      if (key !== undefined) encoding.writeVarString(encoder, key);
    }
    write(encoder);
  };
}

export function collected(length: number): Write {
  return struct(0, length);
}

/** Leaves clocks out. */
export function skip(length: number): Write {
  return struct(10, length);
}

export const deleted = (length: number): Content => ({ ref: 1, write: count(length) });

export const json = (...values: readonly unknown[]): Content =>
  list(2, values, (encoder, value) => encoding.writeVarString(encoder, JSON.stringify(value)));

export const binary = (bytes: Uint8Array): Content => ({
  ref: 3,
  write: (encoder) => encoding.writeVarUint8Array(encoder, bytes),
});

export const string = (text: string): Content => ({ ref: 4, write: words(text) });

export const embed = (value: unknown): Content => ({ ref: 5, write: words(JSON.stringify(value)) });

/** The value is given as JSON, which need not be any. */
export const format = (key: string, value: string): Content => ({
  ref: 6,
  write: (encoder) => {
    for (const text of [key, value]) encoding.writeVarString(encoder, text);
  },
});

export const element = (name: string): Content => type(3, name);
export const text = (): Content => type(6);

/** 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 text in a fragment. */
export const type = (ref: number, name?: string): Content => ({
  ref: 7,
  write: (encoder) => {
    encoding.writeVarUint(encoder, ref);
    if (name !== undefined) encoding.writeVarString(encoder, name);
  },
});

export const any = (...values: readonly Any[]): Content => list(8, values, encoding.writeAny);

export const subdocument = (guid: string): Content => ({
  ref: 9,
  write: (encoder) => {
    encoding.writeVarString(encoder, guid);
    encoding.writeAny(encoder, {});
  },
});

function struct(ref: number, length: number): Write {
  return (encoder) => {
    encoding.writeUint8(encoder, ref);
    encoding.writeVarUint(encoder, length);
  };
}

function list<T>(
  ref: number,
  values: readonly T[],
  write: (encoder: encoding.Encoder, value: T) => void,
): Content {
  return {
    ref,
    write: (encoder) => {
      encoding.writeVarUint(encoder, values.length);
      for (const value of values) write(encoder, value);
    },
  };
}

function count(number: number): Write {
  return (encoder) => encoding.writeVarUint(encoder, number);
}

function words(value: string): Write {
  return (encoder) => encoding.writeVarString(encoder, value);
}

function writeId(encoder: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
