/** What is told is checked without ajv, and as ajv would check it by the schema of requests. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ToldMistake, ToldCheck } from '../../src/language/check-told.ts';
import { evidenceNamesOf, partSchemaOf } from '../../src/language/request-schema.ts';
import type { CorePolicy } from '../../src/model/policy.ts';
import { arbitraryPolicy, arbitraryRequest, policyToYaml } from '../support/arbitrary-policy.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';
import { textOf1688 } from '../support/read-policy-document.ts';

interface Found {
  readonly pointer: string;
  readonly what: unknown;
}

/** Only the first mistake of a place is ever reported. */
function firstOfEachPlace(found: readonly Found[]): readonly Found[] {
  return [...new Map(found.toReversed().map((one) => [one.pointer, one])).values()].toReversed();
}

function byCheck(policy: CorePolicy, data: Readonly<Record<string, unknown>>): readonly Found[] {
  const check = new ToldCheck(
    [...policy.facts.values()].filter(({ derived }) => derived === null),
    evidenceNamesOf(policy).map(({ id }) => id),
  );
  return firstOfEachPlace(Array.from(check.mistakesIn(data), ofMistake));
}

function ofMistake(mistake: ToldMistake): Found {
  switch (mistake.kind) {
    case 'unknown-key':
      return isPartOfValue(mistake.fact)
        ? { pointer: mistake.pointer, what: ['part', mistake.key] }
        : { pointer: `${mistake.pointer}/${step(mistake.key)}`, what: 'unknown' };
    case 'unknown-value':
      return { pointer: mistake.pointer, what: ['value', mistake.allowed, mistake.value] };
    case 'less':
    case 'more':
      return { pointer: mistake.pointer, what: [mistake.kind, mistake.limit, mistake.value] };
    case 'wrong-type':
      return { pointer: mistake.pointer, what: ['type', mistake.value] };
  }
}

const isPartOfValue = (fact: string): boolean => fact !== '' && fact !== 'evidence';

const step = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function schemaCheckOf(policy: CorePolicy): (data: unknown) => readonly Found[] {
  const schema = JSON.parse(
    JSON.stringify(partSchemaOf(policy), (key, value: unknown) =>
      (key === 'pattern' && typeof value === 'string') || (key === 'uniqueItems' && value === true) ? undefined : value,
    ),
  ) as object;
  const validate = new Ajv2020({ allErrors: true, verbose: true, strict: false, ownProperties: true, validateFormats: false }).compile(schema);
  return (data) => {
    validate(data);
    return firstOfEachPlace((validate.errors ?? []).map(ofError));
  };
}

function ofError({ keyword, instancePath: pointer, params, data }: ErrorObject): Found {
  switch (keyword) {
    case 'additionalProperties':
      return isPartOfValue(pointer.slice(1))
        ? { pointer, what: ['part', params['additionalProperty']] }
        : { pointer: `${pointer}/${step(String(params['additionalProperty']))}`, what: 'unknown' };
    case 'enum':
      return { pointer, what: ['value', (params['allowedValues'] as readonly unknown[]).map(String), data] };
    case 'minimum':
    case 'maximum':
      return { pointer, what: [keyword === 'minimum' ? 'less' : 'more', params['limit'], data] };
    default:
      return { pointer, what: ['type', data] };
  }
}

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, '', 'provided', 'x'.repeat(200), '𝒳'.repeat(200), '𝒳'.repeat(201), -0, 0, 1.5, 1e21, 2 ** 53, Infinity, NaN),
  fc.constantFrom<unknown>([], ['a', 'a'], [null, undefined, 1, {}], {}, { from: 1 }, () => true),
  fc.constantFrom<unknown>([{}], [{ from: '2026-03-10T14:20:00Z', to: null }], [{ from: 1, to: 2, more: 3 }], [{ from: undefined, to: true }], [[]]),
  fc.integer(),
  fc.dictionary(fc.constantFrom('provided', '__proto__', 'a/b', 'from'), fc.constantFrom<unknown>('provided', 'unavailable', 'lost', undefined, null)),
);

const changes = fc.array(fc.tuple(fc.nat(), strange), { maxLength: 6 });

function spoil(request: object, names: readonly string[], all: readonly (readonly [number, unknown])[]): Record<string, unknown> {
  const data = Object.assign(Object.create(null), request) as Record<string, unknown>;
  for (const [place, value] of all) data[names[place % names.length] ?? ''] = value;
  return data;
}

function namesOf(policy: CorePolicy): readonly string[] {
  return [...policy.facts.keys(), 'evidence', 'noSuchFact', '__proto__', 'constructor', 'a/b~c'];
}

test(
  'under generated policies',
  () => {
    const cases = arbitraryPolicy().chain((policy) =>
      fc.tuple(fc.constant(policy), fc.array(fc.tuple(arbitraryRequest(policy), changes), { minLength: 10, maxLength: 10 })),
    );
    fc.assert(
      fc.property(cases, ([document, requests]) => {
        const { core } = load(policyToYaml(document));
        const bySchema = schemaCheckOf(core);
        for (const [request, all] of requests) {
          const data = spoil(request, namesOf(core), all);
          delete data['items'];
          expect(byCheck(core, data)).toEqual(bySchema(data));
        }
      }),
      propertyRuns(60),
    );
  },
  propertyTimeout,
);

test('under the policy of 1688order, with evidence that is not as it should be', () => {
  const { core } = load(textOf1688);
  const bySchema = schemaCheckOf(core);
  const items = evidenceNamesOf(core).map(({ id }) => id);
  const evidence = fc.oneof(
    strange,
    fc.dictionary(fc.constantFrom(...items, 'no-such-item', '__proto__'), fc.constantFrom<unknown>('provided', 'unavailable', 'lost', null, undefined)),
  );
  fc.assert(
    fc.property(changes, evidence, (all, told) => {
      const data = { ...spoil({}, namesOf(core), all), evidence: told };
      expect(byCheck(core, data)).toEqual(bySchema(data));
    }),
    propertyRuns(500),
  );
});
