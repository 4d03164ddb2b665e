/** `recourse diff` as people run it: versions, files and git revisions; formats; exit codes; what goes wrong. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PolicyDiff } from '../../../src/model/generated/diff.ts';
import { type CliResult, runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { changedShop, reformattedShop, shop } from '../../support/two-versions.ts';

const longer = { 'late: 14 days': 'late: 20 days' };
const shorter = { 'late: 14 days': 'late: 10 days' };

/** Facts that are alike in pairs: as many requests are told apart as there are combinations of half of them. */
function huge(version: number, effect: string): string {
  const numbers = Array.from({ length: 22 }, (_, index) => String(index).padStart(2, '0'));
  const pair = (number: string): string => `{ any: [{ a${number}: true, b${number}: true }, { a${number}: false, b${number}: false }] }`;
  return `language: 1
policy: huge
version: ${version}
title: Pairs
effective: { from: 202${version}-01-01T00:00:00+08:00, by: at }
source: { title: None, clauses: { "1": All. } }
timezone: Asia/Shanghai
currency: CNY
facts:
  at: { type: instant }
${numbers.map((number) => `  a${number}: { type: boolean }\n  b${number}: { type: boolean }`).join('\n')}
terms:
  alike: { all: [${numbers.map(pair).join(', ')}] }
sections:
  all:
    rules:
      pairs: { when: { alike: true }, accept: All alike., clause: "1" }
      odd: { when: { alike: false }, ${effect}: Not alike., clause: "1" }
`;
}

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': shop,
  'policies/shop/v2.policy.yaml': changedShop(longer),
  'policies/shop/v4.policy.yaml': changedShop(shorter, 4),
  'policies/alone/v1.policy.yaml': shop.replace('policy: shop', 'policy: alone'),
  'policies/drafts/v1.policy.yaml': shop.replace('policy: shop', 'policy: drafts'),
  'policies/drafts/v2.policy.yaml': changedShop({ 'policy: shop': 'policy: drafts', 'title: A shop': 'title: A shop\ndraft: Not yet.' }),
  'policies/drafts/v3.policy.yaml': changedShop({ 'policy: shop': 'policy: drafts', ...longer }, 3),
  'huge/v1.policy.yaml': huge(1, 'reject'),
  'huge/v2.policy.yaml': huge(2, 'review'),
  'elsewhere/shop/v7.policy.yaml': changedShop({}, 7),
  'reformatted.policy.yaml': reformattedShop,
  'wrong.policy.yaml': shop.replace('lasts: 30 days', 'lats: 30 days'),
});
afterAll(folder.remove);

const diff = (...args: readonly string[]): Promise<CliResult> => runCli(['diff', ...args], { cwd: folder.path });
const headOf = ({ stdout }: CliResult): string => stdout.split('\n')[0] ?? '';

