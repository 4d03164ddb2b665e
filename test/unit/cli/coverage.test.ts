/** `recourse test --coverage` and `recourse cases`. The built program is run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const cases = `policy: v1.policy.yaml
defaults: ${JSON.stringify(smallRequest)}
cases:
  # mine
  right: { title: As it is, expect: { outcome: accepted } }   # and mine
`;

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'policies/shop/v1.cases.yaml': cases,
  'bare/v1.policy.yaml': smallPolicy(),
  'braces/v1.policy.yaml': smallPolicy(),
  'braces/v1.cases.yaml': `{ "policy": "v1.policy.yaml", "cases": { "right": { "expect": { "outcome": "incomplete" } } } }\n`,
  'wrong/v1.policy.yaml': smallPolicy(),
  'wrong/v1.cases.yaml': cases.replace('outcome', 'outcom'),
  'odd.yaml': smallPolicy(),
});
afterAll(folder.remove);
const run = (...args: readonly string[]): ReturnType<typeof runCli> => runCli(args, { cwd: folder.path });
const read = (path: string): string => readFileSync(join(folder.path, path), 'utf8');

describe('test --coverage', () => {
  test('shows a table, what is missing with its place, and what is out of reach', async () => {
    const { exitCode, stdout, stderr } = await run('test', 'policies', '--coverage');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^1 of 1 cases passed\n\nCoverage of shop, version 1 {2}policies\/shop\/v1\.policy\.yaml\n {2}rules +\d+\/8 +[\d.]+ %\n/);
    expect(stdout).toMatch(/window fortnight: no case 1 ms after it closes policies\/shop\/v1\.policy\.yaml:21/);
  });

  test('a threshold that is missed is said, with exit code 1', async () => {
    const { exitCode, stderr } = await run('test', 'policies', '--coverage', '--threshold', '99.5');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: the cases exercise [\d.]+ % of `policies\/shop\/v1\.policy\.yaml`, and 99\.5 % are asked for\n {2}help: /);
    expect((await run('test', 'policies', '--coverage', '--threshold', '10')).exitCode).toBe(0);
  });

  test('JSON has all goals', async () => {
    const { stdout } = await run('test', 'policies', '--coverage', '--format', 'json');
    const { passed, coverage } = JSON.parse(stdout);
    expect(passed).toBe(1);
    const [report] = coverage;
    expect(report).toMatchObject({ policy: 'shop', version: 1, path: 'policies/shop/v1.policy.yaml' });
    expect(report.goals.filter(({ state }: { readonly state: string }) => state === 'exercised').length).toBe(report.reached);
    expect(report.goals).toContainEqual({
      key: 'window fortnight closed-1ms',
      kind: 'window',
      of: 'fortnight',
      words: '1 ms after it closes',
      place: { path: 'policies/shop/v1.policy.yaml', line: 21, column: 3 },
      state: 'not-exercised',
    });
  });

  test('JUnit has a suite for the coverage', async () => {
    const { stdout } = await run('test', 'policies', '--coverage', '--threshold', '100', '--format', 'junit');
    const { testsuites } = create(stdout).end({ format: 'object' }) as unknown as {
      readonly testsuites: { readonly testsuite: readonly Record<string, string>[] };
    };
    expect(testsuites.testsuite[1]).toMatchObject({ '@name': 'coverage of policies/shop/v1.policy.yaml', '@failures': '1' });
    expect(stdout).toContain('<skipped message="window fortnight: no case 1 ms after it closes"/>');
  });

  test('without --coverage nothing is said of it', async () => {
    expect((await run('test', 'policies')).stdout).toBe('1 of 1 cases passed\n');
    expect(Object.keys(JSON.parse((await run('test', 'policies', '--format', 'json')).stdout))).toEqual(['passed', 'failed', 'cases']);
  });

  test.each([[['--threshold', '90']], [['--coverage', '--threshold', '101']], [['--coverage', '--threshold', 'x']]])('%j is wrong usage', async (args) => {
    const { exitCode, stdout } = await run('test', 'policies', ...args);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('cases', () => {
  test('--write adds them to the cases, which stay as they are; then nothing is missing', async () => {
    const written = await run('cases', 'shop', '--write');
    expect(written).toMatchObject({ exitCode: 0, stdout: '' });
    expect(written.stderr).toMatch(/^\d+ cases were missing\n$/);
    expect(read('policies/shop/v1.cases.yaml').startsWith(cases)).toBe(true);
    expect((await run('check', 'policies')).exitCode).toBe(0);
    const tested = await run('test', 'policies', '--coverage', '--threshold', '100');
    expect(tested).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run('cases', 'shop')).toMatchObject({ exitCode: 0, stdout: '', stderr: 'no case is missing\n' });
  });

  test('--out writes a file of its own, which names the policy from where it stands', async () => {
    expect((await run('cases', 'bare/v1.policy.yaml', '--out', 'missing.cases.yaml')).exitCode).toBe(0);
    expect(read('missing.cases.yaml')).toContain('\npolicy: bare/v1.policy.yaml\n');
    expect((await run('test', 'missing.cases.yaml')).exitCode).toBe(0);
  });

  test('standard output has the same as a file, every time', async () => {
    const [first, second] = [await run('cases', 'bare/v1.policy.yaml'), await run('cases', 'bare/v1.policy.yaml')];
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout).toContain('\npolicy: v1.policy.yaml\n\ncases:\n  edge-fortnight-');
  });

  test.each([
    ['cases in braces cannot be added to', ['braces/v1.policy.yaml', '--write'], 'stand in braces'],
    ['mistakes in the cases come first', ['wrong/v1.policy.yaml'], 'must be mended'],
    ['a policy file of another name has no place for cases', ['odd.yaml', '--write'], 'there is no place'],
    ['both places', ['shop', '--write', '--out', 'x.yaml'], 'cannot be used with'],
    ['a folder that is not there', ['bare/v1.policy.yaml', '--out', 'nowhere/x.yaml'], 'there is no folder'],
    ['an unknown policy', ['nothing'], 'there is no policy'],
  ])('%s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await run('cases', ...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('--help has examples', async () => {
    expect((await run('cases', '--help')).stdout).toContain('recourse cases 1688order-after-sales@1 --write');
  });
});
