/**
 * Generated policies and requests for property tests. A policy is built bottom-up from things that exist already (readings, facts,
 * terms, guarded facts, windows, tiers, sections), so each one is valid by construction and none is thrown away; constants are few and
 * small, so that conditions are often true, often false and often at their bounds.
 */
import { gen, nat, noBias } from 'fast-check';
import type { Arbitrary, GeneratorValue } from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { Document, Scalar, visit } from 'yaml';
import { currencyDecimals, findMistakesByOracle, windowByOracle } from './oracle.ts';
import type {
  OracleDuty,
  OracleEvidence,
  OracleFact,
  OracleFactType,
  OracleLine,
  OraclePolicy,
  OracleReading,
  OracleRequest,
  OracleRule,
  OracleSection,
  OracleTier,
  OracleWindow,
  Plain,
  PlainMap,
} from './oracle.ts';

/** A whole policy document, as `schema/policy.schema.json` has it. */
export interface PolicyDocumentObject extends OraclePolicy {
  readonly language: 1;
  readonly title: Plain;
  readonly source: { readonly title: string; readonly clauses: Readonly<Record<string, Plain>> };
}

/** Small but nasty valid policies that use the whole language. */
export function arbitraryPolicy(): Arbitrary<PolicyDocumentObject> {
  return gen().map((value) => buildPolicy(drawFrom(value)));
}

/** Valid requests for a policy: each fact told about four times in five, at or next to the constants that it is compared with. */
export function arbitraryRequest(policy: OraclePolicy): Arbitrary<OracleRequest> {
  const constants = constantsOf(policy);
  return gen().map((value) => buildRequest(drawFrom(value), policy, constants));
}

/** A policy together with a valid request for it. */
export function arbitraryPolicyAndRequest(): Arbitrary<{ readonly policy: PolicyDocumentObject; readonly request: OracleRequest }> {
  return arbitraryPolicy().chain((policy) => arbitraryRequest(policy).map((request) => ({ policy, request })));
}

/** The same document with all of its maps in another order, the same one for the same seed; its lists are left alone. */
export function shuffledPolicy(policy: PolicyDocumentObject, seed: number): PolicyDocumentObject {
  const random = randomFrom(seed);
  return shuffleMaps(policy, random);
}

