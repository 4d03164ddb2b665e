import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPolicy, arbitraryRequest, policyToYaml, testCalendars } from '../support/arbitrary-policy.ts';
import { decisionOf, load } from '../support/load.ts';
import { decideByOracle } from '../support/oracle.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

const policiesAndRequests = arbitraryPolicy().chain((policy) =>
  fc.record({ policy: fc.constant(policy), requests: fc.array(arbitraryRequest(policy), { minLength: 4, maxLength: 4 }), alternatives: fc.boolean() }),
);

/** The decision without digests, which the oracle does not know. */
function withoutDigests(decision: unknown): unknown {
  return JSON.parse(JSON.stringify(decision, (key, value: unknown) => (key === 'digest' ? undefined : value)));
}

test(
  'the engine decides generated requests under generated policies as the oracle does',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, alternatives }) => {
        const loaded = load(policyToYaml(policy));
        for (const request of requests) {
          const decision = await decisionOf(loaded, request, { alternatives });
          expect(withoutDigests(decision)).toEqual(withoutDigests(decideByOracle(policy, request, { alternatives, calendars: testCalendars })));
        }
      }),
      propertyRuns(150),
    );
  },
  propertyTimeout,
);
