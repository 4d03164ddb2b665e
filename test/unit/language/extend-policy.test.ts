import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Diagnostic, DiagnosticList } from '../../../src/diagnostics/diagnostic.ts';
import { buildPolicy } from '../../../src/language/build-policy.ts';
import { toLibrary } from '../../../src/policy/to-library.ts';
import { mergePolicies } from '../../../src/language/merge-policies.ts';
import { loadPolicy } from '../../../src/policy/policy.ts';
import { childOf, type MapNode, toPlainData } from '../../../src/text/node.ts';
import { readYaml } from '../../../src/text/read-yaml.ts';
import { decisionOf, load } from '../../support/load.ts';
import { smallCalendar } from '../../support/small-calendar.ts';
import { build, changed, shopPolicy, summary } from './shop-policy.ts';

const head = `language: 1
policy: shop-austria
version: 1
title: Returns at the shop in Austria
effective: { from: 2025-01-01T00:00:00+01:00, by: appliedAt }
extends: shop@1
`;

const austria = `${head}timezone: Europe/Vienna
source:
  clauses:
    "A1": Returns within 30 days.
facts:
  parcel: { type: boolean, ask: Did it come as a parcel? }
impossible:
  - { when: { parcel: false, signs: dirty }, because: What was fetched was seen. }
terms:
  posted: { parcel: true }
sections:
  returns:
    rules:
      dirty: { when: { signs: dirty, in-good-time: true }, review: We look at it., clause: "A1" }
    credits:
      refund: { amount: { fact: price }, clause: "1" }
  austria:
    title: Only in Austria
    duties:
      tell: { who: shop, what: Send the label., when: { posted: true }, clause: "A1" }
overrides:
  source:
    clauses:
      "2": A return costs a fee and the loss of value.
  facts:
    returnsThisMonth: { type: integer, atMost: 99 }
  readings:
    first-day: counted
  terms:
    in-good-time: { application: open }
  windows:
    application: { from: deliveredAt, counting-from: next-day, lasts: 30 days, clause: "A1" }
  sections:
    returns:
      title: Returns in Austria
      when: { action: return, parcel: { not: false } }
      rules:
        late: { when: { application: closed }, reject: The 30 days are over., clause: ["1", "A1"] }
      charges:
        wear: remove
      evidence:
        photo: remove
`;

/** The same, written out by hand. */
const written = changed(
  shopPolicy,
  ['policy: shop\n', 'policy: shop-austria\n'],
  ['title: Returns at the shop\n', 'title: Returns at the shop in Austria\n'],
  ['from: 2024-06-01T00:00:00+08:00', 'from: 2025-01-01T00:00:00+01:00'],
  ['timezone: Asia/Shanghai', 'timezone: Europe/Vienna'],
  ['A return costs a fee.', 'A return costs a fee and the loss of value.\n    "A1": Returns within 30 days.'],
  [
    '    type: integer\n    ask: How many returns did you make this month?\n',
    '    type: integer\n    atMost: 99\n  parcel: { type: boolean, ask: Did it come as a parcel? }\n',
  ],
  ['readings:\n', 'impossible:\n  - { when: { parcel: false, signs: dirty }, because: What was fetched was seen. }\nreadings:\n'],
  ['choose: not-counted', 'choose: counted'],
  ['{ application: [early, open] }', '{ application: open }\n  posted: { parcel: true }'],
  [
    '    counting-from: { by: first-day, not-counted: next-day, counted: same-day }\n    lasts: 14 days\n    clause: "1"',
    '    counting-from: next-day\n    lasts: 30 days\n    clause: "A1"',
  ],
  ['    title: Returns\n    when: { action: return }', '    title: Returns in Austria\n    when: { action: return, parcel: { not: false } }'],
  [
    'reject: The last day for a return is over.\n        clause: "1"',
    'reject: The 30 days are over.\n        clause: ["1", "A1"]\n      dirty: { when: { signs: dirty, in-good-time: true }, review: We look at it., clause: "A1" }',
  ],
  [
    shopPolicy.slice(shopPolicy.indexOf('      wear:'), shopPolicy.indexOf('    duties:')),
    '    credits:\n      refund: { amount: { fact: price }, clause: "1" }\n',
  ],
).concat('  austria:\n    title: Only in Austria\n    duties:\n      tell: { who: shop, what: Send the label., when: { posted: true }, clause: "A1" }\n');

