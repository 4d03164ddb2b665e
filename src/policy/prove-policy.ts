import { type FoundOrAccepted, type Proofs, proveCore } from '../analysis/prove-policy.ts';
import { openVariants } from '../language/build-policy.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { Place } from '../text/source-file.ts';
import { compile } from './compile.ts';
import type { Decide } from './decide-compiled.ts';
import type { Policy } from './policy.ts';

export interface ProveOptions {
  /** Whether the other choices of readings are compared with those that hold, which takes longest; true unless told otherwise. */
  readonly readings?: boolean;
}

/** A finding with its place in the policy's text. */
export type PlacedFinding = FoundOrAccepted & { readonly place: Place };

/** What is known of all complete requests to a policy, under the choices that hold. */
export interface ProvenPolicy {
  /** False: the policy has more different regions than can be told apart, so that nothing was looked at. */
  readonly isComplete: boolean;
  readonly findings: readonly PlacedFinding[];
  /** The invariants that hold for all complete requests, by id. */
  readonly proven: readonly string[];
  /** The numbers of the entries of `accepted` whose findings are not there. */
  readonly idle: readonly number[];
  /** Readings whose other choices were not looked at. */
  readonly left: readonly string[];
}

const nothing: Proofs = { findings: [], proven: [], idle: [], left: [] };

/** Looks at all complete requests to a policy at once: what it leaves open, what never matters, and whether its invariants hold. */
export function provePolicy(policy: Policy, { readings = true }: ProveOptions = {}): ProvenPolicy {
  const { file, library, choices } = policy.source;
  const { core } = policy;
  const variants = openVariants(file, choices, library);
  let compiled: Decide | undefined;
  const decide = (of: CorePolicy, request: Readonly<Record<string, unknown>>): Decision | null => {
    if (of !== core) throw new Error('only the policy that is proven is decided');
    compiled ??= compile(policy, { codegen: false });
    return decisionOf(compiled, request);
  };
  const proofs = proveCore(core, { decide, choose: variants.choose, terms: variants.terms, readings });
  const { findings, ...rest } = proofs ?? nothing;
  return { ...rest, isComplete: proofs !== undefined, findings: findings.map((finding) => ({ ...finding, place: placeOf(finding, policy) })) };
}

function decisionOf(decide: Decide, request: Readonly<Record<string, unknown>>): Decision | null {
  const evaluation = decide(request);
  return evaluation.ok ? evaluation.decision : null;
}

function placeOf({ about: { kind, id } }: FoundOrAccepted, { positions, source }: Policy): Place {
  const key = kind === 'policy' ? 'whole policy' : kind === 'term' || kind === 'impossible' || kind === 'invariant' ? `${kind} ${id}` : id;
  return positions.get(key) ?? positions.get('whole policy') ?? { path: source.file.path, line: 1, column: 1 };
}
