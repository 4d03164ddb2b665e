import { expect, test } from 'vitest';
import { provePolicy } from '../../../src/policy/prove-policy.ts';
import { smallPolicy } from '../meaning/small-policy.ts';
import { codesOf, proven, section } from './proven.ts';

const facts = '\n  stage: { type: enum, values: [here, there], ask: Where? }\n  pieces: { type: integer, ask: How many? }\n';
const reading = (choices: string): string => `readings:\n  way: { question: How?, choose: strict, of: { ${choices} }, clause: "1" }\n`;
const both = reading('strict: So., loose: So.');
const rules = (when: string, more = ''): string =>
  section(`\n  rules:\n    yes-always: { accept: Yes., clause: "1" }\n    no: { when: { ${when} }, reject: No., clause: "1" }${more}`);

test('a reading whose choices decide every request the same', () => {
  expect(codesOf(proven(facts, `${both}${rules('any: [{ stage: here }, { stage: here, way: strict }]')}`))).toEqual(['reading-without-effect reading way']);
});

test('one that decides some request otherwise has an effect', () => {
  expect(codesOf(proven(facts, `${both}${rules('any: [{ stage: here }, { pieces: 7, way: strict }]')}`))).toEqual([]);
});

test('a choice that needs a new fact is not looked at', () => {
  const open = reading('strict: So., loose: { means: So., needs: A fact. }');
  expect(codesOf(proven(facts, `${open}${rules('any: [{ stage: here }, { stage: here, way: strict }]')}`))).toEqual([]);
});

test('is left out where that is asked for, and then not missed among what is accepted', () => {
  const accepted = 'accepted: [{ finding: reading-without-effect, of: way, because: It was asked. }]\n';
  const policy = smallPolicy(facts, `${both}${rules('any: [{ stage: here }, { pieces: 7, way: strict }]')}${accepted}`);
  expect(provePolicy(policy, { readings: false })).toMatchObject({ findings: [], idle: [] });
  expect(provePolicy(policy)).toMatchObject({ findings: [], idle: [0] });
});
