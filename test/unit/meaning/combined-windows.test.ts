import { describe, expect, test } from 'vitest';
import type { WindowState } from '../../../src/model/generated/decision.ts';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { decide, feeOf, policyWithFee, policyWithWindows, problemsOf, smallPolicy } from './small-policy.ts';

type State = WindowState['state'];

/** The numbers that put a window of 10 from `start` on into a state. */
const numbers: Readonly<Record<State, { readonly start: number | null; readonly at?: number | null }>> = {
  early: { start: 10, at: 9 },
  open: { start: 10, at: 20 },
  closed: { start: 10, at: 21 },
  none: { start: 10, at: null },
  unknown: { start: 10 },
};
const number = 'type: integer, nullable: true, ask: How many?';
const members = ['a', 'b', 'c'] as const;
const numberFacts = members.map((name) => `${name}-start: { ${number} }\n${name}-at: { ${number} }`).join('\n');
const numberWindows = members.map((name) => `${name}: { from: ${name}-start, at: ${name}-at, lasts: 10, clause: "1" }`).join('\n');

/** What puts windows into states, one after the other. */
function told(...states: readonly State[]): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    states.flatMap((state, index) => {
      const { start, at } = numbers[state];
      const name = members[index] ?? '';
      return [[`${name}-start`, start], ...(at === undefined ? [] : [[`${name}-at`, at] as const])] as const;
    }),
  );
}

