/** What two versions decide differently, and which changes of their texts cause it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DiffChange, DiffRegion, PolicyDiff } from '../../../src/model/generated/diff.ts';
import { diffPolicies } from '../../../src/policy/diff-policies.ts';
import { itemsPolicy } from '../../support/items-policy.ts';
import { load } from '../../support/load.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { changedShop, reformattedShop, shop } from '../../support/two-versions.ts';

const schema = JSON.parse(readFileSync(new URL('../../../schema/diff.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

function diffOf(changes: Readonly<Record<string, string>>): PolicyDiff {
  const diff = diffPolicies(load(shop), load(changedShop(changes)));
  expect(validate(JSON.parse(JSON.stringify(diff))), JSON.stringify(validate.errors)).toBe(true);
  return diff;
}

const titlesOf = ({ regions }: PolicyDiff): readonly string[] =>
  regions.map(
    ({ what, effect }) =>
      `${effect}: ${what.map(({ kind, id, old, new: next }) => (kind === 'outcome' ? `${old ?? ''} > ${next ?? ''}` : `${kind} ${id ?? ''}`)).join(', ')}`,
  );

/** The change that a path leads to; the path of the version aside. */
function changeAt(diff: PolicyDiff, path: string): DiffChange {
  const change = diff.changes.find((one) => one.path.join('.') === path);
  if (change === undefined) throw new Error(`no ${path} among ${diff.changes.map((one) => one.path.join('.')).join(', ')}`);
  return change;
}