const bases = { 'shop@1': { path: 'base.yaml', text: shopPolicy } };

function extended(text: string, policies: Readonly<Record<string, string | { path: string; text: string }>> = bases): readonly Diagnostic[] {
  return buildPolicy({ path: 'own.yaml', text }, new Map(), toLibrary({ policies })).diagnostics;
}

/** Path, code and underlined text of each diagnostic. */
const summariesOf = (text: string, policies?: Parameters<typeof extended>[1]): readonly string[] =>
  extended(text, policies).map((diagnostic) => `${diagnostic.path}: ${summary(diagnostic)}`);
const errorsOf = (text: string, policies?: Parameters<typeof extended>[1]): readonly string[] =>
  extended(text, policies).flatMap((diagnostic) => (diagnostic.severity === 'error' ? [`${diagnostic.path}: ${summary(diagnostic)}`] : []));

describe('a policy that extends another', () => {
  const policy = load(austria, { library: { policies: bases } });
  const byHand = load(written);

  test('is the policy that is written out by hand, to the digest', () => {
    expect(policy.digest).toBe(byHand.digest);
    expect(policy.title).toBe('Returns at the shop in Austria');
    expect(policy.core.readings.get('first-day')?.choice).toBe('counted');
    expect([...policy.core.clauses.keys()].sort()).toEqual(['1', '2', 'A1']);
  });

  test('decides as that one, byte by byte', async () => {
    const told = {
      action: 'return',
      appliedAt: '2026-03-10T10:00:00+01:00',
      deliveredAt: '2026-02-20T10:00:00+01:00',
      parcel: true,
      price: '20.00',
      returnsThisMonth: 4,
    };
    const requests = [
      told,
      {},
      { ...told, appliedAt: '2026-04-10T10:00:00+02:00' },
      { ...told, signs: ['dirty'] },
      { ...told, parcel: false },
      { action: 'exchange' },
    ];
    const outcomes = new Set<string>();
    for (const request of requests) {
      const decision = await decisionOf(policy, request, { alternatives: true });
      expect(JSON.stringify(decision)).toBe(JSON.stringify(await decisionOf(byHand, request, { alternatives: true })));
      outcomes.add(decision.outcome);
    }
    expect(outcomes.size).toBeGreaterThan(3);
  });

  test('refuses a request that is impossible in it', async () => {
    expect(await policy.evaluate({ parcel: false, signs: ['dirty'] })).toMatchObject({ ok: false, problems: [{ code: 'impossible' }] });
  });

  test('says of each statement in which file and line it stands', async () => {
    const explained = await policy.explain({ action: 'return', parcel: true });
    const places = new Map(explained.ok ? explained.explanation.statements.map(({ id, at }) => [id, at]) : []);
    const line = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length;
    expect(places.get('in-time')).toEqual({ path: 'base.yaml', line: line(shopPolicy, 'in-time:'), column: 7 });
    expect(places.get('handling')).toMatchObject({ path: 'base.yaml', line: line(shopPolicy, '      handling:') });
    expect(places.get('late')).toEqual({ path: 'policy.yaml', line: line(austria, '        late:'), column: 9 });
    expect(places.get('dirty')).toMatchObject({ path: 'policy.yaml', line: line(austria, '      dirty:') });
    expect(places.get('tell')).toMatchObject({ path: 'policy.yaml', line: line(austria, '      tell:') });
    expect([...places.keys()].sort()).toEqual(['dirty', 'handling', 'in-time', 'late', 'refund', 'send-back', 'tell']);
  });

  test('stays one under other readings', () => {
    const switched = policy.withReadings({ 'first-day': 'not-counted' });
    expect(switched.ok && switched.policy.core.readings.get('first-day')?.choice).toBe('not-counted');
    const refused = policy.withReadings({ 'first-day': 'perhaps' });
    expect(refused.diagnostics.map(({ path, code }) => `${path} ${code}`)).toEqual(['base.yaml unknown-value']);
  });

  test('shows the conditions of facts in the words of the file that they stand in', () => {
    const base = changed(shopPolicy, ['    type: money\n', '    type: money\n    when: { action:   return }\n']);
    const own = changed(
      austria,
      ['parcel: { type: boolean, ask', 'parcel: { type: boolean, when: { action: return }, ask'],
      ['parcel: { not: false }', 'parcel: [true, null]'],
    );
    const loaded = load(own, { library: { policies: { 'shop@1': base } } });
    expect([...loaded.factConditions]).toEqual([
      ['price', 'action: return'],
      ['parcel', 'action: return'],
    ]);
  });

  test('changes nothing that its caller holds', () => {
    expect(Object.isFrozen(bases['shop@1'])).toBe(false);
    expect(() => (policy.factConditions as Map<string, string>).set('x', 'y')).toThrow(TypeError);
  });
});

