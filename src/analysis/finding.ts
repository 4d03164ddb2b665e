import type { Decision } from '../model/generated/decision.ts';
import type { AcceptableFinding } from '../model/policy.ts';
import type { PlainRequest } from './told-request.ts';

/** What a finding is about. */
export interface Subject {
  readonly kind: 'policy' | 'rule' | 'charge' | 'credit' | 'evidence' | 'duty' | 'window' | 'tier' | 'term' | 'impossible' | 'reading' | 'invariant';
  /** Of `impossible`: its reason. */
  readonly id: string;
}

/** A request that shows a finding, and what was really decided about it. */
export interface Example {
  /** As few facts as show it. */
  readonly request: PlainRequest;
  readonly decision: Decision;
}

/** Something in a policy that was found by looking at all complete requests. */
export interface Finding {
  readonly code: AcceptableFinding;
  readonly severity: 'error' | 'warning';
  readonly about: Subject;
  /** One sentence in lower case, without a full stop. */
  readonly message: string;
  /** For which requests, in words; none: it is about all or about no requests. */
  readonly where: readonly string[];
  /** One request, or two where they are compared; none: it is about all or about no requests, or is not confirmed. */
  readonly examples: readonly Example[];
  /** False: no request was found that shows it, and neither was it proven that there is none. */
  readonly isConfirmed: boolean;
}