describe('what is compared', () => {
  test.each([
    [['shop@1', 'shop@2'], 'shop, version 1 → 2'],
    [['shop@4', 'shop@1'], 'shop, version 4 → 1'],
    [['shop'], 'shop, version 2 → 4'],
    [['shop@2'], 'shop, version 1 → 2'],
    [['shop@1', 'shop'], 'shop, version 1 → 4'],
    [['drafts'], 'drafts, version 1 → 3'],
    [['drafts@2'], 'drafts, version 1 → 2'],
    [['policies/shop/v1.policy.yaml', 'shop@2'], 'shop, version 1 → 2'],
    [['shop@1', 'alone'], 'shop, version 1 → alone, version 1'],
    [['policies/shop/v1.policy.yaml', 'shop', '--policies', 'elsewhere'], 'shop, version 1 → 7'],
  ])('%j', async (args, head) => {
    const result = await diff(...args);
    expect(result.stderr).toBe('');
    expect([result.exitCode, headOf(result)]).toEqual([0, head]);
  });

  test('a policy with its own layout has no region, and the fingerprint of itself', async () => {
    const [a, b] = [await diff('shop@1', 'shop@1'), await diff('shop@1', 'reformatted.policy.yaml')];
    expect(b.stdout).toContain('No request is decided differently.');
    expect(b.stdout.split('\n').at(-2)).toBe(a.stdout.split('\n').at(-2));
  });

  test('a reading is chosen in both', async () => {
    const { stdout } = await diff('shop@1', 'shop@2', '--reading', 'edge=early');
    expect(stdout).toContain('No request is decided differently.');
  });

  test.each([
    [['shop@3', 'shop@1'], '`shop` has no version `3`'],
    [['shp', 'shop@1'], 'there is no policy `shp` in'],
    [['alone'], 'there is no version of `alone` before 1'],
    [['shop@1'], 'there is no version of `shop` before 1'],
    [['policies/shop/v1.policy.yaml'], 'two policies are needed'],
    [['shop@1', 'none.yaml'], 'there is no file `none.yaml`'],
    [['shop@1', 'shop@2', '--reading', 'egde=early'], '--reading:'],
    [['shop@1', 'shop@2', '--expect', 'abc'], 'It is the line at the end of a comparison'],
    [['shop@1', 'shop@2', '--format', 'pdf'], 'Allowed choices are text, json, markdown, html'],
    [['shop@1', 'shop@2', '--out', 'nowhere/diff.txt'], 'there is no folder for `nowhere/diff.txt`'],
  ])('%j is refused', async (args, message) => {
    const { exitCode, stderr, stdout } = await diff(...args);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('versions that tell too many requests apart', async () => {
    const { exitCode, stderr, stdout } = await diff('huge/v1.policy.yaml', 'huge/v2.policy.yaml');
    expect(stderr).toContain('`huge@1` (45 facts, 0 windows, 2 statements) and `huge@2` (45 facts, 0 windows, 2 statements) tell too many requests apart');
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('mistakes of a policy are shown as `check` shows them', async () => {
    const { exitCode, stderr } = await diff('shop@1', 'wrong.policy.yaml');
    expect(stderr).toContain('wrong.policy.yaml:24:');
    expect(stderr).toContain('did you mean `lasts`?');
    expect(stderr).toContain('`wrong.policy.yaml` has mistakes and cannot be used');
    expect(exitCode).toBe(2);
  });
});

describe('results', () => {
  test('JSON fits its schema, and nothing stands beside it', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../../schema/diff.schema.json', import.meta.url), 'utf8')) as object;
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const { stdout, stderr } = await diff('shop@1', 'shop@2', '--format', 'json');
    const found = JSON.parse(stdout) as PolicyDiff;
    expect(validate(found), JSON.stringify(validate.errors)).toBe(true);
    expect(found.old.from).toBe(join('policies', 'shop', 'v1.policy.yaml'));
    expect(stderr).toBe('');
  });

  test('the same command gives the same bytes', async () => {
    const [a, b] = [await diff('shop@1', 'shop@2', '--format', 'json'), await diff('shop@1', 'shop@2', '--format', 'json')];
    expect(a.stdout).toBe(b.stdout);
  });

  test('Markdown, HTML, and a file of either', async () => {
    expect((await diff('shop@1', 'shop@2', '--format', 'markdown')).stdout).toMatch(/^### /);
    const { stdout } = await diff('shop@1', 'shop@2', '--format', 'html');
    expect(stdout).toMatch(/^<!doctype html>[^]*<svg/);
    const written = await diff('shop@1', 'shop@2', '--format', 'html', '--out', 'diff.html');
    expect(written.stdout).toBe('');
    expect(readFileSync(join(folder.path, 'diff.html'), 'utf8')).toBe(stdout);
  });

  test('--only leaves regions out, and their numbers as they are', async () => {
    const all = JSON.parse((await diff('shop@1', 'shop@2', '--format', 'json')).stdout) as PolicyDiff;
    const better = JSON.parse((await diff('shop@1', 'shop@2', '--format', 'json', '--only', 'better')).stdout) as PolicyDiff;
    expect(better.regions).toEqual(all.regions.filter(({ effect }) => effect === 'better'));
    expect(better.regions.length).toBeGreaterThan(0);
    expect(better.regions.length).toBeLessThan(all.regions.length);
  });
});

describe('exit codes', () => {
  test('--exit-code: 1 where anything differs', async () => {
    expect((await diff('shop@1', 'shop@2', '--exit-code')).exitCode).toBe(1);
    expect((await diff('shop@1', 'reformatted.policy.yaml', '--exit-code')).exitCode).toBe(0);
    expect((await diff('shop@1', 'shop@2')).exitCode).toBe(0);
  });

  test('--exit-code with --only: 1 where anything of that kind differs', async () => {
    expect((await diff('shop@1', 'shop@2', '--exit-code', '--only', 'worse')).exitCode).toBe(0);
    expect((await diff('shop@1', 'shop@4', '--exit-code', '--only', 'worse')).exitCode).toBe(1);
  });

  test('--expect: fails once the meaning is another one', async () => {
    const { fingerprints } = JSON.parse((await diff('shop@1', 'shop@2', '--format', 'json')).stdout) as PolicyDiff;
    expect((await diff('shop@1', 'shop@2', '--expect', fingerprints.change)).exitCode).toBe(0);
    const { exitCode, stderr, stdout } = await diff('shop@1', 'shop@4', '--expect', fingerprints.change);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`the change means something else than was approved: \`${fingerprints.change}\` was expected`);
    expect(stdout).toContain('shop, version 1 → 4');
  });

  test('--expect and --exit-code do not go together', async () => {
    expect((await diff('shop@1', 'shop@2', '--expect', `sha256:${'0'.repeat(64)}`, '--exit-code')).exitCode).toBe(2);
  });
});

describe('git revisions', () => {
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], {
      cwd: repository.path,
      stdio: 'pipe',
    });
  };
  const inWorkingDays = (text: string): string => text.replace('lasts: 30 days', 'lasts: 5 business days, calendar: days');
  const north = `language: 1\npolicy: north\nversion: 1\ntitle: North\nextends: shop@1\neffective: { from: 2025-01-01T00:00:00+08:00, by: appliedAt }\n`;
  const repository = temporaryFolder({
    'policies/shop/v1.policy.yaml': shop,
    'policies/shop/v2.policy.yaml': inWorkingDays(changedShop({})),
    'policies/north/v1.policy.yaml': north,
    'policies/calendars/days.calendar.yaml': smallCalendar('days'),
  });
  afterAll(repository.remove);
  const inRepository = (...args: readonly string[]): Promise<CliResult> => runCli(['diff', ...args], { cwd: repository.path });

  beforeAll(() => {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    writeFileSync(join(repository.path, 'policies/shop/v1.policy.yaml'), changedShop(longer, 1));
    writeFileSync(
      join(repository.path, 'policies/calendars/days.calendar.yaml'),
      smallCalendar('days').replace('  2026-01-01', '  2025-06-02: A day off\n  2026-01-01'),
    );
    git('commit', '--quiet', '--all', '--message', 'second');
  });

  test('a revision with the file as it is now', async () => {
    const { exitCode, stdout, stderr } = await inRepository('HEAD~1:policies/shop/v1.policy.yaml', 'policies/shop/v1.policy.yaml');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('old: HEAD~1:policies/shop/v1.policy.yaml\nnew: policies/shop/v1.policy.yaml');
    expect(stdout).toContain('windows.fortnight.lasts.late: 14 days → 20 days');
  });

  test('the calendars of a policy come from its own revision', async () => {
    const { stdout } = await inRepository('HEAD~1:policies/shop/v2.policy.yaml', 'HEAD:policies/shop/v2.policy.yaml');
    expect(stdout).toContain('calendars.days: other days');
    expect(stdout).not.toContain('No request is decided differently.');
  });

  test('so does the policy that it extends, with its places', async () => {
    const { stdout } = await inRepository('HEAD~1:policies/north/v1.policy.yaml', 'policies/north/v1.policy.yaml');
    expect(stdout).toContain('windows.fortnight.lasts.late: 14 days → 20 days');
    expect(stdout).toContain('HEAD~1:policies/shop/v1.policy.yaml line 23');
  });

  test.each([
    [['HEAD~7:policies/shop/v1.policy.yaml', 'shop@1'], 'there is no revision `HEAD~7`'],
    [['HEAD:policies/shop/v9.policy.yaml', 'shop@1'], 'there is no file `policies/shop/v9.policy.yaml` in the revision `HEAD`'],
    [['HEAD:policies', 'shop@1'], 'there is no file `policies` in the revision `HEAD`'],
    [['--', '--output=x:policies/shop/v1.policy.yaml', 'shop@1'], 'there is no file `--output=x:policies/shop/v1.policy.yaml`'],
  ])('%j is refused', async (args, message) => {
    const { exitCode, stderr } = await inRepository(...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(existsSync(join(repository.path, 'x'))).toBe(false);
  });

  test('a folder that is in no repository', async () => {
    const { exitCode, stderr } = await runCli(['diff', 'HEAD:policies/shop/v1.policy.yaml', 'shop@1'], {
      cwd: folder.path,
      env: { GIT_CEILING_DIRECTORIES: folder.path },
    });
    expect(stderr).toContain('this folder is in no git repository');
    expect(exitCode).toBe(2);
  });

  test('a machine without git', async () => {
    const { exitCode, stderr } = await runCli(['diff', 'HEAD:policies/shop/v1.policy.yaml', 'shop@1'], { cwd: repository.path, env: { PATH: folder.path } });
    expect(stderr).toContain('git was not found');
    expect(exitCode).toBe(2);
  });
});
