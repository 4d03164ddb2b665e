import { decideRequest, finish } from '../meaning/decide-request.ts';
import { judge } from '../meaning/truth.ts';
import type { Outcome, Totals } from '../model/generated/decision.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { copyRequest } from './copy-request.ts';
import type { Evaluation, EvaluateOptions, Policy, Request } from './policy.ts';
import { RequestGate } from './request-gate.ts';

/** What a request comes to, without the reasons; or all that is wrong with it. */
export type OutcomeOnly =
  | { readonly ok: true; readonly outcome: Outcome; readonly totals: Totals }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** A compiled policy: decides at once, and says what `evaluate` says, byte for byte. A fact cannot be a function here. */
export interface Decide {
  (request: Request, options?: EvaluateOptions): Evaluation;
  /** Outcome and totals alone. */
  outcome(request: Request): OutcomeOnly;
}

/** Compiles a policy for callers that decide many requests. */
export function compile(policy: Policy): Decide {
  const gate = new RequestGate(policy.core);
  const decide = (request: Request, options: EvaluateOptions = {}): Evaluation => {
    const copied = copyRequest(request);
    if (!copied.ok) return { ok: false, problems: [copied.problem] };
    const admitted = gate.admit(copied.data, copied);
    if (!admitted.ok) return admitted;
    const deciding = decideRequest(admitted.situation, { alternatives: options.alternatives === true });
    return { ok: true, decision: finish(deciding, (situation) => (condition) => judge(condition, situation)).decision };
  };
  const outcome = (request: Request): OutcomeOnly => {
    const decided = decide(request);
    return decided.ok ? { ok: true, outcome: decided.decision.outcome, totals: decided.decision.totals } : decided;
  };
  return Object.assign(decide, { outcome });
}
