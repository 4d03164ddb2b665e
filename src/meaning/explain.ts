import { presentValue } from '../model/fact-value.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { Condition, Conditional, CorePolicy, Effect, Test } from '../model/policy.ts';
import type { Situation } from './situation.ts';
import { printEdge } from './window-situation.ts';
import { judge, judgeTest } from './truth.ts';
import { collectUnknownFacts, listUnknownFacts, noUnknownFacts } from './unknown-facts.ts';

/** One comparison, as it came out for a request. */
export interface TestReport {
  /** The fact or window that was looked at. */
  readonly name: string;
  /** Its value or state; absent where it is not known. */
  readonly value?: string | boolean | number | null | readonly string[];
  /** What it was compared with, in words: `over 3`, `one of damaged, missing`, `not closed`. */
  readonly wanted: string;
  readonly passed: boolean | null;
  /** Of a window: its last instant, or number. */
  readonly closesAt?: string;
}

/** Why a statement holds, does not hold, or is open. */
export interface StatementReport {
  readonly kind: 'rule' | 'charge' | 'credit' | 'evidence' | 'duty';
  readonly id: string;
  readonly section: string;
  readonly effect?: Effect;
  readonly clauses: readonly string[];
  /** null: unknown. */
  readonly holds: boolean | null;
  /** Whether the decision shows it. A statement may hold without being shown, because another outranks it. */
  readonly shown: boolean;
  /** Holds: the comparisons that made it. Does not hold: the first condition that failed, with all comparisons that made it fail. Open: those that wait. */
  readonly tests: readonly TestReport[];
  /** The readings that it rests on, with the choice that holds. */
  readonly readings: Readonly<Record<string, string>>;
  /** Facts that were not told and that it waits for. */
  readonly waitsFor: readonly string[];
  /** Where it stands; absent where the policy has no file. */
  readonly at?: { readonly path: string; readonly line: number; readonly column: number };
}

/** Why, and why not, for every statement of the policy; data beside a decision. */
export interface Explanation {
  readonly policy: string;
  readonly version: number;
  readonly outcome: Decision['outcome'];
  /** Where a request has items: those of the lines that count once. */
  readonly statements: readonly StatementReport[];
  /** The explanations of the items, in their order; absent where a request has none. */
  readonly items?: readonly Explanation[];
}

/** Explains a decision; `placeOf` finds where a statement stands. */
export function explain(situation: Situation, decision: Decision, placeOf: (id: string) => StatementReport['at']): Explanation {
  const { policy } = situation;
  const shown = shownIds(decision);
  const report = (kind: StatementReport['kind'], statement: Conditional): StatementReport => {
    const at = placeOf(statement.id);
    return {
      kind,
      id: statement.id,
      section: statement.section,
      clauses: statement.clauses,
      ...because(statement, situation),
      readings: Object.fromEntries(statement.readings.map((name) => [name, policy.readings.get(name)?.choice ?? ''])),
      shown: shown.has(`${kind} ${statement.id}`),
      ...(at === undefined ? {} : { at }),
    };
  };
  return {
    policy: policy.id,
    version: policy.version,
    outcome: decision.outcome,
    statements: [
      ...policy.rules.map((rule) => ({ ...report('rule', rule), effect: rule.effect })),
      ...policy.lines.map((line) => report(line.side, line)),
      ...policy.evidence.map((item) => report('evidence', item)),
      ...policy.duties.map((duty) => report('duty', duty)),
    ],
  };
}

function shownIds(decision: Decision): ReadonlySet<string> {
  return new Set([
    ...decision.reasons.map((reason) => (reason.rule === undefined ? `evidence ${reason.evidence}` : `rule ${reason.rule}`)),
    ...decision.charges.map((line) => `charge ${line.charge}`),
    ...decision.credits.map((line) => `credit ${line.credit}`),
    ...decision.evidence.map((item) => `evidence ${item.evidence}`),
    ...decision.duties.map((duty) => `duty ${duty.duty}`),
  ]);
}

function because({ condition }: Conditional, situation: Situation): Pick<StatementReport, 'holds' | 'tests' | 'waitsFor'> {
  const truth = judge(condition, situation);
  const tests: TestReport[] = [];
  collectTests(truth === false ? firstFailing(condition, situation) : condition, false, truth, situation, tests);
  const unknown = noUnknownFacts();
  collectUnknownFacts(condition, situation, unknown, 'others');
  return { holds: truth ?? null, tests, waitsFor: listUnknownFacts(unknown, situation) };
}

/** The first part of a condition that failed: where all must hold, the first that does not; else the whole. */
function firstFailing(condition: Condition, situation: Situation): Condition {
  if (condition.kind !== 'all') return condition;
  const failed = condition.of.find((part) => judge(part, situation) === false);
  return failed === undefined ? condition : firstFailing(failed, situation);
}

/** The tests of the parts that have the truth of the whole: those are what made it. */
function collectTests(condition: Condition, negated: boolean, wanted: boolean | undefined, situation: Situation, into: TestReport[]): void {
  switch (condition.kind) {
    case 'constant':
      return;
    case 'not':
      return collectTests(condition.of, !negated, wanted === undefined ? undefined : !wanted, situation, into);
    case 'all':
    case 'any':
      for (const part of condition.of) if (judge(part, situation) === wanted) collectTests(part, negated, wanted, situation, into);
      return;
    default:
      into.push(reportTest(condition, negated, situation));
  }
}

function reportTest(test: Test, negated: boolean, situation: Situation): TestReport {
  const truth = judgeTest(test, situation);
  const passed = truth === undefined ? null : truth !== negated;
  if (test.kind === 'window') {
    const found = situation.windowOf(test.window);
    const { state } = found;
    const closesAt = printEdge(found.closesAt, found, situation.policy.zone);
    const shownState = state === undefined ? {} : { value: state };
    const end = closesAt === null ? {} : { closesAt };
    return { name: test.window, ...shownState, wanted: inWords(negated, list(test.states)), passed, ...end };
  }
  const fact = situation.policy.facts.get(test.fact);
  const value = situation.valueOf(test.fact);
  const told = value === undefined || fact === undefined ? {} : { value: presentValue(fact, value, situation.policy.zone) };
  return { name: test.fact, ...told, wanted: inWords(negated, wantedOf(test, situation.policy)), passed };
}

function wantedOf(test: Exclude<Test, { readonly kind: 'window' }>, policy: CorePolicy): string {
  const fact = policy.facts.get(test.fact);
  const show = (value: string | boolean | number | null): string => (fact === undefined ? String(value) : String(presentValue(fact, value, policy.zone)));
  switch (test.kind) {
    case 'is':
      return list(test.values.map(show));
    case 'has':
      return test.quantity === 'every' ? `with all of ${test.values.join(', ')}` : `with ${list(test.values)}`;
    case 'compare':
      return `${{ over: 'over', atLeast: 'at least', under: 'under', atMost: 'at most' }[test.comparison]} ${show(test.bound)}`;
  }
}

function list(words: readonly string[]): string {
  return words.length > 1 ? `one of ${words.join(', ')}` : words.join('');
}

function inWords(negated: boolean, wanted: string): string {
  return negated ? `not ${wanted}` : wanted;
}