describe('what is inherited', () => {
  test('is everything but what a file says of itself', () => {
    const described = changed(shopPolicy, ['version: 1\n', 'version: 1\ndescription: The first one.\n']);
    const policy = load(head, { library: { policies: { 'shop@1': described } } });
    expect([policy.id, policy.version, policy.core.zone.name, policy.core.currency]).toEqual(['shop-austria', 1, 'Asia/Shanghai', 'CNY']);
    expect(policy.core.rules).toEqual(load(shopPolicy).core.rules);
  });

  test.each(['language', 'policy', 'version', 'title', 'effective'])('is not `%s`', (key) => {
    const without = head.replace(new RegExp(`^${key}:.*\n`, 'm'), '');
    expect(extended(without).map(({ path, code, message }) => `${path} ${code} ${message}`)).toContainEqual(`own.yaml missing-key \`${key}\` is missing here`);
  });

  test('goes through three levels, each with its own file', async () => {
    const vienna = `${head.replace('shop-austria', 'shop-vienna').replace('shop@1', 'shop-austria@1')}overrides:
  sections:
    austria: remove
    returns: { rules: { dirty: { when: { signs: dirty }, reject: Not dirty., clause: "A1" } } }
  terms: { posted: remove }
`;
    const policies = { ...bases, 'shop-austria@1': { path: 'austria.yaml', text: austria } };
    const policy = load(vienna, { library: { policies } });
    const explained = await policy.explain({ action: 'return' });
    const files = explained.ok ? explained.explanation.statements.map(({ id, at }) => `${id} ${at?.path}`).sort() : [];
    expect(files).toEqual(['dirty policy.yaml', 'handling base.yaml', 'in-time base.yaml', 'late austria.yaml', 'refund austria.yaml', 'send-back base.yaml']);
  });

  test('may be an older version of the same policy', () => {
    const second = changed(head, ['policy: shop-austria', 'policy: shop'], ['version: 1', 'version: 2']);
    expect(load(second, { library: { policies: bases } }).version).toBe(2);
  });

  test('is a document as a whole: no hash of one file with the name of another', () => {
    const source = (text: string): unknown => {
      const read = (own: string): MapNode => {
        const { root } = readYaml({ path: 'x.yaml', text: own });
        if (root?.kind !== 'map') throw new Error(own);
        return root;
      };
      const base = read('source: { title: Rules, sha256: abc, clauses: { "1": One. } }');
      return toPlainData(childOf(mergePolicies(base, read(text), 'shop@1', new DiagnosticList({ path: 'x.yaml', text })), 'source') ?? base);
    };
    expect(source('source: { clauses: { "2": Two. } }')).toEqual({ title: 'Rules', sha256: 'abc', clauses: { '1': 'One.', '2': 'Two.' } });
    expect(source('source: { file: austria.pdf }')).toEqual({ file: 'austria.pdf', clauses: { '1': 'One.' } });
  });

  test('a statement can move to another section', () => {
    const moved =
      'sections:\n  other: { rules: { late: { when: { application: closed }, reject: Over., clause: "1" } } }\noverrides:\n  sections: { returns: { rules: { late: remove } } }\n';
    expect(extended(`${head}${moved}`)).toEqual([]);
  });

  test('what the base is warned of is left to its own check', () => {
    const base = changed(shopPolicy, ['terms:\n', 'terms:\n  idle: { action: return }\n']);
    expect(build(base).diagnostics.map(summary)).toEqual(['never-used at idle']);
    expect(summariesOf(head, { 'shop@1': base })).toEqual([]);
    expect(summariesOf(`${head}overrides: { sections: { returns: { rules: { in-time: remove } } } }\n`)).toEqual(['base.yaml: never-used at in-good-time']);
  });
});

