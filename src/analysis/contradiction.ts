import type { Condition } from '../model/policy.ts';
import type { Diagram } from './diagram.ts';
import type { Proving } from './proving.ts';

/** Longer texts help nobody to see a contradiction. */
const longest = 240;

/** Says why no request meets all of some conditions: as few of them as exclude one another, or what refuses the requests. */
export function sayContradiction(conditions: readonly Condition[], proving: Proving): string {
  const { diagrams: d, regions } = proving;
  const parts = conditions.flatMap(conjunctsOf).map((part) => regions.regions.condition(part));
  const refused = refusalOf(d.all(parts), proving);
  let kept: readonly Diagram[] = [...new Set(parts)];
  for (const part of kept) {
    const others = kept.filter((one) => one !== part);
    if (proving.isEmpty(d.all(others))) kept = others;
  }
  const said = kept.map((part) => proving.sayCondition(part)).filter((text) => text !== 'all requests');
  if (said.join().length > longest || said.length === 0) return refused;
  const together = said.length === 1 ? `\`${said[0] ?? ''}\` is met by none` : `${said.map((text) => `\`${text}\``).join(' and ')} exclude one another`;
  return refused === '' ? together : `${together}, ${refused}`;
}

/** Where requests could meet it, and the policy calls them impossible: which of its entries do. */
function refusalOf(region: Diagram, { diagrams: d, regions, possible, policy }: Proving): string {
  const could = d.and(region, possible);
  if (could === d.never) return '';
  const refusing = policy.impossible.filter(({ when }) => d.and(could, regions.regions.condition(when)) !== d.never);
  return refusing.length === 0 ? '' : `as \`impossible\` refuses them: "${refusing[0]?.because ?? ''}"`;
}

/** The parts of a condition all of which must hold. */
function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(conjunctsOf) : [condition];
}
