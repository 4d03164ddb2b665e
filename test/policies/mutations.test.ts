/**
 * The cases of each policy test all of it: whatever is left out of the policy or changed in it, some case notices. Each mutant
 * is a policy with one change; it is caught where a case fails, or where the policy can no longer be loaded.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Library } from '../../src/language/library.ts';
import { type Case, type Cases, readCases } from '../../src/language/read-cases.ts';
import { loadWithLibrary } from '../../src/policy/policy.ts';
import { runCases } from '../../src/policy/run-cases.ts';
import { readLibrary } from '../../src/store/read-library.ts';

type Path = readonly (string | number)[];

interface Mutation {
  readonly name: string;
  /** Names that the cases which may notice it are likely to hold: those run first. */
  readonly about: string;
  readonly apply: (document: Document) => void;
  /** It changes a part of a condition. These are many, and tried only on demand. */
  readonly isSmall?: boolean;
}

/** A policy whose cases are tested. */
interface Subject {
  readonly path: string;
  readonly text: string;
  readonly cases: Cases;
  readonly library: Library;
}

/** Statements, windows, tiers, readings and numbers are always tried; with `RECOURSE_MUTATIONS=all` each test of each condition too. */
const everything = process.env['RECOURSE_MUTATIONS'] === 'all';

/** Changes that make no difference to any request, each with its reason. */
const equivalentOf1688: Readonly<Record<string, string>> = {
  'terms.end-counts.any.1: without action': 'the term is asked only where the remedy is a return or an exchange',
  'sections.received.rules.claim-accepted.when: without issue': 'not-as-wished-abroad rejects the others',
  'sections.received.rules.claim-to-person.when: without issue': 'not-as-wished-abroad rejects the others',
  'sections.not-accepted.rules.opened-similar.when: without productKind': 'opened-media rejects the others',
  'sections.not-accepted.rules.reported-too-late.when: without stage': 'goods in the warehouse have no day of receipt, so the window is never closed',
  'sections.agency.rules.agency-accepted.when: without noticed': 'not-after-use rejects the others',
  'sections.international-return.rules.sent-again-at-cost.when: without returnReason': 'other reasons are for a person, which ranks above',
  'sections.next-delivery.when: without stage': 'elsewhere sending again is rejected, and a rejection has no duties',
};

const equivalentOfWithdrawal: Readonly<Record<string, string>> = {
  'sections.after-the-deadline.rules.sent-back-too-late.when: without back-too-late': 'elsewhere the right itself accepts, which ranks above a review',
  'sections.shop-promise.when: without shopTerm': 'where the shop promises nothing, one of the reasons under no-right rejects',
};

const equivalentOfBestBuy1: Readonly<Record<string, string>> = {
  'sections.returns.rules.in-time.when: without return-time': 'what is not open any more, too-late rejects',
};

const equivalentOfBestBuy2: Readonly<Record<string, string>> = {
  'sections.returns.rules.in-time.when: without return-time': 'what is not open any more, too-late rejects',
};

test.each([
  { policy: 'policies/1688order-after-sales/v1', equivalent: equivalentOf1688, atLeast: everything ? 400 : 100 },
  { policy: 'policies/eu-right-of-withdrawal/v1', equivalent: equivalentOfWithdrawal, atLeast: everything ? 300 : 100 },
  { policy: 'test/policies/best-buy-us/v1', equivalent: equivalentOfBestBuy1, atLeast: everything ? 60 : 40 },
  { policy: 'test/policies/best-buy-us/v2', equivalent: equivalentOfBestBuy2, atLeast: everything ? 100 : 70 },
])(
  'every change of $policy is noticed by a case',
  async ({ policy, equivalent, atLeast }) => {
    const subject = await readSubject(policy);
    const mutations = [...mutationsOf(parseDocument(subject.text))].filter(({ isSmall }) => everything || !isSmall);
    const survivors: string[] = [];
    const unloadable: string[] = [];
    for (const mutation of mutations) {
      const fate = await fateOf(mutation, subject);
      if (fate === 'survives') survivors.push(mutation.name);
      if (fate === 'unloadable') unloadable.push(mutation.name);
    }
    if (everything) process.stderr.write(`${mutations.length} mutants\nunloadable:\n  ${unloadable.join('\n  ')}\nsurvive:\n  ${survivors.join('\n  ')}\n`);
    expect(mutations.length).toBeGreaterThan(atLeast);
    expect(unloadable.length).toBeLessThan(mutations.length / 5);
    const tried = new Set(mutations.map(({ name }) => name));
    expect(survivors.sort()).toEqual(
      Object.keys(equivalent)
        .filter((name) => tried.has(name))
        .sort(),
    );
  },
  600_000,
);

