import { expect, test } from 'vitest';
import { codesOf, proven, section } from './proven.ts';

const facts = `
  stage: { type: enum, values: [here, there], ask: Where? }
  pieces: { type: integer, ask: How many? }
`;
const messages = (rest: string): readonly string[] =>
  proven(facts, rest).findings.map(({ code, about, message }) => `${code} ${about.kind} ${about.id}: ${message}`);

test('a rule that others always outrank, with their names', () => {
  const rules = section(`
  rules:
    here-yes: { when: { stage: here }, accept: Yes., clause: "1" }
    here-no: { when: { stage: here, pieces: { atMost: 5 } }, reject: No., clause: "1" }
    many-no: { when: { pieces: { over: 5 } }, reject: No., clause: "1" }
    there-no: { when: { stage: there }, reject: No., clause: "1" }`);
  expect(messages(rules)).toEqual([
    'never-decides rule here-yes: the rule `here-yes` is never among the reasons: wherever it holds, others outrank it, as `here-no` or `many-no` decide',
  ]);
});

test('what is there only for requests that are always rejected', () => {
  const rules = section(`
  rules:
    here-yes: { when: { stage: here }, accept: Yes., clause: "1" }
    there-no: { when: { stage: there }, reject: No., clause: "1" }
  charges:
    fee: { title: Fee, when: { stage: there }, amount: 5, clause: "1" }
    cost: { title: Cost, on: rejected, when: { stage: here }, amount: 5, clause: "1" }
  evidence:
    photo: { what: A photo, when: { stage: there }, unavailable: { review: Hm. }, clause: "1" }
  duties:
    send: { who: customer, what: Send it., when: { stage: there }, clause: "1" }`);
  expect(codesOf(proven(facts, rules))).toEqual([
    'never-decides evidence photo',
    'never-decides charge cost',
    'never-decides charge fee',
    'never-decides duty send',
  ]);
  expect(messages(rules)[0]).toBe(
    'never-decides evidence photo: the item of evidence `photo` is never asked for: every request for which it holds is rejected, as `there-no` decides there',
  );
});

test('the end of a tier band that makes no difference', () => {
  const tier = (rate: number): string =>
    `tiers:\n  fee: { counts: pieces, mode: graduated, clause: "1", bands: [{ upTo: 5, rate: 1 }, { upTo: 9, rate: ${rate} }, { rate: 3 }] }\n`;
  const rules = section('\n  rules:\n    yes-always: { accept: Yes., clause: "1" }\n  charges:\n    line: { title: Fee, amount: { tier: fee }, clause: "1" }');
  expect(messages(`${tier(1)}${rules}`)).toEqual([
    'never-decides tier fee: the end of the band up to 5 of the tier `fee` makes no difference: the band after it has the same rates',
  ]);
  expect(messages(`${tier(2)}${rules}`)).toEqual([]);
});

test('none where the rule decides some request', () => {
  const rules = section(`
  rules:
    here-yes: { when: { stage: here }, accept: Yes., clause: "1" }
    many-no: { when: { pieces: { over: 5 } }, reject: No., clause: "1" }
    there-no: { when: { stage: there }, reject: No., clause: "1" }`);
  expect(messages(rules)).toEqual([]);
});
