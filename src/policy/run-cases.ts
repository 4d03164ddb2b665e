import type { Case, Cases } from '../language/read-cases.ts';
import { compareExact, parseDecimal } from '../model/exact.ts';
import type { Amount, Decision, Total } from '../model/generated/decision.ts';
import { parseInstant } from '../model/time.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { childOf, entriesOf, itemsOf, type TextNode } from '../text/node.ts';
import { positionOf } from '../text/source-file.ts';
import { underReadings } from './by-readings.ts';
import type { Policy } from './policy.ts';

/** Something that was decided otherwise than a case expects. */
export interface Difference {
  /** What is compared, such as `charges.service-fee`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

export interface CaseResult {
  readonly id: string;
  readonly title: string | null;
  readonly path: string;
  readonly line: number;
  readonly passed: boolean;
  readonly differences: readonly Difference[];
}

/** Runs all cases of a file in their order. */
export async function runCases(cases: Cases, policy: Policy): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases.cases) {
    const differences = await runCase(one, policy);
    const { line } = positionOf(cases.file, one.span.start);
    results.push({ id: one.id, title: one.title, path: cases.file.path, line, passed: differences.length === 0, differences });
  }
  return results;
}

async function runCase(one: Case, policy: Policy): Promise<readonly Difference[]> {
  const loaded = underReadings(policy, one.readings);
  if (!loaded.ok)
    return [{ what: 'readings', expected: JSON.stringify(one.readings), found: loaded.diagnostics.map((diagnostic) => diagnostic.message).join('; ') }];
  const chosen = loaded.policy;
  const invalid = childOf(one.expect, 'invalid');
  const evaluation = await chosen.evaluate(one.request, { alternatives: asksForAlternatives(one.expect) });
  if (!evaluation.ok)
    return invalid === undefined
      ? [{ what: 'request', expected: 'a decision', found: describeProblems(evaluation.problems) }]
      : comparePointers(invalid, evaluation.problems);
  if (invalid !== undefined) return [{ what: 'invalid', expected: words(invalid).join(', '), found: `a decision: ${evaluation.decision.outcome}` }];
  return compareDecision(one.expect, evaluation.decision, chosen.core.currency);
}

/** Of the request, or of one of its items. */
function asksForAlternatives(expect: TextNode): boolean {
  return childOf(expect, 'alternatives') !== undefined || itemsOf(childOf(expect, 'items')).some(asksForAlternatives);
}

function describeProblems(problems: readonly RequestProblem[]): string {
  return problems.map((problem) => `${problem.pointer === '' ? 'the request' : problem.pointer}: ${problem.message}`).join('; ');
}

function comparePointers(invalid: TextNode, problems: readonly RequestProblem[]): readonly Difference[] {
  return compareSets(
    'invalid',
    invalid,
    problems.map((problem) => problem.pointer),
  );
}

function words(list: TextNode): readonly string[] {
  return itemsOf(list).map((item) => (item.kind === 'scalar' ? item.raw : ''));
}

function compareDecision(expect: TextNode, decision: Decision, currency: string): readonly Difference[] {
  return entriesOf(expect).flatMap(({ key, value }): readonly Difference[] => {
    const totals = decision.totals[currency];
    switch (key) {
      case 'outcome':
        return compareWord(key, value, decision.outcome);
      case 'reasons':
        return compareSets(
          key,
          value,
          decision.reasons.map((reason) => reason.rule ?? reason.evidence ?? ''),
        );
      case 'missing':
        return entriesOf(value).flatMap((part) =>
          compareSets(`missing.${part.key}`, part.value, decision.missing[part.key === 'facts' ? 'facts' : 'evidence']),
        );
      case 'windows':
        return entriesOf(value).flatMap((part) => compareWindow(`windows.${part.key}`, part.value, decision.windows[part.key]));
      case 'evidence':
        return compareMaps(key, value, new Map(decision.evidence.map((item) => [item.evidence, item.state])), compareWord);
      case 'charges':
        return compareMaps(key, value, new Map(decision.charges.map((line) => [line.charge, line.amount])), compareAmount);
      case 'credits':
        return compareMaps(key, value, new Map(decision.credits.map((line) => [line.credit, line.amount])), compareAmount);
      case 'total':
        return compareTotal(key, value, totals?.charges);
      case 'credit':
        return compareTotal(key, value, totals?.credits);
      case 'net':
        return compareTotal(key, value, totals?.net);
      case 'duties':
        return compareMaps(key, value, new Map(decision.duties.map((duty) => [duty.duty, duty.by])), compareInstant);
      case 'alternatives':
        return entriesOf(value).flatMap((part) => compareWord(`alternatives.${part.key}`, part.value, decision.alternatives?.[part.key]?.outcome ?? 'nothing'));
      case 'items':
        return compareItems(itemsOf(value), decision.items ?? [], currency);
      case 'summary':
        return entriesOf(value).flatMap((part) => compareWord(`summary.${part.key}`, part.value, countOf(decision, part.key)));
      case 'readings':
        return compareMaps(key, value, new Map(Object.entries(decision.readings)), compareWord);
      default:
        return [];
    }
  });
}