async function readSubject(policy: string): Promise<Subject> {
  const path = fileURLToPath(new URL(`../../${policy}.policy.yaml`, import.meta.url));
  const text = readFileSync(path, 'utf8');
  const { cases } = readCases({ path: `${policy}.cases.yaml`, text: readFileSync(path.replace('.policy.', '.cases.'), 'utf8') });
  if (cases === undefined) throw new Error('no cases');
  return { path, text, cases, library: await readLibrary({ path, text }) };
}

async function fateOf({ about, apply }: Mutation, { path, text, cases, library }: Subject): Promise<'caught' | 'survives' | 'unloadable'> {
  const document = parseDocument(text);
  apply(document);
  tidy(document);
  const loaded = loadWithLibrary({ path, text: document.toString({ lineWidth: 0 }) }, library);
  if (!loaded.ok) return 'unloadable';
  for (const one of likelyFirst(cases, about)) {
    const [result] = await runCases({ ...cases, cases: [one] }, loaded.policy);
    if (result?.passed !== true) return 'caught';
  }
  return 'survives';
}

/** Most mutants are caught by the first few of these. A case with other readings needs a policy of its own, which takes long. */
function likelyFirst(cases: Cases, about: string): readonly Case[] {
  const score = (one: Case): number => {
    const names = Object.keys(one.readings).length === 0 ? 0 : 1;
    return names + (textOf(one, cases).includes(about) ? 0 : 2);
  };
  return [...cases.cases].sort((a, b) => score(a) - score(b));
}

function textOf({ id, expect: { span }, readings }: Case, { file }: Cases): string {
  return `${id} ${JSON.stringify(readings)} ${file.text.slice(span.start, span.end)}`;
}

/** Drops sections and parts that a mutation left empty, and says of clauses that nothing cites any more that they have no effect. */
function tidy(document: Document): void {
  const sections = document.get('sections');
  if (!isMap(sections)) return;
  for (const section of sections.items.slice()) {
    if (!isMap(section.value)) continue;
    for (const part of section.value.items.filter(({ value }) => isMap(value) && value.items.length === 0)) section.value.delete(part.key);
    if (section.value.items.every((part) => ['title', 'when', 'floor'].includes(String(part.key)))) sections.delete(section.key);
  }
  const { source, ...rest } = document.toJS() as { source: { clauses: Record<string, unknown> } };
  const text = JSON.stringify(rest);
  for (const clause of Object.keys(source.clauses)) {
    if (!text.includes(JSON.stringify(clause)))
      document.setIn(['source', 'clauses', clause], document.createNode({ says: 'So.', 'no-effect': 'In this mutant.' }));
  }
}

// ----------------------------------------------------------------------------------------------------------------------- mutations

function* mutationsOf(document: Document): Generator<Mutation> {
  yield* statementsIn(document);
  yield* windowsIn(document);
  yield* partsIn(document);
}

/** Each test of a condition, each value of a list in one left out; each number and duration changed. */
function* partsIn(document: Document): Generator<Mutation> {
  for (const [path, value] of walk(document)) {
    const place = path.join('.');
    const about = String(path[0] === 'sections' ? (path[3] ?? path[1]) : path[1]);
    if (isMap(value) && isCondition(path)) {
      for (const { key } of value.items) {
        if (String(key) === 'by') continue;
        // A condition without any test left is no condition.
        const dropped = value.items.length === 1 && path.at(-1) === 'when' && !path.includes('amount') ? path : [...path, String(key)];
        yield { name: `${place}: without ${String(key)}`, about, isSmall: true, apply: (mutant) => void mutant.deleteIn(dropped) };
      }
    } else if (isSeq(value) && (isCondition(path) || isCondition(path.slice(0, -1)))) {
      for (const [index, item] of value.items.entries()) {
        yield { name: `${place}: without ${String(item)}`, about, isSmall: true, apply: (mutant) => void mutant.deleteIn([...path, index]) };
      }
    } else if (isScalar(value)) yield* scalarMutations(document, path, value.value, about);
  }
}

/** Every statement left out, and rules and evidence with another effect. */
function* statementsIn(document: Document): Generator<Mutation> {
  for (const [path, value] of walk(document)) {
    const [root, , part, id] = path;
    const isStatement = root === 'sections' && path.length === 4 && part !== 'when';
    if (isStatement || (root === 'impossible' && path.length === 2)) {
      yield { name: `${path.join('.')}: left out`, about: String(id ?? 'invalid'), apply: (mutant) => void mutant.deleteIn(path) };
    }
    if (!isStatement || !isMap(value)) continue;
    const holder = part === 'rules' ? path : [...path, 'unavailable'];
    for (const [effect, other] of [
      ['accept', 'review'],
      ['review', 'reject'],
      ['reject', 'review'],
    ] as const) {
      const text = document.getIn([...holder, effect]);
      if (typeof text !== 'string') continue;
      yield {
        name: `${holder.join('.')}: ${other} for ${effect}`,
        about: String(id),
        apply: (mutant) => {
          mutant.deleteIn([...holder, effect]);
          mutant.setIn([...holder, other], text);
        },
      };
    }
    if (document.hasIn([...path, 'deadline']))
      yield { name: `${path.join('.')}: without deadline`, about: String(id), apply: (mutant) => void mutant.deleteIn([...path, 'deadline']) };
    if (document.hasIn([...path, 'waived']))
      yield { name: `${path.join('.')}: never waived`, about: String(id), apply: (mutant) => void mutant.deleteIn([...path, 'waived']) };
  }
}

