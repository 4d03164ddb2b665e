import { compile } from '../../src/policy/compile.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Decision } from '../../src/model/generated/decision.ts';
import { compileAhead } from '../support/ahead-of-time.ts';
import { decideByBufbuildCel } from './contestants/bufbuild-cel.ts';
import { decideByCedar } from './contestants/cedar.ts';
import { decideByCelJs } from './contestants/cel-js.ts';
import { type DomesticAnswer, isDomestic, toFen } from './contestants/domestic-part.ts';
import { decideByZen } from './contestants/gorules-zen.ts';
import * as byHand from './contestants/hand-written-1688order.ts';
import { decideByJsonLogic } from './contestants/json-logic.ts';
import { decideStraightforwardly, type PlainDecision, type PlainRequest } from './contestants/straightforward-rules-engine.ts';
import { inOrder, toPlainDecision } from './plain-decision.ts';

/** What decides requests to the policy of 1688order. */
export interface Contestant {
  readonly name: string;
  /** The package that it leans on, if any. */
  readonly package: string | null;
  /** The whole policy, or what every engine can say of it. */
  readonly part: 'whole' | 'domestic';
  /** What it answers, in words. */
  readonly answers: string;
  /** May give a promise. */
  run(request: PlainRequest): unknown;
  /** An answer as text, and what it should be by the policy's own decision. */
  print(answer: unknown): string;
  expected(decision: Decision): string;
}

const whole = { package: null, part: 'whole', answers: 'the whole decision', print: JSON.stringify } as const;
const wholeOutcome = { ...whole, answers: 'outcome, totals' } as const;
const asDecision = (decision: Decision): string => JSON.stringify({ ok: true, decision });
const asOutcome = ({ outcome, totals }: Decision): string => JSON.stringify({ ok: true, outcome, totals });

/** All contestants; the first is the policy's own `evaluate`, by which the others are checked. */
export function contestantsFor(policy: Policy): readonly [Contestant, ...Contestant[]] {
  const { digest } = policy;
  return [
    { ...whole, name: 'evaluate', run: (request) => policy.evaluate(request), expected: asDecision },
    { ...whole, name: 'hand-written, decide', run: (request) => byHand.decide(request, digest), expected: asDecision },
    { ...wholeOutcome, name: 'hand-written, outcome', run: (request) => byHand.outcome(request), expected: asOutcome },
    ...compiledContestants(policy),
    {
      ...whole,
      name: 'json-rules-engine',
      package: 'json-rules-engine',
      answers: 'a plain decision, unchecked',
      run: decideStraightforwardly,
      print: (answer) => JSON.stringify(inOrder(answer as PlainDecision)),
      expected: (decision) => JSON.stringify(toPlainDecision(decision)),
    },
    domestic('@gorules/zen-engine', decideByZen),
    domestic('json-logic-engine', decideByJsonLogic),
    domestic('@marcbachmann/cel-js', decideByCelJs),
    domestic('@bufbuild/cel', decideByBufbuildCel),
    {
      ...domestic('@cedar-policy/cedar-wasm', decideByCedar),
      answers: 'permit alone',
      expected: (decision) => JSON.stringify({ ...asDomestic(decision), total: null }),
    },
  ];
}

function compiledContestants(policy: Policy): readonly Contestant[] {
  // Compiled without generated code, a policy runs where a page forbids `eval`.
  const compileWith: (of: Policy, options?: { readonly codegen?: boolean }) => ReturnType<typeof compile> = compile;
  const [generated, plain, ahead] = [compileWith(policy), compileWith(policy, { codegen: false }), compileAhead(policy)];
  return [
    { ...whole, name: 'compile, decide', run: (request) => generated(request), expected: asDecision },
    { ...wholeOutcome, name: 'compile, outcome', run: (request) => generated.outcome(request), expected: asOutcome },
    { ...whole, name: 'compile without codegen, decide', run: (request) => plain(request), expected: asDecision },
    { ...wholeOutcome, name: 'compile without codegen, outcome', run: (request) => plain.outcome(request), expected: asOutcome },
    { ...whole, name: 'ahead of time, decide', run: (request) => ahead(request), expected: asDecision },
    { ...wholeOutcome, name: 'ahead of time, outcome', run: (request) => ahead.outcome(request), expected: asOutcome },
  ];
}

function domestic(name: string, run: Contestant['run']): Contestant {
  const expected = (decision: Decision): string => JSON.stringify(asDomestic(decision));
  const print = (answer: unknown): string => {
    const { outcome, total } = answer as DomesticAnswer;
    return JSON.stringify({ outcome, total });
  };
  return { name, package: name, part: 'domestic', answers: 'outcome, sum, unchecked', run, print, expected };
}

function asDomestic({ outcome, totals }: Decision): DomesticAnswer {
  const charges = totals['CNY']?.charges;
  return { outcome, total: charges === undefined ? null : toFen(charges.kind === 'exact' ? charges.value : charges.known) };
}

/** Whether a contestant can decide a request. */
export function canDecide({ part }: Contestant, request: PlainRequest): boolean {
  return part === 'whole' || isDomestic(request);
}

/** Where a contestant and the policy disagree about a request: both answers; undefined where they agree. */
export async function disagreementOf(contestant: Contestant, request: PlainRequest, decision: Decision): Promise<string | undefined> {
  const [expected, found] = [contestant.expected(decision), contestant.print(await contestant.run(request))];
  return expected === found
    ? undefined
    : `${contestant.name} disagrees with the policy about ${JSON.stringify(request)}\n  policy: ${expected}\n  ${contestant.name}: ${found}`;
}
