/** Releasing versions, and what holds of them then: which is picked, what is refused, what history says. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliResult, runCli, temporaryFolder } from '../../support/run-cli.ts';
import { asDraft, first, justBefore, seam, second, smallCases, third } from '../../support/versions.ts';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder({
    'policies/shop/v1.policy.yaml': first,
    'policies/shop/v1.cases.yaml': smallCases(1),
    'policies/shop/v2.policy.yaml': second,
    'policies/shop/v2.cases.yaml': smallCases(2),
  });
});
afterEach(() => folder.remove());

const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder.path });
const release = (version: number, ...args: readonly string[]): Promise<CliResult> =>
  run('release', `shop@${version}`, '--reason', `Version ${version}.`, '--at', '2025-12-01T10:00:00+08:00', ...args);
const place = (name: string): string => join(folder.path, 'policies/shop', name);
const write = (name: string, text: string): void => writeFileSync(place(name), text);
const read = (name: string): string => readFileSync(place(name), 'utf8');

/** The version that decides at a moment, or what is said instead. */
async function decidedBy(appliedAt: string, reference = 'shop'): Promise<unknown> {
  const { stdout, stderr } = await run('evaluate', reference, '--set', `appliedAt=${appliedAt}`, '--format', 'json');
  return stdout === '' ? stderr : (JSON.parse(stdout) as { readonly version: number }).version;
}

