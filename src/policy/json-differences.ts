import { compareText } from '../model/order.ts';

/** A place at which two JSON values are different; a value that is not there is undefined. */
export interface JsonDifference {
  /** A JSON pointer. */
  readonly pointer: string;
  readonly stored: unknown;
  readonly recomputed: unknown;
}

/** All places at which two JSON values are different, the deepest that say it. Nothing where they differ by the order of their keys alone. */
export function differencesOf(stored: unknown, recomputed: unknown, pointer = ''): readonly JsonDifference[] {
  if (isMap(stored) && isMap(recomputed)) {
    const keys = [...new Set([...Object.keys(stored), ...Object.keys(recomputed)])].sort(compareText);
    return keys.flatMap((key) => differencesOf(own(stored, key), own(recomputed, key), `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
  }
  if (Array.isArray(stored) && Array.isArray(recomputed)) {
    const length = Math.max(stored.length, recomputed.length);
    return Array.from({ length }, (_, index) => differencesOf(stored[index], recomputed[index], `${pointer}/${index}`)).flat();
  }
  return Object.is(stored, recomputed) ? [] : [{ pointer, stored, recomputed }];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
