/** `evaluate --requests`: many requests, bad lines among them, and every way in which a run can end. The built program is run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { arbitrary1688Request } from '../../support/arbitrary-1688-request.ts';
import { load } from '../../support/load.ts';
import { textOf1688 } from '../../support/read-policy-document.ts';
import { type CliResult, runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const folder = temporaryFolder({
  'policies/shop/v1.policy.yaml': smallPolicy(),
  'policies/shop/v2.policy.yaml': smallPolicy({ version: 2, from: '2026-06-01T00:00:00+08:00', fee: 7 }),
});
afterAll(folder.remove);

const main = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder.path, name), content);
const decide = (args: readonly string[], input: string | Uint8Array = ''): Promise<CliResult> =>
  runCli(['evaluate', 'shop', '--requests', '-', '--workers', '0', ...args], { cwd: folder.path, input });

const good = JSON.stringify(smallRequest);
const later = JSON.stringify({ ...smallRequest, appliedAt: '2026-07-01T00:00:00+08:00' });
const tooEarly = JSON.stringify({ ...smallRequest, appliedAt: '2023-07-01T00:00:00+08:00' });

interface DecidedLine {
  readonly line: number;
  readonly decision: { readonly version: number; readonly outcome: string };
}

const linesOf = (text: string): readonly DecidedLine[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as DecidedLine);

describe('lines that are decided', () => {
  test.each([
    ['nothing', '', []],
    ['blank lines alone', '\n \n\t\r\n', []],
    ['one without a line break at its end', good, [1]],
    ['the line breaks of Windows', `${good}\r\n${good}\r\n`, [1, 2]],
    ['a byte order mark', `\uFEFF${good}\n`, [1]],
    ['blank lines between, which are counted', `\n${good}\n\n${good}\n\n`, [2, 4]],
  ])('%s', async (_, input, expected) => {
    const { exitCode, stdout, stderr } = await decide([], input);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(linesOf(stdout).map(({ line }) => line)).toEqual(expected);
  });

  test('by the version that held at the moment of each', async () => {
    const { stdout } = await decide([], `${later}\n${good}\n${later}\n`);
    expect(linesOf(stdout).map(({ decision }) => decision.version)).toEqual([2, 1, 2]);
  });

  test('by the version, file and reading that are named', async () => {
    const named = await runCli(['evaluate', 'shop@1', '--requests', '-'], { cwd: folder.path, input: `${later}\n${tooEarly}\n` });
    expect(linesOf(named.stdout).map(({ decision }) => decision.version)).toEqual([1, 1]);
    const file = await runCli(['evaluate', 'policies/shop/v2.policy.yaml', '--requests', '-'], { cwd: folder.path, input: `${good}\n` });
    expect(linesOf(file.stdout).map(({ decision }) => decision.version)).toEqual([2]);
    const reading = await runCli(['evaluate', '1688order-after-sales@1', '--requests', '-', '--reading', 'late-exchange=no-end'], {
      input: JSON.stringify({ stage: 'in-warehouse', action: 'exchange', inStockAt: '2026-03-10T14:20:00+08:00', appliedAt: '2026-05-16T09:12:00+08:00' }),
    });
    expect(reading.stdout).toContain('"late-exchange":"no-end"');
  });

  test('with alternatives', async () => {
    expect((await decide(['--alternatives'], good)).stdout).toContain('"alternatives":{"exchange":{');
    expect((await decide([], good)).stdout).not.toContain('"alternatives"');
  });
});

const notText = new Uint8Array([0x7b, 0x22, 0xe4, 0x22, 0x7d]);
const tooLong = `{"x":"${'x'.repeat(500_000)}"}`;
const badLines: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
  ['no JSON', '{"pieces":', ['not-json']],
  ['no object', '[1]', ['not-an-object']],
  ['null', 'null', ['not-an-object']],
  ['a fact twice', '{"pieces":1,"pieces":2}', ['not-json']],
  ['a refused request, with all of its mistakes', '{"pieces":0,"weigth":1,"sealed":"no"}', ['out-of-range', 'wrong-type', 'unknown-fact']],
  ['a moment before the first version', tooEarly, ['before-first-version']],
  ['no UTF-8', notText, ['not-utf-8']],
  ['too long', tooLong, ['line-too-long']],
];

describe('a bad line', () => {
  test.each(badLines)('%s: stops the run, and what stands before it is written', async (_, line, codes) => {
    const input = Buffer.concat([Buffer.from(`${good}\n\n`), Buffer.from(line), Buffer.from(`\n${good}\n`)]);
    const { exitCode, stdout, stderr } = await decide([], input);
    expect(exitCode).toBe(2);
    expect(linesOf(stdout).map(({ line: number }) => number)).toEqual([1]);
    expect(stderr).toContain(`error: line 3 has ${codes.length === 1 ? 'a mistake' : `${codes.length} mistakes`}, and the run stops there`);
    expect(stderr.split('\n').filter((one) => one.startsWith('  ') && !one.startsWith('  help:'))).toHaveLength(codes.length);
  });

  test('of all kinds go to the rejects, and the run goes on', async () => {
    const input = Buffer.concat(badLines.flatMap(([, line]) => [Buffer.from(`${good}\n`), Buffer.from(line), Buffer.from('\n')]));
    for (const workers of ['0', '2']) {
      const { exitCode, stdout, stderr } = await decide(['--workers', workers, '--on-error', 'reject', '--rejects', 'rejects.ndjson'], input);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('error: 8 lines could not be decided, and went to `rejects.ndjson`');
      expect(linesOf(stdout).map(({ line }) => line)).toEqual(badLines.map((_, index) => 2 * index + 1));
      const rejected = read('rejects.ndjson')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as RejectedLine);
      expect(rejected.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual(
        badLines.map(([, , codes], index) => [2 * index + 2, codes]),
      );
      for (const [index, { text, base64 }] of rejected.entries()) {
        const [, line = ''] = badLines[index] ?? [];
        if (line === notText) expect([text, base64]).toEqual([undefined, Buffer.from(notText).toString('base64')]);
        else expect(text).toBe(line === tooLong ? tooLong.slice(0, 1_000) : line);
      }
    }
  });

  test('that never comes leaves the rejects empty, whatever stood there before', async () => {
    write('rejects.ndjson', 'old');
    expect(await decide(['--on-error', 'reject', '--rejects', 'rejects.ndjson'], good)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(read('rejects.ndjson')).toBe('');
  });

  test('in a table: a row with too many cells, one whose quotes do not match, one that is refused', async () => {
    const input = 'action,pieces\nreturn,1\nreturn,1,2\n"return"x,1\nretrun,0\n,\nreturn,"2"\n';
    const { exitCode, stdout } = await decide(['--format', 'csv', '--on-error', 'reject', '--rejects', 'rows.ndjson'], input);
    expect(exitCode).toBe(1);
    expect((parse(stdout, { columns: true }) as { readonly line: string }[]).map(({ line }) => line)).toEqual(['2', '7']);
    const rejected = read('rows.ndjson')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as RejectedLine);
    expect(rejected.map(({ line, problems, text }) => [line, problems.map(({ pointer, code }) => `${pointer} ${code}`), text])).toEqual([
      [3, [' malformed-row'], 'return,1,2'],
      [4, [' malformed-row'], '"return"x,1'],
      [5, ['/action unknown-value', '/pieces out-of-range'], 'retrun,0'],
    ]);
  });
});

interface RejectedLine {
  readonly line: number;
  readonly problems: readonly { readonly pointer: string; readonly code: string }[];
  readonly text?: string;
  readonly base64?: string;
}

describe('how a file is written follows its ending, and --format says the rest', () => {
  const table = 'action,pieces\r\nreturn,1\r\n';
  const cases: readonly (readonly [string, string, readonly string[], 'ndjson' | 'csv' | 'none'])[] = [
    ['in.ndjson', good, [], 'ndjson'],
    ['in.jsonl', good, [], 'ndjson'],
    ['in.csv', table, [], 'csv'],
    ['in.csv', `\uFEFF${table}`, [], 'csv'],
    ['in.csv', table, ['--format', 'ndjson'], 'ndjson'],
    ['in.ndjson', good, ['--format', 'csv'], 'csv'],
    ['in.txt', table, ['--format', 'csv'], 'csv'],
    ['in.txt', good, [], 'none'],
  ];
  test.each(cases)('%s %j %j: %s', async (name, content, args, expected) => {
    write(name, content);
    const { exitCode, stdout } = await runCli(['evaluate', 'shop', '--requests', name, ...args], { cwd: folder.path });
    expect(exitCode).toBe(expected === 'none' ? 2 : 0);
    expect(stdout.slice(0, 6)).toBe({ ndjson: '{"line', csv: 'line,v', none: '' }[expected]);
  });

  test('a file that is written has an ending too', async () => {
    write('in.csv', table);
    await runCli(['evaluate', 'shop', '--requests', 'in.csv', '--out', 'out.ndjson'], { cwd: folder.path });
    expect(linesOf(read('out.ndjson'))).toMatchObject([{ line: 2, decision: { version: 2 } }]);
  });
});

test('a table of requests comes to what the same requests come to as JSON', async () => {
  const columns = Object.keys(smallRequest);
  const row = Object.values(smallRequest).map((value) => (typeof value === 'object' ? value.join('|') : String(value)));
  const csv = await decide(['--format', 'csv', '--out', 'same.ndjson'], `${columns.join(',')}\n${row.join(',')}\n`);
  expect(csv).toMatchObject({ exitCode: 0, stderr: '' });
  expect(read('same.ndjson').replace('"line":2', '"line":1')).toBe((await decide([], good)).stdout);
});

describe('is refused', () => {
  test.each<[string, readonly string[], string]>([
    ['an empty table', ['--requests', '-', '--format', 'csv'], '`standard input` is empty, and its first line would have to name the facts'],
    ['a file that is not there', ['--requests', 'none.csv'], 'there is no file `none.csv`'],
    ['a folder', ['--requests', 'policies', '--format', 'csv'], '`policies` is a folder, and a file is needed'],
    ['--rejects alone', ['--requests', '-', '--rejects', 'x'], '`--rejects` goes with `--on-error reject`'],
    ['--on-error reject alone', ['--requests', '-', '--on-error', 'reject'], '`--on-error reject` needs a file for the bad lines'],
    ['--out without --requests', ['--out', 'x'], '`--out` goes with `--requests`'],
    ['--format csv without --requests', ['--format', 'csv'], '`--format csv` goes with `--requests`'],
    ['--format json', ['--requests', '-', '--format', 'json'], '`--format json` does not go with `--requests`'],
    ['--set', ['--requests', '-', '--set', 'pieces=1'], 'cannot be used with'],
    ['alternatives in a table', ['--requests', '-', '--format', 'csv', '--alternatives'], '`--alternatives` do not fit into a table'],
    ['one file for two', ['--requests', '-', '--on-error', 'reject', '--out', 'x', '--rejects', './x'], 'stands in two of'],
    ['half a worker', ['--requests', '-', '--workers', '0.5'], 'It is a number of threads'],
    ['a reading that there is not', ['--requests', '-', '--reading', 'x=y'], '--reading: '],
    ['a folder that is not there', ['--requests', '-', '--out', 'none/x'], 'there is no folder for `none/x`'],
  ])('%s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await runCli(['evaluate', 'shop', ...args], { cwd: folder.path });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('a run ends', () => {
  const many = `${good}\n`.repeat(3_000);

  test('with a file that is whole, in its place', async () => {
    expect(await decide(['--out', 'out.ndjson', '--workers', '2'], many)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(linesOf(read('out.ndjson')).map(({ line }) => line)).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
  });

  test('at a bad line with all before it in its place', async () => {
    expect((await decide(['--out', 'out.ndjson', '--workers', '2'], `${many}{}}\n${many}`)).exitCode).toBe(2);
    expect(linesOf(read('out.ndjson'))).toHaveLength(3_000);
  });

  test.each(['0', '2'])('without an error where nobody reads on, with %s workers', async (workers) => {
    const child = spawn(process.execPath, [main, 'evaluate', 'shop', '--requests', '-', '--workers', workers], { cwd: folder.path });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    // Never ended: the program has to end by itself.
    child.stdin.write(many);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(many);
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, Buffer.concat(errors).toString()]).toEqual([0, '']);
  });

  test.each(['0', '2'])('with whole lines where it is interrupted, with %s workers', async (workers) => {
    const args = [
      'evaluate',
      'shop',
      '--requests',
      '-',
      '--workers',
      workers,
      '--out',
      'cut.ndjson',
      '--on-error',
      'reject',
      '--rejects',
      'cut-rejects.ndjson',
    ];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder.path });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${good}\nbad\n${good}\n{"half`);
    const parts = (): readonly string[] => readdirSync(folder.path).filter((name) => /^cut\.ndjson\..*\.part$/.test(name));
    await expect.poll(() => parts().map((name) => linesOf(read(name)).length), { timeout: 30_000 }).toEqual([2]);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, Buffer.concat(errors).toString()]).toEqual([130, 'error: interrupted: 2 requests decided and written\n']);
    expect(linesOf(read('cut.ndjson')).map(({ line }) => line)).toEqual([1, 3]);
    expect(read('cut-rejects.ndjson')).toContain('"line":2,');
    expect(parts()).toEqual([]);
  });

  test.skipIf(!existsSync('/dev/full'))('with the old files where standard output cannot be written', async () => {
    write('kept.ndjson', 'old');
    const full = openSync('/dev/full', 'w');
    const args = ['evaluate', 'shop', '--requests', '-', '--workers', '0', '--on-error', 'reject', '--rejects', 'kept.ndjson'];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder.path, stdio: ['pipe', full, 'pipe'] });
    const errors: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(`bad\n${good}\n`);
    const [code] = (await once(child, 'close')) as [number];
    closeSync(full);
    expect([code, Buffer.concat(errors).toString()]).toEqual([2, 'error: standard output cannot be written (ENOSPC)\n']);
    expect(read('kept.ndjson')).toBe('old');
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('with the old files where something breaks', async () => {
    mkdirSync(join(folder.path, 'taken'), { recursive: true });
    write('out.ndjson', 'old');
    expect((await decide(['--out', 'out.ndjson', '--on-error', 'reject', '--rejects', 'taken'], many)).exitCode).toBe(2);
    expect(read('out.ndjson')).toBe('old');
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

test('20,000 generated requests are decided, and refused, as `evaluate` does one by one', async () => {
  const policy = load(textOf1688);
  const requests = fc.sample(arbitrary1688Request({}), { numRuns: 20_000, seed: 20_261_123 });
  const { exitCode, stdout } = await runCli(
    ['evaluate', '1688order-after-sales@1', '--requests', '-', '--workers', '3', '--on-error', 'reject', '--rejects', join(folder.path, 'generated.ndjson')],
    { input: requests.map((request) => `${JSON.stringify(request)}\n`).join('') },
  );
  const decided: string[] = [];
  const rejected: string[] = [];
  for (const [index, request] of requests.entries()) {
    const evaluation = await policy.evaluate(request);
    if (evaluation.ok) decided.push(`{"line":${index + 1},"decision":${JSON.stringify(evaluation.decision)}}\n`);
    else rejected.push(`${JSON.stringify({ line: index + 1, problems: evaluation.problems, text: JSON.stringify(request) })}\n`);
  }
  expect(stdout === decided.join('')).toBe(true);
  expect(read('generated.ndjson') === rejected.join('')).toBe(true);
  expect(exitCode).toBe(rejected.length === 0 ? 0 : 1);
  expect(decided.length).toBeGreaterThan(10_000);
}, 300_000);
