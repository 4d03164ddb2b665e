/** Policies as documents for customers. The documents stand in `test/golden/papers/`; UPDATE_GOLDEN=1 writes them anew, and they want to be read. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildPaper } from '../../../src/report/build-paper.ts';
import { widthOf } from '../../../src/report/align-columns.ts';
import type { PolicyPaper } from '../../../src/report/policy-paper.ts';
import { renderPaperHtml } from '../../../src/report/render-paper-html.ts';
import { renderPaperMarkdown } from '../../../src/report/render-paper-markdown.ts';
import { renderPaperText } from '../../../src/report/render-paper-text.ts';
import { loadPolicyFile } from '../../../src/store/load-policy-file.ts';
import { expectGolden } from '../../support/golden.ts';
import { load } from '../../support/load.ts';
import { smallCalendar } from '../../support/small-calendar.ts';

async function paperOf(path: string): Promise<PolicyPaper> {
  const loaded = await loadPolicyFile(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
  if (!loaded.ok) throw new Error(`${path} has mistakes`);
  return buildPaper(loaded.policy.core);
}

/** Every form of an amount, a window, a condition and a statement. */
const allForms = load(
  `language: 1
policy: shop
version: 3
title: All forms
effective: { from: 2024-01-01T00:00:00+01:00, by: appliedAt }
source: { title: Terms, clauses: { "1": Fees., "2": Deadlines., "10": The rest. } }
timezone: Europe/Berlin
currency: EUR
facts:
  action: { type: enum, remedy: true, values: [return, exchange, repair] }
  appliedAt: { type: instant, ask: When did you apply? }
  boughtOn: { type: date, nullable: true, ask: When did you buy it? }
  shownOn: { type: dates }
  repairs: { type: periods }
  parts: { type: set, values: [box, long-cable, manual] }
  price: { type: money }
  customs: { type: money, currency: CHF }
  weight: { type: decimal, decimals: 3 }
  mileage: { type: integer }
  totalDays: { type: integer, atLeast: 1 }
  usedDays: { type: integer }
  returned: { type: integer }
  pieces: { type: integer, when: { action: return }, ask: How many pieces? }
  sealed: { type: boolean, when: { action: return } }
readings:
  mode: { question: Which units pay the rate?, choose: graduated, of: { graduated: Each at its own number., volume: All at the number that is reached. }, clause: "1" }
terms:
  complete: { parts: { all: [box, long-cable] } }
windows:
  fortnight: { title: Two weeks, from: boughtOn, counting-from: next-day, lasts: 14 days, clause: "2" }
  one-month: { from: { last-of: shownOn }, counting-from: same-day, lasts: 1 months, month-end: overflow, clause: "2" }
  hours: { from: appliedAt, at: appliedAt, counting-from: next-hour, lasts: 48 hours, pauses: repairs, clause: "2" }
  working: { from: { end-of: fortnight }, counting-from: next-day, lasts: 3 business days, calendar: shop, clause: "2" }
  season: { from: 2026-12-01, until: 2026-12-24, clause: "2" }
  ever: { from: boughtOn, lasts: forever, clause: "2" }
  distance: { at: mileage, until: 100000, clause: "2" }
  later: { later-of: [fortnight, season], clause: "2" }
  picked: { choose: [{ when: { action: repair }, window: ever }, { otherwise: later }], clause: "2" }
tiers:
  step:
    counts: returned
    units: pieces
    mode: { by: mode, graduated: graduated, volume: volume }
    bands: [{ upTo: 1, rate: 0 }, { upTo: 10, rate: "1.50" }, { rate: unspecified }]
    clause: "1"
sections:
  bill:
    when: { action: [return, exchange] }
    rules:
      in-time: { when: { picked: [early, open] }, accept: "Until {fortnight.closesAt}; handling costs {plain}.", clause: "2" }
      late: { when: { picked: closed }, unless: { any: [{ complete: true }, { sealed: true }] }, reject: Too late., clause: "2" }
      repair-here: { when: { action: repair }, reject: Never shown., clause: "2" }
      dear: { when: { price: { over: 100, atMost: 200 } }, unless: { pieces: { atLeast: 3 } }, review: Dear., clause: "10" }
      old: { when: { boughtOn: { under: 2020-01-01 } }, review: Old., clause: "10" }
      unbought: { when: { boughtOn: null }, review: Not bought., clause: "10" }
      cables: { when: { parts: long-cable }, unless: { action: return }, review: A cable., clause: "10" }
    charges:
      plain: { amount: 3, clause: "1" }
      open: { title: Open, amount: unspecified, clause: "1" }
      told: { amount: { fact: customs }, clause: "1" }
      share: { amount: { percent: 7.5, of: { fact: price }, atLeast: 1, atMost: "9.99" }, round: half-up, clause: "1" }
      each: { amount: { each: 2, per: pieces }, clause: "1" }
      started: { amount: { each: 2, per-started: 0.5, of: { fact: weight } }, clause: "1" }
      late-fee: { amount: { each: 1, per-started: 1 day, late: fortnight, atMost: 30 }, clause: "1" }
      steps: { amount: { tier: step }, clause: "1" }
      sum: { amount: { sum: [{ fact: price }, { each: 1, per: pieces }] }, clause: "1" }
      difference: { amount: { difference: [{ fact: price }, 5], atLeast: 0 }, clause: "1" }
      part: { amount: { pro-rata: { fact: price }, part: usedDays, whole: totalDays }, round: half-even, clause: "1" }
      range: { amount: { up-to: 50, atLeast: 10 }, clause: "1" }
      matched: { amount: { match: action, exchange: 4, otherwise: 0 }, clause: "1" }
      chosen:
        amount: { choose: [{ when: { sealed: true }, amount: 1 }, { otherwise: { percent: 1, of: { each: 100, per: pieces } } }] }
        round: up
        waived: { when: { working: open }, because: It is early. }
        clause: "1"
      way-back: { title: The way back, on: rejected, per: request, amount: "4.90", clause: "1" }
    credits:
      refund: { title: "Refund, less {plain}", amount: { fact: price }, clause: "1" }
    evidence:
      proof: { what: Proof, any-of: { photo: A photo, receipt: A receipt, witness: A witness }, atLeast: 2, unavailable: nothing, clause: "10" }
      label: { what: The label, when: { action: exchange }, unavailable: { reject: No label. }, clause: "10" }
    duties:
      send: { who: customer, what: "Send it by {fortnight.closesAt}.", deadline: fortnight, clause: "2" }
  law:
    title: What the law grants
    floor: true
    rules:
      broken: { when: { action: repair, one-month: open, hours: open, distance: open }, accept: It is repaired., clause: "10" }
`,
  { library: { calendars: { shop: smallCalendar('shop') } } },
);