const sections = (inside: string): string => `sections:\n  returns:\n${inside}\n`;
const overrides = (inside: string): string => `overrides:\n  ${inside}\n`;

/** Each: what stands in the file beside its head, the errors that it gives, and the help of the first one where it matters. */
const mistakes: readonly (readonly [name: string, text: string, expected: readonly string[], help?: string])[] = [
  ['a fact that the base has', 'facts: { price: { type: integer } }\n', ['in-base at price'], 'to replace it, put it under `overrides`'],
  ['a term that the base has', 'terms: { in-good-time: { action: return } }\n', ['in-base at in-good-time']],
  ['a clause that the base has', 'source: { clauses: { "1": Other words. } }\n', ['in-base at "1"']],
  ['a rule that the base has', sections('    rules: { late: { reject: Late., clause: "1" } }'), ['in-base at late']],
  ['a rule that another section of the base has', 'sections: { x: { rules: { late: { reject: Late., clause: "1" } } } }\n', ['in-base at late']],
  ['a title that the base has', sections('    title: Other'), ['in-base at title']],
  ['a condition of a section that the base has', sections('    when: { action: exchange }'), ['in-base at when']],
  ['a term with the name of a fact', 'terms: { price: { action: return } }\n', ['name-taken at price']],
  ['a fact with the name of a term', 'facts: { in-good-time: { type: boolean } }\n', ['name-taken at in-good-time']],
  ['a rule with the name of a window', sections('    rules: { application: { reject: Late., clause: "1" } }'), ['name-taken at application']],
  [
    'a window with the name of a rule',
    'windows: { late: { from: deliveredAt, counting-from: next-day, lasts: 1 day, clause: "1" } }\n',
    ['name-taken at late'],
  ],
  ['a fact of another name', overrides('facts: { pirce: { type: money } }'), ['not-in-base at pirce'], 'did you mean `price`?'],
  [
    'a list that the base does not have',
    overrides('sections: { returns: { credits: { refund: remove } } }'),
    ['not-in-base at refund'],
    'what is new stands in its usual place, outside of `overrides`',
  ],
  ['a section of another name', overrides('sections: { retruns: remove }'), ['not-in-base at retruns'], 'did you mean `returns`?'],
  [
    'a clause of another number',
    overrides('source: { clauses: { "3": remove } }'),
    ['not-in-base at "3"'],
    'what is new stands in its usual place, outside of `overrides`',
  ],
  [
    'the removal of what stands in this file alone',
    `facts: { parcel: { type: boolean } }\n${sections('    rules: { new: { when: { parcel: true }, accept: Yes., clause: "1" } }')}${overrides('facts: { parcel: remove }')}`,
    ['not-in-base at parcel'],
    'it stands in this file alone: change it there',
  ],
  [
    'the replacement of a rule that stands in this file alone',
    `${sections('    rules: { fine: { when: { action: return }, accept: Yes., clause: "1" } }')}${overrides('sections: { returns: { rules: { fine: remove } } }')}`,
    ['not-in-base at fine'],
    'it stands in this file alone: change it there',
  ],
  ['an empty map of overrides', 'overrides: {}\n', ['too-few at overrides']],
  ['overrides as a list', 'overrides: [facts]\n', ['unexpected-value at [facts]']],
  ['overrides of what each file says itself', overrides('timezone: Europe/Vienna'), ['unknown-key at timezone']],
  ['overrides misspelt', overrides('fact: { price: { type: money } }').replace('fact:', 'factz:'), ['unknown-key at factz'], 'did you mean `facts`?'],
  ['a list of overrides misspelt', overrides('sections: { returns: { ruels: { late: remove } } }'), ['unknown-key at ruels'], 'did you mean `rules`?'],
  ['a list of facts', 'facts: [parcel]\n', ['unexpected-value at [parcel]']],
  ['a list of rules', sections('    rules: [late]'), ['unexpected-value at [late]']],
  ['a section as a word', 'sections: { returns: all }\n', ['unexpected-value at all']],
  ['impossible as a map', 'impossible: { when: { action: return } }\n', ['unexpected-value at { when: { action: return } }']],
  ['another word than remove for a section', overrides('sections: { returns: drop }'), ['unknown-value at drop']],
  ['another word than remove for a rule', overrides('sections: { returns: { rules: { late: drop } } }'), ['unexpected-value at drop']],
  ['a choice that the reading does not have', overrides('readings: { first-day: count }'), ['unknown-value at count'], 'did you mean `counted`?'],
  [
    'a mistake in a statement that replaces another',
    overrides('sections: { returns: { rules: { late: { reject: Late., clause: "9" } } } }'),
    ['unknown-name at "9"'],
  ],
  ['a key of the file misspelt', 'timezon: Europe/Vienna\n', ['unknown-key at timezon'], 'did you mean `timezone`?'],
];

