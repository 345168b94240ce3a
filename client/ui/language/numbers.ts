/** Numbers as a language writes them. */
import type { LanguageFacts } from './facts.ts';

const FORMATS = new Map<string, Intl.NumberFormat>();

/** By `facts` where the browser doesn't know the language, else null. */
export function numberIn(tag: string, facts: LanguageFacts | null, value: number): string {
  if (facts === null) return formatOf(tag).format(value);
  const { group, decimal, groupedFrom } = facts;
  return formatOf('en')
    .formatToParts(value)
    .map(({ type, value: written }) => {
      if (type === 'group') return Math.abs(value) < groupedFrom ? '' : group;
      return type === 'decimal' ? decimal : written;
    })
    .join('');
}

function formatOf(tag: string): Intl.NumberFormat {
  const format = FORMATS.get(tag) ?? new Intl.NumberFormat(tag);
  FORMATS.set(tag, format);
  return format;
}