const papers: readonly (readonly [name: string, paper: Promise<PolicyPaper>])[] = [
  ['1688order-v2', paperOf('policies/1688order-after-sales/v2.policy.yaml')],
  ['eu-right-of-withdrawal', paperOf('policies/eu-right-of-withdrawal/v1.policy.yaml')],
  ['all-forms', Promise.resolve(buildPaper(allForms.core))],
];

describe.each(papers)('%s', (name, paper) => {
  test('as text', async () => {
    expectGolden(`papers/${name}.txt`, renderPaperText(await paper, 120));
  });

  test('as Markdown', async () => {
    expectGolden(`papers/${name}.md`, renderPaperMarkdown(await paper));
  });

  test('as HTML', async () => {
    expectGolden(`papers/${name}.html`, renderPaperHtml(await paper));
  });

  test.each([80, 100, 120, 200])('as text it fits a terminal of %i columns', async (width) => {
    const lines = renderPaperText(await paper, width).split('\n');
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });

  test('no word is cut on a terminal of 80 columns', async () => {
    expect(renderPaperText(await paper, 80)).not.toContain('…');
  });
});

test('the tables of fees have ranges without gap or overlap', () => {
  const text = renderPaperText(buildPaper(allForms.core), 100);
  const ranges = text.split('\n').flatMap((line) => /^│ ([^│]*?) +│ (?:0\.00|1\.50|not)/.exec(line)?.[1] ?? []);
  expect(ranges.filter((range) => range !== '')).toEqual(['1', '2 to 10', 'from 11']);
});