describe('mistakes of the file that extends', () => {
  for (const [name, text, expected, help] of mistakes)
    test(name, () => {
      const found = extended(`${head}${text}`).filter(({ severity }) => severity === 'error');
      expect(found.map((diagnostic) => `${diagnostic.path}: ${summary(diagnostic)}`)).toEqual(expected.map((line) => `own.yaml: ${line}`));
      if (help !== undefined) expect(found[0]?.help).toBe(help);
    });

  test('what is removed and still used is reported where it is used, and that this file is the cause', () => {
    expect(errorsOf(`${head}overrides: { windows: { application: remove } }\n`)).toEqual([
      'own.yaml: base-unfit at shop@1',
      'base.yaml: unknown-name at application',
      'base.yaml: placeholder at {application.closesAt}',
      'base.yaml: unknown-name at application',
      'base.yaml: unknown-name at application',
    ]);
  });

  test('a clause that is cited no more', () => {
    const text = `${head}overrides: { tiers: { handling: remove }, sections: { returns: { charges: { handling: remove, wear: remove } } } }\n`;
    expect(errorsOf(text)).toEqual(['own.yaml: base-unfit at shop@1', 'base.yaml: clause-not-cited at "2"']);
    expect(errorsOf(text.replace('overrides: {', 'overrides: { source: { clauses: { "2": remove } },'))).toEqual([]);
  });
});

