/** The boundary cases of generated policies: they can be read, pass, and reach every bound; those of a file keep what stood there. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Goal, keyOfGoal } from '../../src/analysis/goal.ts';
import { checkCases, type Cases, readCases } from '../../src/language/read-cases.ts';
import { casesToWrite, writeCasesFile } from '../../src/policy/cases-to-write.ts';
import { cover } from '../../src/policy/coverage.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { runCases } from '../../src/policy/run-cases.ts';
import { arbitraryPolicy, policyToYaml } from '../support/arbitrary-policy.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

function read(text: string, policy: Policy): Cases {
  const { cases, diagnostics } = readCases({ path: 'v1.cases.yaml', text });
  expect(diagnostics, text).toEqual([]);
  if (cases === undefined) throw new Error('no cases');
  expect(checkCases(cases, policy.core), text).toEqual([]);
  return cases;
}

const counts = { goals: 0, reached: 0, unreachable: 0, cases: 0, notFound: [] as string[], ms: 0 };
test(
  'boundary cases of generated policies',
  async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPolicy(), async (document) => {
        const yaml = policyToYaml(document);
        const policy = load(yaml);
        const t = performance.now();
        const before = cover(policy, []);
        process.stderr.write(
          `cover ${Math.round(performance.now() - t)} goals ${before.goals.reachable.length} dims ${before.ground.space.dimensions.length}\n`,
        );
        const found = casesToWrite(policy, before, []);
        const dt = performance.now() - t;
        counts.ms += dt;
        process.stderr.write(`  found ${Math.round(dt)} cases ${found.cases.length} notFound ${found.notFound.map(keyOfGoal).join()}\n`);
        if (dt > 4000) console.log('slow', dt, found.cases.length, found.notFound.map(keyOfGoal));
        counts.goals += before.goals.reachable.length;
        counts.unreachable += before.goals.unreachable.length;
        counts.cases += found.cases.length;
        counts.notFound.push(...found.notFound.map(keyOfGoal));
        if (found.notFound.length > 0 && process.env['DUMP']) console.log(found.notFound.map(keyOfGoal), yaml);
        if (found.cases.length === 0) return;
        const cases = read(writeCasesFile('v1.policy.yaml', found.cases), policy);
        const results = await runCases(cases, policy);
        expect(
          results.filter(({ passed }) => !passed),
          JSON.stringify(found.cases, null, 1),
        ).toEqual([]);
        const after = cover(policy, [cases]);
        const open: ReadonlySet<Goal> = new Set(found.notFound);
        const missing = before.goals.reachable.filter((goal) => goal.kind !== 'other-reading' && !after.exercised.has(keyOfGoal(goal))).map(keyOfGoal);
        expect(missing.sort()).toEqual([...open].map(keyOfGoal).sort());
      }),
      propertyRuns(60),
    );
    console.log(JSON.stringify(counts));
  },
  propertyTimeout,
);
