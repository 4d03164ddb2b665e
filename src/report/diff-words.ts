import type { DiffChange, DiffMoney, DiffRegion, DiffRun, DiffWhat, PolicyDiff } from '../model/generated/diff.ts';

/** Which regions are shown. */
export type DiffChoice = 'worse' | 'better' | 'money';

/**
 * The regions of one kind. A region that is worse for some, or of which nobody can say, is among both those that are worse and those that are
 * better: rather one too many.
 */
export function chosenRegions({ regions }: PolicyDiff, only?: DiffChoice): readonly DiffRegion[] {
  switch (only) {
    case undefined:
      return regions;
    case 'money':
      return regions.filter(({ money, effect }) => money.length > 0 || effect === 'unclear');
    default:
      return regions.filter(({ effect }) => effect === only || effect === 'mixed' || effect === 'unclear');
  }
}

/** Who is better or worse off, in a few words. */
export function sayEffect({ effect, isTextOnly }: DiffRegion): string {
  if (isTextOnly) return 'only words';
  return {
    worse: 'worse for customers',
    better: 'better for customers',
    mixed: 'better for some, worse for others',
    unclear: 'better or worse cannot be said',
    neutral: 'neither better nor worse',
  }[effect];
}

/** What is decided otherwise, in a few words. */
export function sayTitle({ what }: DiffRegion): string {
  const shown = what.slice(0, 3).map(sayBriefly);
  return [...shown, ...(what.length > 3 ? [`${what.length - 3} more`] : [])].join('; ');
}

function sayBriefly({ kind, id, renamedTo, old, new: next, differs, isTextOnly }: DiffWhat): string {
  if (kind === 'outcome') return `${old ?? 'nothing'} → ${next ?? 'nothing'}`;
  const name = `${kind} ${id ?? ''}`;
  if (renamedTo !== null) return `${name}: renamed to ${renamedTo}`;
  if (old === null) return `${name}: new here`;
  if (next === null) return `${name}: no longer here`;
  if (isTextOnly) return `${name}: other words${differs.length === 0 ? '' : ` (${differs.join(', ')})`}`;
  return `${name}: ${differs.length === 0 ? 'another one' : `other ${differs.join(', ')}`}`;
}

/** What was and what is, one line each where both are there and differ. */
export function sayBeforeAndAfter({ kind, old, new: next }: DiffWhat): readonly string[] {
  if (kind === 'outcome') return [];
  if (old === next) return old === null ? [] : [old];
  return [...(old === null ? [] : [`before: ${old}`]), ...(next === null ? [] : [`after: ${next}`])];
}

/** The difference in money, in words. */
export function sayMoney({ currency, least, most, isProven }: DiffMoney): string {
  return `the customer pays ${sayRange(least, most, currency)}${isProven ? '' : ' (of the requests that were tried)'}`;
}

/** From the smallest to the largest difference; null: without a limit. */
function sayRange(least: string | null, most: string | null, currency: string): string {
  const say = (sum: string): string => `${sum.replace('-', '')} ${currency}`;
  const isBelow = (sum: string | null): boolean => sum?.startsWith('-') === true;
  const isNone = (sum: string | null): boolean => sum !== null && !/[1-9]/.test(sum);
  const endless = 'without a limit';
  if (least === null && most === null) return `less or more, ${endless}`;
  if (least === null) {
    if (isNone(most)) return `less, ${endless}, or the same`;
    return isBelow(most) ? `at least ${say(most ?? '')} less, ${endless}` : `from less, ${endless}, to ${say(most ?? '')} more`;
  }
  if (most === null) {
    if (isNone(least)) return `more, ${endless}, or the same`;
    return isBelow(least) ? `from ${say(least)} less to more, ${endless}` : `at least ${say(least)} more, ${endless}`;
  }
  if (least === most) return isNone(least) ? 'the same' : `${say(least)} ${isBelow(least) ? 'less' : 'more'}`;
  if (isNone(most)) return `up to ${say(least)} less`;
  if (isNone(least)) return `up to ${say(most)} more`;
  if (isBelow(most)) return `${most.replace('-', '')} to ${say(least)} less`;
  return isBelow(least) ? `from ${say(least)} less to ${say(most)} more` : `${least} to ${say(most)} more`;
}

/** How an amount is worked out before and after, where that is said and is not the same. */
export function sayFormula({ formula }: DiffMoney): string | null {
  if (formula === null || formula.old === formula.new) return null;
  return `${formula.old ?? 'nothing'} → ${formula.new ?? 'nothing'}`;
}

