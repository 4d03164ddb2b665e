import { Zone } from './time.ts';

/** Freezes a value and everything in it: what many callers share, none of them can change. */
export function freezeDeep<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || value instanceof Zone) return value;
  if (value instanceof Map) freezeMap(value);
  if (value instanceof Set) freezeSet(value);
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeDeep(inner);
  return value;
}

/** A Map has no frozen state of its own, so what changes it is taken away. */
function freezeMap(map: Map<unknown, unknown>): void {
  for (const inner of map.values()) freezeDeep(inner);
  Object.assign(map, { set: refuse, delete: refuse, clear: refuse });
}

/** Nor has a Set. */
function freezeSet(set: Set<unknown>): void {
  for (const inner of set) freezeDeep(inner);
  Object.assign(set, { add: refuse, delete: refuse, clear: refuse });
}

function refuse(): never {
  throw new TypeError('a policy cannot be changed');
}