/** A document as YAML that the strict reader takes: no aliases, no folded lines, and quotes around what could be read as no text. */
export function policyToYaml(policy: PolicyDocumentObject): string {
  const document = new Document(policy, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.type = standsPlain(node.value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function standsPlain(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n|nan|inf)$/i.test(text);
}

// ----------------------------------------------------------------------------------------------------------------------- drawing

/** Choices of a generated value. Each shrinks towards its first: the smallest number, the first of a list, no chance. */
interface Draw {
  between(least: number, most: number): number;
  pick<T>(values: readonly [T, ...T[]] | readonly T[]): T;
  /** True so many times in a hundred. */
  chance(percent: number): boolean;
  /** Several of the values, in an order of their own, each at most once. */
  some<T>(values: readonly T[], least: number, most: number): T[];
}

// Unbiased: the numbers are choices, and a bias towards the ends of their range would make rare constructs common.
const unbiasedNat = (max: number): Arbitrary<number> => noBias(nat({ max }));

function drawFrom(value: GeneratorValue): Draw {
  const choice = (max: number): number => (max <= 0 ? 0 : value(unbiasedNat, max));
  const pick = <T>(values: readonly T[]): T => {
    const index = choice(values.length - 1);
    if (index >= values.length) throw new Error('nothing to pick from');
    return values[index] as T;
  };
  return {
    between: (least, most) => least + choice(most - least),
    pick,
    chance: (percent) => choice(99) >= 100 - percent,
    some: (values, least, most) => {
      const left = [...values];
      const count = Math.min(left.length, least + choice(Math.min(most, left.length) - least));
      return Array.from({ length: count }, () => left.splice(choice(left.length - 1), 1)).flat();
    },
  };
}

// ------------------------------------------------------------------------------------------------------------- the policy's parts

/** What is declared so far. */
interface Scope {
  readonly draw: Draw;
  readonly zone: string;
  readonly currency: string;
  readonly names: Set<string>;
  readonly clauses: readonly string[];
  readonly cited: Set<string>;
  /** The choices of each reading, those that cannot be chosen included. */
  readonly readings: Map<string, { readonly choices: readonly string[]; readonly choosable: readonly string[]; readonly reading: OracleReading }>;
  /** Each fact, with the constants that conditions compare it with. */
  readonly facts: Map<string, { readonly fact: OracleFact; readonly constants: readonly string[] }>;
  readonly terms: Map<string, { readonly condition: PlainMap; readonly usesWindows: boolean }>;
  readonly windows: Map<string, OracleWindow>;
  readonly tiers: Map<string, OracleTier>;
  /** What a text may print: instants of windows, and lines. */
  readonly placeholders: string[];
}

const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'] as const;
const CURRENCIES = ['CNY', 'JPY', 'KWD'] as const;
const CLAUSES = ['1.1', '2.9', '2.10', '2.1.2', '2.1.10', '10', '9', '1', '3(a)', '3(b)', 'A.2', 'A.10'];

function buildPolicy(draw: Draw): PolicyDocumentObject {
  const scope: Scope = {
    draw,
    zone: draw.pick(ZONES),
    currency: draw.pick(CURRENCIES),
    names: new Set(['appliedAt']),
    clauses: draw.some(CLAUSES, 4, 8),
    cited: new Set(),
    readings: new Map(),
    facts: new Map(),
    terms: new Map(),
    windows: new Map(),
    tiers: new Map(),
    placeholders: [],
  };
  repeat(draw.between(0, 2), () => addReading(scope));
  addPlainFacts(scope);
  repeat(draw.between(0, 2), () => addTerm(scope, false));
  repeat(draw.between(0, 3), () => addGuardedFact(scope));
  repeat(draw.between(1, 3), () => addWindow(scope));
  repeat(draw.between(0, 2), () => addTerm(scope, true));
  repeat(draw.between(0, 2), () => addTier(scope));
  const sections = buildSections(scope);
  const impossible = Array.from({ length: draw.chance(30) ? 1 : 0 }, () => buildImpossible(scope));
  return {
    language: 1,
    policy: draw.pick(['p', '1688order', 'shop-2']),
    version: draw.between(1, 3),
    title: plainText(scope),
    effective: { from: '2020-01-01T00:00:00+08:00', by: 'appliedAt' },
    source: { title: 'A generated document', clauses: citedClauses(scope) },
    timezone: scope.zone,
    currency: scope.currency,
    facts: mapValues(scope.facts, ({ fact }) => fact),
    ...(impossible.length === 0 ? {} : { impossible }),
    ...(scope.readings.size === 0 ? {} : { readings: mapValues(scope.readings, ({ reading }) => reading) }),
    ...(scope.terms.size === 0 ? {} : { terms: mapValues(scope.terms, (term) => term.condition) }),
    ...(scope.windows.size === 0 ? {} : { windows: Object.fromEntries(scope.windows) }),
    ...(scope.tiers.size === 0 ? {} : { tiers: Object.fromEntries(scope.tiers) }),
    sections,
  };
}

function citedClauses(scope: Scope): Record<string, Plain> {
  const says = (clause: string): Plain =>
    scope.cited.has(clause) ? `Clause ${clause} says so.` : { says: `Clause ${clause}.`, 'no-effect': 'It decides nothing.' };
  return Object.fromEntries(scope.clauses.map((clause) => [clause, says(clause)]));
}

/** A new name: facts, statements, alternatives and sections share one supply, whose names sort otherwise than people would. */
function newName(scope: Scope, stem: string): string {
  const endings = ['', '-2', '-10', 'Z', '-b', '9', '10', '-B'];
  const start = scope.draw.between(0, endings.length - 1);
  const candidates = [...endings.slice(start), ...endings.slice(0, start), ...Array.from({ length: 99 }, (_, index) => `x${index}`)];
  const name = candidates.map((ending) => stem + ending).find((candidate) => !scope.names.has(candidate));
  if (name === undefined) throw new Error(`no name left for ${stem}`);
  scope.names.add(name);
  return name;
}

function cite(scope: Scope): string | readonly string[] {
  const cited = scope.draw.some(scope.clauses, 1, scope.draw.chance(25) ? 3 : 1);
  for (const clause of cited) scope.cited.add(clause);
  const [only] = cited;
  return cited.length === 1 && only !== undefined && scope.draw.chance(90) ? only : cited;
}

// ---------------------------------------------------------------------------------------------------------------------- readings

function addReading(scope: Scope): void {
  const { draw } = scope;
  const choosable = draw.some(['lower', 'upper', 'c-3', 'X'], 2, 3);
  const barred = draw.chance(15) ? ['barred'] : [];
  const choices = [...choosable, ...barred];
  const meanings = choices.map((choice) => [
    choice,
    barred.includes(choice) ? { means: 'It could be meant so.', needs: 'A fact that nobody is asked for.' } : `It means ${choice}.`,
  ]);
  const asList = barred.length === 0 && draw.chance(40);
  const reading: OracleReading = {
    question: 'Which of them is meant?',
    choose: draw.pick(choosable),
    of: asList ? choices : Object.fromEntries(meanings),
    clause: cite(scope),
  };
  scope.readings.set(newName(scope, 'edge'), { choices, choosable, reading });
}

/** The value, or now and then a `{ by: reading, … }` map with one such value for each choice. */
function byReading(scope: Scope, make: () => Plain, percent = 10): Plain {
  if (scope.readings.size === 0 || !scope.draw.chance(percent)) return make();
  return byMap(scope, scope.draw.pick([...scope.readings.keys()]), make);
}

function byMap(scope: Scope, reading: string, make: (choice: string) => Plain): PlainMap {
  const choices = scope.readings.get(reading)?.choices ?? [];
  return { by: reading, ...Object.fromEntries(choices.map((choice) => [choice, make(choice)])) };
}

// ------------------------------------------------------------------------------------------------------------------------- texts

const SENTENCES = ['So it is', 'Fee: 10 % of it # not a comment', 'They say "no"', '- 见第二条：退货', 'no', "It's done; \\ yes", '100'] as const;

function plainText(scope: Scope): Plain {
  return byReading(scope, () => sentence(scope, []), 6);
}

/** A text of a rule, line, item or duty: it may print instants and amounts. */
function filledText(scope: Scope): Plain {
  return byReading(scope, () => sentence(scope, scope.placeholders), 8);
}

function sentence(scope: Scope, placeholders: readonly string[]): string {
  const { draw } = scope;
  const words = draw.pick(SENTENCES);
  const printed = placeholders.length > 0 && draw.chance(50) ? draw.some(placeholders, 1, 2) : [];
  return [words, ...printed.map((name) => `{${name}}`)].join(' ');
}

// ------------------------------------------------------------------------------------------------------------------------- facts

const REMEDIES = ['return', 'exchange', 'repair'];
const VALUES = ['red', 'yes', 'no', 'green-2', 'B', 'a'];
const TYPES: readonly OracleFactType[] = ['boolean', 'enum', 'set', 'integer', 'decimal', 'money', 'instant', 'date'];

function addPlainFacts(scope: Scope): void {
  const { draw } = scope;
  scope.facts.set('appliedAt', { fact: { type: 'instant', ask: plainText(scope) }, constants: instants(scope) });
  if (draw.chance(75)) {
    const values = draw.some(REMEDIES, 2, 3);
    scope.facts.set(newName(scope, 'remedy'), { fact: { type: 'enum', values, remedy: true }, constants: values });
  }
  addFact(scope, 'enum');
  addFact(scope, 'instant');
  addCountingFact(scope);
  repeat(draw.between(2, 6), () => addFact(scope, draw.pick(TYPES)));
}

/** A fact that tiers can count with: whole and never negative. */
function addCountingFact(scope: Scope): void {
  const fact: OracleFact = { type: 'integer', ...(scope.draw.chance(20) ? { nullable: true } : {}) };
  scope.facts.set(newName(scope, 'count'), { fact, constants: ['0', '1', '2', '5'] });
}

function addGuardedFact(scope: Scope): void {
  addFact(scope, scope.draw.pick(TYPES), condition(scope, 1, false));
}

function addFact(scope: Scope, type: OracleFactType, when?: PlainMap): void {
  const { draw } = scope;
  const common = {
    type,
    ...(draw.chance(20) ? { ask: plainText(scope) } : {}),
    ...(draw.chance(25) ? { nullable: true } : {}),
    ...(when === undefined ? {} : { when }),
  };
  scope.facts.set(newName(scope, STEMS[type]), factOfType(scope, common));
}

const STEMS: Readonly<Record<OracleFactType, string>> = {
  boolean: 'sealed',
  enum: 'stage',
  set: 'tags',
  integer: 'pieces',
  decimal: 'weight',
  money: 'price',
  instant: 'seenAt',
  date: 'day',
};

function factOfType(scope: Scope, common: OracleFact): { readonly fact: OracleFact; readonly constants: readonly string[] } {
  const { draw } = scope;
  if (common.type === 'enum' || common.type === 'set') {
    const values = draw.some(VALUES, 2, 4);
    return { fact: { ...common, values }, constants: values };
  }
  if (common.type === 'integer') return boundedNumber(scope, common, 0, ['0', '1', '2', '3', '5']);
  if (common.type === 'decimal') {
    const decimals = draw.pick([6, 1, 2, 0]);
    const constants = ['0.5', '1', '1.5', '2', '2.5', '0.25'].filter((each) => fractionOf(each).length <= decimals);
    return boundedNumber(scope, { ...common, ...(decimals === 6 ? {} : { decimals }) }, decimals, constants);
  }
  if (common.type === 'money') {
    const currency = draw.chance(25) ? draw.pick(CURRENCIES) : scope.currency;
    const decimals = currencyDecimals(currency);
    const constants = ['0', '5', '10', '20'].concat(decimals === 0 ? ['33'] : ['12.5', '9.99']);
    return boundedNumber(scope, { ...common, ...(currency === scope.currency ? {} : { currency }) }, decimals, constants);
  }
  if (common.type === 'instant') return { fact: common, constants: instants(scope) };
  if (common.type === 'date') {
    const days = dates(scope);
    const [earliest, , , latest] = days.toSorted();
    const bounded = draw.chance(15) && earliest !== undefined && latest !== undefined;
    return { fact: { ...common, ...(bounded ? { atLeast: earliest, atMost: latest } : {}) }, constants: days };
  }
  return { fact: common, constants: ['true', 'false'] };
}

/** A number with or without bounds of its own, and the constants between them. */
function boundedNumber(
  scope: Scope,
  common: OracleFact,
  decimals: number,
  constants: readonly string[],
): { readonly fact: OracleFact; readonly constants: readonly string[] } {
  const { draw } = scope;
  const kind = draw.pick(['none', 'none', 'none', 'negative', 'narrow'] as const);
  const number = (text: string): Plain => writtenNumber(scope, common.type, text);
  if (kind === 'negative') {
    const least = decimals === 0 ? '-2' : '-2.5';
    return { fact: { ...common, atLeast: number(least) }, constants: [...constants, '-1', least] };
  }
  if (kind === 'narrow') {
    const inside = constants.filter((each) => Number(each) >= 1 && Number(each) <= 10);
    return { fact: { ...common, atLeast: number('1'), atMost: number('10') }, constants: inside };
  }
  return { fact: common, constants };
}

/** Whole numbers stand plainly; decimals and amounts plainly or in quotes. */
function writtenNumber(scope: Scope, type: OracleFactType, text: string): Plain {
  return type === 'integer' || scope.draw.chance(50) ? Number(text) : text;
}

function fractionOf(number: string): string {
  return number.split('.')[1] ?? '';
}

/** Around the moments at which the zones' clocks are moved. */
const MOMENTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'Asia/Shanghai': ['2026-03-10T06:20:00.000Z', '2026-02-28T15:59:59.999Z'],
  'Europe/Berlin': ['2026-03-29T00:30:00.000Z', '2026-10-25T00:15:00.000Z', '2026-10-24T22:00:00.000Z'],
  'America/New_York': ['2026-03-08T06:59:59.999Z', '2026-11-01T05:30:00.000Z'],
  'Australia/Lord_Howe': ['2026-04-04T14:15:00.000Z', '2026-10-03T15:20:00.000Z', '2026-04-04T15:00:00.000Z'],
};

/** A few moments that lie near each other. */
function instants(scope: Scope): string[] {
  const base = Date.parse(scope.draw.pick(MOMENTS[scope.zone] ?? ['2026-03-10T06:20:00.000Z']));
  return [0, 1, 45, 1440].map((minutes) => printInstant(scope.draw, base + minutes * 60_000));
}

function dates(scope: Scope): string[] {
  const base = DateTime.fromISO(scope.draw.pick(MOMENTS[scope.zone] ?? ['2026-03-10T06:20:00.000Z']), { zone: scope.zone });
  return [0, 1, 2, -1].map((days) => base.plus({ days }).toFormat('yyyy-MM-dd'));
}

const OFFSETS = [0, 480, -300, 630, 60] as const;

function printInstant(draw: Draw, milliseconds: number): string {
  const moment = DateTime.fromMillis(milliseconds, { zone: FixedOffsetZone.instance(draw.pick(OFFSETS)) });
  return moment.toFormat(moment.millisecond === 0 && draw.chance(70) ? "yyyy-MM-dd'T'HH:mm:ssZZ" : "yyyy-MM-dd'T'HH:mm:ss.SSSZZ");
}

// -------------------------------------------------------------------------------------------------------------------- conditions

/** A condition of what is declared so far, `depth` combinations deep at most. */
function condition(scope: Scope, depth: number, windows: boolean): PlainMap {
  const { draw } = scope;
  const entries = new Map<string, Plain>();
  const nested = (): PlainMap => condition(scope, depth - 1, windows);
  const list = (): PlainMap[] => Array.from({ length: draw.between(1, 3) }, nested);
  repeat(draw.pick([1, 1, 1, 2, 2, 3]), () => {
    const kind = depth > 0 ? draw.pick(['atom', 'atom', 'atom', 'atom', 'any', 'all', 'unless'] as const) : 'atom';
    if (kind === 'unless') entries.set(kind, nested());
    else if (kind !== 'atom') entries.set(kind, list());
    else addAtom(scope, entries, windows);
  });
  return Object.fromEntries(entries);
}

function addAtom(scope: Scope, entries: Map<string, Plain>, windows: boolean): void {
  const { draw } = scope;
  const terms = [...scope.terms].filter(([, term]) => windows || !term.usesWindows).map(([name]) => name);
  const kind = draw.between(1, 100);
  const pickFrom = (names: readonly string[]): string => draw.pick(names);
  if (kind > 94 && scope.readings.size > 0) {
    const name = pickFrom([...scope.readings.keys()]);
    entries.set(name, oneOf(scope, scope.readings.get(name)?.choosable ?? []));
  } else if (kind > 75 && windows && scope.windows.size > 0) {
    entries.set(
      pickFrom([...scope.windows.keys()]),
      byReading(scope, () => oneOf(scope, ['open', 'closed', 'early'])),
    );
  } else if (kind > 62 && terms.length > 0) {
    entries.set(
      pickFrom(terms),
      byReading(scope, () => draw.chance(60)),
    );
  } else {
    const name = pickFrom([...scope.facts.keys()]);
    entries.set(
      name,
      byReading(scope, () => testOf(scope, name), 8),
    );
  }
}

/** A value, a list of some but not all values, or `not` of one of them. */
function oneOf(scope: Scope, values: readonly Plain[]): Plain {
  const { draw } = scope;
  const most = Math.max(1, Math.min(3, values.length - 1));
  const valueOrList = (): Plain => (draw.chance(30) ? draw.some(values, 1, most) : draw.pick(values));
  return draw.chance(30) ? { not: byReading(scope, valueOrList) } : valueOrList();
}

function testOf(scope: Scope, name: string): Plain {
  const { draw } = scope;
  const declared = scope.facts.get(name);
  if (declared === undefined) throw new Error(`no fact ${name}`);
  const { fact, constants } = declared;
  const canBeNull = fact.nullable === true || fact.when !== undefined;
  if (canBeNull && draw.chance(20)) return draw.chance(50) ? { not: null } : null;
  const values = [...constants.map((each) => writtenConstant(scope, fact.type, each)), ...(canBeNull && draw.chance(20) ? [null] : [])];
  if (fact.type === 'boolean') return draw.chance(15) ? { not: draw.pick(values) } : draw.pick(values);
  if (fact.type === 'enum') return oneOf(scope, values);
  if (fact.type === 'set') return draw.chance(30) ? { all: draw.some(constants, 1, 2) } : oneOf(scope, values);
  return draw.chance(15) ? oneOf(scope, values) : comparison(scope, fact.type, constants);
}

function writtenConstant(scope: Scope, type: OracleFactType, constant: string): Plain {
  if (type === 'boolean') return constant === 'true';
  return type === 'integer' || type === 'decimal' || type === 'money' ? writtenNumber(scope, type, constant) : constant;
}

/** One bound, or two that leave something between them. */
function comparison(scope: Scope, type: OracleFactType, constants: readonly string[]): PlainMap {
  const { draw } = scope;
  const written = (constant: string): Plain => writtenConstant(scope, type, constant);
  const lower = (): string => draw.pick(['atLeast', 'over']);
  const upper = (): string => draw.pick(['atMost', 'under']);
  const [low, high] = draw.some(constants, 2, 2).toSorted((left, right) => compareConstants(type, left, right));
  if (draw.chance(25) && low !== undefined && high !== undefined && compareConstants(type, low, high) < 0) {
    const [from, to] = draw.chance(80) ? ['atLeast', upper()] : ['over', 'atMost'];
    return { [from]: written(low), [to]: written(high) };
  }
  return { [draw.chance(50) ? lower() : upper()]: byReading(scope, () => written(draw.pick(constants)), 15) };
}

function compareConstants(type: OracleFactType, left: string, right: string): number {
  if (type === 'instant') return Date.parse(left) - Date.parse(right);
  if (type === 'date') return left < right ? -1 : Number(left > right);
  return Number(left) - Number(right);
}

function addTerm(scope: Scope, windows: boolean): void {
  const term = condition(scope, 2, windows);
  scope.terms.set(newName(scope, 'late'), { condition: term, usesWindows: windows });
}

/** A combination that some fact which every request may leave out takes part in, so that no policy refuses all requests. */
function buildImpossible(scope: Scope): { readonly when: PlainMap; readonly because: Plain } {
  const { draw } = scope;
  const always = [...scope.facts].filter(([name, { fact }]) => fact.when === undefined && name !== 'appliedAt').map(([name]) => name);
  const name = draw.pick(always);
  return { when: { all: [condition(scope, 1, false)], [name]: testOf(scope, name) }, because: plainText(scope) };
}

// ------------------------------------------------------------------------------------------------------------- windows and tiers

function factsOfType(scope: Scope, ...types: OracleFactType[]): string[] {
  return [...scope.facts].filter(([, { fact }]) => types.includes(fact.type)).map(([name]) => name);
}

function typeOf(scope: Scope, fact: string): OracleFactType | undefined {
  return scope.facts.get(fact)?.fact.type;
}

function addWindow(scope: Scope): void {
  const { draw } = scope;
  const from = draw.pick(factsOfType(scope, 'instant', 'date').filter((name) => name !== 'appliedAt'));
  const inDays = typeOf(scope, from) === 'date' || draw.chance(45);
  const judges = factsOfType(scope, ...(inDays ? (['instant', 'date'] as const) : (['instant'] as const))).filter((name) => name !== from);
  const at = draw.chance(30) ? draw.pick(judges) : undefined;
  const instantsOnly = typeOf(scope, from) === 'instant' && (at === undefined || typeOf(scope, at) === 'instant');
  const name = newName(scope, 'window');
  const clause = cite(scope);
  const common = { ...(draw.chance(20) ? { title: plainText(scope) } : {}), from, ...(at === undefined ? {} : { at }), clause };
  scope.windows.set(name, { ...common, ...(instantsOnly && draw.chance(12) ? mixedLength(scope) : lengthIn(scope, inDays)) });
  scope.placeholders.push(`${name}.opensAt`, `${name}.countsFrom`, `${name}.closesAt`);
}

function lengthIn(scope: Scope, inDays: boolean): Pick<OracleWindow, 'counting-from' | 'lasts'> {
  return { 'counting-from': byReading(scope, () => countingFrom(scope, inDays), 15), lasts: byReading(scope, () => duration(scope, inDays), 15) };
}

function countingFrom(scope: Scope, inDays: boolean): string {
  return inDays ? scope.draw.pick(['same-day', 'next-day']) : scope.draw.pick(['at-once', 'next-hour']);
}

function duration(scope: Scope, inDays: boolean): string {
  return inDays ? scope.draw.pick(['1 day', '2 days', '3 days']) : scope.draw.pick(['1 hour', '2 hours', '24 hours', '48 hours']);
}

/** Hours under one reading and days under another. */
function mixedLength(scope: Scope): Pick<OracleWindow, 'counting-from' | 'lasts'> {
  const reading = [...scope.readings.keys()][0];
  if (reading === undefined) return lengthIn(scope, false);
  const inDays = new Map((scope.readings.get(reading)?.choices ?? []).map((choice, index) => [choice, index % 2 === 1]));
  return {
    'counting-from': byMap(scope, reading, (choice) => countingFrom(scope, inDays.get(choice) === true)),
    lasts: byMap(scope, reading, (choice) => duration(scope, inDays.get(choice) === true)),
  };
}

function addTier(scope: Scope): void {
  const { draw } = scope;
  const counting = factsOfType(scope, 'integer').filter((name) => scope.facts.get(name)?.fact.atLeast === undefined);
  const [counts, units] = draw.some(counting, 1, 2);
  if (counts === undefined) return;
  const column = draw.chance(50) ? draw.pick(factsOfType(scope, 'enum')) : undefined;
  const columns = column === undefined ? ['rate'] : draw.some(scope.facts.get(column)?.fact.values ?? [], 1, 3);
  scope.tiers.set(newName(scope, 'tier'), {
    counts,
    ...(units === undefined ? {} : { units }),
    mode: byReading(scope, () => draw.pick(['graduated', 'volume'])),
    ...(column === undefined ? {} : { column }),
    bands: buildBands(scope, columns),
    clause: cite(scope),
  });
}

function buildBands(scope: Scope, columns: readonly string[]): PlainMap[] {
  const { draw } = scope;
  const count = draw.between(1, 4);
  const rates = (): PlainMap => Object.fromEntries(columns.map((column) => [column, byReading(scope, () => (draw.chance(12) ? 'unspecified' : sum(scope)))]));
  return Array.from({ length: count }, (_, index) => ({
    // Each band's last number stays within a stretch of its own, so that they rise under every reading.
    ...(index === count - 1 ? {} : { upTo: byReading(scope, () => 3 * index + draw.between(1, 3), 20) }),
    ...rates(),
  }));
}

// ----------------------------------------------------------------------------------------------------------------------- amounts

/** A sum in the policy's currency, plainly or in quotes. */
function sum(scope: Scope): Plain {
  const { draw } = scope;
  const decimals = currencyDecimals(scope.currency);
  const text = draw.pick(decimals === 0 ? ['5', '0', '20', '333'] : ['5', '0', '12.50', '0.01', '33.33', '20.00']);
  return draw.chance(50) ? Number(text) : text;
}

/** An amount in one currency. `exactCoins` is false where it may give a fraction of the smallest coin. */
function amount(scope: Scope, currency: string, depth: number): { readonly amount: Plain; readonly exactCoins: boolean } {
  let exactCoins = true;
  const inexact = (formula: Plain): Plain => {
    exactCoins = false;
    return formula;
  };
  const built = anyAmount(scope, currency, depth, inexact);
  return { amount: built, exactCoins };
}

type Inexact = (formula: Plain) => Plain;

function anyAmount(scope: Scope, currency: string, depth: number, inexact: Inexact): Plain {
  const { draw } = scope;
  if (depth === 0 || draw.chance(30)) return leafAmount(scope, currency);
  const inner = (): Plain => anyAmount(scope, currency, depth - 1, inexact);
  const kind = draw.pick(['percent', 'each', 'started', 'late', 'choose', 'by'] as const);
  if (kind === 'percent') {
    const percent = byReading(scope, () => writtenNumber(scope, 'decimal', draw.pick(['15', '7.5', '100', '0', '12.345'])));
    return inexact({ percent, of: inner(), ...bounds(scope, currency) });
  }
  if (kind === 'by') return byReading(scope, inner, 100);
  if (kind === 'choose') return choose(scope, inner);
  if (kind === 'late') return late(scope, currency, inner());
  const counting = factsOfType(scope, 'integer', 'decimal');
  const fact = draw.pick(counting);
  if (kind === 'each') return inexact({ each: inner(), per: fact, ...bounds(scope, currency) });
  const size = byReading(scope, () => writtenNumber(scope, 'decimal', draw.pick(['0.5', '1', '2', '1.5'])));
  return inexact({ each: inner(), 'per-started': size, of: { fact }, ...bounds(scope, currency) });
}

function late(scope: Scope, currency: string, each: Plain): Plain {
  const { draw } = scope;
  const size = byReading(scope, () => draw.pick(['24 hours', '1 hour', '1 day', '2 days']));
  const window = [...scope.windows.keys()];
  return { each, 'per-started': size, late: draw.pick(window), ...bounds(scope, currency) };
}

function choose(scope: Scope, inner: () => Plain): Plain {
  const branches = Array.from({ length: scope.draw.between(1, 2) }, () => ({ when: condition(scope, 1, true), amount: inner() }));
  return { choose: [...branches, { otherwise: inner() }] };
}

/** An amount that stands by itself. Sums and tiers are in the policy's currency, so another's formulas have facts alone. */
function leafAmount(scope: Scope, currency: string): Plain {
  const { draw } = scope;
  const facts = factsOfType(scope, 'money').filter((name) => (scope.facts.get(name)?.fact.currency ?? scope.currency) === currency);
  if (draw.chance(10)) return 'unspecified';
  if (currency !== scope.currency || (facts.length > 0 && draw.chance(35))) return { fact: draw.pick(facts) };
  if (scope.tiers.size > 0 && draw.chance(40)) return { tier: draw.pick([...scope.tiers.keys()]) };
  return sum(scope);
}

function bounds(scope: Scope, currency: string): PlainMap {
  const { draw } = scope;
  if (currency !== scope.currency || draw.chance(60)) return {};
  const atLeast = byReading(scope, () => draw.pick([1, '5', '10', 2]));
  const atMost = byReading(scope, () => draw.pick([10, '20', 40, '15']));
  const kind = draw.pick(['atLeast', 'atMost', 'both'] as const);
  return { ...(kind === 'atMost' ? {} : { atLeast }), ...(kind === 'atLeast' ? {} : { atMost }) };
}

// ---------------------------------------------------------------------------------------------------------------------- sections

function buildSections(scope: Scope): Record<string, OracleSection> {
  const { draw } = scope;
  // Lines have their names before any text is written, so that every text can print every line.
  const plans = Array.from({ length: draw.between(1, 3) }, () => ({
    name: newName(scope, 'part'),
    charges: Array.from({ length: draw.between(0, 2) }, () => newName(scope, 'fee')),
    credits: Array.from({ length: draw.between(0, 1) }, () => newName(scope, 'refund')),
  }));
  for (const plan of plans) scope.placeholders.push(...plan.charges, ...plan.credits);
  return Object.fromEntries(
    plans.map(({ name, charges, credits }) => [
      name,
      {
        ...(draw.chance(50) ? { title: plainText(scope) } : {}),
        ...(draw.chance(45) ? { when: condition(scope, 1, true) } : {}),
        rules: statements(scope, 'rule', draw.between(1, 4), () => buildRule(scope)),
        ...(charges.length === 0 ? {} : { charges: Object.fromEntries(charges.map((id) => [id, buildLine(scope)])) }),
        ...(credits.length === 0 ? {} : { credits: Object.fromEntries(credits.map((id) => [id, buildLine(scope)])) }),
        ...(draw.chance(60) ? { evidence: statements(scope, 'photo', draw.between(1, 2), () => buildEvidence(scope)) } : {}),
        ...(draw.chance(50) ? { duties: statements(scope, 'duty', draw.between(1, 2), () => buildDuty(scope)) } : {}),
      },
    ]),
  );
}

function statements<T>(scope: Scope, stem: string, count: number, build: () => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, () => [newName(scope, stem), build()]));
}