/** A request in one line, facts by name. */
export function sayRequest({ request }: DiffRun): string {
  return Object.entries(request)
    .flatMap(([name, value]) =>
      name === 'evidence' && typeof value === 'object' && value !== null
        ? Object.entries(value).map(([item, state]) => `evidence.${item}=${String(state)}`)
        : [`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`],
    )
    .join(' ');
}

/** Whether both versions take the request as it is. */
export function isOneRequest(old: DiffRun, next: DiffRun): boolean {
  return JSON.stringify(old.request) === JSON.stringify(next.request);
}

/** Where a change stands in both texts. */
export function sayLines({ old, new: next }: DiffChange, diff: PolicyDiff): string {
  const areVersions = diff.old.policy === diff.new.policy && diff.old.version !== diff.new.version;
  const say = (place: DiffChange['old'], name: string, { from, version }: PolicyDiff['old']): readonly string[] => {
    if (place === null) return [];
    return [`${areVersions ? `v${version}` : name} ${place.path === from ? '' : `${place.path} `}line ${place.line}`];
  };
  return [...say(old, 'old', diff.old), ...say(next, 'new', diff.new)].join(', ');
}

/** What a change of the text does. */
export function sayConsequence({ regions, note }: DiffChange): string {
  if (regions.length > 0) return `${regions.length === 1 ? 'region' : 'regions'} ${sayNumbers(regions)}`;
  return note === null ? 'no effect' : `no effect: ${note}`;
}

/** Numbers in order, with stretches put together: `1-4, 7`. */
export function sayNumbers(numbers: readonly number[]): string {
  const stretches: [number, number][] = [];
  for (const number of numbers) {
    const last = stretches.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else stretches.push([number, number]);
  }
  return stretches.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}, ${to}` : `${from}-${to}`)).join(', ');
}

/** The whole comparison in a sentence or two. */
export function sayVerdict({ same, regions, summary, everywhere }: PolicyDiff): string {
  if (same) return 'No request is decided differently.';
  const counts = (['worse', 'mixed', 'unclear', 'better', 'neutral'] as const)
    .filter((effect) => summary[effect] > 0)
    .map((effect) => `${summary[effect]} ${countedAs[effect]}`);
  const found = `Requests are decided differently in ${regions.length} ${regions.length === 1 ? 'region' : 'regions'}. For customers: ${counts.join(', ')}.`;
  return [...everywhere.map((what) => `In every decision ${what}.`), ...(regions.length === 0 ? [] : [found])].join(' ');
}

/** How two versions differ, as one line of a list: what is decided, and what it comes to in money. */
export function sayInOneLine({ same, regions, everywhere }: PolicyDiff): string {
  if (same) return 'no request is decided differently';
  const real = regions.filter(({ isTextOnly }) => !isTextOnly);
  const counts = (['worse', 'mixed', 'unclear', 'better', 'neutral'] as const).flatMap((effect) => {
    const count = real.filter((region) => region.effect === effect).length;
    return count === 0 ? [] : [`${count} ${inOneWord[effect]}`];
  });
  const money = real.flatMap((region) => region.money.map((found) => `pays ${sayRange(found.least, found.most, found.currency)}`));
  return [
    ...everywhere,
    real.length === 0 ? 'only words' : `${real.length} ${real.length === 1 ? 'region' : 'regions'}: ${counts.join(', ')}`,
    ...new Set(money),
  ].join('; ');
}

const inOneWord: Readonly<Record<DiffRegion['effect'], string>> = { worse: 'worse', mixed: 'mixed', unclear: 'unclear', better: 'better', neutral: 'neutral' };

const countedAs: Readonly<Record<DiffRegion['effect'], string>> = {
  worse: 'worse',
  mixed: 'better for some and worse for others',
  unclear: 'where that cannot be said',
  better: 'better',
  neutral: 'neither',
};

/** What is compared: `<id> 1 → 2`, or two ids. */
export function sayCompared({ old, new: next }: PolicyDiff): string {
  return old.policy === next.policy
    ? `${old.policy}, version ${old.version} → ${next.version}`
    : `${old.policy}, version ${old.version} → ${next.policy}, version ${next.version}`;
}

/** Two policies with different ids have little to do with each other. */
export function noteOfIds({ old, new: next }: PolicyDiff): string | null {
  return old.policy === next.policy ? null : 'These are two policies, and not two versions of one: a request is told to each as far as it knows the facts.';
}

/** Readings that are chosen differently. */
export function sayReadings({ old, new: next }: PolicyDiff): readonly string[] {
  return [...new Set([...Object.keys(old.readings), ...Object.keys(next.readings)])]
    .sort()
    .filter((name) => old.readings[name] !== next.readings[name])
    .map((name) => `${name}: ${old.readings[name] ?? 'none'} → ${next.readings[name] ?? 'none'}`);
}
