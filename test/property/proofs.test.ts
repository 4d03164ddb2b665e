/** No request contradicts what is proven of all of them, and every example is what it says. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Locator } from '../../src/analysis/locate.ts';
import { differenceOf, measureIn } from '../../src/analysis/measured-amount.ts';
import { proveCore, type Proofs } from '../../src/analysis/prove-policy.ts';
import { cutSpace, type Space } from '../../src/analysis/space.ts';
import { toPlainRequest } from '../../src/analysis/told-request.ts';
import { decideRequest, finish } from '../../src/meaning/decide-request.ts';
import { contradictionsIn, situate, type ToldRequest } from '../../src/meaning/situation.ts';
import { judge } from '../../src/meaning/truth.ts';
import { always } from '../../src/model/condition.ts';
import { compareExact, zero } from '../../src/model/exact.ts';
import type { Decision, Outcome } from '../../src/model/generated/decision.ts';
import type { Claim, CorePolicy, Invariant, Measure } from '../../src/model/policy.ts';
import { compile } from '../../src/policy/compile.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { completeRequest } from '../support/complete-request.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

function decideTold(policy: CorePolicy, told: ToldRequest): Decision | undefined {
  const situation = situate(policy, told);
  if (contradictionsIn(situation).length > 0) return undefined;
  return finish(decideRequest(situation, { alternatives: false }), (one) => (condition) => judge(condition, one)).decision;
}

/** Claims of all kinds about a policy, true or not. */
function claimsAbout({ lines, facts, evidence, duties, currency }: CorePolicy): readonly Claim[] {
  const measures: readonly Measure[] = [
    ...lines.map(({ side, id }): Measure => ({ kind: 'line', side, id })),
    { kind: 'total', of: 'charges' },
    { kind: 'total', of: 'credits' },
    { kind: 'total', of: 'net' },
  ];
  const growing = [...facts.values()].filter(({ type, derived }) => derived === null && ['integer', 'decimal', 'money', 'instant', 'date'].includes(type));
  const prices = growing.filter((fact) => fact.type === 'money' && fact.currency === currency);
  const sums = [0n, 10n, 1000n].map((n) => ({ kind: 'sum' as const, value: { n, d: 1n } }));
  return [
    ...(['accepted', 'rejected', 'review', 'incomplete', 'uncovered'] as const).flatMap((outcome): readonly Claim[] => [
      { kind: 'never', outcomes: [outcome] },
      { kind: 'always', outcomes: [outcome, 'accepted'] },
    ]),
    ...lines.map(({ side, id }): Claim => ({ kind: 'never-counts', what: side, id })),
    ...evidence.map(({ id }): Claim => ({ kind: 'never-counts', what: 'evidence', id })),
    ...duties.map(({ id }): Claim => ({ kind: 'never-counts', what: 'duty', id })),
    ...growing.flatMap(({ name }): readonly Claim[] => [
      { kind: 'never-better', as: name },
      { kind: 'never-worse', as: name },
      ...measures.flatMap((of): readonly Claim[] => [
        { kind: 'never-falls', of, as: name },
        { kind: 'never-rises', of, as: name },
      ]),
    ]),
    ...measures.flatMap((of): readonly Claim[] => [
      ...sums.flatMap((bound): readonly Claim[] => [
        { kind: 'bounds', of, atLeast: null, atMost: bound },
        { kind: 'bounds', of, atLeast: bound, atMost: null },
      ]),
      ...prices.map(({ name }): Claim => ({ kind: 'bounds', of, atLeast: null, atMost: { kind: 'fact', fact: name } })),
    ]),
  ];
}

/** So many claims are made about one policy: those that are wrong are looked at for long. */
const mostClaims = 10;

const rank: Readonly<Partial<Record<Outcome, number>>> = { rejected: 0, review: 1, accepted: 2 };

