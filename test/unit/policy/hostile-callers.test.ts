/** Requests that are no plain data, and callers that change what they were given. */
import { describe, expect, test } from 'vitest';
import { loadPolicy, type Request } from '../../../src/policy/policy.ts';
import { load } from '../../support/load.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const policy = load(smallPolicy());

const refusing = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('no entry');
    },
  },
);

describe('a request that is no plain object is a problem, and never an exception', () => {
  test.each<[string, unknown, string]>([
    ['a promise', Promise.resolve(smallRequest), 'a Promise, which nobody awaited'],
    ['a Map', new Map(Object.entries(smallRequest)), 'a Map'],
    ['a Date', new Date(0), 'a Date'],
    ['null', null, '`null`'],
    ['a list', [], 'a list'],
    ['a function', () => smallRequest, 'a function'],
    ['a proxy that throws', refusing, 'no entry'],
    [
      'a getter that throws',
      {
        get action(): string {
          throw new Error('not today');
        },
      },
      'not today',
    ],
  ])('%s', async (_name, request, said) => {
    const evaluation = await policy.evaluate(request as Request);
    expect(evaluation.ok ? [] : evaluation.problems).toMatchObject([{ pointer: '', code: 'not-an-object', message: expect.stringContaining(said) }]);
  });

  test('evidence too', async () => {
    const evaluation = await policy.evaluate({ ...smallRequest, evidence: new Map() });
    expect(evaluation.ok ? [] : evaluation.problems).toMatchObject([{ pointer: '/evidence', code: 'wrong-type' }]);
  });
});

test('what is no text of a policy is said at once', () => {
  const text: unknown = new TextEncoder().encode(smallPolicy());
  expect(() => loadPolicy(text as string)).toThrow(/^loadPolicy takes the text of a policy/);
});

test('all that is wrong is found in one run: values, facts that do not exist, and what hangs on them', async () => {
  const chained = load(
    smallPolicy()
      .replace('pieces: { type: integer, atLeast: 1 }', 'pieces: { type: integer, atLeast: 1, when: { action: exchange } }')
      .replace('weight: { type: decimal, decimals: 3 }', 'weight: { type: decimal, decimals: 3, when: { pieces: { over: 1 } } }'),
  );
  const evaluation = await chained.evaluate({ ...smallRequest, price: '1.234' });
  expect(evaluation.ok ? [] : evaluation.problems.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/pieces not-applicable',
    '/price too-many-decimals',
    '/weight not-applicable',
  ]);
});

test('a caller cannot change the policy through a decision or its core', async () => {
  const before = await policy.evaluate(smallRequest);
  if (!before.ok) throw new Error('not decided');
  const bytes = JSON.stringify(before);
  const clauses = before.decision.reasons[0]?.clauses as string[];
  expect(() => clauses.push('9.9')).toThrow(TypeError);
  expect(() => Object.assign(policy.core, { currency: 'USD' })).toThrow(TypeError);
  expect(() => (policy.core.facts as Map<string, unknown>).clear()).toThrow('a policy cannot be changed');
  expect(JSON.stringify(await policy.evaluate(smallRequest))).toBe(bytes);
});

test('a request that is changed while a fact is fetched is decided as it came in', async () => {
  const { pieces: _pieces, ...others } = smallRequest;
  const request: Record<string, unknown> = { ...others };
  request['pieces'] = async () => {
    request['price'] = '1.00';
    return 2;
  };
  expect(JSON.stringify(await policy.evaluate(request))).toBe(JSON.stringify(await policy.evaluate(smallRequest)));
});
