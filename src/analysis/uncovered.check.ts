import type { Finding } from './finding.ts';
import type { Proving } from './proving.ts';

/** Requests of which the policy says nothing. */
export function findUncovered(proving: Proving): readonly Finding[] {
  const { policy, regions } = proving;
  const region = regions.where('uncovered');
  if (proving.isEmpty(region)) return [];
  const example = proving.exampleIn(region, ({ outcome }) => outcome === 'uncovered');
  return [
    {
      code: 'uncovered',
      severity: example === undefined ? 'warning' : 'error',
      about: { kind: 'policy', id: policy.id },
      message: example === undefined ? 'there may be requests that no rule decides' : 'there are requests that no rule decides',
      where: proving.say(region),
      examples: example === undefined ? [] : [example],
      isConfirmed: example !== undefined,
    },
  ];
}
