/** What a request file may hold, and what the program says where it holds something else. The built program is run. */
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/model/generated/decision.ts';
import { pathOf1688 } from '../../support/read-policy-document.ts';
import { type CliResult, runCli, temporaryFolder } from '../../support/run-cli.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const text = readFileSync(pathOf1688('requests/late-exchange.json'), 'utf8');
const folder = temporaryFolder({ 'policies/shop/v1.policy.yaml': smallPolicy(), 'request.json': JSON.stringify(smallRequest) });
afterAll(folder.remove);

const pathOfWithdrawal = (name: string): string => fileURLToPath(new URL(`../../../policies/eu-right-of-withdrawal/requests/${name}`, import.meta.url));
const decide1688 = (input: string): Promise<CliResult> => runCli(['evaluate', '1688order-after-sales', '--request', '-', '--format', 'json'], { input });

describe('a request may be written', () => {
  const plain = decide1688(text);
  test.each([
    ['in one line', JSON.stringify(JSON.parse(text))],
    ['indented with tabs', JSON.stringify(JSON.parse(text), null, '\t')],
    ['with the line breaks of Windows', text.replaceAll('\n', '\r\n')],
    ['with its facts in another order', JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).toReversed()))],
    [
      'as YAML',
      Object.entries(JSON.parse(text) as object)
        .map(([fact, value]) => `${fact}: ${JSON.stringify(value)}`)
        .join('\n'),
    ],
    ['with escapes', text.replace('exchange', '\\u0065xchange')],
  ])('%s', async (_, input) => {
    const { exitCode, stdout, stderr } = await decide1688(input);
    expect(stderr).toBe('');
    expect(stdout).toBe((await plain).stdout);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ policy: '1688order-after-sales', outcome: 'accepted', remedy: 'exchange' });
  });
});

describe('a request of several items', () => {
  const path = pathOf1688('requests/several-items.json');

  test('is decided item by item; `--set` tells what holds for all', async () => {
    const { exitCode, stdout } = await runCli(['evaluate', '1688order-after-sales', '--request', path, '--set', 'skusThisMonth=15', '--format', 'json']);
    expect(exitCode).toBe(0);
    const decision = JSON.parse(stdout) as { readonly items: readonly { readonly totals: unknown }[] };
    expect(decision).toMatchObject({ outcome: 'accepted', summary: { items: 3, accepted: 2, rejected: 1 } });
    expect(decision.items[0]?.totals).toMatchObject({ CNY: { charges: { kind: 'exact', value: '19.50' } } });
  });

  test('shows where in which item a mistake is', async () => {
    const { exitCode, stderr } = await runCli(['evaluate', '1688order-after-sales', '--request', path, '--set', 'issue=damaged']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('/items/0/issue: `issue` is told for all items already');
    expect(stderr).toContain('/items/2/issue');
  });
});

const decideShop = (input: string | Uint8Array): Promise<CliResult> =>
  runCli(['evaluate', 'shop', '--request', '-', '--format', 'json'], { cwd: folder.path, input });

describe('a request is refused, with the place, that is', () => {
  test.each<readonly [string, string | Uint8Array, RegExp]>([
    ['empty', '', /standard input:1:1: .*\n {2}help: write \{\} for a request that tells nothing\n$/],
    ['a list', '[1, 2]', /a request is an object of facts/],
    ['a text', '"action"', /a request is an object of facts/],
    ['null', 'null', /a request is an object of facts/],
    ['cut off', '{"action": "return"', /standard input:1:\d+: /],
    ['two objects', '{"action": "return"}\n{"action": "return"}', /standard input:2:1: /],
    [
      'telling a fact twice',
      '{\n  "action": "return",\n  "action": "exchange"\n}',
      /standard input:3:3: `action` is here twice\n {2}help: tell each fact once\n$/,
    ],
    ['telling NaN', '{"pieces": NaN}', /\/pieces: `pieces` must be a whole number, and this is the text `NaN`/],
    ['telling Infinity', '{"pieces": Infinity}', /\/pieces: `pieces` must be a whole number/],
    ['telling a number beyond all numbers', '{"pieces": 1e400}', /standard input:1:12: `1e400` is not a plainly written number/],
    ['telling a number with more digits than are kept', '{"pieces": 12345678901234567890}', /\/pieces: /],
    ['beginning with a byte order mark', `\uFEFF${text}`, /standard input:1:1: the file begins with a byte order mark/],
    ['holding a NUL', '{"action": "ret\0urn"}', /standard input:1:16: there is a NUL character/],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), /is not text in UTF-8/],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0x01, 0x00]), /there is a NUL character/],
    ['nested deep', `{"action": ${'['.repeat(100_000)}`, /standard input:1:\d+: this is nested more than 64 levels deep\n {2}help: a request is one object/],
    ['an anchor', 'action: &x return', /standard input:1:9: /],
    ['telling an object', '{"action": {"not": "return"}}', /\/action: /],
    ['telling evidence as a text', '{"evidence": "provided"}', /\/evidence: `evidence` must be an object/],
    ['telling evidence as a list', '{"evidence": ["provided"]}', /\/evidence: `evidence` must be an object/],
    [
      'naming what every object has',
      '{"__proto__": {"action": "return"}, "constructor": 1, "toString": 2}',
      /3 mistakes[^]*\/__proto__: there is no fact[^]*\/constructor: there is no fact[^]*\/toString: there is no fact/,
    ],
  ])('%s', async (_, input, says) => {
    const { exitCode, stdout, stderr } = await decideShop(input);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('50 MB long, as a file and from standard input', async () => {
    const long = temporaryFolder({ 'long.json': `{"action": "${'x'.repeat(50_000_000)}"}` });
    const file = await runCli(['evaluate', 'shop', '--request', join(long.path, 'long.json')], { cwd: folder.path });
    const input = await decideShop(readFileSync(join(long.path, 'long.json')));
    long.remove();
    expect(file).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('has 50000014 bytes, more than the 500000 that are read') });
    expect(input).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining('more than the 500000 bytes that are read') });
  });

  test.each([
    ['a file that is not there', 'nothing.json', /there is no file `nothing\.json`/],
    ['a folder', '.', /`\.` is a folder, and a file is needed/],
    ['a file in a file', 'request.json/x', /there is no file/],
    ['a file without a name', '', /there is no file/],
  ])('%s', async (_, path, says) => {
    const { exitCode, stdout, stderr } = await runCli(['evaluate', 'shop', '--request', path], { cwd: folder.path });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });

  // Whoever may read everything cannot be refused a file.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const closed = temporaryFolder({ 'closed.json': '{}' });
    chmodSync(join(closed.path, 'closed.json'), 0);
    const { exitCode, stderr } = await runCli(['evaluate', 'shop', '--request', join(closed.path, 'closed.json')], { cwd: folder.path });
    closed.remove();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('may not be read');
  });

  test('a hostile text is refused or shown, and does nothing', async () => {
    const inFile = await decideShop(JSON.stringify({ 'act\u001B[31mion': '\u001B]0;x\u0007', parts: '\u009B31m\u202Egrob' }));
    const set = await runCli(['evaluate', 'shop', '--set', 'act\u001B[31mion=x', '--set', 'parts=\u009B31m\u202E\r\nerror: none'], { cwd: folder.path });
    const named = await runCli(['evaluate', 'sh\u001B[31mop'], { cwd: folder.path });
    expect(set.stderr).toContain('`act␛[31mion`');
    expect(named.stderr).toContain('`sh␛[31mop`');
    for (const { exitCode, stdout, stderr } of [inFile, set, named]) {
      expect([exitCode, stdout]).toEqual([2, '']);
      // oxlint-disable-next-line no-control-regex
      expect(stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
      expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(1);
    }
  });
});

