import type { Compiled } from '../engines/compiled/compiled-policy.ts';
import { decideRequest, finish } from '../meaning/decide-request.ts';
import { judge } from '../meaning/truth.ts';
import type { Outcome, Totals } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import { copyRequest } from './copy-request.ts';
import type { Evaluation, EvaluateOptions, Request } from './policy.ts';
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

/** What decides by a compiled policy, and carefully where that gives up. Nothing is thrown, and no request is changed. */
export function toDecide(policy: CorePolicy, compiled: Compiled | undefined): Decide {
  const decideCarefully = decideByGate(policy);
  const decide = (request: Request, { alternatives = false }: EvaluateOptions = {}): Evaluation => {
    const decision = compiled?.decide(request, alternatives);
    return decision === undefined ? decideCarefully(request, { alternatives }) : { ok: true, decision };
  };
  const outcome = (request: Request): OutcomeOnly => {
    const found = compiled?.outcome(request);
    if (found !== undefined) return found;
    const decided = decideCarefully(request, {});
    return decided.ok ? { ok: true, outcome: decided.decision.outcome, totals: decided.decision.totals } : decided;
  };
  return Object.assign(decide, { outcome });
}

/** Decides any request, and says what is wrong with it. */
function decideByGate(policy: CorePolicy): (request: Request, options: EvaluateOptions) => Evaluation {
  const gate = new RequestGate(policy);
  return (request, options) => {
    const copied = copyRequest(request);
    if (!copied.ok) return { ok: false, problems: [copied.problem] };
    const admitted = gate.admit(copied.data, copied);
    if (!admitted.ok) return admitted;
    const deciding = decideRequest(admitted.situation, { alternatives: options.alternatives === true });
    return { ok: true, decision: finish(deciding, (situation) => (condition) => judge(condition, situation)).decision };
  };
}
