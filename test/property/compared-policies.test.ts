import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePolicies, isShownBy } from '../../src/analysis/compare-policies.ts';
import { fingerprintOf } from '../../src/analysis/fingerprint.ts';
import { Locator } from '../../src/analysis/locate.ts';
import { restrictTo, toPlainRequest } from '../../src/analysis/told-request.ts';
import type { Decide } from '../../src/analysis/run-both.ts';
import type { ToldRequest } from '../../src/meaning/situation.ts';
import type { Decision } from '../../src/model/generated/decision.ts';
import { compile } from '../../src/policy/compile.ts';
import { loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { arbitrary1688Request } from '../support/arbitrary-1688-request.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml, testLibrary } from '../support/arbitrary-policy.ts';
import { arbitraryChange } from '../support/changed-policy.ts';
import { completeRequest } from '../support/complete-request.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { textOf1688 } from '../support/read-policy-document.ts';

type Told = Readonly<Record<string, unknown>>;

/** What was looked at: nothing would prove nothing. */
const seen = { pairs: 0, regions: 0, witnesses: 0, different: 0, requests: 0 };

function decider(policies: readonly Policy[]): Decide {
  const compiled = new Map(policies.map((policy) => [policy.core, compile(policy, { codegen: false })]));
  return (core, request) => {
    const decided = compiled.get(core)?.(request);
    return decided?.ok === true ? decided.decision : null;
  };
}

function essence(decision: Decision | null): string {
  if (decision === null) return 'refused';
  const { version: _version, digest: _digest, ...rest } = decision;
  return JSON.stringify(rest);
}

/** Every witness is decided as its region says, and every request that is decided differently is in a region. */
function expectSoundAndComplete(old: Policy, next: Policy, requests: readonly (readonly Told[])[]): void {
  const decide = decider([old, next]);
  const comparison = comparePolicies(old.core, next.core, decide);
  const { space } = comparison;
  seen.pairs += 1;
  for (const { changes, witness } of comparison.regions) {
    seen.regions += 1;
    if (witness === null) continue;
    seen.witnesses += 1;
    for (const [policy, side] of [[old, witness.old] as const, [next, witness.new] as const])
      expect(essence(decide(policy.core, side.request)), JSON.stringify(side.request)).toBe(essence(side.decision));
    expect(essence(witness.old.decision)).not.toBe(essence(witness.new.decision));
    for (const change of changes) expect(isShownBy(change, witness), JSON.stringify([change, witness])).toBe(true);
  }
  for (const several of requests) {
    const told = completeRequest([old.core, next.core], several);
    if (told === undefined) continue;
    seen.requests += 1;
    const [before, after] = [old, next].map((policy) => essence(decide(policy.core, plainOf(policy, told))));
    if (before === after || comparison.everywhere.length > 0) continue;
    seen.different += 1;
    const cells = new Locator(space, told).cells();
    const isFound = comparison.regions.some(({ region }) => space.diagrams.valuesAt(region, cells).has(true));
    expect(isFound, `${JSON.stringify(plainOf(next, told))}\n${before ?? ''}\n${after ?? ''}`).toBe(true);
  }
}

function plainOf({ core }: Policy, told: ToldRequest): Told {
  return toPlainRequest(core, restrictTo(core, told));
}

function changed(text: string): Policy | undefined {
  const loaded = loadPolicy(text, { library: testLibrary });
  return loaded.ok ? loaded.policy : undefined;
}

test(
  'all requests that two generated versions decide differently are found, and each witness shows it',
  () => {
    fc.assert(
      fc.property(
        arbitraryPolicy().chain((document) =>
          fc.tuple(
            fc.constant(policyToYaml(document)),
            fc.array(arbitraryChange(policyToYaml(document)), { minLength: 4, maxLength: 4 }),
            fc.array(fc.array(arbitraryRequest(document), { minLength: 6, maxLength: 6 }), { minLength: 10, maxLength: 10 }),
          ),
        ),
        ([text, changes, requests]) => {
          const old = load(text);
          for (const other of changes) {
            const next = changed(other);
            if (next !== undefined) expectSoundAndComplete(old, next, requests);
          }
        },
      ),
      propertyRuns(12),
    );
    expect(seen.pairs).toBeGreaterThan(10);
    expect(seen.witnesses).toBeGreaterThan(10);
    expect(seen.different).toBeGreaterThan(5);
  },
  propertyTimeout,
);

test(
  'all requests that changed versions of the 1688order policy decide differently are found',
  () => {
    const old = load(textOf1688);
    const requests = fc.array(fc.array(arbitrary1688Request(), { minLength: 8, maxLength: 8 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(arbitraryChange(textOf1688), requests, (text, several) => {
        const next = changed(text);
        if (next !== undefined) expectSoundAndComplete(old, next, several);
      }),
      propertyRuns(4),
    );
  },
  propertyTimeout,
);

test('a fingerprint stays as it is where statements, terms, windows and tiers are renamed and put in another order', () => {
  const renamed = ['service-fee', 'in-time', 'application', 'quality-problem', 'late-penalty'].reduce(
    (text, name) => text.replaceAll(new RegExp(`(?<![\\w-])${name}(?![\\w-])(?=:|\\b)`, 'g'), `${name}-renamed`),
    textOf1688,
  );
  expect(renamed).not.toBe(textOf1688);
  expect(fingerprintOf(load(renamed).core)).toBe(fingerprintOf(load(textOf1688).core));
  expect(fingerprintOf(load(textOf1688.replace('exchange: 20 }', 'exchange: 19 }')).core)).not.toBe(fingerprintOf(load(textOf1688).core));
});