/** Windows put together otherwise, of which a branch is left out, that begin with another event, or that do not roll. */
function* windowsIn(document: Document): Generator<Mutation> {
  for (const [path, value] of walk(document)) {
    const [root, id] = path;
    if (root !== 'windows' || !isMap(value)) continue;
    const place = path.join('.');
    const about = String(id);
    for (const [key, other] of [
      ['later-of', 'earlier-of'],
      ['earlier-of', 'later-of'],
      ['first-of', 'last-of'],
      ['last-of', 'first-of'],
    ] as const) {
      const parts = document.getIn([...path, key]);
      if (parts === undefined) continue;
      yield {
        name: `${place}: ${other} for ${key}`,
        about,
        apply: (mutant) => {
          mutant.deleteIn([...path, key]);
          mutant.setIn([...path, other], parts);
        },
      };
    }
    if (value.has('when')) yield { name: `${place}: left out`, about, apply: (mutant) => void mutant.deleteIn(path) };
    if (value.has('roll'))
      yield { name: `${place}: without roll`, about, apply: (mutant) => ['roll', 'calendar'].forEach((key) => mutant.deleteIn([...path, key])) };
  }
}

/** Numbers and durations by one more and one less, truths turned round, the other ways to count, the other choices of readings. */
function* scalarMutations(document: Document, path: Path, value: unknown, about: string): Generator<Mutation> {
  const place = path.join('.');
  const isSmall = isCondition(path);
  const to = (other: unknown): Mutation => ({
    name: `${place}: ${String(other)} for ${String(value)}`,
    about,
    isSmall,
    apply: (mutant) => mutant.setIn(path, other),
  });
  const [root, name] = path;
  const key = path.at(-1);
  if (root === 'readings' && key === 'choose') {
    for (const { key: choice, value: means } of optionsOf(document, String(name))) if (isScalar(means) && String(choice) !== value) yield to(String(choice));
    return;
  }
  if (!['facts', 'impossible', 'terms', 'windows', 'tiers', 'sections'].includes(String(root)) || key === 'clause' || key === 'title') return;
  if (typeof value === 'number') {
    yield to(value + 1);
    if (value > 0) yield to(value - 1);
  }
  if (typeof value === 'boolean') yield to(!value);
  const duration = /^([0-9]+) (hours|days|months)$/.exec(String(value));
  if (duration !== null) for (const step of [1, -1]) yield to(`${Number(duration[1]) + step} ${duration[2] ?? ''}`);
  const counting = [
    ['at-once', 'next-hour'],
    ['same-day', 'next-day'],
    ['graduated', 'volume'],
    ['last-day', 'overflow'],
  ].find((pair) => pair.includes(String(value)));
  if (root !== 'sections' && counting !== undefined) for (const other of counting) if (other !== value) yield to(other);
  if (isCondition(path) && typeof value === 'string' && ['open', 'closed'].includes(value)) yield to(value === 'open' ? 'closed' : 'open');
  const money = typeof value === 'string' && path.includes('amount') && key === 'fact' ? otherMoneyFact(document, value) : value;
  if (money !== value) yield to(money);
  if (path.includes('calendar') && key !== 'fact') yield to(value === 'germany' ? 'italy' : 'germany');
}

/** The money fact that is declared after another one. */
function otherMoneyFact(document: Document, name: string): string {
  const facts = document.get('facts');
  const all = isMap(facts) ? facts.items.filter(({ value }) => isMap(value) && value.get('type') === 'money').map(({ key }) => String(key)) : [];
  return all[(all.indexOf(name) + 1) % all.length] ?? '';
}

function optionsOf(document: Document, reading: string): readonly { readonly key: unknown; readonly value: unknown }[] {
  const of = document.getIn(['readings', reading, 'of']);
  return isMap(of) ? of.items : [];
}

/** Whether a path leads into a condition. */
function isCondition(path: Path): boolean {
  const [root] = path;
  if (root === 'terms') return path.length >= 2;
  return ['sections', 'facts', 'impossible', 'windows'].includes(String(root)) ? path.includes('when') || path.includes('unless') : false;
}

function* walk(document: Document): Generator<readonly [Path, unknown]> {
  yield* walkNode([], document.contents);
}

function* walkNode(path: Path, node: unknown): Generator<readonly [Path, unknown]> {
  if (path.length > 0) yield [path, node];
  if (isMap(node)) for (const { key, value } of node.items) yield* walkNode([...path, String(key)], value);
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* walkNode([...path, index], item);
}
