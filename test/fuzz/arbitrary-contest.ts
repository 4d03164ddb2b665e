import * as fc from 'fast-check';
import { arbitraryPolicy, arbitraryRequest, type PolicyDocumentObject } from '../support/arbitrary-policy.ts';
import type { Plain, PlainMap } from '../support/oracle.ts';
import type { Question } from './differences.ts';

/** Values that most facts cannot have; all of them survive JSON. */
const strangeValues: readonly Plain[] = [
  null,
  '',
  'no such value',
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '12.345',
  '-1',
  '1e3',
  '2026-03-10T14:20:00',
  '2026-02-30',
  '2999-12-31T23:59:59Z',
  [],
  ['red', 'red'],
  {},
  [{ from: '2026-03-10T14:20:00Z', to: '2026-03-10T14:20:00Z' }],
];

/** A request in which one thing was changed, added, or moved from one place to another. */
function arbitrarilySpoiled(request: PlainMap): fc.Arbitrary<PlainMap> {
  const names = ['evidence', 'items', 'noSuchFact', '__proto__', ...Object.keys(request)];
  const change = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...strangeValues));
  return fc.oneof(
    change.map(([name, value]) => withEntry(request, name, value)),
    change.map(([name, value]) => withEntry(request, 'evidence', withEntry(asMap(request['evidence']), name, value))),
    change.map(([name, value]) => withEntry(request, 'items', [...asList(request['items']), withEntry({}, name, value)])),
  );
}

/** Also `__proto__` as a key of its own, as JSON can have it. */
function withEntry(map: PlainMap, name: string, value: Plain): PlainMap {
  return Object.defineProperty({ ...map }, name, { value, enumerable: true, configurable: true, writable: true });
}

function asMap(value: Plain | undefined): PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainMap) : {};
}

function asList(value: Plain | undefined): readonly Plain[] {
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
}

/** Questions under one policy. */
export interface Contest {
  readonly policy: PolicyDocumentObject;
  readonly questions: readonly Question[];
}

/** Generated policies with several questions each, since deciding is quicker than loading; every fourth request is spoiled. */
export function arbitraryContest(): fc.Arbitrary<Contest> {
  return arbitraryPolicy().chain((policy) =>
    fc.array(arbitraryQuestion(policy), { minLength: 8, maxLength: 8 }).map((questions): Contest => ({ policy, questions })),
  );
}

function arbitraryQuestion(policy: PolicyDocumentObject): fc.Arbitrary<Question> {
  return fc.tuple(arbitraryRequest(policy), fc.boolean(), fc.constantFrom(true, true, true, false)).chain(([good, alternatives, isValid]) => {
    const asked = isValid ? fc.constant(good) : arbitrarilySpoiled(good);
    return asked.map((request): Question => ({ request, alternatives, isValid }));
  });
}