/** Whether one decided request, or the step from it to one in which a fact grew, shows that a claim is wrong. */
function contradicts(policy: CorePolicy, claim: Claim, told: ToldRequest, decision: Decision, larger: ReadonlyMap<string, readonly Decision[]>): boolean {
  switch (claim.kind) {
    case 'never':
      return claim.outcomes.includes(decision.outcome);
    case 'always':
      return !claim.outcomes.includes(decision.outcome);
    case 'never-counts': {
      const { charges, credits, evidence, duties } = decision;
      const found = {
        charge: charges.map((one) => one.charge),
        credit: credits.map((one) => one.credit),
        evidence: evidence.map((one) => one.evidence),
        duty: duties.map((one) => one.duty),
      };
      return found[claim.what].includes(claim.id);
    }
    case 'never-falls':
    case 'never-rises':
      return (larger.get(claim.as) ?? []).some((after) => {
        const difference = differenceOf(policy, claim.of, decision, after);
        return difference !== undefined && (claim.kind === 'never-falls' ? compareExact(difference, zero) < 0 : compareExact(difference, zero) > 0);
      });
    case 'never-better':
    case 'never-worse':
      return (larger.get(claim.as) ?? []).some((after) => {
        const [was, is] = [rank[decision.outcome], rank[after.outcome]];
        return was !== undefined && is !== undefined && (claim.kind === 'never-better' ? is > was : is < was);
      });
    case 'bounds': {
      const measured = measureIn(policy, claim.of, decision);
      if (measured === undefined) return false;
      const { atLeast, atMost } = claim;
      if (atLeast?.kind === 'sum') return compareExact(measured.low, atLeast.value) < 0;
      if (atMost?.kind === 'sum') return compareExact(measured.high, atMost.value) > 0;
      const price = atMost?.kind === 'fact' ? told.facts.get(atMost.fact) : undefined;
      const decimals = policy.facts.get(atMost?.kind === 'fact' ? atMost.fact : '')?.decimals ?? 0;
      return typeof price === 'number' && compareExact(measured.high, { n: BigInt(price), d: 10n ** BigInt(decimals) }) > 0;
    }
  }
}

/** Decisions about the same request with a larger value, by fact: complete requests alone. */
function grown(policy: CorePolicy, told: ToldRequest, isComplete: (told: ToldRequest) => boolean): ReadonlyMap<string, readonly Decision[]> {
  const steps = [1, 2, 7, 50, 3_600_000, 86_400_000, 40 * 86_400_000, 1_000_000];
  return new Map(
    [...told.facts].flatMap(([name, value]) => {
      if (typeof value !== 'number') return [];
      const decisions = steps.flatMap((step) => {
        const next = { ...told, facts: new Map([...told.facts, [name, value + step]]) };
        const fact = policy.facts.get(name);
        const isOutside = (fact?.atMost ?? null) !== null && value + step > (fact?.atMost ?? 0);
        if (isOutside || (fact?.type === 'date' && step > 10_000) || !isComplete(next)) return [];
        return decideTold(policy, next) ?? [];
      });
      return [[name, decisions] as const];
    }),
  );
}