test('what can never hold in its section is left out', () => {
  const text = renderPaperText(buildPaper(allForms.core), 200);
  expect(text).not.toContain('Never shown');
  expect(text).not.toMatch(/\bnever\b/);
});

/** What could end a cell, a list, a text or a tag, or begin one. */
const hostile: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</td></tr></table>',
  '<!-- ',
  ']]>',
  '&lt;b&gt; &#60;i&#62;',
  '| a | b |\n| --- | --- |',
  '\n\n# A heading',
  '# A heading',
  '- a point',
  '+ a point',
  '1. a point',
  '1) a point',
  '> a quotation',
  '---',
  '===',
  '```',
  '~~~',
  '    code',
  '`code`',
  '**bold** _text_ ~~gone~~ $x$',
  '[a link](javascript:alert(1))',
  '![an image](http://example.com/x.png)',
  '[^1]: a note',
  'http://example.com www.example.com',
  'a backslash \\',
  '\u001B[31m\u202E\u2028\u0000',
];

describe('texts of a policy stay texts', () => {
  /** Each text of a document replaced. */
  function fill(paper: PolicyPaper, text: string): PolicyPaper {
    const words = JSON.parse(JSON.stringify(paper), (key, value: unknown) => (typeof value === 'string' && key !== 'kind' ? text : value)) as PolicyPaper;
    return words;
  }
  const whole = buildPaper(
    load(
      'language: 1\npolicy: x\nversion: 1\ntitle: X\ndraft: Y.\neffective: { from: 2024-01-01T00:00:00Z, by: at }\nsource: { clauses: { "1": One. } }\ntimezone: Europe/Berlin\ncurrency: EUR\nfacts: { at: { type: instant } }\nsections: { all: { rules: { a: { accept: Yes., clause: "1" } }, charges: { b: { amount: 1, clause: "1" } } } }\n',
    ).core,
  );
  const plain = fill(whole, 'plain');

  test.each(hostile)('in HTML: %j', (text) => {
    const tagsOf = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
    const html = renderPaperHtml(fill(whole, text));
    expect(tagsOf(html)).toEqual(tagsOf(renderPaperHtml(plain)));
    expect(html.split('\n')).toHaveLength(renderPaperHtml(plain).split('\n').length);
  });

  test.each(hostile)('in Markdown: %j', (text) => {
    // What is left without escaped signs and entities is all that can have a meaning.
    const signsOf = (line: string): string =>
      line
        .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
        .replaceAll(/&(?:[a-z]+|#[0-9]+);/g, '')
        .replaceAll(/[^<>|*_`[\]~$\\]/g, '');
    const beginningOf = (line: string): string => /^(?: {0,3}(?:#+ |[-+>=~`]+|[0-9]+[.)])| {4}|\t)/.exec(line)?.[0] ?? '';
    const skeletonOf = (markdown: string): readonly string[] => markdown.split('\n').map((line) => beginningOf(line) + signsOf(line));
    const markdown = renderPaperMarkdown(fill(whole, text));
    expect(skeletonOf(markdown)).toEqual(skeletonOf(renderPaperMarkdown(plain)));
    expect(markdown).not.toMatch(/:\/\/|www\./);
  });

  test.each(hostile)('on a terminal: %j', (text) => {
    // oxlint-disable-next-line no-control-regex
    expect(renderPaperText(fill(whole, text), 100)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
  });

  test('HTML has no script, and loads nothing', () => {
    const html = renderPaperHtml(whole);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|\bhref=|@import|url\(/i);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('@media print');
  });
});

test('the shown documents say nothing of readings that were not chosen', () => {
  const golden = readFileSync(new URL('../../golden/papers/all-forms.txt', import.meta.url), 'utf8');
  expect(golden).toContain('Each at its own number.');
  expect(golden).not.toContain('All at the number that is reached.');
});
