import { describe, expect, test } from 'vitest';
import { codesOf, proven, section } from './proven.ts';

const facts = `
  stage: { type: enum, values: [here, there], ask: Where? }
  pieces: { type: integer, atMost: 100, ask: How many? }
  boughtAt: { type: instant, ask: When bought? }
`;
const always = '    yes-always: { accept: Yes., clause: "1" }\n';

const messageOf = (rest: string): readonly string[] => proven(facts, rest).findings.map(({ code, about, message }) => `${code} ${about.id}: ${message}`);

describe('a condition that no request meets', () => {
  test('of a rule whose tests exclude one another', () => {
    expect(messageOf(section(`\n  rules:\n${always}    both: { when: { all: [{ stage: here }, { stage: there }] }, reject: No., clause: "1" }`))).toEqual([
      'never-holds both: no request meets the condition of the rule `both`: `stage here` and `stage there` exclude one another',
    ]);
  });

  test('of a rule beyond what a fact can be', () => {
    expect(messageOf(section(`\n  rules:\n${always}    many: { when: { pieces: { over: 100 } }, reject: No., clause: "1" }`))[0]).toMatch(
      /^never-holds many: /,
    );
  });

  test('of what `impossible` refuses', () => {
    const impossible = 'impossible: [{ when: { stage: there, pieces: { over: 10 } }, because: Nobody takes so many. }]\n';
    expect(
      messageOf(impossible + section(`\n  rules:\n${always}    many: { when: { stage: there, pieces: { over: 20 } }, reject: No., clause: "1" }`))[0],
    ).toMatch(/^never-holds many: .*`impossible` refuses them: "Nobody takes so many\."$/);
  });

  test('of a branch, a waiver, a window and an entry of `impossible`', () => {
    const rest = `
impossible: [{ when: { all: [{ stage: here }, { stage: there }] }, because: Both at once. }]
windows:
  short: { title: Short, from: boughtAt, lasts: 24 hours, counting-from: at-once, clause: "1" }
  long: { title: Long, from: boughtAt, lasts: 48 hours, counting-from: at-once, clause: "1" }
  which:
    title: Which
    choose: [{ when: { stage: here }, window: short }, { when: { stage: here, pieces: { over: 5 } }, window: long }, { otherwise: long }]
    clause: "1"
${section(`
  rules:
    in-time: { when: { which: [early, open] }, accept: Yes., clause: "1" }
    late: { when: { which: closed }, reject: No., clause: "1" }
  charges:
    fee:
      title: Fee
      when: { stage: here }
      waived: { when: { stage: there }, because: No. }
      amount: { choose: [{ when: { pieces: { atMost: 10 } }, amount: 1 }, { when: { pieces: { under: 5 } }, amount: 2 }, { otherwise: 3 }] }
      clause: "1"`)}`;
    expect(codesOf(proven(facts, rest))).toEqual([
      'never-holds charge fee',
      'never-holds charge fee',
      'never-holds window which',
      'never-holds impossible Both at once.',
    ]);
  });

  test('of a tier band that no number reaches', () => {
    const rest = `tiers:\n  fee: { counts: pieces, mode: graduated, clause: "1", bands: [{ upTo: 50, rate: 1 }, { upTo: 200, rate: 2 }, { rate: 3 }] }\n${section(`
  rules:
${always}  charges:
    fee-line: { title: Fee, amount: { tier: fee }, clause: "1" }`)}`;
    expect(messageOf(rest)).toEqual(['never-holds fee: no request meets the band after 200 of the tier `fee`']);
  });

  test('of an alternative of a term', () => {
    const terms = 'terms:\n  odd: { any: [{ stage: here }, { all: [{ stage: there }, { stage: here }] }] }\n';
    const rest = `${terms}${section(`\n  rules:\n${always}    odd-ones: { when: { odd: true }, review: Odd., clause: "1" }`)}`;
    expect(proven(facts, rest).findings).toMatchObject([{ code: 'never-holds', about: { kind: 'term', id: 'odd' }, place: { column: 3 } }]);
  });

  test('is none where the statement is there for another reading', () => {
    const readings = 'readings:\n  way: { question: How?, choose: strict, of: { strict: So., loose: So. }, clause: "1" }\n';
    const term = 'terms:\n  strictly: { any: [{ stage: here }, { stage: there, way: strict }] }\n';
    const rest = `${readings}${term}${section(`\n  rules:\n${always}    otherwise-decided: { when: { strictly: false }, reject: No., clause: "1" }`)}`;
    expect(codesOf(proven(facts, rest))).toEqual([]);
  });
});
