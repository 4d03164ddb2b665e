import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyRequest } from '../../../src/policy/copy-request.ts';
import { RequestReader } from '../../../src/language/read-request.ts';
import { requestSchemaOf } from '../../../src/language/request-schema.ts';
import type { RequestProblem } from '../../../src/model/request-problem.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { changed, shopPolicy, valid } from './shop-policy.ts';

const policy = valid(
  changed(
    shopPolicy,
    [
      '  signs:\n',
      '  weight: { type: decimal, decimals: 3, atMost: 30, nullable: true }\n  boughtOn: { type: date, atLeast: 2024-01-01 }\n  opened: { type: boolean, nullable: true }\n  signs:\n',
    ],
    ['    ask: How many returns', '    atMost: 99\n    ask: How many returns'],
  ),
);
const reader = new RequestReader(policy);

const problemsOf = (request: unknown): readonly RequestProblem[] => {
  const copied = copyRequest(request);
  if (!copied.ok) return [copied.problem];
  const read = reader.read(copied.data);
  return [...copied.problems, ...(read.ok ? [] : read.problems)];
};

/** Pointer and code of each problem. */
const found = (request: unknown): readonly string[] => problemsOf(request).map(({ pointer, code }) => `${pointer} ${code}`);

/** What a valid request is read as. */
const factsOf = (request: unknown): Readonly<Record<string, unknown>> => {
  const read = reader.read(request as Readonly<Record<string, unknown>>);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return Object.fromEntries(read.request.facts);
};

describe('values are read exactly', () => {
  test.each([
    [{ action: 'return' }, { action: 'return' }],
    [{ price: '12.50' }, { price: 1250 }],
    [{ price: 12.5 }, { price: 1250 }],
    [{ price: '12.5000' }, { price: 1250 }],
    [{ price: 0.1 }, { price: 10 }],
    [{ price: 1.15 }, { price: 115 }],
    [{ price: '0' }, { price: 0 }],
    [{ price: -0 }, { price: 0 }],
    [{ price: 4.35 }, { price: 435 }],
    [{ weight: 0.125 }, { weight: 125 }],
    [{ weight: null }, { weight: null }],
    [{ returnsThisMonth: 3 }, { returnsThisMonth: 3 }],
    [{ returnsThisMonth: 3.0 }, { returnsThisMonth: 3 }],
    [{ signs: [] }, { signs: new Set() }],
    [{ signs: ['dirty', 'scratched'] }, { signs: new Set(['dirty', 'scratched']) }],
    [{ appliedAt: '2026-03-10T14:20:00+08:00' }, { appliedAt: Date.parse('2026-03-10T06:20:00Z') }],
    [{ boughtOn: '2024-01-01' }, { boughtOn: 19_723 }],
    [{ opened: false }, { opened: false }],
    [{ opened: undefined }, {}],
  ])('%o', (request, facts) => {
    expect(factsOf(request)).toEqual(facts);
  });

  test('evidence, by item and alternative', () => {
    const read = reader.read({ evidence: { front: 'provided', back: 'unavailable' } });
    expect(read.ok && [...read.request.evidence]).toEqual([
      ['front', 'provided'],
      ['back', 'unavailable'],
    ]);
  });

  test('any amount with two decimals, as text and as number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(factsOf({ price: text })).toEqual({ price: cents });
        expect(factsOf({ price: Number(text) })).toEqual({ price: cents });
      }),
      propertyRuns(500),
    );
  });
});

