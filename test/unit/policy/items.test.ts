/** Requests of several items: what reaches across them, what is decided for the request, and what is wrong with one. */
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { Amount, Decision } from '../../../src/model/generated/decision.ts';
import type { Request } from '../../../src/policy/policy.ts';
import { common, item, itemsPolicy } from '../../support/items-policy.ts';
import { decisionOf, load, schemaErrorsOf } from '../../support/load.ts';
import { decideByOracle, findMistakesByOracle, type OraclePolicy, type PlainMap } from '../../support/oracle.ts';

const policy = load(itemsPolicy);

const decide = async (items: readonly object[], more: object = {}): Promise<Decision> => decisionOf(policy, { ...common, ...more, items });

function say(amount: Amount | undefined): string {
  if (amount?.kind === 'unknown') return `waits for ${amount.waitsFor.join(', ')}`;
  return amount?.kind === 'exact' ? amount.value : String(amount?.kind);
}

const charge = (decision: Decision | undefined, id: string): string => say(decision?.charges.find((line) => line.charge === id)?.amount);
const steps = (decision: Decision, id = 'step'): readonly string[] => (decision.items ?? []).map((one) => charge(one, id));

async function problemsOf(request: unknown): Promise<readonly string[]> {
  const evaluation = await policy.evaluate(request as Request);
  return evaluation.ok ? [] : evaluation.problems.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the numbers of a tier', () => {
  test('go on from item to item', async () => {
    const decision = await decide([item, { ...item, sku: 'jug', pieces: 2 }, { ...item, sku: 'lamp', pieces: 2 }]);
    expect(steps(decision)).toEqual(['1.00', '20.00', '200.00']);
    expect(steps(decision, 'plain')).toEqual(['1.00', '2.00', '2.00']);
    expect(schemaErrorsOf(decision)).toEqual([]);
  });

  test('are taken once by what is the same', async () => {
    const decision = await decide([item, { ...item, pieces: 9 }, { ...item, sku: 'lamp' }]);
    expect(steps(decision)).toEqual(['1.00', '0.00', '10.00']);
    expect(decision.items?.[1]?.charges.find((line) => line.charge === 'step')?.working).toMatchObject({ kind: 'tier', parts: [] });
    expect(steps(decision, 'plain')).toEqual(['1.00', '2.00', '2.00']);
  });

  test('are not taken by what is rejected, and taken by what is for a person', async () => {
    const rejected = { ...item, opened: true };
    expect(steps(await decide([rejected, { ...item, sku: 'jug' }]))).toEqual(['undefined', '1.00']);
    expect(steps(await decide([rejected, item, item]))).toEqual(['undefined', '1.00', '0.00']);
    const dear = { ...item, price: 2000, evidence: { photo: 'provided' } };
    const decision = await decide([dear, { ...item, sku: 'jug' }]);
    expect(decision.items?.[0]?.outcome).toBe('review');
    expect(steps(decision)).toEqual(['1.00', '10.00']);
  });

  test.each<[string, object, string]>([
    ['a fact is missing', { sku: 'x', pieces: 1, price: 1 }, 'waits for items.0.opened'],
    ['evidence is missing', { sku: 'x', pieces: 1, price: 200, opened: false }, 'waits for items.0.photo'],
    ['its units are not told', { sku: 'x', price: 1, opened: false }, 'waits for items.0.pieces'],
    ['nobody knows what it is', { pieces: 1, price: 1, opened: false }, 'waits for items.0.sku'],
    ['neither', { price: 1, opened: false }, 'waits for items.0.pieces, items.0.sku'],
    ['it has no units', { sku: 'x', pieces: null, price: 1, opened: false }, '1.00'],
    ['it has none, and nobody knows what it is', { pieces: 0, price: 1, opened: false }, '1.00'],
    ['it is nothing that can be told apart', { sku: null, pieces: 1, price: 1, opened: false }, '10.00'],
  ])('before an item of which %s', async (_, before, expected) => {
    expect(charge((await decide([before, item])).items?.[1], 'step')).toBe(expected);
  });

  test('wait for what an item is once others took numbers', async () => {
    const { sku: _, ...nameless } = item;
    expect(steps(await decide([nameless]))).toEqual(['1.00']);
    expect(steps(await decide([item, nameless, { ...item, sku: 'jug' }]))).toEqual(['1.00', 'waits for sku', 'waits for items.1.sku']);
    expect(steps(await decide([{ ...item, opened: true }, nameless]))).toEqual(['undefined', '1.00']);
  });

  test('name the first hundred of what they wait for', async () => {
    const decision = await decide(Array.from({ length: 150 }, () => ({ pieces: 1, sku: 'x', price: 1 })));
    const last = decision.items?.at(-1)?.charges.find((line) => line.charge === 'step')?.amount;
    expect(last?.kind === 'unknown' ? last.waitsFor.length : 0).toBe(100);
  });
});