describe('--set', () => {
  test('tells a list of days as one word, and none by an empty one', async () => {
    const told = ['evaluate', 'eu-right-of-withdrawal', '--request', pathOfWithdrawal('last-day-good-friday.json'), '--format', 'json', '--set'];
    const days = JSON.parse((await runCli([...told, 'deliveredOn=2026-03-02,2026-03-09'])).stdout) as Decision;
    expect(days.windows['after-last']?.closesAt).toBe('2026-03-23T23:59:59.999+01:00');
    const none = JSON.parse((await runCli([...told, 'deliveredOn='])).stdout) as Decision;
    expect(none.windows['after-last']).toMatchObject({ state: 'early', opensAt: null });
  });

  const decide = (sets: readonly string[], request: readonly string[] = ['--request', 'request.json']): Promise<CliResult> =>
    runCli(['evaluate', 'shop', ...request, '--format', 'json', ...sets.flatMap((set) => ['--set', set])], { cwd: folder.path });

  test('tells facts of every type, and evidence', async () => {
    const { parts, ...single } = smallRequest;
    const sets = [
      ...Object.entries({ ...single, action: 'exchange' }).map(([fact, value]) => `${fact}=${value}`),
      `parts=${parts.join(',')}`,
      'evidence.photo=provided',
    ];
    const told = { ...smallRequest, action: 'exchange', evidence: { photo: 'provided' } };
    const asFile = await runCli(['evaluate', 'shop', '--request', '-', '--format', 'json'], { cwd: folder.path, input: JSON.stringify(told) });
    const set = await decide(sets, []);
    expect(set).toEqual(asFile);
    expect(JSON.parse(set.stdout)).toMatchObject({ outcome: 'accepted', totals: { CNY: { charges: { value: '18.00' }, credits: { value: '99.90' } } } });
  });

  test.each([
    ['over the request', ['pieces=5'], 'accepted', '24.00'],
    ['the last one wins', ['pieces=5', 'pieces=1'], 'accepted', '16.00'],
    ['null', ['sealed=null'], 'accepted', '18.00'],
    ['an empty set', ['parts='], 'rejected', '0.00'],
    ['false', ['sealed=false'], 'review', '18.00'],
  ])('%s', async (_, sets, outcome, total) => {
    const { exitCode, stdout } = await decide(sets);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome, totals: { CNY: { charges: { value: total } } } });
  });

  test.each([
    ['an unknown fact', 'piece=5', /\/piece: there is no fact `piece`; did you mean `pieces`\?/],
    ['unknown evidence', 'evidence.foto=provided', /\/evidence\/foto: there is no item of evidence `foto`; possible here: `photo`/],
    ['evidence in another state', 'evidence.photo=lost', /\/evidence\/photo: /],
    ['no value', 'pieces', /`--set pieces` has no value\n {2}help: write it as --set name=value/],
    ['no name', '=5', /`--set =5` has no value/],
    ['a number that is none', 'pieces=five', /\/pieces: /],
    ['a number with a leading zero', 'pieces=05', /\/pieces: /],
    ['a truth that is none', 'sealed=yes', /\/sealed: /],
    ['an unknown value of a set', 'parts=box,lid', /\/parts\/1: /],
    ['a value of a set twice', 'parts=box,box', /\/parts: /],
    ['null where there is none', 'pieces=null', /\/pieces: /],
    ['what every object has', '__proto__=x', /\/__proto__: there is no fact/],
  ])('refuses %s', async (_, set, says) => {
    const { exitCode, stdout, stderr } = await decide([set]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });
});
