import { expect, test } from 'vitest';
import { appendCases } from '../../../src/language/append-cases.ts';
import { type Cases, readCases } from '../../../src/language/read-cases.ts';

function read(text: string): Cases {
  const { cases } = readCases({ path: 'v1.cases.yaml', text });
  if (cases === undefined) throw new Error('no cases');
  return cases;
}

const added = (indent: number): string => `${' '.repeat(indent)}added: { expect: { outcome: accepted } }\n`;

test.each([
  ['at the end', 'policy: p.yaml\n# mine\ncases:\n    one: { expect: { outcome: accepted } }   # why\n# last\n'],
  ['where the last line has no end', 'policy: p.yaml\ncases:\n  one:\n    title: |\n      a\n      b\n    expect: { outcome: accepted }'],
  ['before what follows', 'cases:\n  one: { expect: { outcome: accepted } } # why\n# of the policy\npolicy: p.yaml\n'],
])('cases are added %s, and all else stays', (_, text) => {
  const appended = appendCases(read(text), added);
  if (!appended.ok) throw new Error(appended.message);
  expect(read(appended.text).cases.map(({ id }) => id)).toEqual(['one', 'added']);
  const lines = appended.text.split('\n').filter((line) => !line.includes('added:'));
  expect(lines.join('\n').trimEnd()).toBe(text.trimEnd());
});

test.each(['policy: p.yaml\ncases: { one: { expect: { outcome: accepted } } }\n', '{ policy: p.yaml, cases: { one: { expect: { outcome: accepted } } } }\n'])(
  'cases in braces are left alone: %s',
  (text) => {
    expect(appendCases(read(text), added)).toMatchObject({ ok: false, message: expect.stringContaining('stand in braces') });
  },
);

test('what would change the cases that stand there is refused', () => {
  const text = 'policy: p.yaml\ncases:\n  one: { expect: { outcome: accepted } }\n';
  expect(appendCases(read(text), () => '  one: { expect: { outcome: rejected } }\n')).toMatchObject({ ok: false });
});

test('the defaults of the file are named to who writes the entries', () => {
  const text = 'policy: p.yaml\ndefaults: { a: 1, b: 2 }\ncases:\n  one: { expect: { outcome: accepted } }\n';
  const seen: unknown[] = [];
  appendCases(read(text), (indent, defaults) => {
    seen.push(indent, defaults);
    return added(indent);
  });
  expect(seen).toEqual([2, ['a', 'b']]);
});
