/** What the language says about requests of several items: derived facts, units that are told apart, lines that count once; cases of them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkCases, readCases } from '../../../src/language/read-cases.ts';
import { requestSchemaOf } from '../../../src/language/request-schema.ts';
import { common, item, itemsPolicy } from '../../support/items-policy.ts';
import { changed, summaries, valid } from './shop-policy.ts';

const core = valid(itemsPolicy);

/** Two parts of the policy are there for requests alone, which is worth a warning. */
const errorsIn = (text: string): readonly string[] => summaries(text).filter((summary) => !summary.startsWith('never-used'));

describe('what is built', () => {
  test('is in the core', () => {
    expect(core.facts.get('kept')).toMatchObject({ derived: { from: 'orderValue', less: 'price' }, atLeast: null, nullable: true });
    expect(core.facts.get('price')?.derived).toBeNull();
    expect([...core.tiers.values()].map(({ distinct }) => distinct)).toEqual([null, 'sku']);
    expect(core.lines.filter((line) => line.per === 'request').map(({ id }) => id)).toEqual(['in-vain', 'kept-share', 'postage', 'small-order']);
  });

  test.each<[string, readonly [string, string][]]>([
    ['what units are told apart by', [['    distinct: sku\n', '']]],
    ['how often a line counts', [['per: request, amount: 5', 'amount: 5']]],
    ['what a fact is worked out from', [['{ from: orderValue, less: price }', '{ from: price, less: orderValue }']]],
  ])('%s is part of the digest', (_, replacements) => {
    expect(valid(changed(itemsPolicy, ...replacements)).digest).not.toBe(core.digest);
  });
});

describe('mistakes', () => {
  const kept = 'kept: { type: money, derived: { from: orderValue, less: price } }';
  test.each<[string, readonly [string, string][], readonly string[]]>([
    ['a derived fact that is no amount', [['kept: { type: money,', 'kept: { type: decimal,']], ['key-not-for-type at derived', 'wrong-kind at kept']],
    ['from what is no amount', [['from: orderValue', 'from: counted']], ['wrong-kind at counted']],
    ['from nothing known', [['from: orderValue', 'from: orderValues']], ['unknown-name at orderValues']],
    ['from itself', [['from: orderValue', 'from: kept']], ['derived-fact at kept']],
    ['less itself twice', [['less: price', 'less: orderValue']], ['derived-fact at { from: orderValue, less: orderValue }']],
    ['from another one', [[kept, `${kept}\n  left: { type: money, derived: { from: kept, less: price } }`]], ['derived-fact at kept']],
    ['in another currency', [['  price: { type: money,', '  price: { type: money, currency: CHF,']], ['derived-fact at price']],
    ['that is asked for', [[kept, `${kept.slice(0, -2)}, ask: What? }`]], ['derived-fact at ask']],
    ['without what is taken off', [['{ from: orderValue, less: price }', '{ from: orderValue }']], ['missing-key at derived']],
    ['in a rule', [['when: { price: { over: 1000 } }, review', 'when: { kept: { over: 1000 } }, review']], ['derived-place at kept']],
    ['in a line of an item', [['label: { on: rejected, amount: 2', 'label: { on: rejected, amount: { fact: kept }']], ['derived-place at kept']],
    ['in evidence', [['when: { price: { over: 100 } }, unavailable', 'when: { kept: { over: 100 } }, unavailable']], ['derived-place at kept']],
    ['in a section', [['    when: { wish: [exchange, refund] }', '    when: { kept: { over: 1 } }']], ['derived-place at kept']],
    ['in another fact', [['when: { opened: true }, ask: Is', 'when: { kept: { over: 1 } }, ask: Is']], ['derived-place at kept']],
    ['in what is impossible', [['price: { over: 5000 } }, because', 'kept: { over: 5000 } }, because']], ['derived-place at kept']],
    [
      'in a rule, through a term',
      [
        ['windows:\n', 'terms:\n  little: { kept: { under: 5 } }\nwindows:\n'],
        ['when: { price: { over: 1000 } }, review', 'when: { little: true }, review'],
      ],
      ['derived-place at {'],
    ],
    ['units that are told apart by a number', [['distinct: sku', 'distinct: pieces']], ['wrong-kind at pieces']],
    ['units that are what came before', [['units: pieces', 'units: counted']], ['tier-facts at counted']],
    ['a rule that shows what counts once', [['takes {label}', 'takes { label } and {postage}']], ['placeholder at { label }', 'placeholder-per at {postage}']],
    ['a line of an item that does, in its title', [['label: { on:', 'label: { title: "Beside {in-vain}", on:']], ['placeholder-per at {in-vain}']],
    [
      'a waiver that does',
      [['label: { on: rejected, amount: 2', 'label: { on: rejected, amount: 2, waived: { when: { opened: true }, because: "We take {postage}." }']],
      ['placeholder-per at {postage}'],
    ],
    [
      'evidence that does',
      [['what: A photo, when: { price: { over: 100 } }, unavailable: review', 'what: "For {postage}", unavailable: { review: "No {kept-share}" }']],
      ['placeholder-per at {postage}', 'placeholder-per at {kept-share}'],
    ],
    [
      'a line that counts once and shows one of an item',
      [['title: Postage', 'title: "Postage, beside {label} and {postage}"']],
      ['placeholder-per at {label}'],
    ],
    ['a line for each of something else', [['per: request, amount: 5', 'per: parcel, amount: 5']], ['unknown-value at parcel']],
    ['a rule that counts once', [['review: It is dear., clause', 'review: It is dear., per: request, clause']], ['unknown-key at per']],
  ])('%s', (_, replacements, expected) => {
    expect(errorsIn(changed(itemsPolicy, ...replacements))).toEqual(expected);
  });

  test('a term of a derived fact is right where a line counts once', () => {
    const text = changed(
      itemsPolicy,
      ['windows:\n', 'terms:\n  little: { kept: { under: 50 } }\nwindows:\n'],
      ['when: { kept: { under: 50 } }', 'when: { little: true }'],
    );
    expect(errorsIn(text)).toEqual([]);
  });
});

