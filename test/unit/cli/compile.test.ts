/** `recourse compile`: what it writes, where it works, and what it refuses. The built program is run. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { load } from '../../support/load.ts';
import { pathOf1688, textOf1688 } from '../../support/read-policy-document.ts';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'policies/shop/v2.policy.yaml': smallPolicy({ version: 2, from: '2026-01-01T00:00:00+08:00', fee: 7 }),
  'bad.policy.yaml': smallPolicy().replace('review: The', 'revue: The'),
  'a-file': '',
  'mine/shop.v1.mjs': 'export const mine = true;\n',
  'empty/shop.v1.d.mts': '',
  'taken/shop.v1.mjs/inside': '',
});
afterAll(folder.remove);

const compile = (...args: readonly string[]): ReturnType<typeof runCli> => runCli(['compile', ...args], { cwd: folder.path });
const read = (...path: readonly string[]): string => readFileSync(join(folder.path, ...path), 'utf8');

describe('what is written', () => {
  test('a module and its types, and that is said with their sizes', async () => {
    const { exitCode, stdout, stderr } = await compile('shop@1', '--out', 'made/here');
    const sizes = ['shop.v1.d.mts', 'shop.v1.mjs'].map((name) => [name, Buffer.byteLength(read('made/here', name)).toLocaleString('en-US')] as const);
    expect(stdout).toBe(sizes.map(([name, size]) => `written: ${join('made/here', name)} (${size} bytes)\n`).join(''));
    expect([exitCode, stderr, readdirSync(join(folder.path, 'made/here')).sort()]).toEqual([0, '', ['shop.v1.d.mts', 'shop.v1.mjs']]);
  });

  test('of an id, the newest version', async () => {
    await compile('shop', '--out', 'newest');
    expect(readdirSync(join(folder.path, 'newest'))).toContain('shop.v2.mjs');
  });

  test('the same bytes every time, over what the command wrote before', async () => {
    await compile('shop@1', '--out', 'twice');
    const before = ['shop.v1.mjs', 'shop.v1.d.mts'].map((name) => read('twice', name));
    writeFileSync(join(folder.path, 'twice/shop.v1.mjs'), `${before[0]?.slice(0, 200)}`);
    expect((await compile('policies/shop/v1.policy.yaml', '--out', 'twice')).exitCode).toBe(0);
    expect(['shop.v1.mjs', 'shop.v1.d.mts'].map((name) => read('twice', name))).toEqual(before);
  });

  test('other bytes of another policy', async () => {
    await compile('shop@2', '--out', 'twice');
    expect(read('twice', 'shop.v2.mjs').replaceAll('shop@2', 'shop@1')).not.toBe(read('twice', 'shop.v1.mjs'));
  });

  test('code that imports nothing, makes no code of text, and has plain signs alone', async () => {
    await compile('shop@1', '--out', 'looked-at');
    const [code = '', ...data] = read('looked-at', 'shop.v1.mjs')
      .replace(/\/\*[^]*?\*\//, '')
      .split(/^const data = /m);
    expect(data).toHaveLength(1);
    expect(code).not.toMatch(/\bimport\b|\brequire\b|\bFunction\s*\(|\beval\b|\bprocess\b|\bnode:/);
    expect(read('looked-at', 'shop.v1.mjs')).toMatch(/^[\t\n -~]*$/);
  });

  test('with the licences of what is in it', async () => {
    await compile('shop@1', '--out', 'looked-at');
    const [, licences = ''] = /\/\*([^]*?)\*\//.exec(read('looked-at', 'shop.v1.mjs')) ?? [];
    for (const name of ['recourse', 'luxon', 'dinero.js', 'fastest-levenshtein']) expect(licences).toMatch(new RegExp(`^${name}\n`, 'm'));
  });
});

describe('the module', () => {
  test('decides in a folder with nothing else, where code may not be made of text, as `evaluate` does', async () => {
    await compile(pathOf1688('v1.policy.yaml'), '--out', 'alone');
    const names = readdirSync(dirname(pathOf1688('requests/late-exchange.json'))).sort();
    const requests: readonly Record<string, unknown>[] = [
      ...names.map((name) => JSON.parse(readFileSync(pathOf1688(`requests/${name}`), 'utf8')) as Record<string, unknown>),
      {},
      { stage: 'lost', skus: 0, evidence: { receipt: 1 } },
      { stage: 'in-warehouse', action: 'return' },
    ];
    writeFileSync(join(folder.path, 'alone/requests.json'), JSON.stringify(requests));
    writeFileSync(
      join(folder.path, 'alone/use.mjs'),
      `import { readFileSync } from 'node:fs';
       import { decide, policy } from './1688order-after-sales.v1.mjs';
       let forbidden = false;
       try { new Function(''); } catch { forbidden = true; }
       const requests = JSON.parse(readFileSync('requests.json', 'utf8'));
       const found = requests.flatMap((request) => [decide(request, { alternatives: true }), decide(request), decide.outcome(request)]);
       process.stdout.write([forbidden, policy, ...found].map((one) => JSON.stringify(one)).join('\\n'));`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, ['--disallow-code-generation-from-strings', 'use.mjs'], {
      cwd: join(folder.path, 'alone'),
      env: { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8' },
      maxBuffer: 1e8,
    });
    const policy = load(textOf1688);
    const { id, version, title, digest } = policy;
    const expected: unknown[] = [true, { id, version, title, digest }];
    for (const request of requests) {
      const evaluation = await policy.evaluate(request);
      expected.push(await policy.evaluate(request, { alternatives: true }), evaluation);
      expected.push(evaluation.ok ? { ok: true, outcome: evaluation.decision.outcome, totals: evaluation.decision.totals } : evaluation);
    }
    expect(stdout).toBe(expected.map((one) => JSON.stringify(one)).join('\n'));
  });
});

describe('refused', () => {
  test.each([
    ['a module of somebody else', 'mine', join('mine', 'shop.v1.mjs')],
    ['an empty file, which may be theirs too', 'empty', join('empty', 'shop.v1.d.mts')],
  ])('%s: nothing is written', async (_name, out, foreign) => {
    const before = readdirSync(join(folder.path, out)).map((name) => [name, read(out, name)]);
    const { exitCode, stdout, stderr } = await compile('shop@1', '--out', out);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`error: \`${foreign}\` was not written by this command, and stays as it is\n  help: remove it, or name another folder\n`);
    expect(readdirSync(join(folder.path, out)).map((name) => [name, read(out, name)])).toEqual(before);
  });

  test.each<[readonly string[], RegExp]>([
    [['shop@1', '--out', 'a-file'], /^error: .*no folder/],
    [['shop@1', '--out', join('a-file', 'deeper')], /^error: .*no folder/],
    [['shop@1', '--out', 'taken'], /^error: `taken.shop\.v1\.mjs` was not written by this command/],
    [['shop@1'], /^error: required option '--out <folder>' not specified/],
    [['--out', 'x'], /^error: missing required argument 'policy'/],
    [['bad.policy.yaml', '--out', 'x'], /`bad\.policy\.yaml` has mistakes and cannot be used/],
    [['no-such-policy', '--out', 'x'], /^error: /],
  ])('%j', async (args, message) => {
    const { exitCode, stdout, stderr } = await compile(...args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder.path)).not.toContain('x');
  });
});

test('a request that is told wrongly is answered with the same pointers', async () => {
  await compile('shop@1', '--out', 'wrong');
  const { decide } = (await import(join(folder.path, 'wrong/shop.v1.mjs'))) as { readonly decide: (request: unknown) => unknown };
  const policy = load(smallPolicy());
  for (const request of [{ ...smallRequest, pieces: 0 }, { ...smallRequest, parts: ['box', 'box'] }, { acton: 'return' }, null, [], { items: [] }])
    expect(JSON.stringify(decide(request))).toBe(JSON.stringify(await policy.evaluate(request as Record<string, unknown>)));
});