describe('each mistake has its place', () => {
  test.each<readonly [unknown, readonly string[]]>([
    [null, [' not-an-object']],
    [[], [' not-an-object']],
    ['x', [' not-an-object']],
    [42, [' not-an-object']],
    [{ acton: 'return' }, ['/acton unknown-fact']],
    [{ 'a/b~c': 1 }, ['/a~1b~0c unknown-fact']],
    [{ constructor: 1 }, ['/constructor unknown-fact']],
    [JSON.parse('{ "__proto__": 1 }'), ['/__proto__ unknown-fact']],
    [{ toString: 'x' }, ['/toString unknown-fact']],
    [{ action: 'retrun' }, ['/action unknown-value']],
    [{ action: ['return'] }, ['/action unknown-value']],
    [{ action: null }, ['/action unknown-value']],
    [{ action: true }, ['/action unknown-value']],
    [{ price: '12.505' }, ['/price too-many-decimals']],
    [{ price: 0.30000000000000004 }, ['/price malformed-value']],
    [{ price: '12,50' }, ['/price malformed-value']],
    [{ price: '12.50 CNY' }, ['/price malformed-value']],
    [{ price: '' }, ['/price malformed-value']],
    [{ price: '1e3' }, ['/price malformed-value']],
    [{ price: 1e21 }, ['/price malformed-value']],
    [{ price: '99999999999999999' }, ['/price malformed-value']],
    [{ price: -1 }, ['/price out-of-range']],
    [{ price: '-0.01' }, ['/price out-of-range']],
    [{ price: true }, ['/price wrong-type']],
    [{ price: null }, ['/price wrong-type']],
    [{ price: { amount: 1 } }, ['/price wrong-type']],
    [{ price: Number.NaN }, ['/price malformed-value']],
    [{ price: Number.POSITIVE_INFINITY }, ['/price malformed-value']],
    [{ price: 5n }, ['/price wrong-type']],
    [{ weight: '30.001' }, ['/weight out-of-range']],
    [{ weight: '0.0001' }, ['/weight too-many-decimals']],
    [{ returnsThisMonth: 1.5 }, ['/returnsThisMonth wrong-type']],
    [{ returnsThisMonth: '3' }, ['/returnsThisMonth wrong-type']],
    [{ returnsThisMonth: -1 }, ['/returnsThisMonth out-of-range']],
    [{ returnsThisMonth: 100 }, ['/returnsThisMonth out-of-range']],
    [{ signs: 'dirty' }, ['/signs wrong-type']],
    [{ signs: ['dirty', 'dirty'] }, ['/signs repeated']],
    [{ signs: ['dirty', 'dusty'] }, ['/signs/1 unknown-value']],
    [{ signs: null }, ['/signs wrong-type']],
    [JSON.parse('{ "signs": [{ "valueOf": 1 }, { "valueOf": 1 }] }'), ['/signs/0 unknown-value', '/signs/1 unknown-value']],
    [{ signs: [Object.create(null), Object.create(null)] }, ['/signs/0 unknown-value', '/signs/1 unknown-value']],
    [{ signs: Array.from({ length: 1001 }, () => 'dirty') }, ['/signs malformed-value']],
    [{ appliedAt: '2026-03-10' }, ['/appliedAt malformed-value']],
    [{ appliedAt: '2026-03-10T14:20:00' }, ['/appliedAt malformed-value']],
    [{ appliedAt: '2026-02-30T00:00:00Z' }, ['/appliedAt malformed-value']],
    [{ appliedAt: 1_773_123_600_000 }, ['/appliedAt wrong-type']],
    [{ appliedAt: new Date(0) }, ['/appliedAt wrong-type']],
    [{ boughtOn: '2023-12-31' }, ['/boughtOn out-of-range']],
    [{ boughtOn: '2024-01-01T00:00:00Z' }, ['/boughtOn malformed-value']],
    [{ opened: 'true' }, ['/opened wrong-type']],
    [{ opened: 1 }, ['/opened wrong-type']],
    [{ evidence: 'front' }, ['/evidence wrong-type']],
    [{ evidence: ['front'] }, ['/evidence wrong-type']],
    [{ evidence: null }, ['/evidence wrong-type']],
    [{ evidence: { fornt: 'provided' } }, ['/evidence/fornt unknown-evidence']],
    [{ evidence: { photo: 'provided' } }, ['/evidence/photo unknown-evidence']],
    [{ evidence: { front: true } }, ['/evidence/front unknown-value']],
    [{ evidence: { front: 'yes' } }, ['/evidence/front unknown-value']],
    [{ evidence: { constructor: 'provided' } }, ['/evidence/constructor unknown-evidence']],
    [{ acton: 1, price: 'x', signs: [1] }, ['/acton unknown-fact', '/signs/0 unknown-value', '/price malformed-value']],
  ])('%o', (request, expected) => {
    expect(found(request)).toEqual(expected);
  });

  test('a misspelt name gets the nearest one', () => {
    expect(problemsOf({ acton: 'return' })[0]?.help).toBe('did you mean `action`?');
    expect(problemsOf({ action: 'retrun' })[0]?.help).toBe('did you mean `return`?');
    expect(problemsOf({ evidence: { fornt: 'provided' } })[0]?.help).toBe('did you mean `front`?');
  });

  test('a long value is not repeated whole', () => {
    for (const { message } of problemsOf({ price: 'x'.repeat(100_000), action: 'y'.repeat(100_000), [`z${'z'.repeat(100_000)}`]: 1 }))
      expect(message.length).toBeLessThan(300);
  });

  test('a request of 100,000 unknown facts is refused soon, with the first of them', () => {
    const request = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`f${index}`, index]));
    const start = performance.now();
    expect(problemsOf(request)).toHaveLength(100);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('whatever is told', () => {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSet: true, maxDepth: 3 });

  test('nothing is thrown, and the request stays as it is', () => {
    const names = [...policy.facts.keys(), 'evidence', '__proto__', 'constructor'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), anything), (request) => {
        const frozen = Object.freeze(request);
        const read = reader.read(frozen);
        if (!read.ok) for (const { message, pointer } of read.problems) expect(`${pointer} ${message}`).not.toMatch(/\[object/);
      }),
      propertyRuns(2000),
    );
  });

  test('what the schema of requests refuses, the reader refuses', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(requestSchemaOf(policy));
    const values = fc.oneof(
      anything,
      fc.constantFrom('return', '12.50', 12.5, -1, null, ['dirty'], true, '2026-03-10T14:20:00Z', '2026-03-10', 3, { front: 'provided' }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...policy.facts.keys(), 'evidence', 'x'), values, { maxKeys: 3, noNullPrototype: true }), (request) => {
        let plain: unknown;
        try {
          plain = JSON.parse(JSON.stringify(request));
        } catch {
          return;
        }
        if (!validate(plain)) expect(reader.read(plain).ok, JSON.stringify([plain, validate.errors])).toBe(false);
      }),
      propertyRuns(2000),
    );
  });
});