describe('release', () => {
  test('writes what was released, and shows what is different; others are kept as they are', async () => {
    expect(await release(1)).toMatchObject({ exitCode: 0, stderr: '' });
    write('releases.yaml', read('releases.yaml').replace('releases:', '# a remark of ours\nreleases:').trimEnd());
    const before = read('releases.yaml');
    const { stdout } = await release(2, '--author', 'A. "Quoted" Editor');
    expect(stdout).toMatch(/^shop, version 2\n {2}holds from 2026-01-01T00:00:00\.000\+08:00, by `appliedAt`\n {2}sha256:[0-9a-f]{64}\n {2}1 case passed\n/);
    expect(stdout).toContain('Different from version 1\n  shop, version 1 → 2\n');
    expect(stdout).toContain('\n  1. charge handling: other amount  worse for customers\n');
    expect(stdout).toContain('\n     money    the customer pays 2.00 CNY more\n');
    expect(stdout).toMatch(/Released: policies.shop.releases\.yaml\n$/);
    const after = read('releases.yaml');
    expect(after.startsWith(`${before}\n  - version: 2\n    from: 2026-01-01T00:00:00.000+08:00\n    digest: sha256:`)).toBe(true);
    expect(after).toContain('    released: 2025-12-01T10:00:00.000+08:00\n    reason: "Version 2."\n    by: "A. \\"Quoted\\" Editor"\n');
    expect(await run('check')).toMatchObject({ exitCode: 0, stdout: '5 files checked: 0 errors, 0 warnings\n' });
    expect(readdirSync(place('')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('with --dry-run writes nothing', async () => {
    const { exitCode, stdout } = await release(1, '--dry-run');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/It is the first version that is released\.\n[^]*Nothing was written: --dry-run\n$/);
    expect(readdirSync(place('')).sort()).toEqual(['v1.cases.yaml', 'v1.policy.yaml', 'v2.cases.yaml', 'v2.policy.yaml']);
  });

  test('without --at takes the clock', async () => {
    const from = Date.now();
    await run('release', 'shop@1', '--reason', 'Now.');
    const [, released = ''] = /released: (\S+)/.exec(read('releases.yaml')) ?? [];
    expect(new Date(released).getTime()).toBeGreaterThanOrEqual(from);
    expect(new Date(released).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ['a draft', () => write('v1.policy.yaml', asDraft(first)), 'version 1 of `shop` is a draft: The fee is not settled.', 'remove `draft` from its file'],
    ['mistakes', () => write('v1.policy.yaml', first.replace('title:', 'titel:')), 'cannot be released before these mistakes are mended', 'unknown-key'],
    ['a case that fails', () => write('v1.cases.yaml', smallCases(1).replace('incomplete', 'accepted')), 'before its cases pass', 'FAILED nothing-told'],
    ['no cases', () => write('v1.cases.yaml', smallCases(2)), 'version 1 of `shop` has no cases', 'v1.cases.yaml'],
    ['a list that is broken', () => write('releases.yaml', 'releases: [1]\n'), 'cannot be released before these mistakes', 'releases.yaml:1:12'],
    ['a list in braces', () => write('releases.yaml', 'releases: []\n'), 'an entry cannot be added at the end of the list', 'line by line'],
  ])('refuses %s', async (_what, spoil, message, shown) => {
    spoil();
    const before = readdirSync(place('')).map((name) => read(name));
    const { exitCode, stdout, stderr } = await release(1);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(shown);
    expect(readdirSync(place('')).map((name) => read(name))).toEqual(before);
  });

  test('mistakes of a version that is not released are none of this one', async () => {
    write('v2.policy.yaml', 'nothing');
    expect(await release(1)).toMatchObject({ exitCode: 0 });
  });

  test('refuses what is released already, and a version before the last one', async () => {
    await release(2);
    expect((await release(2)).stderr).toContain('version 2 of `shop` is released already');
    const late = await release(1);
    expect([late.exitCode, late.stderr.includes('version 2 of `shop`, which comes after version 1, is released already')]).toEqual([1, true]);
  });

  test('starts follow the order of versions, to the millisecond', async () => {
    await release(2);
    write('v3.cases.yaml', smallCases(3));
    write('v3.policy.yaml', third.replace(/from: .*, by/, `from: ${seam}, by`));
    const same = await release(3);
    expect([same.exitCode, same.stderr]).toEqual([1, expect.stringMatching(/version-order|version 3 begins at/)]);
    write('v3.policy.yaml', third.replace(/from: .*, by/, 'from: 2026-01-01T00:00:00.001+08:00, by'));
    expect((await release(3)).exitCode).toBe(0);
  });

  test.each([
    [['release', 'shop'], '--reason'],
    [['release', 'shop', '--reason', 'x'], 'a release needs a version'],
    [['release', 'shop@9', '--reason', 'x'], '`shop` has no version `9`'],
    [['release', 'shop@1', '--reason', ' '], '`--reason` is empty'],
    [['release', 'shop@1', '--reason', 'a\u202eb'], 'cannot be seen'],
    [['release', 'shop@1', '--reason', 'x', '--at', 'now'], '`now` is not a moment'],
  ])('wrong usage %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('a released version', () => {
  test('is picked by the moment of a request, and others are not', async () => {
    expect(await decidedBy(seam)).toBe(2);
    await release(1);
    expect(await decidedBy(seam)).toBe(1);
    await release(2);
    expect([await decidedBy(seam), await decidedBy(justBefore)]).toEqual([2, 1]);
  });

  test('many requests are decided by released versions alone', async () => {
    await release(1);
    const line = JSON.stringify({ appliedAt: seam });
    const { stdout } = await runCli(['evaluate', 'shop', '--requests', '-'], { cwd: folder.path, input: `${line}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ line: 1, decision: { version: 1 } });
  });

  test('whose file was changed is an error that says what to do, wherever it is used by its name', async () => {
    await release(1);
    write('v1.policy.yaml', first.replace('amount: 5', 'amount: 6'));
    const checked = await run('check');
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toMatch(/^policies.shop.releases\.yaml:7:13 - error released-file-changed: version 1 was changed after it was released/);
    expect(checked.stdout).toContain('make the change in a new version, v3.policy.yaml');
    expect((await run('check', 'policies/shop/v1.policy.yaml')).stdout).toContain('error released-file-changed');
    expect((await run('check', 'policies/shop/v2.policy.yaml')).exitCode).toBe(0);
    for (const reference of ['shop', 'shop@1']) expect(await decidedBy(seam, reference)).toContain('error released-file-changed');
    expect(await decidedBy(seam, 'policies/shop/v1.policy.yaml')).toBe(1);
    expect((await release(2)).stderr).toContain('released-file-changed');
  });

  test('may change its remarks', async () => {
    await release(1);
    write('v1.policy.yaml', `# a remark\n${first}`);
    expect((await run('check')).exitCode).toBe(0);
    expect(await decidedBy(seam)).toBe(1);
  });

  test('whose file is gone is an error', async () => {
    write('v3.policy.yaml', third);
    write('v3.cases.yaml', smallCases(3));
    await release(3);
    const { rmSync } = await import('node:fs');
    rmSync(place('v3.policy.yaml'));
    rmSync(place('v3.cases.yaml'));
    const { exitCode, stdout } = await run('check');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('version 3 is released, and its file is not there')]);
    expect(await decidedBy('2027-06-01T00:00:00Z')).toContain('release-without-file');
  });
});

describe('a draft', () => {
  beforeEach(() => write('v2.policy.yaml', asDraft(second)));

  test('is used where it is named, and then says what it is; the decision has the bytes that it would have', async () => {
    const told = ['--set', `appliedAt=${seam}`];
    expect(await decidedBy(seam)).toBe(1);
    const text = await run('evaluate', 'shop@2', ...told);
    expect(text.stdout).toContain('shop, version 2\nThis version is a draft and not in force: The fee is not settled.\n\n');
    const draft = await run('evaluate', 'shop@2', ...told, '--format', 'json');
    write('v2.policy.yaml', second);
    expect(await run('evaluate', 'shop@2', ...told, '--format', 'json')).toEqual(draft);
  });

  test('may begin whenever it likes', async () => {
    write('v2.policy.yaml', asDraft(first.replace('version: 1', 'version: 2')));
    expect((await run('check')).exitCode).toBe(0);
  });

  test('that is alone decides nothing by its id', async () => {
    write('v1.policy.yaml', asDraft(first));
    const one = await run('evaluate', 'shop');
    expect([one.exitCode, one.stderr]).toEqual([2, 'error: all versions of `shop` are drafts\n  help: name one: shop@<version>\n']);
    const many = await runCli(['evaluate', 'shop', '--requests', '-'], { cwd: folder.path });
    expect([many.exitCode, many.stderr]).toEqual([2, one.stderr]);
  });

  test('nor does a policy of which nothing is released', async () => {
    write('releases.yaml', 'releases: []\n');
    const { exitCode, stderr } = await run('facts', 'shop');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no version of `shop` is released')]);
  });

  test('needs a reason', async () => {
    write('v2.policy.yaml', second.replace('\neffective:', '\ndraft: true\neffective:'));
    expect((await run('check')).stdout).toMatch(/v2\.policy\.yaml:5:8 - error unexpected-value: `true` stands where/);
  });
});

describe('history', () => {
  test('as a table', async () => {
    await release(1);
    await release(2, '--author', 'An editor');
    write('v3.policy.yaml', asDraft(third));
    mkdirSync(join(folder.path, 'policies/empty'));
    const { exitCode, stdout } = await run('history', 'shop');
    expect(exitCode).toBe(0);
    const rows = stdout.split('\n').filter((line) => /^│ [1-3] /.test(line));
    expect(rows.map((row) => row.split('│').map((cell) => cell.trim())).map(([, version, from, until, status]) => [version, from, until, status])).toEqual([
      ['1', '2024-01-01', '2026-01-01', 'released on 2025-12-01'],
      ['2', '2026-01-01', '', 'released on 2025-12-01 by'],
      ['3', '2027-01-01', '', 'draft'],
    ]);
    expect(stdout).toContain('1 region: 1 worse; pays');
  });

  test('as JSON; without a list of releases versions hold by their dates', async () => {
    const { stdout } = await run('history', 'shop', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      policy: 'shop',
      versions: [
        {
          version: 1,
          from: '2024-01-01T00:00:00.000+08:00',
          until: seam,
          standing: 'by-date',
          digest: expect.any(String),
          release: null,
          draft: null,
          changes: null,
        },
        {
          version: 2,
          from: seam,
          until: null,
          standing: 'by-date',
          digest: expect.any(String),
          release: null,
          draft: null,
          changes: '1 region: 1 worse; pays 2.00 CNY more',
        },
      ],
    });
  });

  test('goes on where a version has mistakes', async () => {
    write('v1.policy.yaml', 'nothing');
    const { exitCode, stdout } = await run('history', 'shop', '--format', 'json');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        versions: [
          { standing: 'mistakes', from: null },
          { standing: 'by-date', changes: null },
        ],
      },
    ]);
    expect((await run('history', 'shop')).stdout).toContain('has mistakes');
  });

  test.each([['shop@1'], ['policies/shop/v1.policy.yaml'], ['shops']])('of %s there is none', async (reference) => {
    expect(await run('history', reference)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
