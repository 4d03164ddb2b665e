import type { Outcome } from '../model/generated/decision.ts';
import type { Claim } from '../model/policy.ts';
import type { Diagram } from './diagram.ts';
import { Growth } from './growth.ts';
import type { Verdict } from './verdict.ts';
import { PairFinder } from './pairs.ts';
import type { Proving } from './proving.ts';

/** From worse to better for the customer; other outcomes are not compared. */
const ranked: readonly Outcome[] = ['rejected', 'review', 'accepted'];

/** That the outcome never gets better, or worse, as a fact grows: by which outcomes can be reached from which by growing. */
export function proveRanks({ kind, as }: Extract<Claim, { readonly kind: 'never-better' | 'never-worse' }>, said: Diagram, proving: Proving): Verdict {
  const { diagrams: d, policy, space, regions } = proving;
  const fact = policy.facts.get(as);
  if (fact === undefined) return { kind: 'proven' };
  const growth = new Growth(policy, space, as);
  const told = d.and(said, regions.regions.hasValue(as));
  const finder = new PairFinder(proving, fact);
  let open = d.never;
  for (const [from, to] of stepsOf(kind)) {
    const [before, after] = [d.and(told, regions.where(from)), d.and(told, regions.where(to))];
    const smaller = d.and(before, growth.down(after));
    const larger = d.and(after, growth.up(before));
    if (larger === d.never || smaller === d.never) continue;
    const pair = finder.find({ smaller, larger }, (a, b) => a.outcome === from && b.outcome === to);
    if (pair !== undefined) return { kind: 'refuted', message: `as \`${as}\` grows, the outcome goes from ${from} to ${to}`, examples: pair, region: smaller };
    open = d.or(open, smaller);
  }
  return open === d.never
    ? { kind: 'proven' }
    : {
        kind: 'open',
        message: `the outcome may get ${kind === 'never-better' ? 'better' : 'worse'} as \`${as}\` grows, but no two requests that show it were found`,
        region: open,
      };
}

/** The steps that a claim excludes. */
function stepsOf(kind: 'never-better' | 'never-worse'): readonly (readonly [Outcome, Outcome])[] {
  const upward = ranked.flatMap((from, index) => ranked.slice(index + 1).map((to) => [from, to] as const));
  return kind === 'never-better' ? upward : upward.map(([from, to]) => [to, from] as const);
}
