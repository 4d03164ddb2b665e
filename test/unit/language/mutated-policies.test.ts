import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { propertyRuns, propertyTimeout } from '../../support/property-runs.ts';
import { build } from './shop-policy.ts';

const invariants = `invariants:
  no-late-return: { never: { outcome: accepted, when: { application: closed } }, because: So it is. }
  no-penalty: { never: { charge: late-penalty, when: { application: open } } }
  fee-grows: { never-falls: { charge: service-fee, as: skusThisMonth } }
  fee-bounded: { bounds: { charge: service-fee, atLeast: 0, atMost: { fact: shippingToSeller } } }
accepted:
  - { finding: never-decides, of: late-without-problem, because: So it is. }
`;
const text = `${readFileSync(new URL('../../../policies/1688order-after-sales/v1.policy.yaml', import.meta.url), 'utf8')}${invariants}`;

/** Whatever a text says: nothing is thrown, and each diagnostic has a place in it and words for it. */
function expectDiagnosticsInside(changed: string): void {
  const { policy, diagnostics } = build(changed);
  expect(policy !== undefined || diagnostics.some((diagnostic) => diagnostic.severity === 'error')).toBe(true);
  const lines = changed.split('\n');
  for (const { message, start, end, source } of diagnostics) {
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(start.line).toBeLessThanOrEqual(lines.length);
    expect(source).toBe(lines[start.line - 1]?.replace(/\r$/, ''));
    expect(start.column).toBeLessThanOrEqual((lines[start.line - 1]?.length ?? 0) + 1);
    expect(end.line > start.line || end.column > start.column).toBe(true);
  }
}

/** Splits a text at all of its words, spaces and signs, so that the pieces together are the text. */
const piecesOf: Readonly<Record<string, readonly string[]>> = {
  line: text.split(/(?<=\n)/),
  token: text.split(/(?<=[\s{}[\],:"'])|(?=[\s{}[\],:"'])/),
  character: text.split(''),
};

const intruders = [
  '',
  ' ',
  '  ',
  '\n',
  '\t',
  ':',
  ': ',
  ',',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '- ',
  '? ',
  '#',
  '&a ',
  '*a',
  '!x ',
  '<<',
  '|',
  '>',
  '%',
  '@',
  'null',
  'yes',
  '0',
  '1.5',
  '-1',
  '1e9',
  'by',
  'any',
  '__proto__',
  '{x.y}',
  '\u0000',
  '\uFEFF',
  '\r',
  '\uD800',
  '一',
  '𝟙',
];

const mutation = fc.record({
  unit: fc.constantFrom('line', 'token', 'character'),
  act: fc.constantFrom('delete', 'repeat', 'replace', 'swap', 'insert'),
  at: fc.nat(),
  from: fc.nat(),
  intruder: fc.constantFrom(...intruders),
});

function mutate(pieces: readonly string[], { act, at, from, intruder }: { act: string; at: number; from: number; intruder: string }): readonly string[] {
  const index = at % pieces.length;
  const other = pieces[from % pieces.length] ?? '';
  const own = pieces[index] ?? '';
  const by: Readonly<Record<string, readonly string[]>> = { delete: [], repeat: [own, own], replace: [other], swap: [intruder], insert: [own, intruder] };
  return [...pieces.slice(0, index), ...(by[act] ?? []), ...pieces.slice(index + 1)];
}

test(
  'a real policy with a line, word or character changed',
  () => {
    fc.assert(
      fc.property(mutation, (change) => {
        expectDiagnosticsInside(mutate(piecesOf[change.unit] ?? [], change).join(''));
      }),
      propertyRuns(300),
    );
  },
  propertyTimeout,
);

test(
  'texts that look like YAML',
  () => {
    const line = fc
      .tuple(fc.nat({ max: 4 }), fc.array(fc.constantFrom(...intruders, 'facts', 'sections', 'when', 'a', 'language: 1', 'readings', 'of'), { maxLength: 6 }))
      .map(([indent, words]) => `${'  '.repeat(indent)}${words.join('')}`);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expectDiagnosticsInside(lines.join('\n'));
      }),
      propertyRuns(1000),
    );
  },
  propertyTimeout,
);

test(
  'any text at all',
  () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (anything) => {
        expectDiagnosticsInside(anything);
      }),
      propertyRuns(1000),
    );
  },
  propertyTimeout,
);

test(
  'any JSON at all, under each key of a policy',
  () => {
    const keys = [
      'language',
      'effective',
      'source',
      'timezone',
      'currency',
      'facts',
      'impossible',
      'readings',
      'terms',
      'windows',
      'tiers',
      'sections',
      'invariants',
      'accepted',
    ];
    const deep = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom(null, true, 0, 1.5, 'x', 'action', 'return', '1', ''),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('by', 'any', 'when', 'of', 'type', 'values', 'rules', 'amount', 'choose', 'never', 'bounds', 'atMost', 'fact', 'a', 'x'),
          tie('node'),
          { maxKeys: 4 },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), deep), (policy) => {
        expectDiagnosticsInside(JSON.stringify(policy));
      }),
      propertyRuns(1000),
    );
  },
  propertyTimeout,
);
