import type { Decision } from '../model/generated/decision.ts';
import type { Claim, Invariant } from '../model/policy.ts';
import { proveBounds } from './bounds.proof.ts';
import type { Diagram } from './diagram.ts';
import type { Finding } from './finding.ts';
import { proveMovement } from './movement.proof.ts';
import { proveRanks } from './ranks.proof.ts';
import type { Proving } from './proving.ts';
import type { Verdict } from './verdict.ts';

/** The invariants of a policy: those that hold for all complete requests, and findings of the others. */
export function checkInvariants(proving: Proving): { readonly proven: readonly string[]; readonly findings: readonly Finding[] } {
  const verdicts = proving.policy.invariants.map((invariant) => ({ invariant, verdict: verdictOf(invariant, proving) }));
  return {
    proven: verdicts.filter(({ verdict }) => verdict.kind === 'proven').map(({ invariant }) => invariant.id),
    findings: verdicts.flatMap(({ invariant, verdict }) => toFinding(invariant, verdict, proving)),
  };
}

function toFinding({ id }: Invariant, verdict: Verdict, proving: Proving): readonly Finding[] {
  if (verdict.kind === 'proven') return [];
  const isRefuted = verdict.kind === 'refuted';
  return [
    {
      code: isRefuted ? 'invariant-refuted' : 'invariant-not-proven',
      severity: isRefuted ? 'error' : 'warning',
      about: { kind: 'invariant', id },
      message: isRefuted
        ? `the invariant \`${id}\` does not hold: ${verdict.message}`
        : `it is not known whether the invariant \`${id}\` holds: ${verdict.message}`,
      where: verdict.region === null ? [] : proving.say(verdict.region),
      examples: isRefuted ? verdict.examples : [],
      isConfirmed: isRefuted,
    },
  ];
}

function verdictOf({ claim, when }: Invariant, proving: Proving): Verdict {
  const said = proving.diagrams.and(proving.regions.regions.condition(when), proving.taken);
  switch (claim.kind) {
    case 'never':
    case 'always':
      return proveOutcome(claim, said, proving);
    case 'never-counts':
      return proveAbsence(claim, said, proving);
    case 'never-falls':
    case 'never-rises':
      return proveMovement(claim, said, proving);
    case 'never-better':
    case 'never-worse':
      return proveRanks(claim, said, proving);
    case 'bounds':
      return proveBounds(claim, said, proving);
  }
}

function proveOutcome({ kind, outcomes }: Extract<Claim, { readonly kind: 'never' | 'always' }>, said: Diagram, proving: Proving): Verdict {
  const { diagrams: d, regions } = proving;
  const named = regions.where(...outcomes);
  const isContrary = ({ outcome }: Decision): boolean => outcomes.includes(outcome) === (kind === 'never');
  return proveEmpty(
    d.and(said, kind === 'never' ? named : d.not(named)),
    isContrary,
    'the outcome is another one',
    proving,
    ({ outcome }) => `the outcome is ${outcome}`,
  );
}

function proveAbsence({ what, id }: Extract<Claim, { readonly kind: 'never-counts' }>, said: Diagram, proving: Proving): Verdict {
  const component = proving.components.find((one) => one.kind === what && one.id === id);
  if (component === undefined) return { kind: 'proven' };
  const isContrary = ({ charges, credits, evidence, duties }: Decision): boolean =>
    [
      ...charges.map(({ charge }) => `charge ${charge}`),
      ...credits.map(({ credit }) => `credit ${credit}`),
      ...evidence.map((item) => `evidence ${item.evidence}`),
      ...duties.map(({ duty }) => `duty ${duty}`),
    ].includes(`${what} ${id}`);
  const verb = what === 'evidence' ? 'is asked for' : what === 'duty' ? 'arises' : 'counts';
  const noun = what === 'evidence' ? 'item of evidence' : what;
  return proveEmpty(proving.diagrams.and(said, proving.isShown(component)), isContrary, `the ${noun} \`${id}\` ${verb}`, proving);
}

/** Proven where a region is empty; else refuted by a request that is really decided so. */
function proveEmpty(
  contrary: Diagram,
  isContrary: (decision: Decision) => boolean,
  what: string,
  proving: Proving,
  say: (decision: Decision) => string = () => what,
): Verdict {
  if (proving.isEmpty(contrary)) return { kind: 'proven' };
  const example = proving.exampleIn(contrary, isContrary);
  if (example !== undefined) return { kind: 'refuted', message: say(example.decision), examples: [example], region: contrary };
  return { kind: 'open', message: `there may be requests where ${what}, but none was found`, region: contrary };
}