describe('lines that count once', () => {
  test('stand in the decision of the request alone', async () => {
    const decision = await decide([item, { ...item, sku: 'jug' }]);
    expect(decision.charges.map((line) => line.charge)).toEqual(['kept-share', 'postage']);
    expect(decision.items?.map((one) => one.charges.map((line) => line.charge))).toEqual([
      ['plain', 'step'],
      ['plain', 'step'],
    ]);
  });

  test.each<[string, readonly object[], readonly string[]]>([
    ['one item is open', [{ ...item, opened: true }, {}], ['kept-share', 'postage', 'small-order']],
    ['all are rejected', [{ ...item, opened: true }], ['in-vain']],
    ['none is covered', [{ wish: 'repair' }], []],
    ['one is rejected, one not covered', [{ ...item, opened: true }, { wish: 'repair' }], []],
  ])('where %s', async (_, items, expected) => {
    const wish = items.some((one) => 'wish' in one);
    const { wish: common1, ...others } = common;
    const told = items.map((one) => (wish && !('wish' in one) ? { ...one, wish: common1 } : one));
    const decision = await decisionOf(policy, { ...(wish ? others : common), items: told });
    expect(decision.charges.map((line) => line.charge)).toEqual(expected);
  });

  test('are as other lines where a request has no items', async () => {
    const decision = await decisionOf(policy, { ...common, ...item });
    expect(decision.charges.map((line) => line.charge)).toEqual(['kept-share', 'plain', 'postage', 'step']);
    expect('items' in decision || 'summary' in decision).toBe(false);
  });
});

describe('a derived fact', () => {
  test.each<[string, readonly object[], string, string]>([
    ['less what is granted', [item, { ...item, sku: 'jug', price: 145, evidence: { photo: 'provided' } }], '2.50', '3.00'],
    ['not less what is rejected', [item, { ...item, price: 145, opened: true }], '17.00', 'undefined'],
    ['waits for items that are open', [item, { price: 1 }], 'waits for items.1.opened', 'waits for items.1.opened'],
    ['waits for what it takes off', [{ ...item, price: undefined }], 'waits for items.0.price', 'waits for items.0.price'],
    ['is null where one of its parts is', [item, { ...item, price: null }, { price: 1 }], 'unspecified', 'undefined'],
    ['can be less than nothing', [{ ...item, price: 900, evidence: { photo: 'provided' } }], '-70.00', '3.00'],
  ])('%s', async (_, items, share, surcharge) => {
    const decision = await decide(items);
    expect([charge(decision, 'kept-share'), charge(decision, 'small-order')]).toEqual([share, surcharge]);
  });

  test('is that of the only item where there are no items', async () => {
    const decision = await decisionOf(policy, { ...common, ...item, price: '160.00', evidence: { photo: 'provided' } });
    expect([charge(decision, 'kept-share'), charge(decision, 'small-order')]).toEqual(['4.00', '3.00']);
    const open = await decisionOf(policy, { ...common, opened: false });
    expect(charge(open, 'kept-share')).toBe('waits for price');
    const { orderValue: _, ...without } = common;
    expect(charge(await decisionOf(policy, { ...without, ...item }), 'kept-share')).toBe('waits for orderValue');
  });
});