function compareItems(expected: readonly TextNode[], found: readonly Decision[], currency: string): readonly Difference[] {
  if (expected.length !== found.length) return [{ what: 'items', expected: String(expected.length), found: String(found.length) }];
  return expected.flatMap((item, index) => {
    const decision = found[index];
    if (decision === undefined) return [];
    return compareDecision(item, decision, currency).map((difference) => ({ ...difference, what: `items.${index}.${difference.what}` }));
  });
}

function countOf({ summary }: Decision, outcome: string): string {
  return String(Object.entries(summary ?? {}).find(([name]) => name === outcome)?.[1] ?? 'nothing');
}

type Compare<Found> = (what: string, expected: TextNode, found: Found) => readonly Difference[];

const raw = (node: TextNode): string => (node.kind === 'scalar' ? node.raw : '');

const compareWord: Compare<string> = (what, expected, found) => (raw(expected) === found ? [] : [{ what, expected: raw(expected), found }]);

function compareSets(what: string, expected: TextNode, found: readonly string[]): readonly Difference[] {
  const wanted = [...words(expected)].sort().join(', ');
  const given = [...found].sort().join(', ');
  return wanted === given ? [] : [{ what, expected: wanted === '' ? 'nothing' : wanted, found: given === '' ? 'nothing' : given }];
}

/** Compares a map that must name everything that was found. */
function compareMaps<Found>(what: string, expected: TextNode, found: ReadonlyMap<string, Found>, compare: Compare<Found>): readonly Difference[] {
  const names = entriesOf(expected).map((entry) => entry.key);
  const differences = entriesOf(expected).flatMap(({ key, value }) => {
    const item = found.get(key);
    return item === undefined ? [{ what: `${what}.${key}`, expected: raw(value), found: 'nothing' }] : compare(`${what}.${key}`, value, item);
  });
  const surplus = [...found.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => ({ what: `${what}.${name}`, expected: 'nothing', found: 'it is there' }));
  return [...differences, ...surplus];
}

function isSameSum(expected: string, found: string): boolean {
  const [a, b] = [parseDecimal(expected), parseDecimal(found)];
  return a !== undefined && b !== undefined && compareExact(a, b) === 0;
}

const compareAmount: Compare<Amount> = (what, expected, found) => {
  const value = found.kind === 'exact' ? found.value : found.kind;
  if (expected.kind === 'map') return found.kind === 'range' ? compareEnds(what, expected, found) : [{ what, expected: 'a range', found: value }];
  return value === raw(expected) || isSameSum(raw(expected), value) ? [] : [{ what, expected: raw(expected), found: value }];
};

/** Compares the ends of a range that are expected. */
function compareEnds(what: string, expected: TextNode, found: Range): readonly Difference[] {
  return (['atLeast', 'atMost'] as const).flatMap((end) => {
    const wanted = childOf(expected, end);
    return wanted === undefined || isSameSum(raw(wanted), found[end]) ? [] : [{ what: `${what}.${end}`, expected: raw(wanted), found: found[end] }];
  });
}

/** What lies between two ends. */
interface Range {
  readonly atLeast: string;
  readonly atMost: string;
}

const compareInstant: Compare<string | null> = (what, expected, found) => {
  const wanted = parseInstant(raw(expected));
  const given = parseInstant(found ?? '');
  const isSame = wanted.ok && given.ok ? wanted.value === given.value : raw(expected) === String(found);
  return isSame ? [] : [{ what, expected: raw(expected), found: String(found) }];
};

function compareTotal(what: string, expected: TextNode, found: Total | undefined): readonly Difference[] {
  const given = found === undefined ? 'nothing' : found.kind === 'exact' ? found.value : found.kind;
  if (expected.kind !== 'map') return given === raw(expected) || isSameSum(raw(expected), given) ? [] : [{ what, expected: raw(expected), found: given }];
  const ends = found?.kind === 'range' ? compareEnds(what, expected, found) : [];
  const others = entriesOf(expected).flatMap(({ key, value }) => {
    const inexact = found === undefined || found.kind === 'exact' ? undefined : found;
    if (key === 'because') return compareSets(`${what}.because`, value, inexact?.because ?? []);
    if (key === 'kind') return compareWord(`${what}.kind`, value, given);
    if (key === 'atLeast' || key === 'atMost') return found?.kind === 'range' ? [] : [{ what: `${what}.${key}`, expected: raw(value), found: given }];
    return inexact !== undefined && isSameSum(raw(value), inexact.known)
      ? []
      : [{ what: `${what}.known`, expected: raw(value), found: inexact?.known ?? given }];
  });
  return [...others, ...ends];
}

function compareWindow(what: string, expected: TextNode, found: Decision['windows'][string] | undefined): readonly Difference[] {
  if (found === undefined) return [{ what, expected: 'a window', found: 'nothing' }];
  if (expected.kind === 'scalar') return compareWord(what, expected, found.state);
  return entriesOf(expected).flatMap(({ key, value }) => {
    if (key === 'state') return compareWord(`${what}.state`, value, found.state);
    const instant = key === 'opensAt' || key === 'countsFrom' || key === 'closesAt' ? found[key] : null;
    return isSameSum(raw(value), instant ?? '') ? [] : compareInstant(`${what}.${key}`, value, instant);
  });
}
