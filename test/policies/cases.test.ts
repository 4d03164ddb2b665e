/** Every case of every policy in the repository, as a test of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCases, readCases } from '../../src/language/read-cases.ts';
import { runCases } from '../../src/policy/run-cases.ts';
import { load } from '../support/load.ts';

const folder = fileURLToPath(new URL('../../policies', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const casesFiles = files.filter((name) => name.endsWith('.cases.yaml'));

test('every version of a policy has cases', () => {
  const versions = files.filter((name) => name.endsWith('.policy.yaml')).map((name) => name.replace(/\.policy\.yaml$/, ''));
  expect(casesFiles.map((name) => name.replace(/\.cases\.yaml$/, '')).sort()).toEqual(versions.sort());
  expect(versions.length).toBeGreaterThan(0);
});

describe.each(casesFiles)('%s', (name) => {
  const path = join(folder, name);
  const { cases, diagnostics } = readCases({ path: name, text: readFileSync(path, 'utf8') });
  if (cases === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const policy = load(readFileSync(join(dirname(path), cases.policyPath), 'utf8'));

  test('names only what the policy has', () => {
    expect(checkCases(cases, policy.core)).toEqual([]);
  });

  test.each(cases.cases)('$id', async (one) => {
    const [result] = await runCases({ ...cases, cases: [one] }, policy);
    expect(result?.differences).toEqual([]);
    expect(result?.passed).toBe(true);
  });
});