function regionOf(diff: PolicyDiff, has: (region: DiffRegion) => boolean): DiffRegion {
  const found = diff.regions.filter(has);
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} such regions`);
  return found[0];
}

const concerns =
  (id: string) =>
  ({ what }: DiffRegion): boolean =>
    what.some((one) => one.id === id);

describe('versions that mean the same', () => {
  test('the same text: nothing is different', () => {
    const diff = diffPolicies(load(shop), load(shop));
    expect(diff).toMatchObject({ same: true, regions: [], changes: [], limits: [] });
    expect(diff.fingerprints.old).toBe(diff.fingerprints.new);
  });

  test('comments, layout, quotes and the order of keys are no changes', () => {
    const [a, b] = [diffPolicies(load(shop), load(shop)), diffPolicies(load(shop), load(reformattedShop))];
    expect(reformattedShop).not.toBe(shop);
    expect(b).toMatchObject({ same: true, regions: [], changes: [] });
    expect(b.fingerprints).toEqual(a.fingerprints);
  });

  test('changes without an effect are said to have none, and why', () => {
    const diff = diffOf({
      'What is it?': 'What did you buy?',
      'title: Two weeks': 'title: Fourteen days',
      'early: 13 days': 'early: 10 days',
      'title: Everything': 'title: All',
    });
    expect(diff.same).toBe(true);
    expect(diff.changes.map(({ path, regions, note }) => [path.join('.'), regions, note])).toEqual([
      ['version', [], 'it names the version'],
      ['effective.from', [], 'it says from when the version holds, and not what it decides'],
      ['facts.kind.ask', [], 'it is the question for the fact'],
      ['windows.fortnight.title', [], 'decisions name windows by their ids'],
      ['windows.fortnight.lasts.early', [], 'the reading edge is late'],
      ['sections.all.title', [], 'decisions do not name sections'],
    ]);
  });

  test('a condition that is written in another way has no effect', () => {
    const diff = diffOf({ 'fresh: { kind: food, opened: true }': 'fresh: { kind: { not: [book, toy] }, opened: { not: false } }' });
    expect(diff.same).toBe(true);
    expect(diff.changes.filter(({ path }) => path[0] === 'terms').map(({ regions }) => regions)).toEqual([[], []]);
    expect(diff.fingerprints.old).toBe(diff.fingerprints.new);
  });
});

describe('regions', () => {
  test('a window that is longer: other outcomes, who is better off, and its cause', () => {
    const diff = diffOf({ 'late: 14 days': 'late: 20 days' });
    const region = regionOf(diff, ({ what }) => what.some(({ new: next }) => next === 'accepted'));
    expect(region).toMatchObject({ number: 1, effect: 'better', isTextOnly: false, isWhereExact: true });
    expect(region.where.map(({ words }) => words).join('\n')).toContain(
      'appliedAt more than 14 days, at most 20 days after bought, the day itself not counted',
    );
    expect(region.witness?.old.outcome).toBe('rejected');
    expect(region.witness?.new.outcome).toBe('accepted');
    expect(changeAt(diff, 'windows.fortnight.lasts.late')).toMatchObject({
      words: 'windows.fortnight.lasts.late: 14 days → 20 days',
      regions: diff.regions.map(({ number }) => number),
    });
    expect(diff.fingerprints.old).not.toBe(diff.fingerprints.new);
  });

  test('the sides of a change have their lines', () => {
    const change = changeAt(diffOf({ 'late: 14 days': 'late: 20 days' }), 'windows.fortnight.lasts.late');
    const line = shop.slice(0, shop.indexOf('late: 14 days')).split('\n').length;
    expect(change.old).toMatchObject({ text: '14 days', path: 'policy.yaml', line });
    expect(change.new).toMatchObject({ text: '20 days', line });
  });

  test('a rate that is higher: the money with its ends, and only where it is charged', () => {
    const diff = diffOf({ 'return: 3, exchange: 4': 'return: 3, exchange: 4.50' });
    const region = regionOf(diff, concerns('handling'));
    expect(region).toMatchObject({ effect: 'worse', money: [{ currency: 'CNY', least: '0.50', most: null }] });
    expect(region.where.every(({ words }) => words.includes('action exchange'))).toBe(true);
    expect(region.witness?.differences[0]).toMatch(/^charge handling: [0-9.]+ CNY → [0-9.]+ CNY$/);
    const { words, regions } = changeAt(diff, 'tiers.fee.bands.2.exchange');
    expect(words).toBe('tiers.fee.bands.2.exchange: 4 → 4.50');
    expect(regions).toEqual([region.number]);
  });

  test('changes in two columns cause the regions of their own column', () => {
    const diff = diffOf({ 'return: 3, exchange: 4': 'return: 2, exchange: 5' });
    const of = (effect: string): number => regionOf(diff, (region) => region.effect === effect).number;
    expect(changeAt(diff, 'tiers.fee.bands.2.return').regions).toEqual([of('better')]);
    expect(changeAt(diff, 'tiers.fee.bands.2.exchange').regions).toEqual([of('worse')]);
  });

  test('other words: neutral, and said so; the money beside them is a region of its own', () => {
    const diff = diffOf({ 'title: Handling': 'title: Our work', 'return: 3, exchange: 4': 'return: 3, exchange: 5' });
    const [money, ...words] = diff.regions;
    expect(money).toMatchObject({ effect: 'worse', isTextOnly: false });
    expect(words.map(({ isTextOnly, effect, money: sums }) => [isTextOnly, effect, sums])).toEqual(words.map(() => [true, 'neutral', []]));
    expect(changeAt(diff, 'sections.all.charges.handling.title').regions).toEqual(words.map(({ number }) => number));
    expect(changeAt(diff, 'tiers.fee.bands.2.exchange').regions).toEqual([1]);
  });

  test('a message and clauses: text only, and the fingerprint stays', () => {
    const diff = diffOf({ 'reject: Too late., clause: "1"': 'reject: This is too late., clause: ["1", "2"]' });
    expect(diff.regions).toHaveLength(1);
    expect(diff.regions[0]).toMatchObject({ isTextOnly: true, effect: 'neutral', what: [{ kind: 'reason', id: 'late', differs: ['message', 'clauses'] }] });
    expect(diff.fingerprints.old).toBe(diff.fingerprints.new);
  });

  test('a statement under another id is renamed, and not one less and one more', () => {
    const diff = diffOf({ '      late: {': '      too-late: {', '      handling: {': '      work: {', '      pay: {': '      repay: {' });
    expect(diff.regions.map(({ effect, isTextOnly }) => [effect, isTextOnly])).toEqual(diff.regions.map(() => ['neutral', true]));
    const what = diff.regions.flatMap((region) => region.what);
    expect(what.filter(({ renamedTo }) => renamedTo === null)).toEqual([]);
    expect([...new Set(what.map(({ kind, id, renamedTo }) => `${kind} ${id ?? ''} ${renamedTo ?? ''}`))].sort()).toEqual([
      'charge handling work',
      'duty pay repay',
      'reason late too-late',
    ]);
    expect(changeAt(diff, 'sections.all.rules.late')).toMatchObject({ kind: 'renamed', words: 'sections.all.rules.late: renamed to too-late' });
    expect(changeAt(diff, 'sections.all.rules.late').regions).not.toEqual([]);
  });

  test('what hangs on a term, and on a fact, is found', () => {
    const diff = diffOf({ 'fresh: { kind: food, opened: true }': 'fresh: { kind: food }', 'values: [book, toy, food]': 'values: [book, toy, food, pet]' });
    const outcomes = diff.regions.filter(({ what }) => what.some(({ kind }) => kind === 'outcome'));
    expect(titlesOf(diff)).toContain('worse: accepted > rejected');
    expect(titlesOf(diff)).toContain('better: refused > accepted');
    const values = changeAt(diff, 'facts.kind.values');
    expect(values.words).toBe('facts.kind.values: with pet');
    expect(values.regions).toEqual(expect.arrayContaining(outcomes.filter(({ what }) => what[0]?.old === 'refused').map(({ number }) => number)));
    expect(changeAt(diff, 'terms.fresh.opened').regions).toContain(
      regionOf(diff, ({ what }) => what[0]?.old === 'accepted' && what[0].new === 'rejected').number,
    );
  });

  test('evidence and duties that are new have their place after money', () => {
    const diff = diffOf({
      'when: { kind: toy }': 'when: { kind: [toy, book] }',
      'what: Pay the money back., when: { action: return }': 'what: Pay the money back.',
      'exchange: 4 }': 'exchange: 6 }',
    });
    const kinds = diff.regions.map(({ what }) => what[0]?.kind);
    expect(kinds.indexOf('charge')).toBeGreaterThan(kinds.lastIndexOf('outcome'));
    expect(kinds.indexOf('evidence')).toBeGreaterThan(kinds.lastIndexOf('charge'));
    expect(kinds.indexOf('duty')).toBeGreaterThan(kinds.lastIndexOf('evidence'));
    expect(regionOf(diff, (region) => concerns('photo')(region) && region.what[0]?.kind === 'evidence').effect).toBe('worse');
  });

  test('what is seen only where the outcome is another one has an effect there', () => {
    const diff = diffOf({
      'fresh-food: { when: { fresh: true }, reject: Fresh food stays with you.': 'fresh-food: { when: { fresh: true }, accept: We take fresh food back.',
      '      handling: {': '      cleaning: { title: Cleaning, when: { fresh: true }, amount: 7, clause: "2" }\n      handling: {',
    });
    expect(titlesOf(diff)).toEqual(['better: rejected > accepted']);
    expect(changeAt(diff, 'sections.all.charges.cleaning')).toMatchObject({ kind: 'added', regions: [1], note: null });
  });

  test('a line in a region of another outcome causes the money there, where both bill it', () => {
    const diff = diffOf({ 'when: { kind: toy }': 'when: { kind: [toy, book] }', 'return: 3, exchange: 4': 'return: 3, exchange: 5' });
    const region = regionOf(diff, ({ what }) => what[0]?.new === 'incomplete');
    expect(region.money[0]?.least).toBe('0.00');
    expect(changeAt(diff, 'tiers.fee.bands.2.exchange').regions).toContain(region.number);
  });

  test('worse outcomes stand before better ones', () => {
    const diff = diffOf({ 'fresh: { kind: food, opened: true }': 'fresh: { kind: toy, opened: true }' });
    const effects = diff.regions.filter(({ what }) => what[0]?.kind === 'outcome').map(({ effect }) => effect);
    expect(effects).toContain('better');
    expect(effects.lastIndexOf('worse')).toBeLessThan(effects.indexOf('better'));
  });

  test('the summary counts all regions', () => {
    const diff = diffOf({ 'fresh: { kind: food, opened: true }': 'fresh: { kind: toy, opened: true }' });
    expect(Object.values(diff.summary).reduce((sum, count) => sum + count, 0)).toBe(diff.regions.length);
  });
});

describe('bytes and fingerprints', () => {
  test('the same two versions give the same bytes', () => {
    const changes = { 'late: 14 days': 'late: 20 days', 'exchange: 4 }': 'exchange: 6 }' };
    expect(JSON.stringify(diffOf(changes))).toBe(JSON.stringify(diffOf(changes)));
  });

  test('the fingerprint of a change is another one for another change, and the other way round', () => {
    const [a, b] = [load(shop), load(changedShop({ 'late: 14 days': 'late: 20 days' }))];
    const changes = [diffPolicies(a, b), diffPolicies(b, a), diffPolicies(a, a)].map(({ fingerprints }) => fingerprints.change);
    expect(new Set(changes).size).toBe(3);
  });

  test('regions that are told: none is left out of the count', () => {
    const told: string[] = [];
    const diff = diffPolicies(load(shop), load(changedShop({ 'late: 14 days': 'late: 20 days' })), { tell: (done, all) => told.push(`${done}/${all}`) });
    expect(told).toEqual(diff.regions.map((_, index) => `${index}/${diff.regions.length}`));
  });
});

describe('extended policies and calendars', () => {
  const own = `language: 1
