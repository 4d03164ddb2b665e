import { expect, test } from 'vitest';
import { codesOf, proven, section } from './proven.ts';

const facts = `
  stage: { type: enum, values: [here, there], ask: Where? }
  pieces: { type: integer, ask: How many? }
`;
const rules = (more: string): string =>
  section(`
  rules:
    few: { when: { stage: here, pieces: { atMost: 3 } }, accept: Yes., clause: "1" }
    there: { when: { stage: there }, reject: No., clause: "1" }
${more}`);

test('requests that no rule decides are found, in words and with one that is really decided so', () => {
  const { findings } = proven(facts, rules(''));
  expect(findings).toMatchObject([
    {
      code: 'uncovered',
      severity: 'error',
      about: { kind: 'policy', id: 'small' },
      where: ['pieces at least 4, stage here'],
      isConfirmed: true,
      because: null,
    },
  ]);
  const [example] = findings[0]?.examples ?? [];
  expect(example?.decision.outcome).toBe('uncovered');
  expect(example?.request).toMatchObject({ stage: 'here' });
  expect(Number(example?.request['pieces'])).toBeGreaterThan(3);
});

test('the example has no fact that it does not need', () => {
  const [finding] = proven(facts, rules('')).findings;
  expect(Object.keys(finding?.examples[0]?.request ?? {}).sort()).toEqual(['pieces', 'stage']);
});

test('nothing is found where all requests are decided, or the others are impossible', () => {
  expect(codesOf(proven(facts, rules('    many: { when: { stage: here, pieces: { over: 3 } }, review: Many., clause: "1" }\n')))).toEqual([]);
  const impossible = 'impossible: [{ when: { stage: here, pieces: { over: 3 } }, because: There are no more. }]\n';
  expect(codesOf(proven(facts, `${impossible}${rules('')}`))).toEqual([]);
});

test('the finding is accepted with its reason', () => {
  const { findings, idle } = proven(facts, `${rules('')}accepted: [{ finding: uncovered, because: They come by phone. }]\n`);
  expect(findings).toMatchObject([{ code: 'uncovered', because: 'They come by phone.' }]);
  expect(idle).toEqual([]);
});

test('what is accepted and not found any more is named', () => {
  const all = rules('    many: { when: { stage: here, pieces: { over: 3 } }, review: Many., clause: "1" }\n');
  expect(proven(facts, `${all}accepted: [{ finding: uncovered, because: They come by phone. }]\n`)).toMatchObject({ findings: [], idle: [0] });
});
