import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { arbitraryContest } from '../fuzz/arbitrary-contest.ts';
import { type Contested, differencesIn, firstDifference } from '../fuzz/differences.ts';
import type { Engine } from '../fuzz/engines.ts';
import { reduce } from '../fuzz/reduce.ts';
import { readRegressions, saveRegression } from '../fuzz/regressions.ts';
import type { PolicyDocumentObject } from '../support/arbitrary-policy.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { smallPolicy, smallRequest } from '../support/small-policy.ts';

test.each(readRegressions())('%s does not differ any more', async (_, regression) => {
  expect(await differencesIn(regression)).toEqual([]);
});

test(
  'all engines decide alike, and refuse alike',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryContest(), async ({ policy, questions }) => {
        expect(await firstDifference(policy, questions)).toBeUndefined();
      }),
      propertyRuns(10),
    );
  },
  propertyTimeout,
);

/** Forgets the charges of what is accepted. */
const forgetful: Engine = {
  name: 'forgetful',
  ready: (policy) => ({
    decide: async (request, alternatives) => {
      const evaluation = await policy.evaluate(request, { alternatives });
      return evaluation.ok && evaluation.decision.outcome === 'accepted' ? { ok: true, decision: { ...evaluation.decision, charges: [] } } : evaluation;
    },
  }),
};

const contested: Contested = {
  policy: parse(smallPolicy()) as PolicyDocumentObject,
  request: { ...smallRequest, evidence: { photo: 'provided' } },
  alternatives: false,
  isValid: true,
};

test('a difference is found, made small, saved and read again', async () => {
  const find = (smaller: Contested): ReturnType<typeof differencesIn> => differencesIn(smaller, [forgetful]);
  const smallest = await reduce(contested, find, 20_000);
  const found = await find(smallest);
  expect(found).toMatchObject([{ engine: 'forgetful' }]);
  expect(Object.keys(smallest.request).length).toBeLessThan(4);
  expect(Object.keys(smallest.policy.sections['all']?.charges ?? {})).toHaveLength(1);
  expect(await differencesIn(smallest)).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'));
  try {
    saveRegression(smallest, found, folder);
    expect(readRegressions(folder).map(([, regression]) => regression)).toEqual([{ ...smallest, found }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('an engine that throws, an oracle that knows another policy, and a policy that does not load are differences', async () => {
  const throwing: Engine = {
    name: 'throwing',
    ready: () => ({
      decide: () => {
        throw new Error('no');
      },
    }),
  };
  expect(await differencesIn(contested, [throwing])).toMatchObject([{ engine: 'throwing', found: expect.stringContaining('threw Error: no') as string }]);
  expect(await differencesIn({ ...contested, request: { action: 'refund' } }, [])).toMatchObject([{ engine: 'evaluate' }]);
  expect(await differencesIn({ ...contested, policy: { ...contested.policy, timezone: 'Nowhere' } }, [])).toMatchObject([{ engine: 'load' }]);
});
