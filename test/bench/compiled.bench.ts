/**
 * Compares compiled decisions with the same policy written by hand, and with other engines on the part of it that they can say. First every
 * contestant has to agree with the policy on every request; then they are measured in turns. The machine may be busy, so ratios are what
 * counts. `npm run bench`; `--quick` asks less of everything.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { compile } from '../../src/policy/compile.ts';
import { loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { moduleTextOf } from '../support/ahead-of-time.ts';
import type { PlainRequest } from './contestants/straightforward-rules-engine.ts';
import { canDecide, type Contestant, contestantsFor, disagreementOf } from './contestants.ts';
import { policyWithBands, policyWithRules, requestsForBands, requestsForRules } from './growing-policies.ts';
import { type Measured, measureInTurns } from './measure.ts';
import { RequestMaker } from './random-requests.ts';

const seed = 1688;
const isQuick = process.argv.includes('--quick');
const requests = isQuick ? 1_000 : 10_000;
const rounds = isQuick ? 3 : 5;
const starts = isQuick ? 3 : 9;

const policy = loadOrExit(readFileSync('policies/1688order-after-sales/v1.policy.yaml', 'utf8'));
const maker = new RequestMaker(seed);
const complete = Array.from({ length: requests }, () => maker.complete());
const halved = complete.map((request) => maker.halved(request));
const contestants = contestantsFor(policy);
const [evaluate] = contestants;
const whole = contestants.filter(({ part }) => part === 'whole');
const domestic = complete.filter((request) => contestants.every((contestant) => canDecide(contestant, request)));

await checkAlike();
printHead();
const onWhole = await compare('The whole policy', whole, complete);
const decides = new Set(['evaluate', 'hand-written, decide', 'compile, decide', 'ahead of time, decide']);
const onHalved = await compare(
  'The whole policy, half of the facts not told',
  whole.filter(({ name }) => decides.has(name)),
  halved,
);
const onDomestic = await compare('Goods in the warehouse, to be returned or exchanged: what every engine can say', contestants, domestic);
const grownRules = await grow('Rules, one for each kind in each colour; one of them holds', [10, 100, 1_000], policyWithRules, requestsForRules);
const grownBands = await grow('Bands of a tier; two of them are used', [10, 100, 1_000], policyWithBands, requestsForBands);
startCold();
printTargets();

function loadOrExit(text: string): Policy {
  const loaded = loadPolicy(text);
  if (loaded.ok) return loaded.policy;
  console.error(loaded.diagnostics.map(({ message }) => message).join('; '));
  return process.exit(1);
}

async function checkAlike(): Promise<void> {
  for (const request of halved) {
    const evaluation = JSON.stringify(await policy.evaluate(request));
    for (const { name, run } of whole)
      if (name.endsWith(', decide') && JSON.stringify(run(request)) !== evaluation) fail(`${name} disagrees with the policy about ${JSON.stringify(request)}`);
  }
  for (const request of complete) {
    const evaluation = await policy.evaluate(request);
    if (!evaluation.ok) fail(`the policy refuses ${JSON.stringify(request)}`);
    else
      for (const contestant of contestants) {
        if (!canDecide(contestant, request)) continue;
        const disagreement = await disagreementOf(contestant, request, evaluation.decision);
        if (disagreement !== undefined) fail(disagreement);
      }
  }
}

function fail(message: string): never {
  console.error(message);
  return process.exit(1);
}

function printHead(): void {
  const versionOf = (name: string): string => (JSON.parse(readFileSync(packageOf(name), 'utf8')) as { readonly version: string }).version;
  const packages = contestants.flatMap(({ package: name }) => (name === null ? [] : [`${name} ${versionOf(name)}`]));
  console.log(`Node ${process.version}, V8 ${process.versions.v8}; ${cpus()[0]?.model ?? ''}; ${packages.join(', ')}`);
  console.log(
    `npm run bench, seed ${seed}: ${complete.length} requests decided alike by all, ${domestic.length} of them by every engine; ${rounds} rounds in turns`,
  );
  console.log('The other engines get instants and amounts read for them, and check nothing; only the policy and the code by hand refuse bad requests.');
}

/** Some packages do not export their `package.json`. */
function packageOf(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = folders.map((folder) => `${folder}/${name}/package.json`).find((path) => exists(path));
  return found ?? fail(`${name} is not installed`);
}

