import { compareExact, zero } from '../model/exact.ts';
import type { Claim, Line, Measure } from '../model/policy.ts';
import { AmountBounds } from './amount-bounds.ts';
import { AmountDirection, type Direction, together } from './amount-direction.ts';
import type { Diagram } from './diagram.ts';
import { Growth } from './growth.ts';
import type { Verdict } from './verdict.ts';
import { differenceOf, sayMeasure } from './measured-amount.ts';
import { PairFinder } from './pairs.ts';
import { partsBy } from './parts.ts';
import type { Proving } from './proving.ts';

/** That an amount never falls, or rises, as a fact grows: by how its formula moves, and from where to where growing leads. */
export function proveMovement({ kind, of, as }: Extract<Claim, { readonly kind: 'never-falls' | 'never-rises' }>, said: Diagram, proving: Proving): Verdict {
  const { diagrams: d, policy, space, regions } = proving;
  const fact = policy.facts.get(as);
  if (fact === undefined) return { kind: 'proven' };
  const growth = new Growth(policy, space, as);
  const told = d.and(said, regions.regions.hasValue(as));
  const direction = directionOf(of, as, told, growth, proving);
  if (direction === 'stays' || direction === (kind === 'never-falls' ? 'rises' : 'falls')) return { kind: 'proven' };
  const counting = of.kind === 'total' ? told : d.and(told, d.any(linesOf(of, proving).map(({ line }) => regions.counts(line))));
  const finder = new PairFinder(proving, fact);
  for (const part of partsBy(counting, growth.levels, proving)) {
    const pair = finder.find({ smaller: part, larger: counting, most: 4 }, (a, b) => {
      const difference = differenceOf(policy, of, a, b);
      return difference !== undefined && (kind === 'never-falls' ? compareExact(difference, zero) < 0 : compareExact(difference, zero) > 0);
    });
    if (pair !== undefined)
      return { kind: 'refuted', message: `as \`${as}\` grows, ${sayMeasure(of)} ${kind === 'never-falls' ? 'falls' : 'rises'}`, examples: pair, region: null };
  }
  return {
    kind: 'open',
    message: `that ${sayMeasure(of)} never ${kind === 'never-falls' ? 'falls' : 'rises'} follows from no formula of it, and no two requests that show the contrary were found`,
    region: null,
  };
}

function directionOf(of: Measure, as: string, told: Diagram, growth: Growth, proving: Proving): Direction {
  return together(
    linesOf(of, proving).map(({ line, sign }) => {
      const direction = new AmountDirection(proving, as, growth, new AmountBounds(proving, line.currency, null));
      const counts = proving.regions.counts(line);
      const own = of.kind === 'line' ? direction.line(line, proving.diagrams.and(told, counts), null) : direction.line(line, told, counts);
      if (sign > 0 || own === 'stays' || own === 'unclear') return own;
      return own === 'rises' ? 'falls' : 'rises';
    }),
  );
}

/** The lines that make up an amount; those of `net` with their signs. */
export function linesOf(of: Measure, { policy }: Proving): readonly { readonly line: Line; readonly sign: 1 | -1 }[] {
  if (of.kind === 'line') return policy.lines.filter(({ id, side }) => id === of.id && side === of.side).map((line) => ({ line, sign: 1 }));
  const side = of.of === 'credits' ? 'credit' : 'charge';
  const lines = policy.lines.filter(({ currency }) => currency === policy.currency);
  return lines.filter((line) => of.of === 'net' || line.side === side).map((line) => ({ line, sign: of.of === 'net' && line.side === 'charge' ? -1 : 1 }));
}