policy: shop-north
version: 1
title: The shop in the north
extends: shop@1
effective: { from: 2025-01-01T00:00:00+08:00, by: appliedAt }
overrides:
  windows:
    month: { title: A month, from: bought, counting-from: next-day, lasts: 40 days, clause: "1" }
`;

  test('against its base, a policy shows what it overrides alone', () => {
    const base = load(shop);
    const north = load(own, { library: { policies: { 'shop@1': { path: 'shop/v1.policy.yaml', text: shop } } } });
    const diff = diffPolicies(base, north);
    expect(diff.changes.filter(({ note }) => note === null).map(({ words }) => words)).toEqual(['windows.month.lasts: 30 days → 40 days']);
    expect(changeAt(diff, 'windows.month.lasts').new).toMatchObject({ path: 'policy.yaml', line: 9 });
    expect(titlesOf(diff)).toEqual(['neutral: duty pay', 'neutral: window month']);
  });

  test('a calendar with other days', () => {
    const text = shop.replace('lasts: 30 days', 'lasts: 5 business days, calendar: days');
    const calendar = (extra: string): string => smallCalendar('days').replace('  2026-01-01', () => `${extra}  2026-01-01`);
    const of = (extra: string): ReturnType<typeof load> => load(text, { library: { calendars: { days: calendar(extra) } } });
    const diff = diffPolicies(of(''), of('  2025-06-02: A day off\n'));
    expect(diff.same).toBe(false);
    expect(diff.changes).toMatchObject([{ words: 'calendars.days: other days', old: null, new: null, regions: diff.regions.map(({ number }) => number) }]);
  });
});

test('what is not compared exactly is named: a derived fact, and what counts across items', () => {
  const changed = itemsPolicy.replace('when: { kept: { under: 50 } }', 'when: { kept: { under: 60 } }');
  const { regions, limits } = diffPolicies(load(itemsPolicy), load(changed));
  expect(regions.flatMap(({ what }) => what.map(({ id }) => id))).toContain('small-order');
  expect(limits).toEqual(expect.arrayContaining([expect.stringContaining('`kept`'), expect.stringContaining('several items')]));
});
