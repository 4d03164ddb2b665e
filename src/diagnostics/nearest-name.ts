import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant: one that differs in few letters. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || word.length > 100) return undefined;
  const lower = new Map(names.map((name) => [name.toLowerCase().replaceAll(/[-_ ]/g, ''), name]));
  const plain = word.toLowerCase().replaceAll(/[-_ ]/g, '');
  const found = closest(plain, [...lower.keys()]);
  return distance(plain, found) <= Math.max(1, Math.floor(plain.length / 3)) ? lower.get(found) : undefined;
}
