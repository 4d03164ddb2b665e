import { test } from 'vitest';
import fc from 'fast-check';
import { arbitraryPolicy, policyToYaml, shuffledPolicy } from '/work/main/test/support/arbitrary-policy.ts';
import { buildPolicy } from '/work/main/src/language/build-policy.ts';
const ser = (v: unknown): string => JSON.stringify(v, (_k, x) => (typeof x === 'bigint' ? `${x}n` : x instanceof Map ? [...x] : x));
test('x', () => {
  let n = 0;
  for (const policy of fc.sample(arbitraryPolicy(), { numRuns: 200, seed: 5 })) {
    const a = buildPolicy({ path: 'p', text: policyToYaml(policy) }).policy; const b = buildPolicy({ path: 'p', text: policyToYaml(shuffledPolicy(policy, 4)) }).policy;
    if (a === undefined || b === undefined) { console.log('unbuilt'); continue; }
    if (a.digest !== b.digest) { n++; if (n < 4) for (const key of Object.keys(a) as (keyof typeof a)[]) if (ser(a[key]) !== ser(b[key]) && ['evidence','duties','lines','rules', 'windows', 'tiers'].includes(key)) { const [x, y] = [a[key], b[key]] as any; const xs = x instanceof Map ? [...x] : x; const ys = y instanceof Map ? [...y] : y; xs.forEach((e: unknown, i: number) => { const {condition: _c, guard: _g, ...p} = e as any; const {condition: _d, guard: _h, ...q} = ys[i]; if (ser(p) !== ser(q)) console.log(n, key, '\n', ser(p), '\n', ser(q)); }); } }
  }
  console.log('different', n);
});
