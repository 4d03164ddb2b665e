/** A line of JSON is read as `evaluate` reads a file of one request. */
import { describe, expect, test } from 'vitest';
import { readJsonLine } from '../../../src/bulk/read-json-line.ts';
import { toRequestData } from '../../../src/language/read-cases.ts';
import { readYaml } from '../../../src/text/read-yaml.ts';

/** What `evaluate` makes of a text; undefined where it refuses it. */
function readAsFile(text: string): unknown {
  const { root, problems } = readYaml({ path: 'request.json', text }, { allowCarriageReturn: true });
  return root === undefined || problems.length > 0 ? undefined : toRequestData(root);
}

const accepted: readonly string[] = [
  '{}',
  ' { "a" : 1 , "b" : [ true , null ] } ',
  '{"a":12.50,"b":-0.10,"c":9007199254740993,"d":1.0,"e":-7,"f":0.1234567890123456789}',
  '{"a":[1.5,{"b":2.25}],"c":"1.5","d":"say \\"x\\": 1.5"}',
  '{"items":[{"a":1.10},{"a":2}],"evidence":{"photo":"provided"}}',
  '{"at":"2026-03-10T14:20:00.125+08:00","e":"1e5","f":"1e5,2e5"}',
  '{"a":"\\u9000\\u8d27 \\/ \\ud83d\\ude00"}',
  '{"__proto__":{"a":1},"constructor":2}',
  '{"a":"b\\": 1"}',
];

const refused: readonly string[] = [
  '{"a":1,"a":1}',
  '{"a":{"b":1,"b":2}}',
  '{"a":1,"\\u0061":2}',
  '{"a":1e3}',
  '{"a":1E400}',
  '{"a":"x\\u0000"}',
  '{"a":"\\ud800"}',
  '{"\\u202e":1}',
  `{"a":${'['.repeat(100)}${']'.repeat(100)}}`,
  `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
];

describe('is read the same', () => {
  test.each(accepted)('%s', (text) => {
    const read = readJsonLine(text);
    expect(read.ok && JSON.stringify(read.request)).toBe(JSON.stringify(readAsFile(text)));
  });
});

describe('is refused the same', () => {
  test.each(refused.map((text) => [text.slice(0, 40), text]))('%s', (_, text) => {
    expect(readAsFile(text)).toBeUndefined();
    expect(readJsonLine(text)).toMatchObject({ ok: false, problems: [{ pointer: '', code: 'not-json' }] });
  });
});

describe('is refused, being YAML and no JSON', () => {
  test.each(['a: 1', '{a: 1}', "{'a': 1}", '{"a":1,}', '{"a":01}', '{"a":1} {"b":2}', 'stage', '{"a":'])('%s', (text) => {
    expect(readJsonLine(text)).toMatchObject({ ok: false, problems: [{ code: 'not-json' }] });
  });
});

test('the place of a mistake is a column of the line', () => {
  const read = readJsonLine('{"a":1,}');
  expect(read.ok ? '' : read.problems[0]?.message).toBe('this line is not JSON, from column 8 on');
  const twice = readJsonLine('{"a":1,"a":2}');
  expect(twice.ok ? '' : twice.problems[0]?.message).toContain('column 8: ');
});
