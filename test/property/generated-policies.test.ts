/** What must hold of every decision, whatever the policy and the request. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Document, isMap, isSeq, Scalar, visit } from 'yaml';
import type { Decision } from '../../src/model/generated/decision.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { arbitraryPolicy, arbitraryRequest, type PolicyDocumentObject, policyToYaml, shuffledPolicy, testCalendars } from '../support/arbitrary-policy.ts';
import { decisionOf, load, schemaErrorsOf } from '../support/load.ts';
import { findMistakesByOracle, type OracleRequest, type Plain } from '../support/oracle.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

/** A policy takes longer to load than a request to decide, so each policy gets several requests. */
const policiesAndRequests = arbitraryPolicy().chain((policy) =>
  fc.record({ policy: fc.constant(policy), requests: fc.array(arbitraryRequest(policy), { minLength: 6, maxLength: 6 }), seed: fc.integer() }),
);

async function bytesOf(policy: Policy, request: Readonly<Record<string, unknown>>, alternatives = false): Promise<string> {
  return JSON.stringify(await decisionOf(policy, request, { alternatives }));
}

const allBytes = (policy: Policy, requests: readonly OracleRequest[]): Promise<readonly string[]> =>
  Promise.all(requests.map((request) => bytesOf(policy, request, true)));

test(
  'the order of rules, sections and facts does not change a byte',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, seed }) => {
        const shuffled = load(policyToYaml(shuffledPolicy(policy, seed)));
        expect(await allBytes(shuffled, requests)).toEqual(await allBytes(load(policyToYaml(policy)), requests));
      }),
      propertyRuns(40),
    );
  },
  propertyTimeout,
);

test(
  'the way in which the YAML is written does not change a byte',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, seed }) => {
        const expected = await allBytes(load(policyToYaml(policy)), requests);
        expect(await allBytes(load(rewritten(policy, seed)), requests)).toEqual(expected);
        expect(await allBytes(load(JSON.stringify(policy)), requests)).toEqual(expected);
      }),
      propertyRuns(40),
    );
  },
  propertyTimeout,
);

/** The same document with comments, in flow and block style by turns, with other quotes and another indent. */
function rewritten(policy: PolicyDocumentObject, seed: number): string {
  const document = new Document(policy, { aliasDuplicateObjects: false });
  let turn = seed & 0xff;
  const next = (): number => (turn = (turn * 5 + 3) % 256);
  document.commentBefore = ' Written otherwise: the same policy';
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value === 'string' && key !== 'key') node.type = next() % 2 === 0 ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
    },
    Collection(_, node) {
      if (isMap(node) || isSeq(node)) node.flow = next() % 3 === 0;
      if (next() % 4 === 0) node.commentBefore = ' a comment: { with: "marks" }';
    },
  });
  return document.toString({ lineWidth: 0, indent: 2 + (seed & 1) * 2, indentSeq: (seed & 2) === 0, flowCollectionPadding: (seed & 4) === 0 });
}

test(
  'what was decided stays decided when one more fact or item of evidence is told',
  async () => {
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests, seed }) => {
        const loaded = load(policyToYaml(policy));
        for (const request of requests) {
          const less = without(
            request,
            partsOf(request).filter((_, index) => ((seed >> (index % 31)) & 3) === 0),
          );
          const before = await decisionOf(loaded, less);
          if (before.outcome === 'incomplete') continue;
          decided += 1;
          expect((await decisionOf(loaded, request)).outcome).toBe(before.outcome);
        }
      }),
      propertyRuns(100),
    );
    expect(decided).toBeGreaterThan(20);
  },
  propertyTimeout,
);

/** Facts by name, and items of evidence as `evidence.<name>`; what is told of single items stays. */
function partsOf(request: OracleRequest): string[] {
  const items = Object.keys(Object(request['evidence'] ?? {})).map((name) => `evidence.${name}`);
  return [...Object.keys(request).filter((name) => name !== 'evidence' && name !== 'items'), ...items];
}

function without(request: OracleRequest, parts: readonly string[]): OracleRequest {
  const { evidence, ...facts } = request;
  const items = Object.entries(Object(evidence ?? {})).filter(([name]) => !parts.includes(`evidence.${name}`)) as [string, Plain][];
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([name]) => !parts.includes(name))),
    ...(evidence === undefined ? {} : { evidence: Object.fromEntries(items) }),
  };
}

test(
  'a request is not changed, and may be frozen',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests }) => {
        const loaded = load(policyToYaml(policy));
        for (const request of requests) {
          const before = JSON.stringify(request);
          const bytes = await bytesOf(loaded, request, true);
          expect(JSON.stringify(request)).toBe(before);
          expect(await bytesOf(loaded, deepFreeze(structuredClone(request)), true)).toBe(bytes);
        }
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}

