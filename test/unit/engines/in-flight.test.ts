/** Many requests at once, and facts that are fetched while a decision is made. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Request } from '../../../src/policy/policy.ts';
import { RequestMaker, randomNumbers } from '../../bench/random-requests.ts';
import { load } from '../../support/load.ts';
import { smallPolicy } from '../meaning/small-policy.ts';

describe('a thousand requests in flight', () => {
  const policy = load(readFileSync('policies/1688order-after-sales/v1.policy.yaml', 'utf8'));
  const maker = new RequestMaker(1_000);
  const requests = Array.from({ length: 1_000 }, (_, index) => (index % 4 === 0 ? maker.halved(maker.complete()) : maker.complete()));
  const bytesOf = async (request: Request): Promise<string> => JSON.stringify(await policy.evaluate(request));

  /** About half of the facts as functions that take up to `longest` milliseconds; the same facts for the same seed. */
  const withFetches = (request: Request, seed: number, longest: number): Request => {
    const random = randomNumbers(seed);
    const entries = Object.entries(request).map(([name, value]) => {
      const delay = random() * longest;
      const isFetched = name !== 'evidence' && random() < 0.5;
      return [name, isFetched ? async () => wait(delay, value) : value];
    });
    return Object.fromEntries(entries);
  };

  test('get the answers that they get one by one', async () => {
    const oneByOne: string[] = [];
    for (const request of requests) oneByOne.push(await bytesOf(request));
    expect(await Promise.all(requests.map(bytesOf))).toEqual(oneByOne);
    expect(new Set(oneByOne).size).toBeGreaterThan(300);
  });

  test('get them too where facts are fetched and come in any order', async () => {
    const oneByOne: string[] = [];
    for (const [index, request] of requests.entries()) oneByOne.push(await bytesOf(withFetches(request, index, 0)));
    expect(await Promise.all(requests.map((request, index) => bytesOf(withFetches(request, index, 20))))).toEqual(oneByOne);
  });
});

describe('facts that are fetched', () => {
  const policy = smallPolicy(
    `
    place: { type: enum, values: [home, shop], ask: Where? }
    worn: { type: boolean, ask: Worn? }
    broken: { type: boolean, ask: Broken? }
    price: { type: money, ask: How much? }`,
    `
sections:
  home:
    title: Home
    when: { place: home }
    rules:
      fine: { when: { worn: false, broken: false }, accept: Yes., clause: "1" }
      worn-out: { when: { worn: true }, reject: No., clause: "1" }
    charges:
      share: { title: A share, amount: { fact: price }, clause: "1" }
  shop:
    title: Shop
    when: { place: shop }
    rules: { always-fine: { accept: Yes., clause: "1" } }`,
  );
  const appliedAt = '2026-06-01T12:00:00+02:00';

  /** A request that notes its calls. A round's facts answer only when all of it were called, so one at a time would never end. */
  const noting = (
    rounds: readonly (readonly string[])[],
    values: Readonly<Record<string, unknown>>,
  ): { readonly calls: string[]; readonly request: Request } => {
    const calls: string[] = [];
    const barriers = rounds.map((names) => {
      let open = (): void => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      return { names, opened, open };
    });
    const fetch = (name: string) => async (): Promise<unknown> => {
      calls.push(name);
      const barrier = barriers.find(({ names }) => names.includes(name));
      if (barrier?.names.every((other) => calls.includes(other)) === true) barrier.open();
      await barrier?.opened;
      return values[name];
    };
    return { calls, request: { appliedAt, ...Object.fromEntries(Object.keys(values).map((name) => [name, fetch(name)])) } };
  };

  test('are fetched together as soon as they are needed, and each once', { timeout: 5_000 }, async () => {
    const { calls, request } = noting([['broken', 'place', 'worn'], ['price']], { place: 'home', worn: false, broken: false, price: '3.00' });
    const evaluation = await policy.evaluate(request);
    expect(evaluation).toMatchObject({ ok: true, decision: { outcome: 'accepted', totals: { EUR: { charges: { value: '3.00' } } } } });
    expect([calls.slice(0, 3).sort(), calls.slice(3)]).toEqual([['broken', 'place', 'worn'], ['price']]);
  });

  test('are not fetched where the decision does not need them', async () => {
    const { calls, request } = noting([], { worn: false, broken: false, price: '3.00' });
    expect(await policy.evaluate({ ...request, place: 'shop' })).toMatchObject({ ok: true, decision: { outcome: 'accepted' } });
    expect(calls).toEqual([]);
  });

  test('that stay unknown are asked for once, and are missing', async () => {
    const { calls, request } = noting([], { worn: undefined, broken: undefined, price: undefined });
    const evaluation = await policy.evaluate({ ...request, place: 'home' });
    expect(evaluation).toMatchObject({ ok: true, decision: { outcome: 'incomplete', missing: { facts: ['broken', 'worn'] } } });
    expect([...calls].sort()).toEqual(['broken', 'price', 'worn']);
  });

  test.each([
    ['rejects', async () => Promise.reject(new Error('the shelf is empty'))],
    [
      'throws',
      () => {
        throw new Error('the shelf is empty');
      },
    ],
  ])('and cannot be had are a problem: a function that %s', async (_, worn) => {
    expect(await policy.evaluate({ appliedAt, place: 'home', broken: false, price: '3.00', worn })).toEqual({
      ok: false,
      problems: [{ pointer: '/worn', code: 'fetch-failed', message: expect.stringContaining('the shelf is empty') }],
    });
  });

  test('and are wrong are a problem like any other', async () => {
    const evaluation = await policy.evaluate({ appliedAt, place: 'home', broken: false, price: '3.00', worn: async () => 'perhaps' });
    expect(evaluation).toMatchObject({ ok: false, problems: [{ pointer: '/worn', code: 'wrong-type' }] });
  });
});
