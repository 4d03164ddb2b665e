/** Every case of every policy that is shipped, and of those that stand beside this file, as a test of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCases, readCases } from '../../src/language/read-cases.ts';
import { runCases } from '../../src/policy/run-cases.ts';
import { loadPolicyFile } from '../../src/store/load-policy-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['policies', 'test/policies'];
const files = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
const casesFiles = files.filter((name) => name.endsWith('.cases.yaml'));

test('every version of a policy has cases', () => {
  const versions = files.filter((name) => name.endsWith('.policy.yaml')).map((name) => name.replace(/\.policy\.yaml$/, ''));
  expect(casesFiles.map((name) => name.replace(/\.cases\.yaml$/, '')).sort()).toEqual(versions.sort());
  expect(versions.length).toBeGreaterThanOrEqual(4);
});

describe.each(casesFiles)('%s', async (name) => {
  const path = join(root, name);
  const { cases, diagnostics } = readCases({ path: name, text: readFileSync(path, 'utf8') });
  if (cases === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const loaded = await loadPolicyFile(join(dirname(path), cases.policyPath));
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ start, message }) => `${start.line}: ${message}`).join('\n'));
  const { policy } = loaded;

  test('belongs to a policy without warnings', () => {
    expect(loaded.diagnostics).toEqual([]);
  });

  test('names only what the policy has', () => {
    expect(checkCases(cases, policy.core)).toEqual([]);
  });

  test.each(cases.cases)('$id', async (one) => {
    const [result] = await runCases({ ...cases, cases: [one] }, policy);
    expect(result?.differences).toEqual([]);
    expect(result?.passed).toBe(true);
  });
});

const requests = files.filter((name) => /[\\/]requests[\\/][^\\/]+\.json$/.test(name));

test.each(requests)('%s can be decided', async (name) => {
  const path = join(root, name);
  const loaded = await loadPolicyFile(join(dirname(path), '../v1.policy.yaml'));
  if (!loaded.ok) throw new Error('a policy with mistakes');
  const evaluation = await loaded.policy.evaluate(JSON.parse(readFileSync(path, 'utf8')));
  if (!evaluation.ok) throw new Error(evaluation.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('\n'));
  expect(evaluation.decision.outcome).not.toBe('uncovered');
  // Some examples leave open what is asked for, or what is to be shown, and nothing else.
  if (evaluation.decision.remedy !== null) expect(evaluation.decision.missing.facts).toEqual([]);
});
