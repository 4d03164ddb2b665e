import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AmountTerm } from '../../src/analysis/amount-regions.ts';
import { DecisionRegions } from '../../src/analysis/decision-regions.ts';
import { Locator } from '../../src/analysis/locate.ts';
import { possibleRequests } from '../../src/analysis/possible.ts';
import { cutSpace } from '../../src/analysis/space.ts';
import { decideRequest, finish } from '../../src/meaning/decide-request.ts';
import { contradictionsIn, situate, type ToldRequest } from '../../src/meaning/situation.ts';
import { judge } from '../../src/meaning/truth.ts';
import type { Decision } from '../../src/model/generated/decision.ts';
import type { CorePolicy } from '../../src/model/policy.ts';
import { arbitrary1688Request } from '../support/arbitrary-1688-request.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { completeRequest } from '../support/complete-request.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { textOf1688 } from '../support/read-policy-document.ts';

function decideTold(policy: CorePolicy, told: ToldRequest): Decision | undefined {
  const situation = situate(policy, told);
  if (contradictionsIn(situation).length > 0) return undefined;
  return finish(decideRequest(situation, { alternatives: false }), (one) => (condition) => judge(condition, one)).decision;
}

/** What is shown of a component, by kind and id. */
function shownIn(decision: Decision | undefined): ReadonlySet<string> {
  if (decision === undefined) return new Set();
  return new Set([
    ...decision.reasons.map((reason) => `reason ${reason.rule ?? reason.evidence ?? ''}`),
    ...decision.evidence.map((item) => `evidence ${item.evidence}`),
    ...decision.charges.map((line) => `charge ${line.charge} ${kindOf(line)}`),
    ...decision.credits.map((line) => `credit ${line.credit} ${kindOf(line)}`),
    ...decision.duties.map((duty) => `duty ${duty.duty}`),
    ...Object.keys(decision.windows).map((id) => `window ${id}`),
  ]);
}

function kindOf(line: Pick<Decision['charges'][number], 'amount' | 'waived'>): string {
  return line.waived !== undefined ? 'waived' : line.amount.kind === 'unspecified' || line.amount.kind === 'unknown' ? line.amount.kind : 'sum';
}

/** How many requests were compared: none would prove nothing. */
function expectSame(policy: CorePolicy, requests: readonly (readonly Readonly<Record<string, unknown>>[])[]): number {
  const space = cutSpace([policy]);
  const regions = new DecisionRegions(policy, space, new Map());
  const possible = possibleRequests(space, [regions.regions]);
  const components = regions.components();
  let compared = 0;
  for (const several of requests) {
    const told = completeRequest([policy], several);
    if (told === undefined) continue;
    compared += 1;
    const cells = new Locator(space, told).cells();
    const decision = decideTold(policy, told);
    const derived = space.dimensions.flatMap((dimension, level) => (dimension.kind === 'fact' && dimension.fact.derived !== null ? [level] : []));
    const message = JSON.stringify([...told.facts].map(([name, value]) => [name, value instanceof Set ? [...value] : value]));
    expect(
      cells.filter((_, level) => !derived.includes(level)),
      message,
    ).not.toContain(-1);
    expect([...space.diagrams.valuesAt(possible, cells)], `possible: ${message}`).toEqual([true]);
    expect([...space.diagrams.valuesAt(regions.outcome, cells)], message).toEqual([decision?.outcome ?? 'refused']);
    const found = shownIn(decision);
    for (const { kind, id, shown } of components) {
      const names = [...space.diagrams.valuesAt(shown, cells)].map((value) =>
        value === false ? '' : kind === 'charge' || kind === 'credit' ? `${kind} ${id} ${(value as AmountTerm).kind}` : `${kind} ${id}`,
      );
      const own = [...found].filter((name) => name === `${kind} ${id}` || name.startsWith(`${kind} ${id} `));
      // What waits for a derived fact is not known while the request is incomplete.
      if (own[0]?.endsWith(' unknown') !== true) expect(names, message).toContain(own[0] ?? '');
    }
  }
  return compared;
}

test(
  'the regions of a generated policy say what it decides',
  () => {
    let compared = 0;
    fc.assert(
      fc.property(
        arbitraryPolicy().chain((policy) =>
          fc.tuple(fc.constant(policy), fc.array(fc.array(arbitraryRequest(policy), { minLength: 6, maxLength: 6 }), { minLength: 12, maxLength: 12 })),
        ),
        ([document, requests]) => {
          const { core } = load(policyToYaml(document));
          compared += expectSame(core, requests);
        },
      ),
      propertyRuns(60),
    );
    expect(compared).toBeGreaterThan(60);
  },
  propertyTimeout,
);

test(
  'the regions of the 1688order policy say what it decides',
  () => {
    const { core } = load(textOf1688);
    let compared = 0;
    fc.assert(
      fc.property(fc.array(fc.array(arbitrary1688Request(), { minLength: 8, maxLength: 8 }), { minLength: 10, maxLength: 10 }), (requests) => {
        compared += expectSame(core, requests);
      }),
      propertyRuns(8),
    );
    expect(compared).toBeGreaterThan(30);
  },
  propertyTimeout,
);
