import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { type Diagnostic, DiagnosticList, diagnosticAt } from '../../../src/diagnostics/diagnostic.ts';
import { toSarif } from '../../../src/report/to-sarif.ts';

const file = { path: 'policies/my shop/v1.policy.yaml', text: 'one: 1\ntwo: 2\ntwo: 3\n' };

function some(): readonly Diagnostic[] {
  const list = new DiagnosticList(file);
  list.add('duplicate-key', { start: 14, end: 17 }, 'two');
  list.add('never-used', { start: 0, end: 3 }, 'one', 'fact');
  return list.toArray();
}

const at = (line: number): Diagnostic => ({
  ...diagnosticAt('cliff', { path: file.path, line, column: 1 }, file, 'it jumps'),
  proof: { about: { kind: 'charge', id: 'fee' }, where: [], examples: [], confirmed: true },
});

const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const count = { type: 'integer', minimum: 1 };

/** What SARIF 2.1.0 asks of the parts that are written, and what review systems ask beyond it. */
const schema = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    $schema: { type: 'string' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'rules'],
                properties: {
                  name: { type: 'string', minLength: 1 },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'help', 'shortDescription'],
                      properties: {
                        id: { type: 'string' },
                        help: text,
                        shortDescription: text,
                        defaultConfiguration: { type: 'object', properties: { level: { enum: ['error', 'warning', 'note', 'none'] } } },
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level: { enum: ['error', 'warning', 'note', 'none'] },
                message: text,
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                suppressions: {
                  type: 'array',
                  items: { type: 'object', required: ['kind'], properties: { kind: { enum: ['inSource', 'external'] }, justification: { type: 'string' } } },
                },
                properties: { type: 'object' },
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        required: ['artifactLocation', 'region'],
                        properties: {
                          artifactLocation: { type: 'object', required: ['uri'], properties: { uri: { type: 'string', pattern: '^[^ \\\\]+$' } } },
                          region: {
                            type: 'object',
                            required: ['startLine'],
                            properties: { startLine: count, startColumn: count, endLine: count, endColumn: count, snippet: text },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

test('what is written has the structure of SARIF 2.1.0', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  const log: unknown = JSON.parse(JSON.stringify(toSarif([...some(), at(2)], [{ diagnostic: at(3), because: 'It is meant.' }])));
  expect(validate(log) ? [] : validate.errors).toEqual([]);
});

test('each result names its rule, and stands where the diagnostic is', () => {
  const { runs } = toSarif(some(), []);
  const [run] = runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['duplicate-key', 'never-used']);
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(run?.results.find(({ ruleId }) => ruleId === 'duplicate-key')?.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'policies/my%20shop/v1.policy.yaml' },
    region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 4, snippet: { text: 'two: 3' } },
  });
});

test('a finding has the same fingerprint on another line, and two findings never have the same', () => {
  const fingerprints = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    toSarif(diagnostics, []).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints['recourse/v1']) ?? [];
  expect(fingerprints([at(1)])).toEqual(fingerprints([at(3)]));
  const all = fingerprints([...some(), at(1), at(2)]);
  expect(new Set(all).size).toBe(all.length);
});