describe('the schema of requests', () => {
  const schema = requestSchemaOf(policy) as { properties: Record<string, unknown> };

  test('is a valid schema that knows every fact and item of evidence, and nothing else', () => {
    expect(() => new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(schema)).not.toThrow();
    expect(Object.keys(schema.properties).sort()).toEqual([...policy.facts.keys(), 'evidence', 'items'].sort());
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  test.each([
    ['action', { enum: ['return', 'exchange'], description: 'What do you ask for?' }],
    ['opened', { type: ['boolean', 'null'] }],
    ['signs', { type: 'array', items: { enum: ['scratched', 'dirty'] }, uniqueItems: true, description: 'What can be seen?' }],
    ['returnsThisMonth', { type: 'integer', minimum: 0, maximum: 99, description: 'How many returns did you make this month?' }],
    ['price', { type: ['string', 'number'], pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]{1,2}0*)?$', description: 'What did you pay?' }],
    ['weight', { type: ['string', 'number', 'null'], pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]{1,3}0*)?$' }],
    ['appliedAt', { type: 'string', format: 'date-time', description: 'When did you apply?' }],
    ['boughtOn', { type: 'string', format: 'date' }],
  ])('%s', (name, expected) => {
    expect(schema.properties[name]).toEqual(expected);
  });

  test('tells evidence by its alternatives', () => {
    expect(schema.properties['evidence']).toMatchObject({
      properties: { front: { enum: ['provided', 'unavailable'], description: 'The front' }, back: {} },
      additionalProperties: false,
    });
  });
});
