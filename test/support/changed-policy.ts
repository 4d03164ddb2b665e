import * as fc from 'fast-check';
import { parse } from 'yaml';
import { type PolicyDocumentObject, policyToYaml } from './arbitrary-policy.ts';

type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Where something stands in a document. */
type Path = readonly (string | number)[];

/** Keys under which nothing is changed: what names a version and its source. */
const keptKeys: ReadonlySet<string> = new Set(['language', 'policy', 'effective', 'source', 'timezone', 'currency', 'ask', 'clause', 'question']);

/**
 * A version of a policy's text with one to three small changes: a number or a day moved, a word taken for another, a text
 * changed. It may be wrong: callers look whether it loads.
 */
export function arbitraryChange(text: string): fc.Arbitrary<string> {
  return fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }).map((choices) => {
    const document = parse(text) as Plain;
    for (const [place, how] of choices) {
      const paths = [...placesIn(document, [])];
      const path = paths[place % Math.max(paths.length, 1)];
      if (path !== undefined) change(document, path, how);
    }
    return policyToYaml(document as unknown as PolicyDocumentObject);
  });
}

function* placesIn(value: Plain, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) {
    yield path;
    return;
  }
  for (const [key, child] of Object.entries(value)) if (!keptKeys.has(key)) yield* placesIn(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

function change(document: Plain, path: Path, how: number): void {
  const parent = path.slice(0, -1).reduce<Plain>((value, key) => (value as Record<string | number, Plain>)[key] ?? null, document);
  const last = path.at(-1) ?? '';
  if (typeof parent !== 'object' || parent === null) return;
  const holder = parent as Record<string | number, Plain>;
  const value = holder[last] ?? null;
  if (typeof value === 'object' && value !== null) {
    // Of a list, something must be left.
    if (Array.isArray(parent) && parent.length > 1) parent.splice(Number(last), 1);
    return;
  }
  holder[last] = otherValue(value, how);
}

/** Words that may stand for each other. */
const words: readonly (readonly string[])[] = [
  ['open', 'closed', 'early'],
  ['review', 'reject', 'nothing'],
  ['half-up', 'half-even', 'up', 'down'],
  ['graduated', 'volume'],
  ['at-once', 'next-hour'],
  ['same-day', 'next-day'],
  ['upper', 'lower'],
];

const step = (how: number): number => [1, -1, 5][how % 3] ?? 1;

function otherValue(value: Plain, how: number): Plain {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return Math.max(0, value + step(how));
  if (typeof value !== 'string') return value;
  if (/^[0-9]+ [a-z ]+$/.test(value)) return value.replace(/^[0-9]+/, (count) => String(Math.max(1, Number(count) + step(how))));
  if (/^[0-9]+(\.[0-9]+)?$/.test(value)) return value.replace(/[0-9]$/, (digit) => String((Number(digit) + 1) % 10));
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(value))
    return value.replace(/-([0-9]{2})(?=T|$)/, (_, day: string) => `-${String((Number(day) % 28) + 1).padStart(2, '0')}`);
  const group = words.find((some) => some.includes(value));
  if (group !== undefined) return group[how % group.length] ?? value;
  return value.includes(' ') ? `${value} again` : value;
}
