/** Decisions that were kept, decided anew: the same bytes, or what differs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CliResult, runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallRequest } from '../../support/small-policy.ts';
import { first, releasesOf, second } from '../../support/versions.ts';

/** The small policy with two readings, of which the request consults one. */
const read = (text: string): string =>
  text
    .replace(
      'terms:',
      'readings:\n  fee: { question: How much?, choose: low, of: { low: Little, high: Much }, clause: "1" }\n  mark: { question: Which?, choose: a, of: { a: A, b: B }, clause: "1" }\nterms:',
    )
    .replace(/handling: \{ title: Handling, amount: [0-9]+/, 'handling: { title: Handling, amount: { by: fee, low: 5, high: 50 }')
    .replace('review: The seal is broken.', 'review: { by: mark, a: The seal is broken., b: Broken. }');

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': read(first),
  'policies/shop/v2.policy.yaml': second.replace('amount: 7', 'amount: 8'),
  'policies/shop/releases.yaml': releasesOf({ version: 1, text: read(first) }, { version: 2, text: second }),
  'request.json': JSON.stringify(smallRequest),
  'several.json': JSON.stringify({ ...smallRequest, pieces: undefined, items: [{ pieces: 1 }, { pieces: 2 }] }),
  'no-remedy.json': JSON.stringify({ ...smallRequest, action: undefined }),
  'wrong.json': JSON.stringify({ ...smallRequest, pieces: 0 }),
});
afterAll(folder.remove);

const run = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder.path });
const put = (name: string, text: string): string => {
  writeFileSync(join(folder.path, name), text);
  return name;
};

async function decide(request: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run('evaluate', 'shop@1', '--request', request, '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return stdout;
}

const verify = (decision: string, request = 'request.json', ...args: readonly string[]): Promise<CliResult> =>
  run('verify', put('decision.json', decision), request, ...args);

describe('the same', () => {
  test.each([
    ['request.json', []],
    ['request.json', ['--alternatives']],
    ['several.json', []],
    ['several.json', ['--alternatives']],
    ['no-remedy.json', []],
  ])('%s %j, however it is printed', async (request, args) => {
    const decision = await decide(request, ...args);
    for (const text of [
      decision,
      JSON.stringify(JSON.parse(decision)),
      decision.replaceAll('\n', '\r\n'),
      JSON.stringify({ line: 7, decision: JSON.parse(decision) }),
    ]) {
      const { exitCode, stdout, stderr } = await verify(text, request);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^SAME, byte for byte: shop, version 1\n {2}sha256:[0-9a-f]{64}\n$/);
    }
  });

  test.each([
    [['--reading', 'fee=high'], 'fee: high'],
    // No statement of the decision consulted this one, so that it is not shown there.
    [['--reading', 'mark=b'], 'mark: b'],
    [['--reading', 'fee=high', '--reading', 'mark=b'], 'fee: high, mark: b'],
  ])('under the readings that were chosen: %j', async (args, said) => {
    const { exitCode, stdout } = await verify(await decide('request.json', ...args));
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`  under other readings than the version chooses: ${said}\n`);
  });

  test('as JSON', async () => {
    const { stdout } = await verify(await decide('request.json', '--reading', 'fee=high'), 'request.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ same: true, policy: 'shop', version: 1, readings: { fee: 'high' }, differences: [] });
  });
});

