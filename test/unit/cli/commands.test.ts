/** Exit codes, streams and formats of the commands. The built program is run. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { schemaErrorsOf } from '../../support/load.ts';
import { pathOf1688, textOf1688 } from '../../support/read-policy-document.ts';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const cases = (total: string): string => `policy: v1.policy.yaml
defaults: ${JSON.stringify(smallRequest)}
cases:
  right: { title: As it is, expect: { outcome: accepted } }
  bill: { title: 'A "bill" <&>', expect: { total: "${total}" } }
`;

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'policies/shop/v1.cases.yaml': cases('17.00'),
  'policies/shop/notes.txt': 'not looked at',
  'good/v1.policy.yaml': smallPolicy(),
  'good/v1.cases.yaml': cases('18.00'),
  'bad/v1.policy.yaml': smallPolicy().replace('review: The', 'revue: The'),
  'bad/v1.cases.yaml': cases('18.00'),
  'broken/v1.policy.yaml': 'language: [1\n',
  'empty/readme.md': '',
  'versions/shop/v1.policy.yaml': smallPolicy(),
  'versions/shop/v2.policy.yaml': smallPolicy({ version: 2, from: '2026-01-01T00:00:00+08:00', fee: 7 }),
  'versions/shop/v10.policy.yaml': smallPolicy({ version: 10, from: '2026-06-01T00:00:00+08:00', fee: 9 }),
  'request.json': JSON.stringify(smallRequest),
});
afterAll(folder.remove);
const run = (...args: readonly string[]): ReturnType<typeof runCli> => runCli(args, { cwd: folder.path });

describe('help', () => {
  test.each([
    [[]],
    [['--help']],
    [['-h']],
    [['evaluate', '--help']],
    [['check', '--help']],
    [['test', '--help']],
    [['facts', '--help']],
    [['compile', '--help']],
    [['--version']],
  ])('%j', async (args) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /^Usage: recourse [^]*Examples:\n/);
  });
});

describe('wrong usage', () => {
  test.each([
    [['decide'], /unknown command 'decide'/],
    [['help'], /unknown command 'help'/],
    [['evaluate'], /missing required argument 'policy'/],
    [['evaluate', 'shop', 'extra'], /too many arguments/],
    [['evaluate', 'shop', '--formt', 'json'], /unknown option '--formt'/],
    [['evaluate', 'shop', '--format', 'xml'], /Allowed choices are text, json/],
    [['check', '--format'], /argument missing/],
    [['evaluate', 'shp'], /there is no policy `shp`[^]*did you mean `shop`\?/],
    [['evaluate', 'shop@9'], /`shop` has no version `9`\n {2}help: it has 1\n/],
    [['evaluate', 'shop@'], /`shop` has no version ``/],
    [['evaluate', ''], /there is no policy ``/],
    [['evaluate', '../x.yaml'], /there is no file `\.\.\/x\.yaml`/],
    [['evaluate', './'], /is a folder, and a file is needed/],
    [['evaluate', 'shop', '--policies', 'nowhere'], /there is no policy `shop` in `nowhere`/],
    [['evaluate', '1688order-after-sales', '--reading', 'clock=noon'], /^error: --reading: .*`noon`[^]*`clock-hour`/],
    [['evaluate', '1688order-after-sales', '--reading', 'clocks=noon'], /^error: --reading: there is no reading `clocks`/],
    [['evaluate', '1688order-after-sales', '--reading', 'what-counts=ordered'], /^error: --reading: /],
    [['facts', 'nothing'], /there is no policy `nothing`/],
    [['check', 'nowhere'], /there is no file `nowhere`/],
    [['check', 'empty'], /there is no file of a policy, of cases, of a calendar or of releases in `empty`/],
    [['test', 'nowhere'], /there is no file `nowhere`/],
    [['test', 'empty'], /there are no cases in `empty`/],
    [['test', 'bad'], /error unknown-key[^]*must be mended before the cases can run/],
    [['evaluate', 'bad/v1.policy.yaml'], /v1\.policy\.yaml:\d+:\d+ - error unknown-key[^]*has mistakes and cannot be used/],
    [['evaluate', 'broken/v1.policy.yaml'], /broken\/v1\.policy\.yaml:\d+:\d+ - error/],
  ])('%j', async (args, says) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect(stderr).toMatch(says);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('evaluate', () => {
  test('JSON is the decision and nothing else', async () => {
    const { exitCode, stdout, stderr } = await run('evaluate', 'shop', '--request', 'request.json', '--format', 'json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const decision = JSON.parse(stdout) as unknown;
    expect(schemaErrorsOf(decision)).toEqual([]);
    expect(stdout).toBe(`${JSON.stringify(decision, null, 2)}\n`);
  });

  test('alternatives and explanation are added where they are asked for', async () => {
    const { stdout } = await run('evaluate', 'shop', '--request', 'request.json', '--format', 'json', '--explain', '--alternatives');
    const { decision, explanation } = JSON.parse(stdout) as {
      readonly decision: { readonly alternatives: object };
      readonly explanation: { readonly statements: readonly unknown[] };
    };
    expect(Object.keys(decision.alternatives)).toEqual(['exchange']);
    expect(explanation.statements.length).toBeGreaterThan(5);
  });

  test.each([
    ['rejected', ['--set', 'bought=2025-01-01']],
    ['incomplete', ['--set', 'action=exchange']],
    ['review', ['--set', 'sealed=false']],
  ])('a request that is %s is decided too', async (outcome, more) => {
    const { exitCode, stdout } = await run('evaluate', 'shop', '--request', 'request.json', '--format', 'json', ...more);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome });
  });

  test('warnings go to standard error, and the decision stands alone', async () => {
    const warned = temporaryFolder({ 'w.policy.yaml': smallPolicy().replace('terms:\n', 'terms:\n  unused: { sealed: true }\n') });
    const { exitCode, stdout, stderr } = await runCli(['evaluate', join(warned.path, 'w.policy.yaml'), '--format', 'json']);
    warned.remove();
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/warning never-used/);
    expect(JSON.parse(stdout)).toMatchObject({ policy: 'shop' });
  });

  test.each([
    ['2025-12-31T23:59:59.999+08:00', 1],
    ['2026-01-01T00:00:00+08:00', 2],
    ['2025-12-31T16:00:00Z', 2],
    ['2026-05-31T23:59:59+08:00', 2],
    ['2026-06-01T00:00:00+08:00', 10],
  ])('takes the version that had begun by then: %s', async (appliedAt, version) => {
    const { stdout } = await run('evaluate', 'shop', '--policies', 'versions', '--set', `appliedAt=${appliedAt}`, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ version });
  });

  test('takes the newest version where nothing says when, and a version that is named whatever the time', async () => {
    const newest = await run('evaluate', 'shop', '--policies', 'versions', '--format', 'json');
    expect(JSON.parse(newest.stdout)).toMatchObject({ version: 10 });
    const named = await run('evaluate', 'shop@2', '--policies', 'versions', '--set', 'appliedAt=2020-01-01T00:00:00Z', '--format', 'json');
    expect(JSON.parse(named.stdout)).toMatchObject({ version: 2 });
  });

  test('says where the first version is younger than the request', async () => {
    const { exitCode, stderr } = await run('evaluate', 'shop', '--policies', 'versions', '--set', 'appliedAt=2020-01-01T00:00:00Z');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/`appliedAt` is before the first version of `shop`, which began at 2024-01-01T00:00:00\.000\+08:00\n {2}help: name a version/);
  });

  test('prefers the policies of this folder to those that come with the program', async () => {
    const own = temporaryFolder({ 'policies/1688order-after-sales/v7.policy.yaml': textOf1688.replace('version: 1', 'version: 7') });
    const { stdout } = await runCli(['evaluate', '1688order-after-sales', '--format', 'json'], { cwd: own.path });
    own.remove();
    expect(JSON.parse(stdout)).toMatchObject({ version: 7 });
  });
});

describe('check', () => {
  test.each([
    [['good'], 0, /^2 files checked: 0 errors, 0 warnings\n$/],
    [['good/v1.policy.yaml'], 0, /^1 file checked: /],
    [['good', 'good/v1.policy.yaml'], 0, /^2 files checked: /],
    [['good', 'policies'], 0, /^4 files checked: 0 errors/],
    [['bad'], 1, /bad\/v1\.policy\.yaml:\d+:\d+ - error unknown-key/],
    [['broken'], 1, /broken\/v1\.policy\.yaml:\d+:\d+ - error/],
    [[], 0, /^2 files checked: /],
  ])('%j', async (paths, code, says) => {
    const { exitCode, stdout, stderr } = await run('check', ...paths);
    expect(stdout).toMatch(says);
    expect([exitCode, stderr]).toEqual([code, '']);
  });

  test('JSON has all diagnostics', async () => {
    const { exitCode, stdout } = await run('check', 'bad', '--format', 'json');
    expect(exitCode).toBe(1);
    const { files, diagnostics } = JSON.parse(stdout) as { readonly files: number; readonly diagnostics: readonly { readonly code: string }[] };
    expect(files).toBe(2);
    expect(diagnostics.map(({ code }) => code)).toContain('unknown-key');
  });
});

describe('test', () => {
  test('exit 0 where all cases pass, 1 where one fails', async () => {
    expect(await run('test', 'good')).toEqual({ exitCode: 0, stdout: '2 of 2 cases passed\n', stderr: '' });
    const failed = await run('test');
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toMatch(/^FAILED bill: A "bill" <&> .*v1\.cases\.yaml:5\n {2}total: expected 17\.00, decided 18\.00\n1 of 2 cases passed\n$/);
  });

  test('JSON', async () => {
    const { exitCode, stdout } = await run('test', 'policies', 'good', '--format', 'json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ passed: 3, failed: 1 });
  });

  test('JUnit is XML with a suite for each file', async () => {
    const { exitCode, stdout } = await run('test', 'policies', 'good', '--format', 'junit');
    expect(exitCode).toBe(1);
    const { testsuites } = create(stdout).end({ format: 'object' }) as unknown as { readonly testsuites: Record<string, unknown> };
    expect(testsuites).toMatchObject({
      '@tests': '4',
      '@failures': '1',
      testsuite: [
        { '@name': 'good/v1.cases.yaml', '@tests': '2', '@failures': '0' },
        {
          '@name': 'policies/shop/v1.cases.yaml',
          testcase: [{ '@name': 'right' }, { '@name': 'bill', '@line': '5', failure: { '@message': 'total: expected 17.00, decided 18.00' } }],
        },
      ],
    });
  });
});

describe('facts', () => {
  test.each(['table', 'json-schema', 'typescript'])('%s', async (format) => {
    const { exitCode, stdout, stderr } = await run('facts', '1688order-after-sales', '--format', format);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('shippingToSeller');
    if (format === 'json-schema') expect(JSON.parse(stdout)).toMatchObject({ type: 'object', additionalProperties: false });
  });
});

describe('streams', () => {
  test('colours are for terminals, and a pipe is none', async () => {
    for (const env of [{}, { NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const { stdout } = await runCli(['evaluate', 'shop', '--request', 'request.json'], { cwd: folder.path, env });
      expect(stdout).not.toContain('\u001B');
    }
  });

  test('a reader that stops reading is no error', async () => {
    const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
    const command = `"${process.execPath}" "${main}" facts 1688order-after-sales --format json-schema 2>err.txt | head -c 1; echo "\${PIPESTATUS[0]}"; cat err.txt`;
    const shell = spawn('bash', ['-c', command], { cwd: folder.path });
    const said: Buffer[] = [];
    shell.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    await new Promise((resolve) => shell.on('close', resolve));
    expect(Buffer.concat(said).toString()).toBe('{0\n');
  });

  test('the example of `npm start` works', async () => {
    const { exitCode, stdout, stderr } = await runCli([
      'evaluate',
      '1688order-after-sales@1',
      '--request',
      pathOf1688('requests/late-exchange.json'),
      '--alternatives',
    ]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Instead');
  });
});
