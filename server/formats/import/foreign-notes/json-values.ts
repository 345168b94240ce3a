/** Reads values of JSON that anybody has written: what isn't of its kind is as if it were not there. */
import { momentIn } from '../../moment.ts';

/** An object, by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Null where it is no object. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields) // just seen
    : null;
}

/** One as a list of one; nothing as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The empty string where there is none. */
export function stringIn(fields: Fields | null, name: string): string {
  const value = own(fields, name);
  return typeof value === 'string' ? value : '';
}

/** The whole number of a field, which is no less than 0; null where it has none. */
export function numberIn(fields: Fields | null, name: string): number | null {
  const value = own(fields, name);
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

/** The strings in a list, or the one string. */
export function stringsIn(fields: Fields | null, name: string): string[] {
  return listOf(own(fields, name)).filter((one) => typeof one === 'string');
}

/** The time in a field as ISO 8601 in UTC; null where it is none. */
export function timeIn(fields: Fields | null, name: string): string | null {
  return momentIn(stringIn(fields, name));
}

function own(fields: Fields | null, name: string): unknown {
  return fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
