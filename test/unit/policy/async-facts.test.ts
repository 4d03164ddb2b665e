/** Facts given as functions: what is called, when, and what becomes of what they return. */
import { describe, expect, test, vi } from 'vitest';
import { load } from '../../support/load.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const policy = load(smallPolicy());
const { pieces: _pieces, weight: _weight, ...others } = smallRequest;
const bytes = async (request: Readonly<Record<string, unknown>>): Promise<string> => JSON.stringify(await policy.evaluate(request));

describe('a fact given as a function', () => {
  test('is called once, without arguments, and its value counts as told', async () => {
    const pieces = vi.fn(async (...told: unknown[]) => 2 + told.length);
    const weight = vi.fn(() => '1.25');
    expect(await bytes({ ...others, pieces, weight })).toBe(await bytes(smallRequest));
    expect(pieces.mock.calls).toEqual([[]]);
    expect(weight).toHaveBeenCalledTimes(1);
  });

  test('is not called where the decision does not need it', async () => {
    const pieces = vi.fn(async () => 2);
    const evaluation = await policy.evaluate({ ...others, bought: '2025-01-01', pieces });
    expect(evaluation).toMatchObject({ ok: true, decision: { outcome: 'rejected' } });
    expect(pieces).not.toHaveBeenCalled();
  });

  test('those that are needed together are called together', async () => {
    const order: string[] = [];
    const slow = (name: string, value: unknown) => async () => {
      order.push(`${name} called`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} told`);
      return value;
    };
    await policy.evaluate({ ...others, pieces: slow('pieces', 2), weight: slow('weight', '1') });
    expect(order.slice(0, 2).sort()).toEqual(['pieces called', 'weight called']);
  });

  test('that tells nothing is not told', async () => {
    const evaluation = await policy.evaluate({ ...others, weight: '1.25', pieces: async () => undefined });
    const told = await policy.evaluate({ ...others, weight: '1.25' });
    expect(evaluation).toEqual(told);
  });

  test.each([
    ['a wrong value', async () => 'two', { pointer: '/pieces', code: 'wrong-type' }],
    [
      'an error',
      () => Promise.reject(new Error('no connection')),
      { pointer: '/pieces', code: 'fetch-failed', message: '`pieces` could not be fetched: no connection' },
    ],
    [
      'an error at once',
      () => {
        throw new TypeError('no such shop');
      },
      { pointer: '/pieces', code: 'fetch-failed', message: '`pieces` could not be fetched: no such shop' },
    ],
    [
      'something thrown that is no error',
      () => Promise.reject('busy'),
      { pointer: '/pieces', code: 'fetch-failed', message: '`pieces` could not be fetched: busy' },
    ],
  ])('that gives %s makes the request wrong', async (_, pieces, problem) => {
    expect(await policy.evaluate({ ...others, weight: '1', pieces })).toMatchObject({ ok: false, problems: [problem] });
  });

  test('under an unknown name is a mistake like any other', async () => {
    expect(await policy.evaluate({ ...others, piece: async () => 2 })).toMatchObject({ ok: false, problems: [{ pointer: '/piece', code: 'unknown-fact' }] });
    expect(await policy.evaluate({ ...others, pieces: async () => 2, evidence: async () => ({}) })).toMatchObject({
      ok: false,
      problems: [{ pointer: '/evidence', code: 'wrong-type' }],
    });
  });
});

describe('what is no request', () => {
  test.each([[null], [undefined], [[]], ['request'], [7], [() => ({})]])('%o', async (request) => {
    expect(await policy.evaluate(request as never)).toMatchObject({ ok: false, problems: [{ pointer: '', code: 'not-an-object' }] });
  });

  test('what hangs on the prototype is not told', async () => {
    const request = Object.create({ pieces: 9 }) as Record<string, unknown>;
    expect(await bytes(Object.assign(request, others))).toBe(await bytes(others));
  });

  test('an undefined value is not told', async () => {
    expect(await bytes({ ...others, pieces: undefined })).toBe(await bytes(others));
  });
});
