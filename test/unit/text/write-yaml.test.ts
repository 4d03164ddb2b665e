import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainData } from '../../../src/text/node.ts';
import { hasUnseenCharacter, readYaml } from '../../../src/text/read-yaml.ts';
import { type YamlMap, type YamlValue, writeYaml } from '../../../src/text/write-yaml.ts';
import { propertyRuns, propertyTimeout } from '../../support/property-runs.ts';

function readBack(text: string): unknown {
  const { root, problems } = readYaml({ path: 'written.yaml', text });
  expect(problems, text).toEqual([]);
  return root === undefined ? undefined : toPlainData(root);
}

function plain(value: YamlValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...(value as YamlMap)].map(([key, item]) => [key, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

test.each([
  '8.00',
  '1_000',
  '0x1f',
  'yes',
  'null',
  '~',
  '',
  'a: b',
  '# no',
  '- no',
  '{a}',
  '[a',
  '&a',
  '*a',
  '!a',
  '<<',
  'a\nb',
  ' a',
  '2.1.2',
  '"',
  "'",
  '`',
  '@',
  '%',
  '|',
])('the text %j stays a text, as a value and as a key', (text) => {
  const found = readBack(
    writeYaml(
      new Map<string, YamlValue>([
        ['key', text],
        ['list', [text]],
        ['map', new Map([[text, text]])],
      ]),
    ),
  );
  expect(found).toEqual({ key: text, list: [text], map: { [text]: text } });
});

test('short maps and lists stand in one line, others on lines of their own, all indented', () => {
  const long = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`fact${index}`, 'a value']));
  const text = writeYaml(
    new Map<string, YamlValue>([
      ['short', new Map([['at', '2026-03-10T15:00:00.000+08:00']])],
      ['long', new Map(Object.entries(long))],
    ]),
    2,
  );
  expect(text.split('\n').slice(0, 3)).toEqual(['  short: { at: 2026-03-10T15:00:00.000+08:00 }', '  long:', '    fact0: a value']);
});

const arbitraryText = fc
  .oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('no', '1e3', '-', '?', ':', '---', '...'))
  .filter((text) => !hasUnseenCharacter(text) && !text.includes('\0'));
const { value: arbitraryValue } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    arbitraryText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(arbitraryText, tie('value')), { maxLength: 4 }).map((entries): YamlMap => new Map(entries)),
  ),
}));

test(
  'what is written is read again as it was',
  () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(arbitraryText, arbitraryValue), { minLength: 1, maxLength: 4 }), fc.nat(8), (entries, indent) => {
        const value: YamlMap = new Map(entries);
        expect(JSON.stringify(readBack(writeYaml(value, indent)))).toBe(JSON.stringify(plain(value)));
      }),
      propertyRuns(300),
    );
  },
  propertyTimeout,
);
