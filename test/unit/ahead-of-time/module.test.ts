/** Modules that are compiled ahead of time: what a policy's texts may do in them, and that their code is used. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromCoreData, toCoreData } from '../../../src/ahead-of-time/core-data.ts';
import { start } from '../../../src/ahead-of-time/runtime.ts';
import { printCells } from '../../../src/engines/compiled/print-cells.ts';
import type { CellCode } from '../../../src/engines/compiled/generate.ts';
import { readCases } from '../../../src/language/read-cases.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { loadPolicyFile } from '../../../src/store/load-policy-file.ts';
import { compileAhead, moduleTextOf } from '../../support/ahead-of-time.ts';
import { load } from '../../support/load.ts';
import { textOf1688 } from '../../support/read-policy-document.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const hostile = [
  '`+(globalThis.harmed=true)+`',
  "'; globalThis.harmed = true; //",
  '"); globalThis.harmed = true; ("',
  '\\"); globalThis.harmed = true; (\\"',
  '*/ globalThis.harmed = true; /*',
  '\u2028globalThis.harmed = true\u2029',
  '</script><script>globalThis.harmed=true</script>',
  '<!-- -->',
  '__proto__',
  'constructor',
  '\\',
  '\\u0022',
  'é 汉 😀',
];

describe('hostile texts', () => {
  test.each(hostile)('%j is data, and reaches decisions as it is', async (text) => {
    const written = smallPolicy()
      .replace('title: A shop', `title: ${JSON.stringify(text)}`)
      .replace('Too late.', JSON.stringify(text))
      .replace('title: Two weeks', `title: ${JSON.stringify(text)}`)
      .replace('title: Handling', `title: ${JSON.stringify(text)}`)
      .replace('what: A photo', `what: ${JSON.stringify(text)}`)
      .replace('When did you apply?', JSON.stringify(text))
      .replace('The seal is broken.', JSON.stringify(text));
    const policy = load(written);
    const module = moduleTextOf(policy);
    expect(module).toMatch(/^[\t\n -~]*$/);
    expect(module.slice(module.indexOf('const data'))).not.toMatch(/[<>]/);
    const decide = compileAhead(policy);
    for (const request of [smallRequest, { ...smallRequest, appliedAt: '2030-03-10T14:20:00+08:00' }, { ...smallRequest, sealed: false, action: 'exchange' }]) {
      const decision = JSON.stringify(decide(request));
      expect(decision).toBe(JSON.stringify(await policy.evaluate(request)));
      expect(decision).toContain(JSON.stringify(text).slice(1, -1));
    }
    expect(globalThis).not.toHaveProperty('harmed');
  });

  test('why something cannot be is said as it is written, whatever that is', async () => {
    const because = '${globalThis.harmed=true} `"\\';
    const policy = load(smallPolicy().replace('terms:', `impossible:\n  - { when: { sealed: false }, because: ${JSON.stringify(because)} }\nterms:`));
    const request = { ...smallRequest, sealed: false };
    const found = JSON.stringify(compileAhead(policy)(request));
    expect(found).toBe(JSON.stringify(await policy.evaluate(request)));
    expect(found).toContain(JSON.stringify(because).slice(1, -1));
    expect(globalThis).not.toHaveProperty('harmed');
  });

  test.each(['eval', 'arguments', 'f', 'data', 'recourse', 'this', 'length'])('a fact with the name %s', async (name) => {
    const policy = load(smallPolicy().replaceAll('pieces', name));
    const decide = compileAhead(policy);
    const { pieces, ...rest } = smallRequest;
    for (const request of [{ ...rest, [name]: pieces }, rest, { ...rest, [name]: -1 }, { ...rest, ['__proto__']: 1 }])
      expect(JSON.stringify(decide(request))).toBe(JSON.stringify(await policy.evaluate(request)));
  });
});

const versions = ['policies/1688order-after-sales/v1', 'policies/eu-right-of-withdrawal/v1', 'test/policies/best-buy-us/v1', 'test/policies/best-buy-us/v2'];

async function open(version: string): Promise<Policy> {
  const loaded = await loadPolicyFile(`${version}.policy.yaml`);
  if (!loaded.ok) throw new Error('this policy is valid');
  return loaded.policy;
}

test.each(versions)('%s: the requests of all cases are decided as `evaluate` decides them, byte for byte', async (version) => {
  const policy = await open(version);
  const decide = compileAhead(policy);
  const { cases } = readCases({ path: version, text: readFileSync(`${version}.cases.yaml`, 'utf8') });
  for (const { request } of cases?.cases ?? []) {
    for (const alternatives of [false, true])
      expect(JSON.stringify(decide(request, { alternatives }))).toBe(JSON.stringify(await policy.evaluate(request, { alternatives })));
  }
  expect(cases?.cases.length).toBeGreaterThan(5);
});

describe('the data of a policy', () => {
  test.each(versions)('%s: it is JSON, and comes back as the policy without what no decision needs', async (version) => {
    const { core } = await open(version);
    const back = fromCoreData(JSON.parse(JSON.stringify(toCoreData(core))));
    const bare = {
      ...core,
      clauses: new Map(),
      facts: new Map([...core.facts].map(([name, fact]) => [name, { ...fact, ask: null }])),
      readings: new Map([...core.readings].map(([name, reading]) => [name, { ...reading, question: '', choices: [] }])),
      windows: new Map([...core.windows].map(([name, window]) => [name, { ...window, title: '' }])),
      zone: expect.objectContaining({ name: core.zone.name }) as unknown,
    };
    // What takes changes away from a frozen map is no part of what it holds.
    expect(plain(back)).toEqual(plain(bare));
    expect(Object.isFrozen(back.rules[0]?.clauses)).toBe(true);
    expect(() => (back.facts as Map<string, unknown>).clear()).toThrow('a policy cannot be changed');
  });

  function plain(value: unknown): unknown {
    if (value instanceof Map) return ['map', ...[...value].map(([key, one]) => [key, plain(one)])];
    if (value instanceof Set) return ['set', ...value];
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  }
});

describe('code of cells', () => {
  const policy = load(textOf1688);

  test('is printed for the cells of all requests that tell the facts which matter most', () => {
    const cells = printCells(policy.core);
    expect(cells.length).toBeGreaterThan(5);
    expect(new Set(cells.map(({ cell }) => cell)).size).toBe(cells.length);
  });

  test('is what judges a request', () => {
    const request = { stage: 'returned-domestic', action: 'reshipment', appliedAt: '2026-03-12T10:05:00+08:00' };
    const nothingHolds: CellCode = (frame) => () => {
      frame.truths.fill(0);
      return true;
    };
    const outcomeBy = (code: CellCode | undefined): unknown => {
      const cells = code === undefined ? [] : printCells(policy.core).map(({ cell }) => [cell, code] as const);
      const decided = start(toCoreData(policy.core), new Map(cells)).outcome(request);
      return decided.ok ? decided.outcome : decided;
    };
    expect([outcomeBy(undefined), outcomeBy(nothingHolds)]).toEqual(['accepted', 'uncovered']);
  });
});