function exists(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

type Results = ReadonlyMap<string, Measured>;

async function compare(title: string, all: readonly Contestant[], inputs: readonly PlainRequest[]): Promise<Results> {
  const measured = await measureInTurns(
    all.map(({ name, run }) => ({ name, inputs, run })),
    rounds,
  );
  const results = new Map(all.map(({ name }, index) => [name, measured[index] ?? { median: 0, p99: 0 }]));
  console.log(`\n${title} (${inputs.length} requests)`);
  const ratioTo = (name: string, median: number): number => round(median / (results.get(name)?.median ?? 1));
  const rows = all.map(({ name, answers }): [string, object] => {
    const { median, p99 } = results.get(name) ?? { median: 0, p99: 0 };
    return [
      name,
      {
        answers,
        'median µs': round(median),
        'p99 µs': round(p99),
        '× by hand': ratioTo('hand-written, decide', median),
        '× evaluate': ratioTo(evaluate.name, median),
      },
    ];
  });
  console.table(Object.fromEntries(rows));
  return results;
}

/** How the median grows with the size of a policy, for each way to decide. */
async function grow(
  title: string,
  sizes: readonly number[],
  textOf: (size: number) => string,
  requestsOf: (size: number, count: number) => readonly PlainRequest[],
): Promise<ReadonlyMap<string, number>> {
  const all = sizes.flatMap((size) => {
    const grown = loadOrExit(textOf(size));
    const decide = compile(grown);
    const inputs = requestsOf(size, requests / 5);
    return [
      { name: `evaluate ${size}`, inputs, run: (request: PlainRequest) => grown.evaluate(request) },
      { name: `compile, decide ${size}`, inputs, run: (request: PlainRequest) => decide(request) },
      { name: `compile, outcome ${size}`, inputs, run: (request: PlainRequest) => decide.outcome(request) },
    ];
  });
  const measured = await measureInTurns(all, rounds);
  const medianOf = (name: string): number => measured[all.findIndex((one) => one.name === name)]?.median ?? 0;
  const names = ['evaluate', 'compile, decide', 'compile, outcome'];
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)];
  const growth = new Map(names.map((name) => [name, medianOf(`${name} ${most}`) / medianOf(`${name} ${least}`)]));
  console.log(`\n${title}: median µs`);
  console.table(
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          ...Object.fromEntries(sizes.map((size) => [`${size}`, round(medianOf(`${name} ${size}`))])),
          [`× from ${least} to ${most}`]: round(growth.get(name) ?? 0),
        },
      ]),
    ),
  );
  return growth;
}

/** A fresh process each: from its beginning to the first decision. */
function startCold(): void {
  const script = fileURLToPath(new URL('cold-start.js', import.meta.url));
  const module = fileURLToPath(new URL('ahead-of-time.mjs', import.meta.url));
  writeFileSync(module, moduleTextOf(policy));
  const names = [
    'nothing',
    'hand-written',
    'ahead of time',
    'compile',
    'evaluate',
    ...contestants.flatMap(({ package: name }) => (name === null ? [] : [name])),
  ];
  const times = names.map((): number[] => []);
  for (let turn = 0; turn < starts; turn += 1)
    for (const [index, name] of names.entries()) times[index]?.push(Number(execFileSync(process.execPath, [script, name, module], { encoding: 'utf8' })));
  const medians = times.map((taken) => taken.toSorted((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0);
  const [empty = 0] = medians;
  console.log(`\nCold: from the beginning of a process to the first decision (${starts} processes each)`);
  console.table(
    Object.fromEntries(
      names.map((name, index) => [name, { 'median ms': round(medians[index] ?? 0), 'more than nothing, ms': round((medians[index] ?? 0) - empty) }]),
    ),
  );
}

interface Target {
  readonly what: string;
  readonly most: number;
  readonly found: number;
}

/** What compiled decisions are to reach, as ratios of medians. */
function printTargets(): void {
  const ratio = (results: Results, one: string, other: string): number => (results.get(one)?.median ?? 0) / (results.get(other)?.median ?? 1);
  const targets: readonly Target[] = [
    { what: 'compile, decide: of decide by hand', most: 2, found: ratio(onWhole, 'compile, decide', 'hand-written, decide') },
    { what: 'compile, outcome: of outcome by hand', most: 2, found: ratio(onWhole, 'compile, outcome', 'hand-written, outcome') },
    { what: 'ahead of time, decide: of decide by hand', most: 2, found: ratio(onWhole, 'ahead of time, decide', 'hand-written, decide') },
    { what: 'ahead of time, outcome: of outcome by hand', most: 2, found: ratio(onWhole, 'ahead of time, outcome', 'hand-written, outcome') },
    { what: 'compile, decide: of decide by hand, half of the facts not told', most: 2, found: ratio(onHalved, 'compile, decide', 'hand-written, decide') },
    { what: 'compile, decide: of evaluate', most: 0.2, found: ratio(onWhole, 'compile, decide', 'evaluate') },
    { what: 'compile, decide: of json-rules-engine', most: 0.05, found: ratio(onWhole, 'compile, decide', 'json-rules-engine') },
    ...contestants
      .filter(({ part }) => part === 'domestic')
      .map(({ name }) => ({ what: `compile, outcome: of ${name}`, most: 1, found: ratio(onDomestic, 'compile, outcome', name) })),
    { what: 'compile, outcome: 1,000 rules of 10 rules', most: 2, found: grownRules.get('compile, outcome') ?? 0 },
    { what: 'compile, outcome: 1,000 bands of 10 bands', most: 2, found: grownBands.get('compile, outcome') ?? 0 },
  ];
  console.log('\nTargets');
  console.table(
    Object.fromEntries(targets.map(({ what, most, found }) => [what, { 'at most': most, found: round(found), '': found <= most ? 'ok' : 'missed' }])),
  );
}

function round(value: number): number {
  return value < 1 ? Math.round(value * 1000) / 1000 : Math.round(value * 10) / 10;
}