describe('traits of trees', () => {
  const tree = (name: string, trait: string): string =>
    `${name}: { type: enum, tree: { all-${name}: {}, some: { in: all-${name}, traits: { ${trait}: true } } } }`;
  const base = changed(
    shopPolicy,
    ['facts:\n', `facts:\n  ${tree('first', 'heavy')}\n  ${tree('second', 'fragile')}\n`],
    ['terms:\n', 'terms:\n  hard: { any: [{ heavy: true }, { fragile: true }] }\n'],
  );
  const errors = (text: string): readonly string[] => errorsOf(`${head}${text}`, { 'shop@1': { path: 'base.yaml', text: base } });

  test.each([
    ['a fact', 'facts: { fragile: { type: boolean } }\n'],
    ['a term', 'terms: { fragile: { action: return } }\n'],
    ['a window', 'windows: { fragile: { from: deliveredAt, counting-from: next-day, lasts: 2 days, clause: "1" } }\n'],
    ['a tier', 'tiers: { fragile: { counts: returnsThisMonth, mode: volume, bands: [{ rate: 1 }], clause: "1" } }\n'],
    ['a reading', 'readings: { fragile: { question: What is?, choose: this, of: { this: This., that: That. }, clause: "1" } }\n'],
    ['a trait of a new tree', `facts: { ${tree('third', 'fragile')} }\n`],
    ['a trait of a tree that replaces another', `overrides: { facts: { ${tree('first', 'heavy: true, fragile')} } }\n`],
    ['a trait alone in such a tree', `overrides: { facts: { ${tree('first', 'heavy: true } }, another: { traits: { fragile')} } }\n`],
  ])('%s with the name of one in the base', (_name, text) => {
    expect(errors(text)).toEqual(['own.yaml: name-taken at fragile']);
  });

  test.each([
    ['new', `facts: { ${tree('third', 'price')} }\n`],
    ['that replaces another', `overrides: { facts: { ${tree('first', 'heavy: true, price')} } }\n`],
  ])('one of a tree %s with the name of a fact of the base', (_name, text) => {
    expect(errors(text)).toEqual(['own.yaml: name-taken at price']);
  });

  test('that are replaced, or move to another tree, are free', () => {
    expect(errors(`overrides: { facts: { ${tree('first', 'fragile')}, ${tree('second', 'heavy')} } }\n`)).toEqual([]);
  });
});

describe('calendars with mistakes', () => {
  const gap = smallCalendar('gap').replace('to: 2026', 'to: 2027');
  const window = 'windows: { office: { from: deliveredAt, counting-from: next-day, lasts: 2 business days, calendar: gap, clause: "1" } }\n';
  const found = (text: string, base: string): readonly string[] =>
    buildPolicy({ path: 'own.yaml', text }, new Map(), toLibrary({ policies: { 'shop@1': { path: 'base.yaml', text: base } }, calendars: { gap } }))
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map((diagnostic) => `${diagnostic.path}: ${summary(diagnostic)}`);
  const ofCalendar = 'calendars/gap.calendar.yaml: year-without-holidays at covers';

  test('named by the file that extends: the base is not to blame', () => {
    expect(found(`${head}${window}`, shopPolicy)).toEqual(['own.yaml: wrong-calendar at gap', ofCalendar]);
  });

  test('named by the base, and by both', () => {
    const base = changed(shopPolicy, ['windows:\n', `${window.slice(0, -3).replace('windows: {', 'windows:\n ')}\n`]);
    const expected = ['own.yaml: base-mistakes at shop@1', 'base.yaml: wrong-calendar at gap', ofCalendar];
    expect(found(head, base)).toEqual(expected);
    expect(found(`${head}${window.replace('office', 'shop-hours')}`, base)).toEqual(expected);
  });
});

describe('the schema that editors use', () => {
  const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema());
  const isValid = (text: string): boolean => validate(parse(text));

  function schema(): object {
    const read = JSON.parse(readFileSync(new URL('../../../schema/policy.schema.json', import.meta.url), 'utf8')) as object;
    return JSON.parse(JSON.stringify(read, (key, value: unknown) => (key === 'x-expects' || key === 'tsType' ? undefined : value))) as object;
  }

  test('takes a file that says only what is different', () => {
    expect(isValid(head)).toBe(true);
    expect(isValid(austria)).toBe(true);
    expect(isValid(shopPolicy)).toBe(true);
  });

  test('does not take half a policy that extends none', () => {
    expect(isValid(head.replace('extends: shop@1\n', ''))).toBe(false);
    expect(isValid(`${shopPolicy}overrides: { terms: { in-good-time: remove } }\n`)).toBe(false);
  });

  test.each(['extends: shop@1', 'title: Returns in Austria', 'photo: remove', 'first-day: counted', 'lasts: 30 days'])(
    'finds what is wrong in place of %s',
    (piece) => {
      const wrong: Readonly<Record<string, string>> = { 'photo: remove': 'photo: gone', 'lasts: 30 days': 'lasts: thirty' };
      expect(isValid(changed(austria, [piece, wrong[piece] ?? `${piece.split(':')[0]}: [1]`]))).toBe(false);
    },
  );
});

