/**
 * Measures proofs and comparisons: of the shipped policy in a warm process, and how both grow with rules and bands. `npm run bench`.
 * What is measured is checked first: the comparison must find what was changed, and nothing else.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { diffPolicies } from '../../src/policy/diff-policies.ts';
import { loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { provePolicy } from '../../src/policy/prove-policy.ts';
import { policyWithBands, policyWithRules } from './growing-policies.ts';

const rounds = 15;

interface Pair {
  readonly name: string;
  readonly old: Policy;
  /** The text of the other version, which each comparison sees for the first time. */
  readonly text: string;
  /** How many regions the change has. */
  readonly regions: number;
}

interface Measured {
  readonly prove: number;
  readonly compare: number;
}

const shipped = (version: number): string => readFileSync(`policies/1688order-after-sales/v${version}.policy.yaml`, 'utf8');

const pairs: readonly Pair[] = [
  pairOf('1688order, versions 1 and 2', shipped(1), shipped(2), 13),
  pairOf('1688order, one rate changed', shipped(1), shipped(1).replace('return: 10, exchange: 20 }', 'return: 10, exchange: 18 }'), 1),
  ...[10, 100, 1_000].map((count) => {
    const text = policyWithRules(count);
    return pairOf(`${count} rules, one changed`, text, text.replace('accept: "Fine, kind-1."', 'review: "Fine, kind-1."'), 1);
  }),
  ...[10, 30, 100].map((count) => {
    const text = policyWithBands(count);
    return pairOf(`${count} bands, one rate changed`, text, text.replace('rate: 3 }', 'rate: 4 }'), 1);
  }),
];

function load(text: string): Policy {
  const loaded = loadPolicy(text);
  if (loaded.ok) return loaded.policy;
  console.error(loaded.diagnostics);
  return process.exit(1);
}

function pairOf(name: string, old: string, next: string, regions: number): Pair {
  return { name, old: load(old), text: next, regions };
}

function check({ name, old, text, regions }: Pair): void {
  const found = diffPolicies(old, load(text)).regions;
  if (found.length === regions && found.every(({ witness }) => witness !== null)) return;
  console.error(`${name}: ${found.length} regions were found instead of ${regions}, or one has no witness`);
  process.exit(1);
}

/** Milliseconds, the median of all rounds; the pairs take turns, and the first round warms up. */
function measure(): readonly Measured[] {
  const times = pairs.map((): { prove: number[]; compare: number[] } => ({ prove: [], compare: [] }));
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, { old, text }] of pairs.entries()) {
      const next = load(text);
      const prove = timeOf(() => provePolicy(next, { readings: false }));
      const compare = timeOf(() => diffPolicies(old, next));
      if (round === 0) continue;
      times[index]?.prove.push(prove);
      times[index]?.compare.push(compare);
    }
  return times.map(({ prove, compare }) => ({ prove: median(prove), compare: median(compare) }));
}

function timeOf(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

for (const pair of pairs) check(pair);
const measured = measure();
console.log(`Proofs and comparisons, milliseconds (median of ${rounds} rounds)`);
console.log(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? ''}\n`);
console.log('| policy | proofs, readings aside | comparison with a version that was not seen before |\n|---|---|---|');
for (const [index, { name }] of pairs.entries())
  console.log(`| ${name} | ${measured[index]?.prove.toFixed(1) ?? ''} | ${measured[index]?.compare.toFixed(1) ?? ''} |`);
