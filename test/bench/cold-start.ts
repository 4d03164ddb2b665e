/**
 * Loads one contestant in this process and lets it decide one request; prints the milliseconds from the beginning of the process. The
 * benchmark starts it several times for each contestant.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Decide } from '../../src/policy/decide-compiled.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { PlainRequest } from './contestants/straightforward-rules-engine.ts';

/** A contestant, and where the module is that was compiled ahead of time. */
const [name = '', aheadOfTimePath = ''] = process.argv.slice(2);

const request: PlainRequest = {
  stage: 'in-warehouse',
  action: 'exchange',
  appliedAt: '2026-03-14T10:00:00+08:00',
  inStockAt: '2026-03-10T14:20:00+08:00',
  issue: 'damaged',
  orderedThroughPlatform: true,
  skus: 11,
  skusThisMonth: 14,
  shippingToSeller: '8.00',
  shippingFromSeller: '12.50',
};

async function loadPolicyOf1688(): Promise<Policy> {
  const { loadPolicy } = await import('../../src/policy/policy.ts');
  const path = 'policies/1688order-after-sales/v1.policy.yaml';
  const loaded = loadPolicy({ path, text: readFileSync(path, 'utf8') });
  if (!loaded.ok) throw new Error(`${path} has mistakes`);
  return loaded.policy;
}

/** Contestants by the names that the benchmark gives, which has written the module before. */
const starts: Readonly<Record<string, () => Promise<unknown>>> = {
  nothing: () => Promise.resolve(),
  'hand-written': async () => (await import('./contestants/hand-written-1688order.ts')).decide(request, 'sha256:0'),
  evaluate: async () => (await loadPolicyOf1688()).evaluate(request),
  compile: async () => {
    const [policy, { compile }] = [await loadPolicyOf1688(), await import('../../src/policy/compile.ts')];
    return compile(policy)(request);
  },
  'ahead of time': async () => {
    const { decide } = (await import(pathToFileURL(aheadOfTimePath).href)) as { readonly decide: Decide };
    return decide(request);
  },
  'json-rules-engine': async () => (await import('./contestants/straightforward-rules-engine.ts')).decideStraightforwardly(request),
  '@gorules/zen-engine': async () => (await import('./contestants/gorules-zen.ts')).decideByZen(request),
  'json-logic-engine': async () => (await import('./contestants/json-logic.ts')).decideByJsonLogic(request),
  '@marcbachmann/cel-js': async () => (await import('./contestants/cel-js.ts')).decideByCelJs(request),
  '@bufbuild/cel': async () => (await import('./contestants/bufbuild-cel.ts')).decideByBufbuildCel(request),
  '@cedar-policy/cedar-wasm': async () => (await import('./contestants/cedar.ts')).decideByCedar(request),
};

const start = starts[name];
if (start === undefined) {
  console.error(`give one of ${Object.keys(starts).join(', ')}`);
  process.exitCode = 2;
} else {
  await start();
  console.log(performance.now());
}
