import { isDeepStrictEqual } from 'node:util';
import { type Evaluation, loadPolicy, type Policy } from '../../src/policy/policy.ts';
import { type PolicyDocumentObject, policyToYaml, testCalendars, testLibrary } from '../support/arbitrary-policy.ts';
import { decideByOracle, type PlainMap } from '../support/oracle.ts';
import { type Engine, engines, type Ready } from './engines.ts';

/** What engines are asked under a policy. */
export interface Question {
  readonly request: PlainMap;
  readonly alternatives: boolean;
  /** Whether the request is a good one, which the oracle can decide; of another one, the engines have to say the same mistakes. */
  readonly isValid: boolean;
}

/** One question under one policy. */
export interface Contested extends Question {
  readonly policy: PolicyDocumentObject;
}

/** Where an engine says something else; both answers are JSON texts, or the words of an error. */
export interface Difference {
  readonly engine: string;
  readonly expected: string;
  readonly found: string;
}

/** All that differs between the oracle, `evaluate` and the other engines; nothing, as it should be. */
export async function differencesIn({ policy, ...question }: Contested, others: readonly Engine[] = engines): Promise<readonly Difference[]> {
  return (await firstDifference(policy, [question], others))?.differences ?? [];
}

/** The first question to which the answers differ; all are asked of one loaded policy. */
export async function firstDifference(
  policy: PolicyDocumentObject,
  questions: readonly Question[],
  others: readonly Engine[] = engines,
): Promise<{ readonly question: Question; readonly differences: readonly Difference[] } | undefined> {
  const loaded = loadPolicy(policyToYaml(policy), { library: testLibrary });
  const [first] = questions;
  if (first === undefined) return undefined;
  if (!loaded.ok)
    return { question: first, differences: [{ engine: 'load', expected: 'a policy', found: loaded.diagnostics.map(({ message }) => message).join('; ') }] };
  const ready = others.map((engine) => [engine.name, engine.ready(loaded.policy)] as const);
  for (const question of questions) {
    const differences = await differencesOf(question, policy, loaded.policy, ready);
    if (differences.length > 0) return { question, differences };
  }
  return undefined;
}

async function differencesOf(
  question: Question,
  document: PolicyDocumentObject,
  policy: Policy,
  ready: readonly (readonly [name: string, engine: Ready])[],
): Promise<readonly Difference[]> {
  const { request, alternatives, isValid } = question;
  const evaluation = await policy.evaluate(request, { alternatives });
  const differences = isValid ? byOracle(document, question, evaluation) : [];
  const check = async (engine: string, expected: unknown, decide: () => unknown): Promise<void> => {
    const [wanted, found] = [JSON.stringify(expected), await answerOf(decide)];
    if (found !== wanted) differences.push({ engine, expected: wanted, found });
  };
  for (const [name, engine] of ready) {
    await check(name, evaluation, () => engine.decide(request, alternatives));
    if (engine.outcome !== undefined) await check(`${name}, outcome alone`, outcomeAlone(evaluation), () => engine.outcome?.(request));
  }
  return differences;
}

function outcomeAlone(evaluation: Evaluation): unknown {
  return evaluation.ok ? { ok: true, outcome: evaluation.decision.outcome, totals: evaluation.decision.totals } : evaluation;
}

/** The oracle knows no digests and promises no order of keys. */
function byOracle(policy: PolicyDocumentObject, { request, alternatives }: Question, evaluation: Evaluation): Difference[] {
  const expected = JSON.stringify(decideByOracle(policy, request, { alternatives, calendars: testCalendars }));
  if (!evaluation.ok) return [{ engine: 'evaluate', expected, found: JSON.stringify(evaluation) }];
  const found = JSON.stringify(evaluation.decision, (key, value: unknown) => (key === 'digest' ? undefined : value));
  return isDeepStrictEqual(JSON.parse(found), JSON.parse(expected)) ? [] : [{ engine: 'evaluate', expected, found }];
}

async function answerOf(decide: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await decide());
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