describe('the state of two windows put together', () => {
  const policy = policyWithWindows(
    numberFacts,
    `${numberWindows}
     later: { later-of: [a, b], clause: "1" }
     later-too: { later-of: [b, a], clause: "1" }
     earlier: { earlier-of: [a, b], clause: "1" }
     earlier-too: { earlier-of: [b, a], clause: "1" }`,
  );

  test.each<readonly [State, State, State, State]>([
    // a, b, the later of them, the earlier of them
    ['early', 'early', 'early', 'early'],
    ['early', 'open', 'open', 'early'],
    ['early', 'closed', 'early', 'closed'],
    ['early', 'none', 'none', 'none'],
    ['early', 'unknown', 'unknown', 'unknown'],
    ['open', 'open', 'open', 'open'],
    ['open', 'closed', 'open', 'closed'],
    ['open', 'none', 'open', 'none'],
    ['open', 'unknown', 'open', 'unknown'],
    ['closed', 'closed', 'closed', 'closed'],
    ['closed', 'none', 'none', 'closed'],
    ['closed', 'unknown', 'unknown', 'closed'],
    ['none', 'none', 'none', 'none'],
    ['none', 'unknown', 'unknown', 'unknown'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
  ])('%s and %s: the later is %s, the earlier %s', async (a, b, later, earlier) => {
    const { windows } = await decide(policy, told(a, b));
    expect([windows['a']?.state, windows['b']?.state]).toEqual([a, b]);
    expect([windows['later']?.state, windows['later-too']?.state]).toEqual([later, later]);
    expect([windows['earlier']?.state, windows['earlier-too']?.state]).toEqual([earlier, earlier]);
  });

  test('windows on numbers give no instants', async () => {
    const { windows } = await decide(policy, told('open', 'closed'));
    expect(windows['later']).toEqual({ state: 'open', opensAt: null, countsFrom: null, closesAt: null });
  });
});

describe('the state of three', () => {
  const policy = policyWithWindows(
    numberFacts,
    `${numberWindows}\nlater: { later-of: [a, b, c], clause: "1" }\nearlier: { earlier-of: [a, b, c], clause: "1" }`,
  );

  test.each<readonly [State, State, State, State, State]>([
    ['early', 'closed', 'closed', 'early', 'closed'],
    ['early', 'open', 'open', 'open', 'early'],
    ['unknown', 'none', 'closed', 'unknown', 'closed'],
    ['unknown', 'none', 'open', 'open', 'unknown'],
    ['early', 'none', 'closed', 'none', 'closed'],
    ['early', 'none', 'open', 'open', 'none'],
    ['early', 'unknown', 'none', 'unknown', 'unknown'],
  ])('%s, %s and %s: the later is %s, the earlier %s', async (a, b, c, later, earlier) => {
    const { windows } = await decide(policy, told(a, b, c));
    expect([windows['later']?.state, windows['earlier']?.state]).toEqual([later, earlier]);
  });
});

describe('what combined windows wait for', () => {
  const waitsOf = async (window: string, state: string, request: Request): Promise<readonly string[]> => {
    const policy = smallPolicy(
      `${numberFacts}\nlate: { type: boolean, ask: Is it? }`,
      `
windows:
${numberWindows.replaceAll(/^/gm, '  ')}
  both: ${window}
sections:
  all: { title: All, rules: { in-time: { when: { both: ${state} }, accept: Yes., clause: "1" } } }`,
    );
    const { outcome, missing } = await decide(policy, { appliedAt: undefined, ...request });
    return [outcome, ...missing.facts];
  };
  const later = '{ later-of: [a, b, c], clause: "1" }';
  const earlier = '{ earlier-of: [a, b], clause: "1" }';
  const choose = '{ choose: [{ when: { late: true }, window: a }, { otherwise: b }], clause: "1" }';

  test.each<readonly [string, string, string, Request, readonly string[]]>([
    ['the members that are not known', later, 'open', told('closed', 'unknown', 'none'), ['incomplete', 'b-at']],
    ['all of them', later, 'open', told('unknown', 'unknown', 'closed'), ['incomplete', 'a-at', 'b-at']],
    ['their beginnings too', earlier, 'open', told('open'), ['incomplete', 'b-at', 'b-start']],
    ['nothing where one decides', later, 'open', told('open', 'unknown', 'unknown'), ['accepted']],
    ['nothing where one that is closed decides', earlier, 'closed', told('unknown', 'closed'), ['accepted']],
    ['the condition of a choice', choose, 'open', told('unknown', 'unknown'), ['incomplete', 'late']],
    ['the window that is chosen', choose, 'open', { late: true, ...told('unknown', 'open') }, ['incomplete', 'a-at']],
    ['the other one', choose, 'open', { late: false, ...told('open', 'unknown') }, ['incomplete', 'b-at']],
  ])('%s', async (_, window, state, request, expected) => {
    expect(await waitsOf(window, state, request)).toEqual(expected);
  });
});

describe('instants of windows put together', () => {
  const policy = policyWithWindows(
    `aAt: { type: instant, nullable: true, ask: When? }
     bAt: { type: instant, nullable: true, ask: When? }
     repairs: { type: periods, ask: When? }
     kilometres: { type: integer, nullable: true, ask: How many? }
     bought: { type: integer, nullable: true, ask: How many had it? }
     gold: { type: boolean, ask: Are you? }`,
    `a: { from: aAt, counting-from: next-hour, lasts: 24 hours, pauses: repairs, clause: "1" }
     b: { from: bAt, counting-from: at-once, lasts: 24 hours, clause: "1" }
     always: { from: bAt, lasts: forever, clause: "1" }
     miles: { at: kilometres, until: 1000, clause: "1" }
     more-miles: { at: kilometres, until: 2000, clause: "1" }
     own-miles: { from: bought, at: kilometres, lasts: 1000, clause: "1" }
     either: { later-of: [a, own-miles], clause: "1" }
     both-miles: { earlier-of: [miles, more-miles], clause: "1" }
     later: { later-of: [a, b], clause: "1" }
     earlier: { earlier-of: [a, b], clause: "1" }
     later-always: { later-of: [a, always], clause: "1" }
     earlier-always: { earlier-of: [a, always], clause: "1" }
     warranty: { earlier-of: [a, miles, both-miles], clause: "1" }
     chosen: { choose: [{ when: { gold: true }, window: later }, { otherwise: earlier }], clause: "1" }
     mixed: { choose: [{ when: { gold: true }, window: miles }, { otherwise: a }], clause: "1" }
     nested: { later-of: [mixed, b], clause: "1" }
     after: { from: { end-of: later }, counting-from: at-once, lasts: 1 hour, clause: "1" }
     after-mixed: { from: { end-of: mixed }, counting-from: at-once, lasts: 1 hour, clause: "1" }`,
  );
  const [aAt, bAt] = ['2026-06-01T08:20:00+02:00', '2026-06-01T10:00:00+02:00'];
  const show = async (name: string, request: Request): Promise<readonly (string | null | undefined)[]> => {
    const window = (await decide(policy, { repairs: [], ...request })).windows[name];
    const short = (text: string | null | undefined): string | null | undefined => text?.replace(/^2026-06-0(.)T(..:..).*$/, '$1 $2') ?? text;
    return [window?.state, short(window?.opensAt), short(window?.countsFrom), short(window?.closesAt)];
  };
  const nothing = [null, null, null] as const;

  test.each<readonly [string, string, Request, readonly (string | null)[]]>([
    ['later: from the first beginning to the last end', 'later', { aAt, bAt }, ['open', '1 08:20', '1 10:00', '2 10:00']],
    ['earlier: from the last beginning to the first end', 'earlier', { aAt, bAt }, ['open', '1 10:00', '1 09:00', '2 09:00']],
    ['the same end: the first that counts', 'later', { aAt, bAt: '2026-06-01T09:00:00+02:00' }, ['open', '1 08:20', '1 09:00', '2 09:00']],
    ['one is not known', 'later', { aAt }, ['open', ...nothing]],
    ['one did not happen', 'later', { aAt, bAt: null }, ['open', ...nothing]],
    ['one did not happen: the earlier ends with the other, and has not begun', 'earlier', { aAt, bAt: null }, ['early', null, '1 09:00', '2 09:00']],
    ['none happened', 'earlier', { aAt: null, bAt: null }, ['early', ...nothing]],
    ['without end: the later has none', 'later-always', { aAt, bAt }, ['open', '1 08:20', '1 10:00', null]],
    ['without end: the earlier ends with the other', 'earlier-always', { aAt, bAt }, ['open', '1 10:00', '1 09:00', '2 09:00']],
    ['all without end', 'earlier-always', { aAt, bAt, repairs: [{ from: bAt }] }, ['open', '1 10:00', '1 09:00', null]],
    ['numbers have none, nor have combinations of them', 'warranty', { aAt, kilometres: 5 }, ['open', '1 08:20', '1 09:00', '2 09:00']],
    ['numbers decide all the same', 'warranty', { aAt, kilometres: 1001 }, ['closed', '1 08:20', '1 09:00', '2 09:00']],
    ['numbers that begin nowhere change no instants', 'either', { aAt, bought: null }, ['open', '1 08:20', '1 09:00', '2 09:00']],
    ['nor do numbers that are not told', 'either', { aAt }, ['open', '1 08:20', '1 09:00', '2 09:00']],
    ['a choice has those of the window that is taken', 'chosen', { aAt, bAt, gold: true }, ['open', '1 08:20', '1 10:00', '2 10:00']],
    ['or of the other', 'chosen', { aAt, bAt, gold: false }, ['open', '1 10:00', '1 09:00', '2 09:00']],
    ['a choice that is not known', 'chosen', { aAt, bAt }, ['unknown', ...nothing]],
    ['a choice of numbers has numbers', 'mixed', { aAt, kilometres: 5, gold: true }, ['open', null, null, '1000']],
    ['which are no instants for what leans on it', 'nested', { aAt, bAt, kilometres: 5, gold: true }, ['open', '1 10:00', '1 10:00', '2 10:00']],
    ['nor an event', 'after-mixed', { aAt, kilometres: 5, gold: true }, ['early', ...nothing]],
    ['the end of a combination is an event', 'after', { aAt, bAt, appliedAt: '2026-06-02T10:30:00+02:00' }, ['open', '2 10:00', '2 10:00', '2 11:00']],
    ['as long as it has one', 'after', { aAt, bAt: null }, ['early', ...nothing]],
    ['and is waited for', 'after', { aAt }, ['unknown', ...nothing]],
  ])('%s', async (_, window, request, expected) => {
    expect(await show(window, request)).toEqual(expected);
  });

  test('are shown where one of their windows is', async () => {
    const shown = async (request: Request): Promise<readonly string[]> => Object.keys((await decide(policy, request)).windows);
    expect(await shown({})).toEqual([]);
    expect(await shown({ kilometres: 5 })).toEqual(['after-mixed', 'both-miles', 'miles', 'mixed', 'more-miles', 'nested', 'warranty']);
  });
});

describe('windows on numbers', () => {
  const policy = policyWithWindows(
    `bought: { type: decimal, decimals: 2, nullable: true, ask: How many kilometres had it? }
     now: { type: decimal, decimals: 2, nullable: true, ask: How many has it? }`,
    `since: { from: bought, at: now, lasts: 1000.5, clause: "1" }
     total: { at: now, until: 60000, clause: "1" }`,
  );
  const show = async (request: Request): Promise<readonly unknown[]> => {
    const { windows } = await decide(policy, request);
    return [windows['since'], windows['total']?.state];
  };
  const since = { opensAt: '12.25', countsFrom: '12.25', closesAt: '1012.75' };

  test.each<readonly [Request, State, State]>([
    [{ bought: '12.25', now: '12.24' }, 'early', 'open'],
    [{ bought: '12.25', now: '12.25' }, 'open', 'open'],
    [{ bought: '12.25', now: '1012.75' }, 'open', 'open'],
    [{ bought: '12.25', now: '1012.76' }, 'closed', 'open'],
    [{ bought: '12.25', now: '60000.01' }, 'closed', 'closed'],
    [{ bought: '12.25', now: null }, 'none', 'none'],
  ])('%o', async (request, state, total) => {
    expect(await show(request)).toEqual([{ state, ...since }, total]);
  });

  test('null where it begins is early; what is not told is unknown', async () => {
    const nothing = { opensAt: null, countsFrom: null, closesAt: null };
    expect(await show({ bought: null, now: 5 })).toEqual([{ state: 'early', ...nothing }, 'open']);
    expect(await show({ bought: '12.25' })).toEqual([{ state: 'unknown', ...since }, undefined]);
    expect(await show({ now: 5 })).toEqual([undefined, 'open']);
  });

  test('the upper end is a number without useless zeros, and there is no lower one', async () => {
    const { windows } = await decide(policy, { now: 5 });
    expect(windows['total']).toEqual({ state: 'open', opensAt: null, countsFrom: null, closesAt: '60000' });
  });
});

describe('a window on numbers that ends beyond the numbers that are kept exactly', () => {
  const facts = 'bought: { type: decimal, decimals: 2, ask: How many had it? }\nnow: { type: decimal, decimals: 2, ask: How many has it? }';
  const windows = 'since: { from: bought, at: now, lasts: 10.01, clause: "1" }\neither: { later-of: [since, since-too], clause: "1" }';
  const text = `${windows}\nsince-too: { from: bought, at: now, lasts: 1, clause: "1" }`;
  const policy = policyWithWindows(facts, text);

  test('is told at what it begins with, once', async () => {
    expect(await problemsOf(policy, { bought: '90071992547399.91' })).toEqual(['out-of-range at /bought']);
    expect(await problemsOf(policy, { now: 5, items: [{ bought: 1 }, { bought: '90071992547399.91' }] })).toEqual(['out-of-range at /items/1/bought']);
  });

  test('and not where it just does not', async () => {
    const { windows: shown } = await decide(policy, { bought: '90071992547399.90', now: '90071992547409.91' });
    expect(shown['since']).toMatchObject({ state: 'open', closesAt: '90071992547409.91' });
  });
});

describe('late after a combined window', () => {
  const fee = 'amount: { each: 4, per-started: 1 day, late: both }';
  const facts =
    'aAt: { type: instant, nullable: true, ask: When? }\nbAt: { type: instant, nullable: true, ask: When? }\nrepairs: { type: periods, ask: When? }';
  const policyOf = (kind: string): Policy =>
    policyWithFee(
      facts,
      fee,
      `
windows:
  a: { from: aAt, counting-from: at-once, lasts: 24 hours, clause: "1" }
  b: { from: bAt, counting-from: at-once, lasts: 24 hours, pauses: repairs, clause: "1" }
  both: { ${kind}: [a, b], clause: "1" }`,
    );
  const [later, earlier] = [policyOf('later-of'), policyOf('earlier-of')];
  const [first, second] = ['2026-05-25T12:00:00+02:00', '2026-05-28T12:00:00+02:00'];

  test.each<readonly [string, Policy, Request, string]>([
    // The request is made on 1 June; the windows end on 26 and 29 May.
    ['counts from the later end', later, { aAt: first, bAt: second, repairs: [] }, '12.00'],
    ['counts from the earlier end', earlier, { aAt: first, bAt: second, repairs: [] }, '24.00'],
    ['is nothing while one is open', later, { aAt: first, bAt: '2026-06-01T00:00:00+02:00', repairs: [] }, '0.00'],
    ['is not known while the other end is not, though it is closed', earlier, { aAt: first, bAt: second }, 'waits for repairs'],
    ['nor while the other event is not', earlier, { aAt: first, repairs: [] }, 'waits for bAt'],
    ['counts from the only end, where the other event did not happen', earlier, { aAt: first, bAt: null, repairs: [] }, '24.00'],
    ['waits for what could keep it open', later, { aAt: first }, 'waits for bAt, repairs'],
  ])('%s', async (_, policy, request, expected) => {
    expect(await feeOf(policy, request)).toBe(expected);
  });
});

describe('a deadline', () => {
  test('that is a number today is none', async () => {
    const policy = smallPolicy(
      'boughtAt: { type: instant, ask: When? }\nkilometres: { type: integer, ask: How many? }\nsold: { type: boolean, ask: Was it? }',
      `
windows:
  time: { from: boughtAt, counting-from: at-once, lasts: 24 hours, clause: "1" }
  miles: { at: kilometres, until: 1000, clause: "1" }
  either: { choose: [{ when: { sold: true }, window: miles }, { otherwise: time }], clause: "1" }
sections:
  all:
    title: All
    rules: { yes-always: { accept: "Until {either.closesAt}.", clause: "1" } }
    duties: { bring: { who: customer, what: Bring it., deadline: either, clause: "1" } }`,
    );
    const seen = async (sold: boolean): Promise<readonly unknown[]> => {
      const { duties, reasons } = await decide(policy, { boughtAt: '2026-06-01T08:00:00+02:00', kilometres: 5, sold });
      return [duties[0]?.by, reasons[0]?.message];
    };
    expect(await seen(true)).toEqual([null, 'Until 1000.']);
    expect(await seen(false)).toEqual(['2026-06-02T08:00:00.000+02:00', 'Until 2026-06-02 08:00.']);
  });
});
