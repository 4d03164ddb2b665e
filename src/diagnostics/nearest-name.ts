import { distance } from 'fastest-levenshtein';

/** The name that was probably meant: one that differs in few letters, or the only one that begins so. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const plain = bare(word);
  if (plain.length === 0 || word.length > maximumLength) return undefined;
  return similarName(plain, names) ?? longerName(plain, names);
}

/** The value that was probably meant, or the list of values, where several stand in one text. */
export function nearestValue(word: string, values: readonly string[]): string | undefined {
  const parts = word.split(/\s*(?:,|\/|\bor\b)\s*/);
  return parts.length > 1 && parts.every((part) => values.includes(part)) ? `[${parts.join(', ')}]` : nearestName(word, values);
}

const maximumLength = 100;

/** Hyphens, spaces and capitals are what people confuse most. */
function bare(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

function similarName(plain: string, names: readonly string[]): string | undefined {
  const most = Math.min(Math.max(1, Math.floor((plain.length + 1) / 3)), plain.length - 1);
  let nearest: string | undefined;
  let least = most + 1;
  for (const name of names) {
    if (Math.abs(name.length - plain.length) > most + 4) continue;
    const far = distance(plain, bare(name));
    if (far < least) [nearest, least] = [name, far];
  }
  return nearest;
}

function longerName(plain: string, names: readonly string[]): string | undefined {
  const longer = plain.length < 3 ? [] : names.filter((name) => bare(name).startsWith(plain));
  return longer.length === 1 ? longer[0] : undefined;
}
