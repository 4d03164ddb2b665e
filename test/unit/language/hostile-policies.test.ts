import { describe, expect, test } from 'vitest';
import { build, changed, shopPolicy, summaries, valid } from './shop-policy.ts';

const many = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

/** Checks a text and says its codes; it must not take longer than a person waits. */
function codesOf(text: string): readonly string[] {
  const start = performance.now();
  const { diagnostics } = build(text);
  expect(performance.now() - start).toBeLessThan(3000);
  return [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
}

const withTerms = (terms: string): string => changed(shopPolicy, ['terms:\n', `terms:\n${terms}`]);
const withFacts = (facts: string): string => changed(shopPolicy, ['facts:\n', `facts:\n${facts}`]);
const withReadings = (readings: string): string => changed(shopPolicy, ['readings:\n', `readings:\n${readings}`]);
const reading = (index: number): string => `  r${index}: { question: Which?, choose: x, of: [x, y], clause: "1" }\n`;

describe('names of JavaScript', () => {
  const hostile = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf', '__proto__', '__defineGetter__'];
  const places: readonly (readonly [string, (name: string) => string])[] = [
    ['fact', (name) => withFacts(`  ${name}: { type: boolean }\n`)],
    ['term', (name) => withTerms(`  ${name}: { action: return }\n`)],
    [
      'window',
      (name) => changed(shopPolicy, ['windows:\n', `windows:\n  ${name}: { from: deliveredAt, counting-from: at-once, lasts: 1 hour, clause: "1" }\n`]),
    ],
    ['tier', (name) => changed(shopPolicy, ['tiers:\n', `tiers:\n  ${name}: { counts: returnsThisMonth, mode: volume, bands: [{ rate: 1 }], clause: "1" }\n`])],
    ['reading', (name) => withReadings(`  ${name}: { question: Which?, choose: x, of: [x, y], clause: "1" }\n`)],
    ['choice', (name) => changed(shopPolicy, ['      counted: Yes', `      ${name}: Perhaps.\n      counted: Yes`])],
    ['enum value', (name) => changed(shopPolicy, ['values: [return, exchange]', `values: [return, exchange, ${name}]`])],
    ['section', (name) => changed(shopPolicy, ['  returns:\n', `  ${name}:\n`])],
    ['rule', (name) => changed(shopPolicy, ['      late:\n', `      ${name}:\n`])],
    ['clause', (name) => changed(shopPolicy, ['    "2":', `    ${name}: Nothing.\n    "2":`])],
    ['column', (name) => changed(shopPolicy, ['{ upTo: 5,', `{ ${name}: 1, upTo: 5,`])],
    ['alternative', (name) => changed(shopPolicy, ['{ front:', `{ ${name}: The top, front:`])],
    ['policy', (name) => changed(shopPolicy, ['policy: shop', `policy: ${name}`])],
    ['operator', (name) => changed(shopPolicy, ['when: { action: return }', `when: { action: { ${name}: return } }`])],
    ['condition', (name) => changed(shopPolicy, ['when: { action: return }', `when: { ${name}: return }`])],
    ['placeholder', (name) => changed(shopPolicy, ['{application.closesAt}', `{${name}}`])],
    ['moment of a window', (name) => changed(shopPolicy, ['{application.closesAt}', `{application.${name}}`])],
    ['reading that chooses', (name) => changed(shopPolicy, ['by: first-day', `by: ${name}`])],
    ['type', (name) => changed(shopPolicy, ['type: money', `type: ${name}`])],
    ['key of the text', (name) => `${name}: 1\n${shopPolicy}`],
  ];
  test.each(places)('as a %s', (_place, make) => {
    for (const name of hostile) expect(build(make(name)).diagnostics.filter(({ severity }) => severity === 'error').length, name).toBeGreaterThan(0);
  });
});

describe('what the language itself says cannot be a name', () => {
  test.each(['any', 'all', 'unless', 'not', 'by', 'evidence', 'items'])('%s', (name) => {
    expect(summaries(withFacts(`  ${name}: { type: boolean }\n`))).toContain(`reserved-name at ${name}`);
    expect(summaries(withTerms(`  ${name}: { action: return }\n`))).toContain(`reserved-name at ${name}`);
  });
});

describe('terms and facts that lean on each other', () => {
  const doubling = (index: number): string => `  t${index + 1}: { any: [{ t${index}: true }, { t${index}: true, action: return }] }\n`;

  test('40 terms that double are refused, in whichever order they stand', () => {
    const steps = Array.from({ length: 40 }, (_, index) => doubling(index));
    expect(codesOf(withTerms(`  t0: { action: return }\n${steps.join('')}`))).toEqual(['policy-too-large']);
    expect(codesOf(withTerms(`${steps.toReversed().join('')}  t0: { action: return }\n`))).toEqual(['policy-too-large']);
  });

  test('a condition of 20,000 tests is refused', () => {
    expect(codesOf(changed(shopPolicy, ['when: { action: return }', `when: { any: [${'{ action: return }, '.repeat(20_000)}{ action: exchange }] }`]))).toEqual(
      ['policy-too-large'],
    );
  });

  test.each([99, 100, 10_000])('a chain of %i terms', (length) => {
    const steps = Array.from({ length }, (_, index) => `  t${index + 1}: { t${index}: true }\n`);
    const expected = length < 100 ? ['never-used'] : ['chain-too-long'];
    expect(codesOf(withTerms(`  t0: { action: return }\n${steps.join('')}`))).toEqual(expected);
    expect(codesOf(withTerms(`${steps.toReversed().join('')}  t0: { action: return }\n`))).toEqual(expected);
  });

  test.each([90, 101, 6_000])('a chain of %i facts', (length) => {
    const steps = Array.from({ length }, (_, index) => `  f${index + 1}: { type: boolean, when: { f${index}: true } }\n`);
    const expected = length < 100 ? ['never-used'] : ['chain-too-long'];
    expect(codesOf(withFacts(`  f0: { type: boolean }\n${steps.join('')}`))).toEqual(expected);
    expect(codesOf(withFacts(`${steps.toReversed().join('')}  f0: { type: boolean }\n`))).toEqual(expected);
  });

  test('circles', () => {
    expect(summaries(withTerms('  a: { a: true }\n'))).toEqual(['cycle at a']);
    expect(summaries(withTerms('  a: { b: true }\n  b: { unless: { a: true } }\n'))).toEqual(['cycle at a']);
    expect(summaries(withFacts('  x: { type: boolean, when: { y: true } }\n  y: { type: boolean, when: { x: true } }\n'))).toEqual(['cycle at x']);
    expect(summaries(changed(withFacts('  x: { type: boolean, when: { t: true } }\n'), ['terms:\n', 'terms:\n  t: { x: true }\n']))).toEqual(['cycle at x']);
  });
});

describe('many of everything', () => {
  test('1,000 readings that nothing uses', () => {
    expect(codesOf(withReadings(many(1000, reading)))).toEqual(['never-used']);
  });

  test('1,000 readings, each in its own term: every branch is checked', () => {
    const terms = many(1000, (index) => `  t${index}: { action: { by: r${index}, x: return, y: ${index === 777 ? 'retrun' : 'exchange'} } }\n`);
    expect(codesOf(changed(withReadings(many(1000, reading)), ['terms:\n', `terms:\n${terms}`]))).toEqual(['unknown-value']);
  });

  test('1,000 readings in one condition are too many to be checked', () => {
    const tests = many(1000, (index) => `{ action: { by: r${index}, x: return, y: exchange } }, `);
    expect(codesOf(changed(withReadings(many(1000, reading)), ['terms:\n', `terms:\n  t: { any: [${tests}{ action: return }] }\n`]))).toEqual([
      'too-many-choices',
    ]);
  });

  test('30 readings in one condition, and in each fact, are not', () => {
    const tests = many(30, (index) => `{ action: { by: r${index}, x: return, y: exchange } }, `);
    const facts = many(30, (index) => `  f${index}: { type: boolean, ask: { by: r${index}, x: Is it?, y: Was it? } }\n`);
    const text = changed(
      withReadings(many(30, reading)),
      ['terms:\n', `terms:\n  t: { any: [${tests}{ action: return }] }\n`],
      ['facts:\n', `facts:\n${facts}`],
    );
    expect(codesOf(text)).toEqual(['never-used']);
  });

  test('10,000 keys that are not known', () => {
    expect(codesOf(many(10_000, (index) => `key${index}: 1\n`))).toContain('unknown-key');
  });

  test('100,000 keys are more than a policy has', () => {
    expect(codesOf(many(100_000, (index) => `key${index}: 1\n`))).toEqual(['text-too-long']);
  });

  test('50,000 values of an enum', () => {
    expect(codesOf(changed(shopPolicy, ['values: [return, exchange]', `values: [return, exchange, ${many(50_000, (index) => `v${index}, `)}z]`]))).toEqual([
      'too-many',
    ]);
  });

  test('10,000 clauses, cited and not', () => {
    const clauses = many(10_000, (index) => `    "c${index}": Something.\n`);
    expect(codesOf(changed(shopPolicy, ['    "2":', `${clauses}    "2":`]))).toEqual(['clause-not-cited']);
    const cited = many(10_000, (index) => `"c${index}", `);
    expect(codesOf(changed(shopPolicy, ['        clause: "2"\n      wear:', `        clause: [${cited}"2"]\n      wear:`]))).toEqual(['unknown-name']);
  });

  test('3,000 facts and 3,000 names that are none', () => {
    const rules = many(3000, (index) => `      x${index}: { when: { g${index}: true }, accept: Yes., clause: "1" }\n`);
    expect(codesOf(changed(withFacts(many(3000, (index) => `  f${index}: { type: boolean }\n`)), ['    rules:\n', `    rules:\n${rules}`]))).toEqual([
      'unknown-name',
    ]);
  });

  test('2,000 windows and 2,000 placeholders that are none', () => {
    const windows = many(2000, (index) => `  w${index}: { from: deliveredAt, counting-from: at-once, lasts: 2 hours, clause: "1" }\n`);
    const rules = many(2000, (index) => `      x${index}: { accept: "Yes, {w${index}.end}.", clause: "1" }\n`);
    expect(codesOf(changed(shopPolicy, ['windows:\n', `windows:\n${windows}`], ['    rules:\n', `    rules:\n${rules}`]))).toEqual(['placeholder']);
  });

  test('a name of 100,000 letters, where it is declared and where it is used', () => {
    const name = 'k'.repeat(100_000);
    expect(codesOf(changed(shopPolicy, ['from: deliveredAt', `from: ${name}`]))).toEqual(['too-long']);
    expect(codesOf(changed(shopPolicy, ['when: { action: return }', `when: { action: ${name} }`]))).toEqual(['unknown-value']);
  });

  test('a text of 100,000 letters, and one of surrogates without their other half', () => {
    expect(codesOf(changed(shopPolicy, ['The last day for a return is over.', 'x'.repeat(100_000)]))).toEqual(['too-long']);
    expect(codesOf(changed(shopPolicy, ['The last day for a return is over.', '"\uD800 over \uDC00"']))).toEqual(['unseen-character']);
  });
});

describe('texts that are no policy', () => {
  test.each([
    ['hello', ['unexpected-value at hello']],
    ['- a\n- b', ['unexpected-value at - a']],
    ['42', ['unexpected-value at 42']],
    ['null', ['unexpected-value at null']],
    ['{}', ['missing-key at {']],
    ['"x"', ['unexpected-value at "x"']],
    ['a: 1', ['unknown-key at a']],
  ])('%j', (text, expected) => {
    expect(summaries(text)).toEqual(expected);
  });
});

test('lists of objects that claim to be equal are compared by nobody', () => {
  const twice = '[{ valueOf: 1 }, { valueOf: 1 }]';
  for (const piece of ['clause: "2"\n      wear', '[return, exchange]', '[early, open]'])
    expect(build(changed(shopPolicy, [piece, piece.startsWith('clause') ? `clause: ${twice}\n      wear` : twice])).diagnostics).not.toEqual([]);
});

describe('choices that a caller asks for', () => {
  test('are taken', () => {
    const span = valid(shopPolicy, { 'first-day': 'counted' }).windows.get('application')?.span;
    expect(span).toMatchObject({ kind: 'time', length: { kind: 'days', count: 14, countingFrom: 'same-day' } });
  });

  test('must exist', () => {
    expect(summaries(shopPolicy, { 'first-day': 'count' })).toEqual(['unknown-value at first-day']);
    expect(summaries(shopPolicy, { 'last-day': 'counted' })).toEqual(['unknown-name at readings']);
    expect(summaries(shopPolicy, { constructor: 'counted' })).toEqual(['unknown-name at readings']);
  });

  test('must be available', () => {
    const text = changed(shopPolicy, ['counted: Yes, it is day one.', 'counted: { means: It is day one., needs: A judgment. }']);
    expect(summaries(text)).toEqual([]);
    expect(summaries(text, { 'first-day': 'counted' })).toEqual(['choice-unavailable at first-day']);
  });
});