describe('a derived fact that could be too large a number', () => {
  const largest = '90071992547409.91';
  const mistakes = async (request: object): Promise<readonly string[]> => {
    const evaluation = await policy.evaluate({ wish: 'refund', appliedAt: common.appliedAt, counted: 1, ...request });
    return evaluation.ok ? [] : evaluation.problems.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`);
  };
  const message = 'out-of-range: `kept`, which is `orderValue` less `price`, could become too large a number';

  test.each<[string, object, readonly string[]]>([
    ['by what its items tell', { orderValue: 0, items: [{ price: largest }, { price: 0 }, { price: '0.01' }, { price: 5 }] }, [`/items/2/price ${message}`]],
    ['by an item that may yet be rejected', { orderValue: 0, items: [{ price: largest, opened: true }, { price: 1 }] }, [`/items/1/price ${message}`]],
    ['not where it is just within', { orderValue: 0, items: [{ price: largest }, {}] }, []],
    ['not where it begins high enough', { orderValue: largest, items: [{ price: largest }, { price: largest }] }, []],
    ['not where nothing is worked out', { items: [{ price: largest }, { price: largest }] }, []],
    ['not in a request without items', { orderValue: 0, price: largest }, []],
  ])('%s', async (_, request, expected) => {
    expect(await mistakes(request)).toEqual(expected);
    const told = { wish: 'refund', appliedAt: common.appliedAt, counted: 1, ...request } as PlainMap;
    expect(findMistakesByOracle(parse(itemsPolicy) as OraclePolicy, told).map(({ kind }) => kind)).toEqual(expected.map(() => 'too-large'));
  });

  test('above nothing, in a request without items as well', async () => {
    const below = load(itemsPolicy.replace('price: { type: money,', `price: { type: money, atLeast: "-${largest}",`));
    const request = { wish: 'refund', appliedAt: common.appliedAt, counted: 1, orderValue: '0.01' };
    const problems = [{ pointer: '/price', code: 'out-of-range' }];
    expect(await below.evaluate({ ...request, price: `-${largest}` })).toMatchObject({ ok: false, problems });
    expect(await below.evaluate({ ...request, price: '-90071992547409.90' })).toMatchObject({ ok: true });
  });

  test('is exact up to there', async () => {
    const decision = await decisionOf(policy, { ...common, orderValue: '0.02', items: [{ ...item, price: largest, evidence: { photo: 'provided' } }] });
    expect(charge(decision, 'kept-share')).toBe('-9007199254740.99');
  });
});

describe('the decision of the request', () => {
  test.each<[string, readonly object[]]>([
    ['incomplete', [item, {}, { ...item, opened: true }]],
    ['review', [item, { ...item, price: 2000, evidence: { photo: 'provided' } }, { ...item, opened: true }]],
    ['accepted', [{ ...item, opened: true }, item]],
    ['rejected', [{ ...item, opened: true }]],
  ])('is %s', async (outcome, items) => {
    const decision = await decide(items);
    expect(decision.outcome).toBe(outcome);
    expect(decision).toMatchObject({ reasons: [], evidence: [], duties: [], summary: { items: items.length } });
  });

  test('is not covered where one item is not, unless one is open', async () => {
    const { wish, ...others } = common;
    const uncovered = { wish: 'repair' };
    expect((await decisionOf(policy, { ...others, items: [uncovered, { ...item, wish }] })).outcome).toBe('uncovered');
    const open = await decisionOf(policy, { ...others, items: [uncovered, { wish }] });
    expect(open).toMatchObject({ outcome: 'incomplete', remedy: null, summary: { items: 2, uncovered: 1, incomplete: 1, accepted: 0 } });
  });

  test('names what each item misses, in their order', async () => {
    const decision = await decide([{ price: 200, opened: false }, item, { price: 1 }]);
    expect(decision.missing).toEqual({ facts: ['items.2.opened'], evidence: ['items.0.photo'] });
  });

  test('has the sum of all lines', async () => {
    const decision = await decide([item, { ...item, sku: 'jug' }, { price: 1, sku: 'x', pieces: 1 }]);
    expect(decision.totals['EUR']).toEqual({
      charges: { kind: 'unknown', known: '31.00', because: ['kept-share', 'small-order'] },
      credits: { kind: 'exact', value: '61.00' },
      net: { kind: 'unknown', known: '30.00', because: ['kept-share', 'small-order'] },
    });
  });

  test('shows the windows whose events are told for all', async () => {
    const bought = { bought: '2026-03-01T10:00:00+01:00' };
    expect(Object.keys((await decide([item], bought)).windows)).toEqual(['fortnight']);
    const inItem = await decide([{ ...item, ...bought }]);
    expect([Object.keys(inItem.windows), Object.keys(inItem.items?.[0]?.windows ?? {})]).toEqual([[], ['fortnight']]);
  });

  test('decides the other remedies for each item, in their order, with the numbers that are left', async () => {
    const evaluation = await policy.evaluate({ ...common, items: [item, { ...item, sku: 'jug', pieces: 2 }] }, { alternatives: true });
    if (!evaluation.ok) throw new Error('refused');
    const [, second] = evaluation.decision.items ?? [];
    expect(Object.keys(second?.alternatives ?? {})).toEqual(['repair', 'exchange']);
    expect(second?.alternatives?.['exchange']?.totals['EUR']?.charges).toEqual({ kind: 'exact', value: '22.00' });
    expect(evaluation.decision.alternatives).toBeUndefined();
  });
});

describe('an explanation', () => {
  test('is one for each item, and one of the lines that count once', async () => {
    const explained = await policy.explain({ ...common, items: [item, { ...item, opened: true }] });
    if (!explained.ok) throw new Error('refused');
    const { statements, items } = explained.explanation;
    expect(statements.map(({ id }) => id)).toEqual(['in-vain', 'kept-share', 'postage', 'small-order']);
    expect(items?.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected']);
    expect(items?.[1]?.statements.find(({ id }) => id === 'unsealed')).toMatchObject({ holds: true, shown: true });
    expect(items?.flatMap((one) => one.statements).some(({ id }) => id === 'postage')).toBe(false);
  });
});

describe('what is wrong with a request of several items', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['no list', 'cup', ['/items wrong-type']],
    ['null', null, ['/items wrong-type']],
    ['an object', { 0: item }, ['/items wrong-type']],
    ['a function', () => [item], ['/items wrong-type']],
    ['empty', [], ['/items malformed-value']],
    ['too many', Array.from({ length: 1001 }, () => item), ['/items malformed-value']],
    ['no objects', ['cup', null, [], 7, new Map(), Promise.resolve(item), undefined], [0, 1, 2, 3, 4, 5, 6].map((index) => `/items/${index} wrong-type`)],
    ['items in items', [{ ...item, items: [item] }], ['/items/0/items unknown-fact']],
    ['told twice', [{ ...item, wish: 'refund', evidence: { photo: 'provided' } }], ['/items/0/evidence/photo told-twice', '/items/0/wish told-twice']],
    ['of the request', [{ counted: 1, orderValue: 5, appliedAt: 'x' }], ['/items/0/appliedAt', '/items/0/counted', '/items/0/orderValue']],
    ['unknown', [item, { sku: 5, colour: 'red', evidence: { picture: 'provided' } }], ['/items/1/colour', '/items/1/evidence/picture', '/items/1/sku']],
    ['worked out', [{ ...item, kept: 5 }], ['/items/0/kept unknown-fact']],
    ['where it does not exist', [item, { ...item, seal: true }], ['/items/1/seal not-applicable']],
    ['what cannot be', [item, { ...item, price: '5000.01' }], []],
    ['strange evidence', [{ ...item, evidence: new Map() }], ['/items/0/evidence wrong-type']],
  ])('%s', async (_, items, expected) => {
    const isOfRequest = expected.every((problem) => !problem.includes(' '));
    const found = await problemsOf({ ...(isOfRequest ? { wish: 'refund' } : { ...common, evidence: { photo: 'provided' } }), items });
    expect(isOfRequest ? found.map((problem) => problem.split(' ')[0]) : found).toEqual(expected);
  });

  test('what one item cannot be is said of it; what none can be, of the request', async () => {
    expect(await problemsOf({ ...common, wish: 'exchange', items: [item, { ...item, price: '5000.01' }] })).toEqual(['/items/1 impossible']);
    expect(await problemsOf({ ...common, wish: 'exchange', price: 6000, items: [{}, {}] })).toEqual([' impossible']);
    expect(await problemsOf({ ...common, opened: false, seal: true, items: [{}, {}] })).toEqual(['/seal not-applicable']);
  });

  test('what one fact cannot be is said once, where it is told', async () => {
    const text = itemsPolicy
      .replace('windows:', '  - { when: { price: 7 }, because: Nothing costs 7. }\nwindows:')
      .replace('  price: { type: money,', '  country: { type: enum, values: [de], ask: Where? }\n  price: { type: money, when: { opened: false },')
      .replace('lasts: 14 days', 'lasts: 14 business days, calendar: { fact: country, de: north }');
    const strict = load(text);
    const pointersOf = async (request: object): Promise<readonly string[]> => {
      const evaluation = await strict.evaluate({ ...common, ...request });
      return evaluation.ok ? [] : evaluation.problems.map(({ pointer, code }) => `${pointer} ${code}`);
    };
    const [open, closed] = [{ opened: true }, { opened: false }];
    const [late, seven] = [{ bought: '2027-12-30T10:00:00Z' }, { price: 7 }];
    expect(await pointersOf({ ...seven, items: [closed, open, open] })).toEqual(['/price impossible', '/price not-applicable']);
    expect(await pointersOf({ items: [closed, { ...closed, ...seven }, { ...open, price: 5 }] })).toEqual([
      '/items/1/price impossible',
      '/items/2/price not-applicable',
    ]);
    expect(await pointersOf({ ...late, items: [{}, { country: 'de' }, { country: 'de' }] })).toEqual(['/bought calendar-end']);
    expect(await pointersOf({ country: 'de', items: [{}, late] })).toEqual(['/items/1/bought calendar-end']);
    expect(await pointersOf({ seal: true, items: [closed, closed, { ...open }] })).toEqual(['/seal not-applicable']);
  });

  test('a hundred mistakes are named, items in their order', async () => {
    const found = await problemsOf({ ...common, items: Array.from({ length: 500 }, () => ({ sku: 5 })) });
    expect(found).toHaveLength(100);
    expect(found.slice(0, 3)).toEqual(['/items/0/sku wrong-type', '/items/1/sku wrong-type', '/items/2/sku wrong-type']);
  });

  test('a derived fact is not told beside the items either, and the help says why', async () => {
    const evaluation = await policy.evaluate({ ...common, ...item, kept: 5 });
    expect(evaluation).toMatchObject({
      ok: false,
      problems: [{ pointer: '/kept', code: 'unknown-fact', help: 'leave it out; it is worked out: `orderValue` less `price` of what is granted' }],
    });
  });
});

describe('facts given as functions', () => {
  test('each is called once, and one beside the items serves all of them', async () => {
    const opened = vi.fn(async () => false);
    const counted = vi.fn(async () => 1);
    const prices = [vi.fn(async () => '30.00'), vi.fn(async () => '40.00')];
    const { counted: _, ...others } = common;
    const fetched = await policy.evaluate({ ...others, counted, opened, items: prices.map((price, index) => ({ pieces: 1, sku: `s${index}`, price })) });
    const told = await policy.evaluate({ ...common, opened: false, items: ['30.00', '40.00'].map((price, index) => ({ pieces: 1, sku: `s${index}`, price })) });
    expect(JSON.stringify(fetched)).toBe(JSON.stringify(told));
    expect([opened, counted, ...prices].map((fetch) => fetch.mock.calls.length)).toEqual([1, 1, 1, 1]);
  });

  test('are not called where no item needs them', async () => {
    const pieces = vi.fn(async () => 1);
    await decide([{ opened: true, price: 1, pieces }]);
    expect(pieces).not.toHaveBeenCalled();
  });

  test('give lists that are read once, and whose code cannot do harm', async () => {
    const throwing = new Proxy([], {
      get: (_list, key) => {
        if (key === 'then') return undefined;
        throw new Error('not today');
      },
    });
    expect(
      await problemsOf({
        ...common,
        items: [
          { ...item, sku: async () => throwing },
          { ...item, sku: 'x' },
        ],
      }),
    ).toEqual(['/items/0/sku fetch-failed']);
  });

  test('that fail are named with their item', async () => {
    const fails = async (): Promise<never> => Promise.reject(new Error('busy'));
    expect(await problemsOf({ ...common, items: [item, { ...item, sku: fails }] })).toEqual(['/items/1/sku fetch-failed']);
  });

  test('in the wrong place are mistakes, and are not called', async () => {
    const call = vi.fn(async () => 1);
    expect(await problemsOf({ ...common, items: [{ ...item, counted: call, wish: call, nonsense: call }] })).toEqual([
      '/items/0/counted told-twice',
      '/items/0/nonsense unknown-fact',
      '/items/0/wish told-twice',
    ]);
    expect(await problemsOf({ ...common, opened: call, items: [item] })).toEqual(['/items/0/opened told-twice']);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('hostile requests', () => {
  test('what a caller changes later changes nothing', async () => {
    const later = { ...item, evidence: { photo: 'provided' }, sku: async () => 'cup' } as Record<string, unknown>;
    const items = [later];
    const underWay = policy.evaluate({ ...common, items });
    later['opened'] = true;
    (later['evidence'] as Record<string, unknown>)['photo'] = 'nonsense';
    items.push({});
    expect(await underWay).toEqual(await policy.evaluate({ ...common, items: [{ ...item, evidence: { photo: 'provided' } }] }));
  });

  const throwing = {
    get sku(): string {
      throw new Error('not today');
    },
  };
  const lying = (length: unknown): unknown => new Proxy([item], { get: (list, key) => (key === 'length' ? length : Reflect.get(list, key)) });

  test.each<[string, unknown]>([
    ['a getter that throws', [throwing]],
    ['a list that lies about its length', lying(1e12)],
    ['a list without a length', lying(-1)],
    ['a list with a strange length', lying('many')],
    ['a list in which nothing stands', Array.from({ length: 3 })],
    ['an item that is its own item', [Object.assign({}, { items: null as unknown })].map((one) => Object.assign(one, { items: [one] }))],
  ])('%s is a problem, and never an exception', async (_, items) => {
    const evaluation = await policy.evaluate({ ...common, items });
    expect(evaluation.ok).toBe(false);
  });

  test('names of JavaScript’s own are no facts', async () => {
    const strange = JSON.parse('{ "__proto__": { "sku": "x" }, "constructor": 1, "opened": false }') as object;
    expect(await problemsOf({ ...common, items: [strange] })).toEqual(['/items/0/__proto__ unknown-fact', '/items/0/constructor unknown-fact']);
  });

  test('a thousand items are decided in little time', async () => {
    const before = performance.now();
    const decision = await decide(Array.from({ length: 1000 }, (_, index) => ({ pieces: 1, sku: `s${index}`, ...(index % 2 === 0 ? { opened: false } : {}) })));
    expect(decision.summary).toMatchObject({ items: 1000, incomplete: 1000 });
    expect(performance.now() - before).toBeLessThan(15_000);
  });
});

describe('a fact that is told for the request alone and does not exist for every item', () => {
  const text = itemsPolicy.replace('  counted: { type: integer, ask', '  counted: { type: integer, when: { wish: refund, opened: false }, ask');
  const conditional = load(text);

  test('is none where it does not exist; there no number is taken', async () => {
    const decision = await decisionOf(conditional, { ...common, items: [{ ...item, opened: true }, item, { ...item, sku: 'jug', pieces: 2 }] });
    expect(steps(decision)).toEqual(['undefined', '1.00', '20.00']);
  });

  test('may exist for another remedy, and not for this one', async () => {
    const { wish: _, ...others } = common;
    const items = [
      { ...item, wish: 'exchange' },
      { ...item, wish: 'refund' },
    ];
    const evaluation = await conditional.evaluate({ ...others, items }, { alternatives: true });
    if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.problems));
    expect(steps(evaluation.decision)).toEqual(['unspecified', '1.00']);
    expect(evaluation.decision.items?.map((one) => one.alternatives?.['refund']?.totals['EUR']?.charges)).toEqual([
      { kind: 'exact', value: '2.00' },
      undefined,
    ]);
    expect(evaluation.decision.items?.[1]?.alternatives?.['exchange']?.outcome).toBe('accepted');
  });

  const manyText = itemsPolicy
    .replace('  counted: { type: integer, ask', '  counted: { type: integer, when: { opened: false }, ask')
    .replace(
      '      unopened:',
      '      many: { when: { counted: { over: 5 } }, reject: So many came back., clause: "1" }\n      sent: { accept: Fine., clause: "1" }\n      unopened:',
    )
    .replace('      unsealed: { when: { opened: true }', '      unsealed: { when: { seal: true }');
  const many = load(manyText);

  test.each<[string, readonly PlainMap[], readonly unknown[]]>([
    ['nobody knows whether it exists', [{}, { opened: false }], ['incomplete', ['opened', 'seal'], 'waits for opened']],
    ['it exists', [{ opened: false }], ['rejected', [], 'undefined']],
    ['it does not', [{ opened: true, seal: false }, { opened: false }], ['accepted', [], 'unspecified']],
  ])('decides nothing for an item where %s', async (_, items, expected) => {
    const request = { ...common, counted: 10, price: 1, pieces: 1, sku: 'cup', items };
    const [first] = (await decisionOf(many, request)).items ?? [];
    expect([first?.outcome, first?.missing.facts, charge(first, 'step')]).toEqual(expected);
    const [byOracle] = decideByOracle(parse(manyText) as OraclePolicy, request).items ?? [];
    expect(first).toMatchObject({ ...byOracle });
  });

  test('leaves it open whether numbers are taken where it is not known to exist', async () => {
    const old = itemsPolicy.replace('  counted: { type: integer, ask', '  counted: { type: integer, when: { bought: { under: 2026-01-01T00:00:00Z } }, ask');
    const bought = '2025-03-01T10:00:00+01:00';
    const request = { ...common, items: [item, { ...item, bought, sku: 'jug' }] };
    const decision = await decisionOf(load(old), request);
    expect([decision.items?.[0]?.outcome, ...steps(decision)]).toEqual(['accepted', 'waits for bought', 'waits for items.0.bought']);
    expect(decideByOracle(parse(old) as OraclePolicy, request).items?.[1]?.charges).toEqual(decision.items?.[1]?.charges);
  });

  test('must exist for one of them', async () => {
    const evaluation = await conditional.evaluate({
      ...common,
      items: [
        { ...item, opened: true },
        { ...item, opened: true },
      ],
    });
    expect(evaluation).toMatchObject({ ok: false, problems: [{ pointer: '/counted', code: 'not-applicable' }] });
  });
});
