import { expect, test } from 'vitest';
import { renderDiagnostics } from '../../../src/report/render-diagnostics.ts';
import { diagnoseProofs } from '../../../src/policy/diagnose-proofs.ts';
import { provePolicy } from '../../../src/policy/prove-policy.ts';
import { load } from '../../support/load.ts';
import { smallPolicy } from '../../support/small-policy.ts';

const accepted = 'accepted:\n  - { finding: cliff, because: It is meant. }\n';

test('proofs that were left out are a warning at the policy', () => {
  const policy = load(smallPolicy());
  const nothing = { isComplete: false, findings: [], proven: [], idle: [], left: [] };
  expect(diagnoseProofs(policy, nothing).diagnostics).toMatchObject([
    { code: 'proofs-left-out', severity: 'warning', start: { line: 2, column: 1 }, source: 'policy: shop' },
  ]);
  expect(diagnoseProofs(policy, { ...nothing, isComplete: true, left: ['clock'] }).diagnostics).toMatchObject([
    { message: expect.stringContaining('`clock`') as unknown },
  ]);
});

test('an entry of `accepted` without its finding is a warning at its place', () => {
  const policy = load(`${smallPolicy()}${accepted}`);
  const { diagnostics } = diagnoseProofs(policy, provePolicy(policy));
  expect(renderDiagnostics(diagnostics)).toMatch(/accepted-without-finding: `cliff` is accepted here, and is not found any more/);
  expect(diagnostics[0]?.source).toBe('  - { finding: cliff, because: It is meant. }');
});

test('a finding of a policy that extends another one stands in the file that has the statement', () => {
  const own = 'language: 1\npolicy: branch\nversion: 1\ntitle: A branch\nextends: shop@1\neffective: { from: 2025-01-01T00:00:00+08:00, by: appliedAt }\n';
  const impossible = 'impossible:\n  - { when: { action: exchange }, because: Nothing is exchanged here. }\n';
  const policy = load(`${own}${impossible}`, { library: { policies: { 'shop@1': { path: 'shop.yaml', text: smallPolicy() } } } });
  const { diagnostics } = diagnoseProofs(policy, provePolicy(policy));
  expect(diagnostics).toMatchObject([{ code: 'never-holds', path: 'shop.yaml', source: expect.stringContaining('photo:') as unknown }]);
});
