import { Zone } from '../model/time.ts';

const texts = new WeakMap<object, string>();

/**
 * A text that is the same for parts of policies that are the same, whatever the order of what has none. Keys stand in the order in which
 * policies are built, which is always the same. Frozen parts are written once.
 */
export function canonicalText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return textOf(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = textOf(value);
  if (Object.isFrozen(value)) texts.set(value, text);
  return text;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => toPlain(part)) ?? 'undefined';
}

/** One step: what it holds is seen to in turn. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (value instanceof Zone) return value.name;
  if (value instanceof Map) return { map: [...value].map(([key, item]) => [String(key), item] as const).sort(byFirst) };
  if (value instanceof Set) return { set: [...value].map(canonicalText).sort() };
  if (!('kind' in value)) return value;
  if ((value.kind === 'all' || value.kind === 'any') && 'of' in value && Array.isArray(value.of))
    return { join: value.kind, of: [...new Set((value.of as readonly unknown[]).map(canonicalText))].sort() };
  return (value.kind === 'is' && 'values' in value) || value.kind === 'has' || value.kind === 'window' ? withSortedLists(value) : value;
}

/** The lists of a test have no order. */
function withSortedLists({ kind, ...test }: { readonly kind: unknown }): unknown {
  return {
    test: kind,
    ...Object.fromEntries(Object.entries(test).map(([key, item]: [string, unknown]) => [key, Array.isArray(item) ? item.map(canonicalText).sort() : item])),
  };
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