describe('where `extends` leads nowhere', () => {
  const extending = (base: string): string => head.replace('shop@1', base);

  test.each(['shop', 'shop@', 'shop@0', 'shop@1.0', 'shop@v1', '"@1"', 'shop@1@2', '[shop@1]', '3'])('%s', (base) => {
    expect(errorsOf(extending(base))).toEqual([`own.yaml: unexpected-value at ${base}`]);
  });

  test('a base that is not there says where it is looked for', () => {
    const [missing] = extended(extending('garage@2'));
    expect(missing).toMatchObject({ code: 'unknown-base', path: 'own.yaml', start: { line: 6, column: 10 } });
    expect(missing?.help).toContain('policies/garage/v2.policy.yaml');
    expect(extended(extending('shop@2'))[0]?.help).toBe('did you mean `shop@1`?');
  });

  test('a text that is another policy than its place says', () => {
    expect(summariesOf(extending('shop@2'), { 'shop@2': shopPolicy })).toEqual([
      'own.yaml: base-mistakes at shop@2',
      'shop/v2.policy.yaml: misplaced-policy at shop',
    ]);
  });

  test('a newer version of itself', () => {
    const second = changed(shopPolicy, ['version: 1', 'version: 2']);
    expect(summariesOf(changed(head, ['policy: shop-austria', 'policy: shop'], ['shop@1', 'shop@2']), { 'shop@2': second })).toEqual([
      'own.yaml: extends-version at shop@2',
    ]);
  });
});

describe('mistakes of the base', () => {
  test('are shown at its file, and once where it is named', () => {
    const base = changed(shopPolicy, ['lasts: 14 days', 'lasts: 14 das'], ['by: first-day', 'by: frist-day']);
    expect(summariesOf(austria, { 'shop@1': base })).toEqual([
      'own.yaml: base-mistakes at shop@1',
      ...build(base).diagnostics.map((found) => `shop/v1.policy.yaml: ${summary(found)}`),
    ]);
  });

  test('are shown even where the file replaces what is wrong', () => {
    expect(errorsOf(austria, { 'shop@1': changed(shopPolicy, ['lasts: 14 days', 'lasts: 14 das']) })).toHaveLength(2);
  });

  test('of a base further down are named there', () => {
    const middle = { path: 'middle.yaml', text: head.replace('shop-austria', 'middle') };
    const own = head.replace('shop@1', 'middle@1');
    expect(extended(own, { 'middle@1': middle, 'shop@1': 'language: [' }).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'own.yaml base-mistakes',
      'shop/v1.policy.yaml yaml-syntax',
    ]);
    expect(summariesOf(own, { 'middle@1': middle })).toEqual(['own.yaml: base-mistakes at middle@1', 'middle.yaml: unknown-base at shop@1']);
    expect(extended(own, { 'middle@1': middle, 'shop@1': 'language: [' })[0]?.message).toContain('`shop@1`');
  });

  test('leave room for the word that there are some', () => {
    const mistaken = Array.from({ length: 400 }, (_, index) => `  s${index}: { rules: { r${index}: { accept: Yes., clause: "9" } } }\n`).join('');
    const found = extended(austria, { 'shop@1': shopPolicy + mistaken });
    expect(found[0]).toMatchObject({ path: 'own.yaml', code: 'base-mistakes' });
    expect(found.length).toBeLessThanOrEqual(200);
  });
});

