/**
 * Compares the product with the same policy written directly for json-rules-engine: checks first that both decide alike, then measures
 * them in turns, so that whatever slows the machine down slows both. `npm run bench`.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { decideStraightforwardly, type PlainDecision, type PlainRequest } from './contestants/straightforward-rules-engine.ts';
import { inOrder, toPlainDecision } from './plain-decision.ts';
import { RequestMaker } from './random-requests.ts';

const seed = 1688;
const requests = 10_000;
const rounds = 5;
/** The least by which the product has to be ahead. */
const leastRatio = 3;

interface Contestant {
  readonly name: string;
  readonly requests: readonly PlainRequest[];
  decide(request: PlainRequest): Promise<unknown>;
}

interface Measured {
  readonly median: number;
  readonly p99: number;
  readonly perSecond: number;
}

const policy = loadOrExit('policies/1688order-after-sales/v1.policy.yaml');
const maker = new RequestMaker(seed);
const complete = Array.from({ length: requests }, () => maker.complete());
const halved = complete.map((request) => maker.halved(request)).filter((request) => Object.keys(request).length > 1);
const outcomes = await checkAlike();
const possible = await withoutProblems(halved);

const contestants: readonly [Contestant, ...Contestant[]] = [
  { name: 'straightforward json-rules-engine', requests: complete, decide: decideStraightforwardly },
  { name: 'evaluate', requests: complete, decide: (request) => policy.evaluate(request) },
  { name: 'evaluate, half of the facts missing', requests: possible, decide: (request) => policy.evaluate(request) },
  { name: 'explain', requests: complete, decide: (request) => policy.explain(request) },
];

const measured = await measure();
report(measured);

function loadOrExit(path: string): Policy {
  const loaded = loadPolicy({ path, text: readFileSync(path, 'utf8') });
  if (loaded.ok) return loaded.policy;
  console.error(loaded.diagnostics);
  return process.exit(1);
}

/** Both contestants on every request; how often each outcome came. */
async function checkAlike(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const request of complete) {
    const [ours, theirs] = [JSON.stringify(await decidePlainly(request)), JSON.stringify(inOrder(await decideStraightforwardly(request)))];
    if (ours !== theirs) {
      console.error('the contestants disagree', { request, ours, theirs });
      process.exit(1);
    }
    const { outcome } = JSON.parse(ours) as PlainDecision;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

/** The product's decision in the form of the other contestant's. */
async function decidePlainly(request: PlainRequest): Promise<PlainDecision | unknown> {
  const evaluation = await policy.evaluate(request);
  return evaluation.ok ? toPlainDecision(evaluation.decision) : evaluation;
}

/** With facts left out a told one may be impossible; what is measured is deciding. */
async function withoutProblems(all: readonly PlainRequest[]): Promise<readonly PlainRequest[]> {
  const evaluations = await Promise.all(all.map((request) => policy.evaluate(request)));
  return all.filter((_, index) => evaluations[index]?.ok === true);
}

/** Each round gives every contestant all of its requests, one after another; the first round warms up and is thrown away. */
async function measure(): Promise<readonly Measured[]> {
  const times = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, contestant] of inTurn(round)) {
      const taken = await timesOf(contestant);
      if (round > 0) for (const time of taken) times[index]?.push(time);
    }
  return times.map(summarise);
}

/** No contestant always follows the same one. */
function inTurn(round: number): readonly (readonly [number, Contestant])[] {
  const all = [...contestants.entries()];
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

/** Microseconds for each request. */
async function timesOf(contestant: Contestant): Promise<readonly number[]> {
  const taken: number[] = [];
  for (const request of contestant.requests) {
    const start = performance.now();
    await contestant.decide(request);
    taken.push((performance.now() - start) * 1000);
  }
  return taken;
}

function summarise(times: readonly number[]): Measured {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p99: at(0.99), perSecond: (sorted.length / sorted.reduce((sum, time) => sum + time, 0)) * 1_000_000 };
}

function report(results: readonly Measured[]): void {
  const [first] = results;
  const versionOf = (name: string): string => (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;
  console.log(
    `Node ${process.version}, json-rules-engine ${versionOf('json-rules-engine')}, ajv ${versionOf('ajv')}, luxon ${versionOf('luxon')}; ${cpus()[0]?.model ?? ''}`,
  );
  console.log(`${policy.id} v${policy.version}; ${complete.length} complete requests (seed ${seed}), decided alike by both: ${counted(outcomes)}`);
  console.log(`${possible.length} requests with half of the facts; ${rounds} rounds in turns\n`);
  console.table(
    Object.fromEntries(
      results.map(({ median, p99, perSecond }, index) => [
        contestants[index]?.name ?? '',
        {
          'median µs': toTenths(median),
          'p99 µs': toTenths(p99),
          'per second': Math.round(perSecond),
          ratio: toTenths(perSecond / (first?.perSecond ?? 1)),
        },
      ]),
    ),
  );
  const ratio = (results[1]?.perSecond ?? 0) / (first?.perSecond ?? 1);
  if (ratio < leastRatio) {
    console.error(`evaluate decides ${toTenths(ratio)} times as many requests a second as ${contestants[0].name}; it has to be ${leastRatio}`);
    process.exitCode = 1;
  }
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
