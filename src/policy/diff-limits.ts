import type { Comparison } from '../analysis/compare-policies.ts';
import { sayEvent } from '../analysis/words.ts';
import type { DiffRegion } from '../model/generated/diff.ts';

/** Where a comparison says more than is so, or may; each in a sentence. */
export function describeLimits(comparison: Comparison, regions: readonly DiffRegion[]): readonly string[] {
  const named = (has: (region: DiffRegion) => boolean): readonly number[] => regions.filter(has).map(({ number }) => number);
  if (regions.length === 0) return [];
  return [
    ...say(
      named(({ isWhereExact }) => !isWhereExact),
      'has more parts than can be listed: the box that is drawn around it holds other requests, too',
    ),
    ...say(
      named(({ witness }) => witness === null),
      'is not confirmed: no request was found that shows it, and there may be none',
    ),
    ...say(
      named(({ money }) => money.some(({ isProven }) => !isProven)),
      'has a difference in money that was found among the requests that were tried; it may go further',
    ),
    ...relatedMoments(comparison),
    ...derivedFacts(comparison),
    ...severalItems(comparison),
  ];
}

function say(numbers: readonly number[], what: string): readonly string[] {
  return numbers.map((number) => `Region ${number} ${what}.`);
}

/** Clocks of different kinds between the same moments: how they relate is bounded, and not known to the minute. */
function relatedMoments({ space }: Comparison): readonly string[] {
  const byMoments = new Map<string, { readonly words: string; readonly windows: Set<string> }>();
  for (const dimension of space.dimensions) {
    if (dimension.kind !== 'elapsed') continue;
    const { at, event, sample } = dimension.measure;
    const words = `${sayEvent(event)} and ${at}`;
    const known = byMoments.get(words) ?? { words, windows: new Set<string>() };
    byMoments.set(words, known);
    known.windows.add(sample.window);
  }
  return [...byMoments.values()]
    .filter(({ windows }) => windows.size > 1)
    .map(
      ({ words, windows }) =>
        `The windows ${[...windows].sort().join(', ')} measure the time between ${words} in different ways; how these relate is bounded, so that a region may hold combinations that no request has.`,
    );
}

function derivedFacts({ space }: Comparison): readonly string[] {
  const names = space.dimensions.flatMap((dimension) => (dimension.kind === 'fact' && dimension.fact.derived !== null ? [dimension.fact.name] : []));
  return [...new Set(names)].map((name) => `What \`${name}\` comes to depends on what is granted; a region may hold values of it that no request has.`);
}

function severalItems({ old, new: next }: Comparison): readonly string[] {
  const counts = [old.policy, next.policy].some(
    ({ lines, tiers }) => lines.some(({ per }) => per === 'request') || [...tiers.values()].some(({ units }) => units !== null),
  );
  return counts ? ['Requests of several items are not compared as a whole: what counts across their items follows from what is compared for each.'] : [];
}
