import { type Diagnostic, diagnosticAt } from '../diagnostics/diagnostic.ts';
import type { Place, SourceFile } from '../text/source-file.ts';
import type { Policy } from './policy.ts';
import type { PlacedFinding, ProvenPolicy } from './prove-policy.ts';

/** A finding that the policy accepts, and why. */
export interface AcceptedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly because: string;
}

/** What proofs found, as it is shown beside the mistakes of a text. */
export interface ProofDiagnostics {
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: readonly AcceptedDiagnostic[];
}

/** The findings of a policy at their places in its text, or in the text that it extends. */
export function diagnoseProofs(policy: Policy, { isComplete, findings, idle, left }: ProvenPolicy): ProofDiagnostics {
  const whole = policy.positions.get('whole policy') ?? { path: policy.source.file.path, line: 1, column: 1 };
  const leftOut = (what: string, why: string): Diagnostic => diagnosticAt('proofs-left-out', whole, fileOf(whole, policy), what, why);
  const shown = findings.map((finding) => ({ diagnostic: toDiagnostic(finding, policy), because: finding.because }));
  const diagnostics = [
    ...shown.flatMap(({ diagnostic, because }) => (because === null ? [diagnostic] : [])),
    ...idle.flatMap((index) => toIdle(index, policy)),
    ...(isComplete ? [] : [leftOut('nothing is said of all requests together', 'the policy has more different regions of requests than can be told apart')]),
    ...(left.length === 0
      ? []
      : [leftOut(`whether ${left.map((name) => `\`${name}\``).join(', ')} make a difference is not known`, 'the policy has more readings than are compared')]),
  ];
  return { diagnostics, accepted: shown.flatMap(({ diagnostic, because }) => (because === null ? [] : [{ diagnostic, because }])) };
}

function toDiagnostic(finding: PlacedFinding, policy: Policy): Diagnostic {
  const { code, severity, message, place, about, where, examples, isConfirmed } = finding;
  return {
    ...diagnosticAt(code, place, fileOf(place, policy), message),
    severity,
    proof: {
      about,
      where,
      examples: examples.map(({ request, decision: { outcome, totals } }) => ({ request, outcome, totals })),
      confirmed: isConfirmed,
    },
  };
}

function toIdle(index: number, policy: Policy): readonly Diagnostic[] {
  const [entry, place] = [policy.core.accepted[index], policy.positions.get(`accepted ${index}`)];
  return entry === undefined || place === undefined
    ? []
    : [diagnosticAt('accepted-without-finding', place, fileOf(place, policy), entry.finding, entry.of ?? '')];
}

/** The file of a place: the policy's own, or one that it extends. */
function fileOf({ path }: Place, { source: { file, library } }: Policy): SourceFile {
  return [file, ...library.policies.values()].find((one) => one.path === path) ?? file;
}
