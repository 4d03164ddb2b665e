import { findMistakesByOracle, type Plain, type PlainMap } from '../support/oracle.ts';
import { type PolicyDocumentObject, testCalendars } from '../support/arbitrary-policy.ts';
import type { Contested, Difference } from './differences.ts';

/** Says what differs. */
export type Find = (contested: Contested) => Promise<readonly Difference[]>;

/**
 * Takes away parts of the request, then of the policy, as long as the same engine still differs; stops after so many milliseconds. What
 * remains is a valid policy, and a request that is as valid as before.
 */
export async function reduce(contested: Contested, find: Find, limit: number): Promise<Contested> {
  const end = Date.now() + limit;
  const engines = new Set((await find(contested)).map(({ engine }) => engine));
  const isAsGood = async (smaller: Contested): Promise<boolean> => isStillValid(smaller) && (await find(smaller)).some(({ engine }) => engines.has(engine));
  let smallest = contested;
  for (;;) {
    const before = smallest;
    smallest = await withLess(smallest, 'request', isAsGood, end);
    smallest = await withLess(smallest, 'policy', isAsGood, end);
    if (smallest === before || Date.now() >= end) return smallest;
  }
}

/** The oracle is asked only about requests that it can decide. */
function isStillValid({ policy, request, isValid }: Contested): boolean {
  if (!isValid) return true;
  try {
    return Object.keys(request).every((name) => isKnown(policy, name)) && findMistakesByOracle(policy, request, { calendars: testCalendars }).length === 0;
  } catch {
    return false;
  }
}

const isKnown = (policy: PolicyDocumentObject, name: string): boolean => name === 'evidence' || name === 'items' || Object.hasOwn(policy.facts, name);

async function withLess(contested: Contested, part: 'request' | 'policy', isAsGood: (smaller: Contested) => Promise<boolean>, end: number): Promise<Contested> {
  let smallest = contested;
  for (const path of pathsIn(contested[part]).toSorted((a, b) => a.length - b.length)) {
    if (Date.now() >= end) return smallest;
    const less = without(smallest[part] as Plain, path);
    if (less === undefined) continue;
    const smaller = { ...smallest, [part]: less };
    if (await isAsGood(smaller).catch(() => false)) smallest = smaller;
  }
  return smallest;
}

type Path = readonly (string | number)[];

/** The places of all parts of a value; those of a list from its end, so that taking one away moves no other. */
function pathsIn(value: unknown): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((part, index): readonly Path[] => beneath(index, part)).toReversed();
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => beneath(key, part));
}

function beneath(step: string | number, part: unknown): readonly Path[] {
  return [[step], ...pathsIn(part).map((path) => [step, ...path])];
}

/** The value without the part at a place; undefined where there is none. */
function without(value: Plain, [step, ...rest]: Path): Plain | undefined {
  if (Array.isArray(value)) {
    const index = Number(step);
    if (index >= value.length) return undefined;
    if (rest.length === 0) return value.toSpliced(index, 1) as readonly Plain[];
    const less = without(value[index] as Plain, rest);
    return less === undefined ? undefined : (value.with(index, less) as readonly Plain[]);
  }
  if (typeof value !== 'object' || value === null || step === undefined) return undefined;
  const map = value as PlainMap;
  const own = Object.hasOwn(map, step) ? map[step] : undefined;
  if (own === undefined) return undefined;
  const entries = Object.entries(map);
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== step));
  const less = without(own, rest);
  return less === undefined ? undefined : Object.fromEntries(entries.map(([key, part]) => [key, key === step ? less : part]));
}