test(
  'asking for alternatives adds them and changes nothing else; each is what would be decided if that remedy were asked for',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests }) => {
        const loaded = load(policyToYaml(policy));
        const remedy = Object.keys(policy.facts).find((name) => policy.facts[name]?.remedy === true);
        const { values, tree = {} } = policy.facts[remedy ?? ''] ?? {};
        // Of several items, each has its own alternatives.
        for (const request of requests.filter(({ items }) => items === undefined)) {
          const { alternatives, ...decision } = await decisionOf(loaded, request, { alternatives: true });
          const { alternatives: unasked, ...plain } = await decisionOf(loaded, request);
          expect(JSON.stringify(decision)).toBe(JSON.stringify(plain));
          expect(alternatives === undefined).toBe(remedy === undefined);
          if (remedy === undefined || alternatives === undefined) continue;
          if (unasked !== undefined) expect(unasked).toEqual(alternatives);
          for (const value of values ?? Object.keys(tree)) {
            const asked = { ...request, [remedy]: value };
            const isOther = value !== request[remedy] && findMistakesByOracle(policy, asked, { calendars: testCalendars }).length === 0;
            expect(Object.hasOwn(alternatives, value)).toBe(isOther);
            if (!isOther) continue;
            const { outcome, totals } = await decisionOf(loaded, asked);
            expect(alternatives[value]).toEqual({ outcome, totals });
          }
        }
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

test(
  'the same request gives the same bytes: again, and while others are decided',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests }) => {
        const loaded = load(policyToYaml(policy));
        const oneByOne: string[] = [];
        for (const request of requests) oneByOne.push(await bytesOf(loaded, request, true));
        const twice = [...requests, ...requests.toReversed()];
        expect(await allBytes(loaded, twice)).toEqual([...oneByOne, ...oneByOne.toReversed()]);
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

test(
  'facts given as functions: called once at most, only where needed, and the decision is that of the facts they told',
  async () => {
    let [given, called] = [0, 0];
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, fc.integer(), async ({ policy, requests }, mask) => {
        const loaded = load(policyToYaml(policy));
        for (const request of requests) {
          const calls: string[] = [];
          const lazy = Object.entries(request).map(([name, value], index): [string, unknown] => {
            if (name === 'evidence' || name === 'items' || ((mask >> (index % 31)) & 1) === 0) return [name, value];
            given += 1;
            const fetch = (): Plain | Promise<Plain> => {
              calls.push(name);
              return index % 2 === 0 ? Promise.resolve(value) : value;
            };
            return [name, fetch];
          });
          const bytes = await bytesOf(loaded, Object.fromEntries(lazy));
          called += calls.length;
          expect(calls.length).toBe(new Set(calls).size);
          const plain = Object.fromEntries(
            lazy.flatMap(([name, value]): [string, unknown][] =>
              typeof value !== 'function' ? [[name, value]] : calls.includes(name) ? [[name, request[name]]] : [],
            ),
          );
          expect(bytes).toBe(await bytesOf(loaded, plain));
          // Nothing that could be fetched is asked for in the end.
          const decision = JSON.parse(bytes) as Decision;
          expect(decision.missing.facts.filter((name) => Object.hasOwn(request, name))).toEqual([]);
          expect(decision.outcome).toBe((await decisionOf(loaded, request)).outcome);
        }
      }),
      propertyRuns(60),
    );
    expect(called).toBeGreaterThan(0);
    expect(called).toBeLessThan(given);
  },
  propertyTimeout,
);

test(
  'decisions have the shape that their schema describes',
  async () => {
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests }) => {
        const loaded = load(policyToYaml(policy));
        for (const request of requests) expect(schemaErrorsOf(await decisionOf(loaded, request, { alternatives: true }))).toEqual([]);
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

/** Decisions that give reasons. An incomplete one lists no statement that stands in its way, so it does not list its readings either. */
const isDecided = ({ outcome }: Decision): boolean => ['accepted', 'review', 'rejected'].includes(outcome);

test(
  'a reading that neither of two decisions lists makes no difference between them',
  async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(policiesAndRequests, async ({ policy, requests }) => {
        const loaded = load(policyToYaml(policy));
        for (const [name, reading] of Object.entries(policy.readings ?? {})) {
          for (const choice of choosable(reading.of)) {
            if (choice === reading.choose) continue;
            const switched = loaded.withReadings({ [name]: choice });
            if (!switched.ok) continue; // the generator sees to the policy's own choices only
            for (const request of requests) {
              const evaluation = await switched.policy.evaluate(request);
              if (!evaluation.ok) continue; // under the other reading, what is told may not exist
              const one = await decisionOf(loaded, request);
              const other = evaluation.decision;
              if ([one, other].some((decision) => !isDecided(decision) || Object.hasOwn(decision.readings, name))) continue;
              compared += 1;
              expect(withoutDigests(other)).toEqual(withoutDigests(one));
            }
          }
        }
      }),
      propertyRuns(100),
    );
    expect(compared).toBeGreaterThan(20);
  },
  propertyTimeout,
);

/** A decision without its digest and those of its items, which name the policy's digest in turn. */
function withoutDigests(decision: Decision): unknown {
  return JSON.parse(JSON.stringify(decision, (key, value: unknown) => (key === 'digest' ? undefined : value)));
}

function choosable(of: Plain): readonly string[] {
  if (Array.isArray(of)) return of.map(String);
  return Object.entries(Object(of)).flatMap(([choice, means]) => (typeof means === 'string' ? [choice] : []));
}