function guards(scope: Scope, whenPercent: number): { readonly when?: PlainMap; readonly unless?: PlainMap } {
  const { draw } = scope;
  return {
    ...(draw.chance(whenPercent) ? { when: condition(scope, 2, true) } : {}),
    ...(draw.chance(20) ? { unless: condition(scope, 1, true) } : {}),
  };
}

function buildRule(scope: Scope): OracleRule {
  const effect = scope.draw.pick(['accept', 'accept', 'review', 'reject'] as const);
  return { ...guards(scope, effect === 'accept' ? 55 : 95), [effect]: filledText(scope), clause: cite(scope) };
}

function buildLine(scope: Scope): OracleLine {
  const { draw } = scope;
  const foreign = factsOfType(scope, 'money').flatMap((name) => scope.facts.get(name)?.fact.currency ?? []);
  const currency = foreign.length > 0 && draw.chance(40) ? draw.pick(foreign) : scope.currency;
  const built = amount(scope, currency, 3);
  const rounding = (): Plain => byReading(scope, () => draw.pick(['half-up', 'half-even', 'up', 'down']));
  return {
    ...(draw.chance(50) ? { title: filledText(scope) } : {}),
    ...guards(scope, 50),
    ...(draw.chance(20) ? { on: 'rejected' as const } : {}),
    amount: built.amount,
    ...(!built.exactCoins || draw.chance(15) ? { round: rounding() } : {}),
    clause: cite(scope),
  };
}

