/** How a comparison is shown: golden pages, what is shown of whom, and texts that try to break out of the page. */
import { describe, expect, test } from 'vitest';
import type { PolicyDiff } from '../../../src/model/generated/diff.ts';
import { diffPolicies } from '../../../src/policy/diff-policies.ts';
import { chosenRegions, sayMoney, sayNumbers } from '../../../src/report/diff-words.ts';
import { renderDiff } from '../../../src/report/render-diff.ts';
import { renderDiffHtml } from '../../../src/report/render-diff-html.ts';
import { renderDiffMarkdown } from '../../../src/report/render-diff-markdown.ts';
import { styleFor } from '../../../src/report/style.ts';
import { expectGolden } from '../../support/golden.ts';
import { load } from '../../support/load.ts';
import { changedShop, shop } from '../../support/two-versions.ts';

const diff = diffPolicies(
  load(shop),
  load(
    changedShop({
      'late: 14 days': 'late: 20 days',
      'return: 3, exchange: 4': 'return: 2.50, exchange: unspecified',
      'accept: "Until {fortnight.closesAt}."': 'accept: "Yes, until {fortnight.closesAt}."',
      'What is it?': 'What did you buy?',
      'when: { kind: toy }': 'when: { kind: [toy, book] }',
    }),
  ),
);
const same = diffPolicies(load(shop), load(shop));

describe('golden pages', () => {
  test('text', () => expectGolden('diff/shop.txt', renderDiff(diff, { width: 100 })));
  test('Markdown', () => expectGolden('diff/shop.md', renderDiffMarkdown(diff)));
  test('HTML', () => expectGolden('diff/shop.html', renderDiffHtml(diff)));
  test('text of two that are the same', () => expectGolden('diff/same.txt', renderDiff(same)));
});

describe('what is shown', () => {
  test('colours on a terminal alone', () => {
    expect(renderDiff(diff)).not.toContain('\u001B');
    expect(renderDiff(diff, { style: styleFor(true) })).toContain('\u001B[');
  });

  test.each([60, 100, 140])('lines of text fit into %i places, but for words that are wider', (width) => {
    const tooLong = renderDiff(diff, { width })
      .split('\n')
      .filter((line) => line.length > width && !line.startsWith('fingerprint') && !/^[0-9]+\. /.test(line));
    expect(tooLong).toEqual([]);
  });

  test('only what is worse, better or concerns money; what nobody can say is among both', () => {
    const effects = (only: 'worse' | 'better'): readonly string[] => [...new Set(chosenRegions(diff, only).map(({ effect }) => effect))].sort();
    expect(effects('worse')).toEqual(['unclear', 'worse']);
    expect(effects('better')).toEqual(['better', 'unclear']);
    expect(chosenRegions(diff, 'money').every(({ money, effect }) => money.length > 0 || effect === 'unclear')).toBe(true);
    expect(chosenRegions(diff, 'money').length).toBeGreaterThan(0);
    const hidden = diff.regions.length - chosenRegions(diff, 'worse').length;
    expect(renderDiff(diff, { only: 'worse' })).toContain(`${hidden} of them are not shown (--only worse)`);
    expect(renderDiffMarkdown(diff, { only: 'worse' })).toContain(`${hidden} regions are not shown.`);
    expect(renderDiffHtml(diff, { only: 'worse' })).toContain(`${hidden} regions are not shown.`);
  });

  test('many boxes are counted, and not listed', () => {
    const [region] = diff.regions;
    const [box] = region?.where ?? [];
    if (region === undefined || box === undefined) throw new Error('there is a region');
    const many = { ...diff, regions: [{ ...region, where: Array.from({ length: 23 }, () => box) }] };
    expect(renderDiff(many)).toContain('and 19 more');
    expect(renderDiffMarkdown(many)).toContain('and 15 more');
  });

  test('a region without a witness is not confirmed', () => {
    const open = { ...diff, regions: diff.regions.map((region) => ({ ...region, witness: null })) };
    for (const page of [renderDiff(open), renderDiffMarkdown(open), renderDiffHtml(open)]) expect(page).toContain('not confirmed');
  });

  test('Markdown has room for a comment, and says what had none', () => {
    const region = diff.regions[0];
    if (region === undefined) throw new Error('there is a region');
    const many = { ...diff, regions: Array.from({ length: 200 }, (_, index) => ({ ...region, number: index + 1 })) };
    const page = renderDiffMarkdown(many);
    expect(page.length).toBeLessThan(65_536);
    expect(page).toMatch(/[0-9]+ more parts have no room here/);
    expect(page).toContain(diff.fingerprints.change);
  });

  test('readings that are chosen differently, and two policies that are no versions of one', () => {
    const [late, early] = [load(shop), load(shop, { readings: { edge: 'early' } })];
    expect(renderDiff(diffPolicies(late, early))).toContain('reading edge: late → early');
    const other = diffPolicies(late, load(shop.replace('policy: shop', 'policy: store')));
    for (const page of [renderDiff(other), renderDiffMarkdown(other), renderDiffHtml(other)])
      expect(page).toContain('These are two policies, and not two versions of one');
  });
});

