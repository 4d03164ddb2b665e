import canonicalize from 'canonicalize';
import { Zone } from '../model/time.ts';

const texts = new WeakMap<object, string>();

/** A text that is the same for parts of policies that are the same, whatever the order of what has none. Frozen parts are written once. */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return textOf(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = textOf(value);
  if (Object.isFrozen(value)) texts.set(value, text);
  return text;
}

function textOf(value: unknown): string {
  return canonicalize(toPlain(value)) ?? 'undefined';
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Zone) return value.name;
  if (value instanceof Map) return { map: [...value].map(([key, item]) => [String(key), toPlain(item)] as const).sort(byFirst) };
  if (value instanceof Set) return { set: [...value].map(canonicalText).sort() };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  if ('kind' in value && (value.kind === 'all' || value.kind === 'any') && 'of' in value && Array.isArray(value.of))
    return { kind: value.kind, of: [...new Set((value.of as readonly unknown[]).map(canonicalText))].sort() };
  if ('kind' in value && ((value.kind === 'is' && 'values' in value) || value.kind === 'has' || value.kind === 'window')) return sortedLists(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}

/** The lists of a test have no order. */
function sortedLists(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, Array.isArray(item) ? item.map(canonicalText).sort() : toPlain(item)]),
  );
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