function buildEvidence(scope: Scope): OracleEvidence {
  const { draw } = scope;
  const alternatives = (): Record<string, Plain> =>
    Object.fromEntries(Array.from({ length: draw.between(2, 3) }, () => [newName(scope, 'proof'), filledText(scope)]));
  const effect = draw.pick(['nothing', 'review', 'reject'] as const);
  return {
    what: filledText(scope),
    ...guards(scope, 70),
    ...(draw.chance(35) ? { 'any-of': alternatives() } : {}),
    unavailable: effect === 'nothing' || draw.chance(50) ? effect : { [effect]: filledText(scope) },
    clause: cite(scope),
  };
}

function buildDuty(scope: Scope): OracleDuty {
  const { draw } = scope;
  return {
    who: draw.pick(['customer', 'agent']),
    what: filledText(scope),
    ...guards(scope, 60),
    ...(draw.chance(60) ? { deadline: draw.pick([...scope.windows.keys()]) } : {}),
    clause: cite(scope),
  };
}

// ---------------------------------------------------------------------------------------------------------------------- requests

/** What each fact is compared with anywhere in a policy, as text. */
type Constants = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Looks for the names of facts as keys anywhere in the document and takes every single value beneath. It finds too much here and there
 * (a fact's own declaration, say); what is no value of the fact is left out when the fact is told.
 */
function constantsOf(policy: OraclePolicy): Constants {
  const found = new Map<string, Set<string>>(Object.keys(policy.facts).map((name) => [name, new Set()]));
  const look = (value: unknown, facts: readonly string[]): void => {
    if (Array.isArray(value)) for (const each of value) look(each, facts);
    else if (typeof value !== 'object' || value === null) for (const fact of facts) found.get(fact)?.add(String(value));
    else for (const [key, below] of Object.entries(value)) look(below, found.has(key) ? [...facts, key] : facts);
  };
  look(policy, []);
  // The edges of bands are edges of the numbers that tiers count.
  for (const tier of Object.values(policy.tiers ?? {})) {
    look(
      tier.bands.map((band) => band.upTo ?? null),
      [tier.counts, ...(tier.units === undefined ? [] : [tier.units])],
    );
  }
  return found;
}

function buildRequest(draw: Draw, policy: OraclePolicy, constants: Constants): OracleRequest {
  const told = draw.pick([100, 100, 90, 60, 50]);
  const request: Record<string, Plain> = {};
  for (const [name, fact] of Object.entries(policy.facts)) {
    if (draw.chance(told)) request[name] = tellFact(draw, policy, fact, constants.get(name) ?? new Set());
  }
  for (const name of Object.keys(request)) moveToEdge(draw, policy, request, name);
  const evidence = tellEvidence(draw, policy);
  if (Object.keys(evidence).length > 0 || draw.chance(20)) request.evidence = evidence;
  return withoutMistakes(policy, request);
}

function tellFact(draw: Draw, policy: OraclePolicy, fact: OracleFact, constants: ReadonlySet<string>): Plain {
  if (fact.nullable === true && draw.chance(15)) return null;
  if (fact.type === 'boolean') return draw.chance(50);
  if (fact.type === 'enum') return draw.pick(fact.values ?? []);
  if (fact.type === 'set') return draw.some(fact.values ?? [], 0, 3);
  if (fact.type === 'date') return within(fact, tellDate(draw, policy, constants));
  if (fact.type === 'instant') return tellInstant(draw, policy, fact, constants);
  return tellNumber(draw, policy, fact, constants);
}

/** A number next to one that it is compared with, counted in the smallest steps that the fact has. */
function tellNumber(draw: Draw, policy: OraclePolicy, fact: OracleFact, constants: ReadonlySet<string>): Plain {
  const decimals = decimalsOf(policy, fact);
  const compared = [...constants].filter((each) => /^-?\d{1,9}(\.\d+)?$/.test(each) && fractionOf(each).length <= decimals);
  const base = inSteps(draw.pick([...compared, '0', '1', '2', '3', ...(decimals === 0 ? [] : ['0.5', '33.3'])]), decimals);
  const moved = base + BigInt(draw.pick([0, 0, 1, -1]));
  const least = inSteps(String(fact.atLeast ?? '0'), decimals);
  const most = fact.atMost === undefined ? moved : inSteps(String(fact.atMost), decimals);
  const steps = moved < least ? least : moved > most ? most : moved;
  const text = fromSteps(steps, decimals);
  return fact.type === 'integer' || draw.chance(40) ? Number(text) : text;
}

function decimalsOf(policy: OraclePolicy, fact: OracleFact): number {
  if (fact.type === 'money') return currencyDecimals(fact.currency ?? policy.currency);
  return fact.type === 'integer' ? 0 : (fact.decimals ?? 6);
}

function inSteps(number: string, decimals: number): bigint {
  const [whole = '0', fraction = ''] = number.replace('-', '').split('.');
  const steps = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return number.startsWith('-') ? -steps : steps;
}

function fromSteps(steps: bigint, decimals: number): string {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${steps < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

function tellDate(draw: Draw, policy: OraclePolicy, constants: ReadonlySet<string>): string {
  const compared = [...constants].filter((each) => /^\d{4}-\d{2}-\d{2}$/.test(each));
  const day = compared.length > 0 ? draw.pick(compared) : usualMoment(draw, policy).slice(0, 10);
  return DateTime.fromISO(day, { zone: 'utc' })
    .plus({ days: draw.pick([0, 0, 1, -1, 2]) })
    .toFormat('yyyy-MM-dd');
}

function tellInstant(draw: Draw, policy: OraclePolicy, fact: OracleFact, constants: ReadonlySet<string>): string {
  const compared = [...constants].filter((each) => /^\d{4}-\d{2}-\d{2}T/.test(each));
  const usual = compared.length === 0 || draw.chance(50);
  const base = Date.parse(usual ? usualMoment(draw, policy) : draw.pick(compared));
  const step = usual ? draw.pick([0, 3_600_000, 7_000_001, 86_400_000]) : draw.pick([0, 1, -1]);
  const [least, most] = [fact.atLeast, fact.atMost].map((bound) => (typeof bound === 'string' ? Date.parse(bound) : undefined));
  return printInstant(draw, Math.min(Math.max(base + step, least ?? -Infinity), most ?? Infinity));
}

function usualMoment(draw: Draw, policy: OraclePolicy): string {
  return draw.pick(MOMENTS[policy.timezone] ?? ['2026-03-10T06:20:00.000Z']);
}

function within(fact: OracleFact, day: string): string {
  if (typeof fact.atLeast === 'string' && day < fact.atLeast) return fact.atLeast;
  return typeof fact.atMost === 'string' && day > fact.atMost ? fact.atMost : day;
}

/** Puts a moment that windows are judged at onto an edge of one of them, or a millisecond (a day) beside it. */
function moveToEdge(draw: Draw, policy: OraclePolicy, request: Record<string, Plain>, name: string): void {
  const fact = policy.facts[name];
  const judging = Object.entries(policy.windows ?? {}).filter(([, window]) => (window.at ?? policy.effective.by) === name);
  if (fact === undefined || request[name] === null || judging.length === 0 || !draw.chance(70)) return;
  const [window] = draw.pick(judging);
  const { opensAt, countsFrom, closesAt } = windowByOracle(policy, request, window);
  if (opensAt === null || countsFrom === null || closesAt === null) return;
  const day = 86_400_000;
  const edge = draw.pick([closesAt, closesAt, opensAt, countsFrom, closesAt + day, closesAt + 2 * day, opensAt - day]);
  const moved = edge + draw.pick([0, 1, -1]);
  if (fact.type === 'instant' && fact.atLeast === undefined && fact.atMost === undefined) request[name] = printInstant(draw, moved);
  if (fact.type === 'date') {
    request[name] = within(fact, DateTime.fromMillis(moved, { zone: policy.timezone }).toFormat('yyyy-MM-dd'));
  }
}

function tellEvidence(draw: Draw, policy: OraclePolicy): PlainMap {
  const items = Object.values(policy.sections).flatMap((section) => Object.entries(section.evidence ?? {}));
  const names = items.flatMap(([id, item]) => (item['any-of'] === undefined ? [id] : Object.keys(item['any-of'])));
  const told = draw.pick([100, 85, 60]);
  const provided = draw.pick([70, 70, 20]);
  return Object.fromEntries(names.filter(() => draw.chance(told)).map((name) => [name, draw.chance(provided) ? 'provided' : 'unavailable']));
}

/** The request without the facts that make it invalid. Telling less never adds a mistake, so this ends with a valid request. */
function withoutMistakes(policy: OraclePolicy, request: OracleRequest): OracleRequest {
  const [mistake] = findMistakesByOracle(policy, request);
  if (mistake === undefined) return request;
  const fact = mistake.kind === 'untellable' ? mistake.fact : toldFactOf(policy, request, policy.impossible?.[mistake.index]?.when ?? {});
  return withoutMistakes(policy, Object.fromEntries(Object.entries(request).filter(([name]) => name !== fact)));
}

/** A told fact that a condition names, the plainest first; any other one where it names none that is told. */
function toldFactOf(policy: OraclePolicy, request: OracleRequest, combination: PlainMap): string {
  const told = Object.keys(request).filter((name) => Object.hasOwn(policy.facts, name));
  const named = told.find((name) => Object.hasOwn(combination, name)) ?? told[0];
  if (named === undefined) throw new Error('a combination that is always impossible');
  return named;
}

// ------------------------------------------------------------------------------------------------------------ order and plain data

function repeat(times: number, act: () => void): void {
  for (let time = 0; time < times; time += 1) act();
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, convert: (value: From) => To): Record<string, To> {
  return Object.fromEntries([...map].map(([name, value]) => [name, convert(value)]));
}

function shuffleMaps<T>(value: T, random: () => number): T {
  if (Array.isArray(value)) return value.map((each: unknown) => shuffleMaps(each, random)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, below]: [string, unknown]) => ({ key, below: shuffleMaps(below, random), at: random() }));
  entries.sort((left, right) => left.at - right.at);
  return Object.fromEntries(entries.map(({ key, below }) => [key, below])) as T;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