describe('words', () => {
  const money = (least: string | null, most: string | null, isProven = true): string => sayMoney({ currency: 'CNY', least, most, isProven, formula: null });

  test.each([
    ['-270.00', '-2.00', 'the customer pays 2.00 to 270.00 CNY less'],
    ['-10.00', '0.00', 'the customer pays up to 10.00 CNY less'],
    ['-5.00', '-5.00', 'the customer pays 5.00 CNY less'],
    ['5.00', '5.00', 'the customer pays 5.00 CNY more'],
    ['0.00', '7.50', 'the customer pays up to 7.50 CNY more'],
    ['2.00', '7.50', 'the customer pays 2.00 to 7.50 CNY more'],
    ['-1.00', '2.00', 'the customer pays from 1.00 CNY less to 2.00 CNY more'],
    ['1.00', null, 'the customer pays at least 1.00 CNY more, without a limit'],
    ['0.00', null, 'the customer pays more, without a limit, or the same'],
    ['-1.00', null, 'the customer pays from 1.00 CNY less to more, without a limit'],
    [null, '-1.00', 'the customer pays at least 1.00 CNY less, without a limit'],
    [null, '0.00', 'the customer pays less, without a limit, or the same'],
    [null, '1.00', 'the customer pays from less, without a limit, to 1.00 CNY more'],
    [null, null, 'the customer pays less or more, without a limit'],
  ])('%s to %s', (least, most, words) => expect(money(least, most)).toBe(words));

  test('what was not proven says so', () => expect(money('1.00', '2.00', false)).toContain('(of the requests that were tried)'));

  test('numbers', () => expect([sayNumbers([1, 2, 3, 5, 7, 8]), sayNumbers([4]), sayNumbers([])]).toEqual(['1-3, 5, 7, 8', '4', '']));
});

describe('texts that try to break out', () => {
  const hostile =
    '\u001B[31m</code></details><script>alert(1)</script><img src=x onerror=y> |\n\n```\n# Title\n@team #1 `code` [link](http://evil) ![x](y) $x$ :smile: "\'&\u202E';
  // oxlint-disable-next-line no-control-regex
  const acting = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/;

  /** Keys whose values are the program's own words. */
  const own: ReadonlySet<string> = new Set(['effect', 'kind', 'outcome', 'mode', 'change', 'currency', 'least', 'most', 'isProven']);

  function poison(value: unknown): unknown {
    if (typeof value === 'string') return value + hostile;
    if (Array.isArray(value)) return value.map(poison);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, own.has(key) ? item : poison(item)]));
  }

  const poisoned = poison(diff) as PolicyDiff;
  const tagsOf = (page: string): readonly string[] => page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/^<(\/?[a-z!]+)[^]*$/i, '$1')) ?? [];

  test('on a terminal', () => {
    expect(renderDiff(poisoned)).not.toMatch(acting);
  });

  test('in HTML: the tags are those of the page', () => {
    const page = renderDiffHtml(poisoned);
    expect(page).not.toMatch(/<script|<img|javascript:/i);
    expect(tagsOf(page).filter((tag) => tag.includes('script') || tag === 'img')).toEqual([]);
    expect(page).not.toMatch(acting);
    const names = new Set(tagsOf(renderDiffHtml(diff)));
    expect(tagsOf(page).filter((tag) => !names.has(tag))).toEqual([]);
    expect(page.replaceAll(/"[^"]*"/g, '""').match(/<[^>]* on[a-z]+=/g)).toBeNull();
  });

  test('in HTML: nothing is loaded from elsewhere', () => {
    const page = renderDiffHtml(diff);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(script|link|img|iframe)|url\(|@import|https?:/);
  });

  test('in Markdown: no markup, no mention, no row and no block of its own', () => {
    const page = renderDiffMarkdown(poisoned);
    const clean = renderDiffMarkdown(diff);
    expect(page).not.toMatch(acting);
    // In a block of code nothing is markup; it ends with as many signs as it began with.
    const withoutBlocks = (text: string): string => text.replaceAll(/^(`{3,})json\n[^]*?\n\1$/gm, 'BLOCK');
    const outsideOfBlocks = withoutBlocks(page);
    expect(outsideOfBlocks).not.toMatch(/@|<script|<img|\[link|```|\$x|:smile:/);
    expect(tagsOf(outsideOfBlocks).filter((tag) => !['code', '/code', 'details', '/details', 'summary', '/summary', 'br'].includes(tag))).toEqual([]);
    const shapeOf = (text: string): readonly number[] =>
      [/^\|/gm, /^#/gm, /<details>/g, /<\/details>/g, /^BLOCK$/gm, /^`/gm].map((mark) => text.match(mark)?.length ?? 0);
    expect(shapeOf(outsideOfBlocks)).toEqual(shapeOf(withoutBlocks(clean)));
    const columnsOf = (text: string): readonly number[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.split('|').length);
    expect(columnsOf(outsideOfBlocks)).toEqual(columnsOf(withoutBlocks(clean)));
  });
});