describe('policies on top of each other', () => {
  const level = (index: number): string => head.replace('shop-austria', `level-${index}`).replace('shop@1', index === 1 ? 'shop@1' : `level-${index - 1}@1`);
  const levels = (count: number): Record<string, string> =>
    Object.fromEntries([['shop@1', shopPolicy], ...Array.from({ length: count }, (_, index) => [`level-${index + 1}@1`, level(index + 1)] as const)]);

  test('ten levels', () => {
    expect(extended(level(10), levels(9))).toEqual([]);
    expect(summariesOf(level(11), levels(10))).toEqual(['own.yaml: extends-too-deep at level-10@1']);
  });

  test('a circle is reported once, in the file that was asked for', () => {
    expect(summariesOf(head.replace('shop@1', 'shop-austria@1'), { 'shop-austria@1': head })).toEqual(['own.yaml: cycle at shop-austria@1']);
    const round = { 'a@1': head.replace('shop-austria', 'a').replace('shop@1', 'b@1'), 'b@1': head.replace('shop-austria', 'b').replace('shop@1', 'a@1') };
    expect(summariesOf(round['a@1'], round)).toEqual(['own.yaml: cycle at b@1']);
    expect(extended(round['a@1'], round)[0]?.message).toBe('`a@1` and `b@1` depend on each other in a circle');
    expect(summariesOf(head.replace('shop@1', 'a@1'), round)).toEqual(['own.yaml: cycle at a@1']);
  });

  test('together they are no longer than one policy may be', () => {
    const filler = `# ${'x'.repeat(300_000)}\n`;
    expect(extended(head, { 'shop@1': shopPolicy + filler })).toEqual([]);
    expect(summariesOf(head + filler, { 'shop@1': shopPolicy + filler })).toEqual(['own.yaml: extends-too-long at shop@1']);
  });

  test('texts of the same path are told apart', () => {
    const same = { path: 'own.yaml', text: changed(shopPolicy, ['lasts: 14 days', 'lasts: 14 das']) };
    const found = extended(`${head}overrides: { terms: { nothing: remove } }\n`, { 'shop@1': same });
    expect(found.map(({ code, source }) => `${code} ${source.trim()}`)).toEqual(['base-mistakes extends: shop@1', 'unexpected-value lasts: 14 das']);
  });
});

describe('hostile texts', () => {
  test('names of JavaScript under overrides', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      for (const list of ['facts', 'readings', 'terms', 'windows', 'tiers', 'sections'])
        expect(errorsOf(`${head}overrides: { ${list}: { ${name}: remove } }\n`)).toEqual([`own.yaml: not-in-base at ${name}`]);
  });

  test('a piece missing anywhere, in either file, throws nothing', () => {
    for (let at = 0; at < austria.length; at += 13) extended(austria.slice(0, at) + austria.slice(at + 5));
    for (let at = 0; at < shopPolicy.length; at += 61) extended(austria, { 'shop@1': shopPolicy.slice(0, at) + shopPolicy.slice(at + 9) });
  });

  test('thousands of parts that are none, and thousands that are there already, are done soon', () => {
    const many = (line: (index: number) => string): string => Array.from({ length: 4000 }, (_, index) => line(index)).join('');
    const base = shopPolicy.replace('terms:\n', `terms:\n${many((index) => `  t${index}: { action: return }\n`)}`);
    const own = `${head}terms:\n${many((index) => `  t${index}: { action: return }\n`)}overrides:\n  terms:\n${many((index) => `    u${index}: remove\n`)}`;
    const start = performance.now();
    expect(extended(own, { 'shop@1': base }).length).toBe(200);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('a library that holds no texts is refused like a policy that is none', () => {
    expect(() => loadPolicy(head, { library: { policies: { 'shop@1': 3 as never } } })).toThrow(TypeError);
  });
});