function expectSound(policy: CorePolicy, claims: readonly Invariant[], { findings, proven }: Proofs, space: Space, told: ToldRequest): void {
  const decision = decideTold(policy, told);
  if (decision === undefined) return;
  const message = JSON.stringify(toPlainRequest(policy, told));
  const codes = new Set(findings.map(({ code, about }) => `${code} ${about.kind} ${about.id}`));
  if (!findings.some(({ code }) => code === 'uncovered')) expect(decision.outcome, message).not.toBe('uncovered');
  const situation = situate(policy, told);
  for (const [kind, statements] of Object.entries({
    rule: policy.rules,
    evidence: policy.evidence,
    duty: policy.duties,
    charge: policy.lines,
    credit: policy.lines,
  }))
    for (const { id, condition } of statements)
      if (
        findings.some(({ code, about, message: said }) => code === 'never-holds' && about.kind === kind && about.id === id && said.includes('the condition of'))
      )
        expect(judge(condition, situation), `${id}: ${message}`).not.toBe(true);
  for (const { rule } of decision.reasons) expect([...codes], message).not.toContain(`never-decides rule ${rule ?? ''}`);
  for (const { charge } of decision.charges) expect([...codes], message).not.toContain(`never-decides charge ${charge}`);
  for (const { evidence } of decision.evidence) expect([...codes], message).not.toContain(`never-decides evidence ${evidence}`);
  for (const { duty } of decision.duties) expect([...codes], message).not.toContain(`never-decides duty ${duty}`);
  const isComplete = (next: ToldRequest): boolean => {
    const known = situate(policy, next);
    const exists = [...policy.facts.values()].every(({ name, derived, when }) => derived !== null || (judge(when, known) !== false) === next.facts.has(name));
    return exists && contradictionsIn(known).length === 0 && !new Locator(space, next).cells().some((cell, level) => cell === -1 && !isDerived(level));
  };
  const isDerived = (level: number): boolean => {
    const dimension = space.dimensions[level];
    return dimension?.kind === 'fact' && dimension.fact.derived !== null;
  };
  const larger = grown(policy, told, isComplete);
  for (const { id, claim } of claims)
    if (proven.includes(id))
      expect(
        contradicts(policy, claim, told, decision, larger),
        `${JSON.stringify(claim, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))} ${message}`,
      ).toBe(false);
}

test(
  'proofs of generated policies hold for random requests, and their examples show what is said',
  () => {
    const seen = { requests: 0, proven: 0, refuted: 0, open: 0, uncovered: 0, never: 0 };
    fc.assert(
      fc.property(
        arbitraryPolicy().chain((policy) =>
          fc.tuple(fc.constant(policy), fc.array(fc.array(arbitraryRequest(policy), { minLength: 6, maxLength: 6 }), { minLength: 8, maxLength: 20 })),
        ),
        ([document, requests]) => {
          const policy = load(policyToYaml(document));
          const every = claimsAbout(policy.core);
          const stride = Math.ceil(every.length / mostClaims);
          // Each policy has other ones: together they are all.
          const claims = every
            .filter((_, index) => index % stride === requests.length % stride)
            .map((claim, index): Invariant => ({ id: `claim-${index}`, clauses: [], because: null, when: always, claim }));
          const core: CorePolicy = { ...policy.core, invariants: claims };
          const decide = compile(policy, { codegen: false });
          const proofs = proveCore(core, {
            decide: (_, request) => {
              const evaluation = decide(request);
              return evaluation.ok ? evaluation.decision : null;
            },
            choose: () => undefined,
            terms: new Map(),
            readings: false,
          });
          if (proofs === undefined) return;
          seen.proven += proofs.proven.length;
          for (const { code, examples, isConfirmed } of proofs.findings) {
            if (code === 'uncovered') seen.uncovered += 1;
            if (code === 'never-holds' || code === 'never-decides') seen.never += 1;
            if (code === 'invariant-refuted') seen.refuted += 1;
            if (code === 'invariant-not-proven') seen.open += 1;
            if (code === 'uncovered' && isConfirmed)
              expect(examples.map(({ request }) => decide(request))).toMatchObject([{ ok: true, decision: { outcome: 'uncovered' } }]);
          }
          const space = cutSpace([core]);
          for (const several of requests) {
            const told = completeRequest([core], several);
            if (told === undefined) continue;
            seen.requests += 1;
            expectSound(core, claims, proofs, space, told);
          }
        },
      ),
      propertyRuns(6),
    );
    expect(seen.requests).toBeGreaterThan(20);
    for (const count of [seen.proven, seen.refuted, seen.uncovered, seen.never]) expect(count).toBeGreaterThan(0);
  },
  propertyTimeout,
);
