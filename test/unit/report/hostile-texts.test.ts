/** Texts of policies and requests come from anywhere. None of their characters may act on the terminal, nor break the XML. */
import { describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import type { CaseResult } from '../../../src/policy/run-cases.ts';
import { printable, printableData } from '../../../src/report/printable.ts';
import { renderCases } from '../../../src/report/render-cases.ts';
import { renderDecision, renderReadings } from '../../../src/report/render-decision.ts';
import { renderDiagnostics } from '../../../src/report/render-diagnostics.ts';
import { renderExplanation } from '../../../src/report/render-explanation.ts';
import { renderFacts, renderRequestType } from '../../../src/report/render-facts.ts';
import { renderJunit } from '../../../src/report/render-junit.ts';
import type { CorePolicy } from '../../../src/model/policy.ts';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { decisionOf, load } from '../../support/load.ts';
import { textOf1688 } from '../../support/read-policy-document.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

/** It would turn red, set the window's title, go up a line, begin a line, turn the direction of writing, and all that with one byte. */
const hostile = '\u001B[31m\u001B]0;x\u0007\u001B[1A\r\nTotal 0.00 CNY\u202E\u009B2J\u0000\u2028';
// oxlint-disable-next-line no-control-regex
const acting = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/;

/** A value with the hostile text behind each of its texts, names aside. */
function poisoned<Value>(value: Value): Value {
  return poison(value) as Value;
}

function poison(value: unknown): unknown {
  if (typeof value === 'string') return value + hostile;
  if (Array.isArray(value)) return value.map(poison);
  if (value instanceof Map) return new Map([...value].map(([key, item]): [unknown, unknown] => [key, poison(item)]));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ['kind', 'state', 'outcome', 'severity'].includes(key) ? item : poison(item)]));
}

const policy = load(textOf1688);
const small = load(smallPolicy());

/** Titles, questions and clauses; what the program itself needs is left alone. */
function poisonedCore(core: CorePolicy): CorePolicy {
  return {
    ...core,
    title: poisoned(core.title),
    facts: new Map([...core.facts].map(([name, fact]) => [name, { ...fact, ask: poisoned(fact.ask) }])),
    windows: new Map([...core.windows].map(([name, window]) => [name, { ...window, title: poisoned(window.title), clauses: poisoned(window.clauses) }])),
    readings: new Map([...core.readings].map(([name, reading]) => [name, { ...reading, question: poisoned(reading.question) }])),
  };
}

describe('no report prints what acts on a terminal', () => {
  const requests = [
    {},
    { stage: 'delivered', action: 'return' },
    { stage: 'in-warehouse', inStockAt: '2026-03-10T14:20:00+08:00', appliedAt: '2026-03-12T10:00:00+08:00' },
  ];

  test.each(requests)('receipts: %j', async (request) => {
    const explained = await policy.explain(request, { alternatives: true });
    if (!explained.ok) throw new Error('the request is valid');
    const { decision, explanation } = poisoned({ decision: explained.decision, explanation: explained.explanation });
    const core = poisonedCore(policy.core);
    for (const text of [renderDecision(decision, core), renderReadings(decision, core), renderExplanation(explanation)]) {
      expect(text).not.toMatch(acting);
      expect(text).toMatch(/␛\[31m|^$/);
      expect(text.split('\n').filter((line) => line.startsWith('Total'))).toEqual([]);
    }
  });

  test('a receipt with everything told', async () => {
    const decision = await decisionOf(small, smallRequest);
    expect(renderDecision(poisoned(decision), poisonedCore(small.core))).not.toMatch(acting);
  });

  test('diagnostics, with the source line as long as it was', () => {
    const loaded = loadPolicy({ path: 'v1.policy.yaml', text: smallPolicy().replace('review: The', 'revue: The') });
    expect(loaded.ok).toBe(false);
    const text = renderDiagnostics(
      poisoned(loaded.diagnostics).map((diagnostic) => ({ ...diagnostic, source: diagnostic.source.replace('sealed', '\u001Bealed') })),
    );
    expect(text).not.toMatch(acting);
    const [, source = '', line = ''] = text.split('\n');
    expect(source.slice(line.indexOf('^'), line.lastIndexOf('^') + 1)).toBe('revue');
  });

  test('facts', () => {
    const whens = new Map([['noticed', `stage: delivered${hostile}`]]);
    const evidence = [{ id: 'photo', what: `A photo${hostile}*/ process.exit() /*` }];
    expect(renderFacts(poisonedCore(policy.core), whens, evidence, 120)).not.toMatch(acting);
    const type = renderRequestType(poisonedCore(policy.core), evidence);
    expect(type).not.toMatch(acting);
    expect(type.split('\n').filter((line) => /\*\/.+/.test(line.trim()))).toEqual([]);
  });

  const results: readonly CaseResult[] = [
    {
      id: 'a',
      title: `A title${hostile}`,
      path: 'v1.cases.yaml',
      line: 3,
      passed: false,
      differences: [{ what: 'request', expected: 'a decision', found: `]]> <b>${hostile}` }],
    },
    { id: 'b', title: null, path: 'v1.cases.yaml', line: 9, passed: true, differences: [] },
  ];

  test('results of cases', () => {
    expect(renderCases(results)).not.toMatch(acting);
  });

  test('JUnit stays XML', () => {
    const xml = renderJunit(results);
    expect(xml).not.toMatch(acting);
    expect(create(xml).end({ format: 'object' })).toMatchObject({ testsuites: { '@tests': '2', '@failures': '1' } });
  });
});

describe('printable', () => {
  test('leaves what people write alone', () => {
    const text = 'Größe 大小 – "quoted" <b> 👍🏽 e\u0301 ‰ \u00A0';
    expect(printable(text)).toBe(text);
  });

  test('is as long as before', () => {
    expect(printable(hostile)).toHaveLength(hostile.length);
    expect(printable('a\u001Bb\nc\u009Bd')).toBe('a␛b c\uFFFDd');
  });

  test('reaches texts however deep, keys too, and changes nothing else', () => {
    expect(printableData({ 'a\u0007': ['\u0000', 1, null, true, { b: '\u007F' }] })).toEqual({ 'a␇': ['␀', 1, null, true, { b: '\uFFFD' }] });
  });
});