describe('different', () => {
  test('each place, with both values', async () => {
    const decision = (await decide('request.json'))
      .replace('"value": "5.00"', '"value": "4.00"')
      .replace('"outcome": "accepted"', '"outcome": "accepted",\n"by/th~e way": 1');
    const { exitCode, stdout } = await verify(decision);
    expect(exitCode).toBe(1);
    expect(stdout).toBe(
      'DIFFERENT: shop, version 1\n  /by~1th~0e way\n    in the file  1\n    recomputed   nothing\n  /charges/0/amount/value\n    in the file  "4.00"\n    recomputed   "5.00"\n',
    );
    const json = JSON.parse((await verify(decision, 'request.json', '--format', 'json')).stdout) as { readonly differences: unknown };
    expect(json.differences).toEqual([
      { pointer: '/by~1th~0e way', decision: 1 },
      { pointer: '/charges/0/amount/value', decision: '4.00', recomputed: '5.00' },
    ]);
  });

  test('another order of the same values', async () => {
    const { policy, ...rest } = JSON.parse(await decide('request.json')) as Record<string, unknown>;
    const { exitCode, stdout } = await verify(JSON.stringify({ ...rest, policy }));
    expect([exitCode, stdout]).toEqual([1, 'DIFFERENT: shop, version 1\n  The values are the same, and their order or writing is not.\n']);
  });

  test('another writing of a text', async () => {
    const decision = (await decide('request.json')).replace('"Handling"', '"\\u0048andling"');
    expect((await verify(decision)).exitCode).toBe(1);
  });

  test('another request', async () => {
    const { exitCode, stdout } = await verify(await decide('request.json'), put('other.json', JSON.stringify({ ...smallRequest, pieces: 3 })));
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('  /charges/1/amount/value\n    in the file  "4.00"\n    recomputed   "6.00"\n')]);
  });

  test('a digest that was changed comes first', async () => {
    const { exitCode, stdout } = await verify((await decide('request.json')).replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000'));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^DIFFERENT: shop, version 1\n {2}The digest is another one: the decision has sha256:0{8}[0-9a-f]{56}, and the file of version 1 sha256:[0-9a-f]{64}\. The file is as it was released/,
    );
  });

  test('a released file that was changed since is told apart', async () => {
    const own = temporaryFolder({ 'policies/shop/v2.policy.yaml': second });
    const { stdout: decision } = await runCli(['evaluate', 'shop@2', '--request', join(folder.path, 'request.json'), '--format', 'json'], { cwd: own.path });
    own.remove();
    const { exitCode, stdout } = await verify(decision);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('The file was changed after version 2 was released, and the decision is older than that: restore it from version control.');
    expect(stdout).toContain('  /charges/0/amount/value\n    in the file  "7.00"\n    recomputed   "8.00"\n');
  });

  test('what stands in a file acts on no terminal', async () => {
    const decision = (await decide('request.json')).replace('"accepted"', '"\\u001b[31mx\\u202e"');
    const { stdout } = await verify(decision);
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u202e]/);
  });
});

describe('what cannot be compared ends with 2', () => {
  test.each([
    ['not JSON', '{ policy: shop }', 'is not JSON'],
    ['a list', '[1]', 'is no decision'],
    ['a request', JSON.stringify(smallRequest), 'it lacks a policy, a version or a digest'],
    ['a name that stands twice', '{ "policy": "shop", "policy": "shop" }', 'decision.json:1:21: `policy` is here twice'],
    ['nesting without end', '['.repeat(5000), 'nested'],
    ['no such policy', '{ "policy": "shops", "version": 1, "digest": "" }', 'there is no policy `shops`'],
    ['no such version', '{ "policy": "shop", "version": 7, "digest": "" }', '`shop` has no version `7`'],
    ['a path for a policy', '{ "policy": "../shop", "version": 1, "digest": "" }', 'is no policy id'],
    ['a version that is none', '{ "policy": "shop", "version": 1.5, "digest": "" }', '`shop` has no version `1.5`'],
  ])('%s', async (_what, decision, message) => {
    const { exitCode, stdout, stderr } = await verify(decision);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  test('a request that the version refuses', async () => {
    const { exitCode, stderr } = await verify(await decide('request.json'), 'wrong.json');
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/version 1 of `shop` refuses the request[^]*\/pieces: `0` is less than 1/)]);
  });

  test('files that are not there', async () => {
    expect((await run('verify', 'nowhere.json', 'request.json')).exitCode).toBe(2);
    expect((await verify(await decide('request.json'), 'nowhere.json')).exitCode).toBe(2);
  });

  test('a reading that there is not', async () => {
    expect((await verify(await decide('request.json'), 'request.json', '--reading', 'fees=high')).stderr).toContain('--reading: there is no reading `fees`');
  });
});
