import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import type { Decide } from '../../src/policy/decide-compiled.ts';
import type { EvaluateOptions, Policy, Request } from '../../src/policy/policy.ts';
import { compileAhead } from '../support/ahead-of-time.ts';
import { arbitrary1688Request, arbitraryReadings, printInstant } from '../support/arbitrary-1688-request.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { textOf1688 } from '../support/read-policy-document.ts';

const kinds = [true, false] as const;

/** So often a request is decided that its cell gets code of its own. */
const often = 24;

/** All compiled ways of deciding, for each policy made once. */
function compiledWaysOf(policy: Policy): readonly Decide[] {
  const ways = compiledWays.get(policy) ?? [...kinds.map((codegen) => compile(policy, { codegen })), compileAhead(policy)];
  compiledWays.set(policy, ways);
  return ways;
}

const compiledWays = new WeakMap<Policy, readonly Decide[]>();

/** Compares these with the engine, for the decision and for the outcome alone. */
async function expectAlike(policy: Policy, requests: readonly Request[], options: EvaluateOptions): Promise<void> {
  const compiled = compiledWaysOf(policy);
  for (const request of requests) {
    const evaluation = await policy.evaluate(request, options);
    const { ok } = evaluation;
    const outcome = ok ? { ok, outcome: evaluation.decision.outcome, totals: evaluation.decision.totals } : evaluation;
    const before = JSON.stringify(request);
    for (const decide of compiled) {
      expect(JSON.stringify(decide.outcome(request))).toBe(JSON.stringify(outcome));
      for (let time = 0; time < often; time += 1) decide.outcome(request);
      expect(JSON.stringify(decide.outcome(request))).toBe(JSON.stringify(outcome));
      expect(JSON.stringify(decide(request, options))).toBe(JSON.stringify(evaluation));
    }
    expect(JSON.stringify(request)).toBe(before);
  }
}

const strangeValues: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  '0',
  '-0',
  '-0.00',
  '00.5',
  '1.',
  '.5',
  '12.50',
  '1e3',
  '123456789012345.67',
  '9007199254740993',
  -0,
  1.5,
  0.1,
  1e21,
  1e-7,
  2 ** 53,
  Number.NaN,
  '2026-02-29T10:00:00+08:00',
  '2024-02-29T23:59:59.999-18:00',
  '2026-03-10T24:00:00Z',
  '2026-03-10T14:20Z',
  '2026-03-10T14:20:00',
  '2026-03-10T14:20:60Z',
  '2026-03-10T14:20:00.1Z',
  '2026-03-10T14:20:00.12345Z',
  '1969-12-31T23:59:59Z',
  '2999-12-31T23:59:59.999+19:00',
  '2026-02-30',
  '2026-3-10',
  [],
  ['a', 'a'],
  [null],
  {},
  { provided: 'provided' },
  'x'.repeat(201),
  () => true,
];

/** Changes one value of a request, or tells one that does not belong there. */
const arbitraryMutation = fc.record({ key: fc.nat(), strange: fc.oneof(fc.constantFrom(...strangeValues), fc.integer(), fc.double()), kind: fc.nat(5) });

type Mutation = typeof arbitraryMutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(request: Request, names: readonly string[], { key, strange, kind }: Mutation): Request {
  const own = Object.keys(request);
  const ownName = own[key % Math.max(1, own.length)] ?? 'evidence';
  const anyName = names[key % Math.max(1, names.length)] ?? 'evidence';
  switch (kind) {
    case 0:
      return { ...request, [ownName]: strange };
    case 1:
      return { ...request, [anyName]: strange };
    case 2:
      return { ...request, evidence: { ...(request['evidence'] as object), [anyName]: strange } };
    case 3:
      return Object.fromEntries(Object.entries(request).filter(([name]) => name !== ownName));
    case 4:
      return { ...request, [`${anyName}x`]: strange };
    default:
      return JSON.parse(`{ "__proto__": {}, ${JSON.stringify(request).slice(1)}`.replace(', }', '}')) as Request;
  }
}

test(
  'a compiled policy decides generated requests under generated policies as the engine does, byte for byte',
  async () => {
    const policiesAndRequests = arbitraryPolicy().chain((policy) =>
      fc.record({
        policy: fc.constant(policy),
        requests: fc.array(arbitraryRequest(policy), { minLength: 4, maxLength: 4 }),
        mutations: fc.array(arbitraryMutation, { minLength: 4, maxLength: 4 }),
        alternatives: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, mutations, alternatives }) => {
        const names = Object.keys(policy.facts);
        const all = (requests as readonly Request[]).flatMap((request, at) => {
          const mutation = mutations[at];
          return mutation === undefined ? [request] : [request, mutate(request, names, mutation)];
        });
        // A function would be called by the engine, and is a mistake to what is compiled.
        const plain = all.filter((request) => Object.values(request).every((value) => typeof value !== 'function'));
        await expectAlike(load(policyToYaml(policy)), plain, { alternatives });
      }),
      propertyRuns(100),
    );
  },
  propertyTimeout,
);

test(
  'the policy of 1688order, compiled, decides as the engine does under all readings',
  async () => {
    const cases = arbitraryReadings.chain((readings) =>
      fc.record({
        readings: fc.constant(readings),
        requests: fc.array(arbitrary1688Request(readings), { minLength: 4, maxLength: 4 }),
        mutations: fc.array(arbitraryMutation, { minLength: 4, maxLength: 4 }),
        alternatives: fc.boolean(),
      }),
    );
    const policies = new Map<string, Policy>();
    await fc.assert(
      fc.asyncProperty(cases, async ({ readings, requests, mutations, alternatives }) => {
        const key = JSON.stringify(readings);
        const policy = policies.get(key) ?? load(textOf1688, { readings });
        policies.set(key, policy);
        const mutated = (requests as readonly Request[]).map((request, at) => mutate(request, [...policy.core.facts.keys()], mutations[at] as Mutation));
        const plain = [...(requests as readonly Request[]), ...mutated].filter((request) =>
          Object.values(request).every((value) => typeof value !== 'function'),
        );
        await expectAlike(policy, plain, { alternatives });
      }),
      propertyRuns(150),
    );
  },
  propertyTimeout,
);

test('moments in every common form are read as they are elsewhere', async () => {
  const policy = load(textOf1688);
  const moments = fc.tuple(fc.integer({ min: -1_000_000_000, max: 33_000_000_000_000 }), fc.constantFrom(-720, -90, 0, 330, 480));
  await fc.assert(
    fc.asyncProperty(moments, async ([at, offset]) => {
      const text = printInstant(at, offset);
      const forms = [text, text.replace('.000', ''), text.replace('+00:00', 'Z'), text.replace(/:[0-9]{2}\.[0-9]{3}/, '')];
      const requests = forms.map((inStockAt) => ({ stage: 'in-warehouse', action: 'return', inStockAt }));
      await expectAlike(policy, requests, {});
    }),
    propertyRuns(50),
  );
});
