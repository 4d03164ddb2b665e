import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/policy.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { decideByOracle } from '../support/oracle.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

const policiesAndRequests = arbitraryPolicy().chain((policy) =>
  fc.record({ policy: fc.constant(policy), requests: fc.array(arbitraryRequest(policy), { minLength: 4, maxLength: 4 }), alternatives: fc.boolean() }),
);

test(
  'the engine decides generated requests under generated policies as the oracle does',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, alternatives }) => {
        const loaded = loadPolicy(policyToYaml(policy));
        if (!loaded.ok) throw new Error(loaded.diagnostics.map((diagnostic) => `${diagnostic.start.line}: ${diagnostic.message}`).join('\n'));
        for (const request of requests) {
          const evaluation = await loaded.policy.evaluate(request, { alternatives });
          if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.problems));
          const { digest: _digest, ...decision } = evaluation.decision;
          expect(decision).toEqual(decideByOracle(policy, request, { alternatives }));
        }
      }),
      propertyRuns(100),
    );
  },
  propertyTimeout,
);