describe('the schema of requests', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false }).compile(requestSchemaOf(core));

  test.each<[string, object, boolean]>([
    ['a request with items', { ...common, items: [item, {}] }, true],
    ['one without', { ...common, ...item }, true],
    ['no items', { ...common, items: [] }, false],
    ['a fact of the request in an item', { items: [{ ...item, counted: 1 }] }, false],
    ['a derived fact', { kept: '5.00' }, false],
    ['items in items', { items: [{ items: [{}] }] }, false],
    ['a wrong value in an item', { items: [{ opened: 'no' }] }, false],
  ])('%s', (_, request, fits) => {
    expect(validate(request)).toBe(fits);
  });
});

describe('cases', () => {
  function mistakesIn(one: string): readonly string[] {
    const text = `policy: v1.policy.yaml\ndefaults: ${JSON.stringify(common)}\ncases:\n  one: ${one}\n`;
    const { cases, diagnostics } = readCases({ path: 'v1.cases.yaml', text });
    const all = cases === undefined ? diagnostics : checkCases(cases, core);
    return all.map(({ code, start, end, source }) => `${code} at ${source.slice(start.column - 1, end.column - 1)}`);
  }

  test.each<[string, readonly string[]]>([
    ['{ given: { items: [{ sku: cup }] }, expect: { items: [{ outcome: incomplete }], summary: { incomplete: 1 } } }', []],
    ['{ given: { items: [{}] }, expect: { missing: { facts: [items.0.opened], evidence: [items.0.photo] } } }', []],
    ['{ given: { items: [{ skew: cup }] }, expect: { outcome: incomplete } }', ['case-request at skew']],
    ['{ given: { items: [{ counted: 1 }] }, expect: { outcome: incomplete } }', ['case-request at counted']],
    ['{ given: { items: [{ opened: yes-please }] }, expect: { outcome: incomplete } }', ['case-request at opened']],
    ['{ given: { items: [cup] }, expect: { outcome: incomplete } }', ['unexpected-value at cup']],
    ['{ given: { items: cup }, expect: { outcome: incomplete } }', ['unexpected-value at cup']],
    ['{ given: { items: [{}] }, expect: { missing: { facts: [items.0.open] } } }', ['unknown-name at items.0.open']],
    ['{ given: { items: [{}] }, expect: { missing: { facts: [items.opened] } } }', ['unknown-name at items.opened']],
    ['{ given: { items: [{}] }, expect: { items: [{ charges: { postge: 5 } }] } }', ['unknown-name at postge']],
    ['{ given: { items: [{}] }, expect: { items: [{ summary: { accepted: 1 } }] } }', ['case-request at summary']],
    ['{ given: { items: [{}] }, expect: { items: [{ items: [{ outcome: accepted }] }] } }', ['case-request at items']],
    ['{ given: { items: [{}] }, expect: { items: [{ invalid: [/sku] }] } }', ['case-request at invalid']],
    ['{ given: { items: [{}] }, expect: { summary: { refused: 1 } } }', ['unknown-key at refused']],
  ])('%s', (one, expected) => {
    expect(mistakesIn(one)).toEqual(expected);
  });
});
