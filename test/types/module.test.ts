/** The types of modules that are compiled ahead of time: strict, with the policy's own names, and true of what is decided. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { evidenceNamesOf } from '../../src/language/request-schema.ts';
import { readCases } from '../../src/language/read-cases.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { renderModuleTypes } from '../../src/report/render-module-types.ts';
import { loadPolicyFile } from '../../src/store/load-policy-file.ts';
import { load } from '../support/load.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { smallPolicy } from '../support/small-policy.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** What the compiler says about modules of these names; nothing, as it should be. */
async function check(name: string, policy: Policy, use: string): Promise<string> {
  writeFileSync(join(folder.path, `${name}.d.mts`), renderModuleTypes(policy.core, evidenceNamesOf(policy.core)));
  writeFileSync(join(folder.path, `use-${name}.mts`), use.replaceAll('MODULE', `./${name}.mjs`));
  const options = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, module: 'nodenext', target: 'es2023', lib: ['es2023'] };
  const compilerOptions = { ...options, types: [], noEmit: true, skipLibCheck: false, noUnusedLocals: true };
  writeFileSync(join(folder.path, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [`use-${name}.mts`, `${name}.d.mts`] }));
  return promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder.path]).then(
    () => '',
    (error: unknown) => String(Object(error).stdout ?? error),
  );
}

const policies = [
  ['policies/1688order-after-sales/v1', 'order'],
  ['policies/eu-right-of-withdrawal/v1', 'withdrawal'],
  ['test/policies/best-buy-us/v2', 'shop'],
] as const;

async function open(path: string): Promise<Policy> {
  const loaded = await loadPolicyFile(`${path}.policy.yaml`);
  if (!loaded.ok) throw new Error('this policy is valid');
  return loaded.policy;
}

test.each(policies)('%s: what is decided about the requests of all cases has these types', async (path, name) => {
  const policy = await open(path);
  const { cases } = readCases({ path, text: readFileSync(`${path}.cases.yaml`, 'utf8') });
  const decisions: string[] = [];
  for (const { request } of cases?.cases ?? []) {
    const evaluation = await policy.evaluate(request, { alternatives: true });
    if (evaluation.ok) decisions.push(JSON.stringify(evaluation.decision));
  }
  const found = [...new Set(decisions)].map((decision, index) => `export const decision${index}: Decision = ${decision};\n`);
  expect(found.length).toBeGreaterThan(20);
  expect(await check(name, policy, `import type { Decision } from 'MODULE';\n${found.join('')}`)).toBe('');
});

describe('names of a policy', () => {
  test('are known, and others are mistakes', async () => {
    const policy = await open('policies/1688order-after-sales/v1');
    const use = `import { decide, policy } from 'MODULE';
import type { Charge, ChargeId, Decision, DutyId, EvidenceId, OutcomeOnly, Request, RuleId, WindowId } from 'MODULE';
const request: Request = { stage: 'in-warehouse', action: 'return', skus: 2, shippingToSeller: '8.00' };
const evaluation = decide(request, { alternatives: true });
export const id: '1688order-after-sales' = policy.id;
export const only: OutcomeOnly = decide.outcome(request);
if (evaluation.ok) {
  const { decision } = evaluation;
  const fee: Charge | undefined = decision.charges.find(({ charge }) => charge === 'service-fee');
  const total = decision.totals.CNY.charges;
  console(fee?.amount.kind, total.kind === 'exact' ? total.value : total.known, decision.windows.application?.closesAt, decision.readings['tier-mode']);
  // @ts-expect-error no such line
  console(decision.charges.some(({ charge }) => charge === 'service-fees'));
  // @ts-expect-error no such window
  console(decision.windows.aplication);
  // @ts-expect-error no such currency
  console(decision.totals.EUR);
  // @ts-expect-error no such remedy
  console(decision.remedy === 'refund');
} else console(evaluation.problems[0]?.pointer);
// @ts-expect-error no such stage
decide({ stage: 'in-warehous' });
// @ts-expect-error no such fact
decide({ pieces: 1 });
// @ts-expect-error a fact cannot be a function here
decide({ skus: async () => 1 });
export const rule: RuleId = 'in-time';
export const charge: ChargeId = 'late-penalty';
// @ts-expect-error no such window
export const window: WindowId = 'x';
export type Others = readonly [DutyId, EvidenceId, Decision];
declare function console(...shown: readonly unknown[]): void;
`;
    expect(await check('names', policy, use)).toBe('');
  });

  test('of which there are none, and texts that would end a comment, do no harm', async () => {
    const hostile = smallPolicy()
      .replace('When did you apply?', JSON.stringify('*/ export const harmed = 1; /* \u2028 `${x}`'))
      .replace('title: A shop', `title: ${JSON.stringify('"; export const harmed = 1; //')}`)
      .replace('what: A photo', `what: ${JSON.stringify('*/ export const harmed = 1; /*')}`);
    const use = "import * as module from 'MODULE';\nexport const keys: 'decide' | 'policy' = null as unknown as keyof typeof module;\n";
    expect(await check('hostile', load(hostile), use)).toBe('');
  });
});

test("a module's answers are answers of the library", async () => {
  const use = `import { decide } from 'MODULE';
import type { Decide, Evaluation, OutcomeOnly } from '${process.cwd()}/dist/index.js';
export const evaluation: Evaluation = decide({});
export const outcome: OutcomeOnly = decide.outcome({});
// @ts-expect-error the library's answers are those of any policy
export const back: ReturnType<typeof decide> = evaluation;
export const asLibrary = (one: typeof decide): Pick<Decide, 'outcome'> => ({ outcome: (request) => one.outcome(request) });
`;
  expect(await check('library', load(smallPolicy()), use)).toBe('');
});
