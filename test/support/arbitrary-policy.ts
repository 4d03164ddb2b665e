/**
 * Generated policies and requests for property tests. A policy is built bottom-up from things that exist already (readings, facts,
 * terms, guarded facts, windows, tiers, sections), so each one is valid by construction and none is thrown away; constants are few and
 * small, so that conditions are often true, often false and often at their bounds.
 */
import { gen, nat, noBias, noShrink, tuple } from 'fast-check';
import type { Arbitrary, GeneratorValue } from 'fast-check';
import { DateTime, FixedOffsetZone } from 'luxon';
import { Document, Scalar, visit } from 'yaml';
import { currencyDecimals, findMistakesByOracle, windowByOracle } from './oracle.ts';
import type {
  OracleCalendar,
  OracleDuty,
  OracleEvidence,
  OracleFact,
  OracleFactType,
  OracleLine,
  OracleMistake,
  OraclePolicy,
  OracleReading,
  OracleRequest,
  OracleRule,
  OracleSection,
  OracleTier,
  OracleTreeNode,
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
  return freshGen().map((value) => buildPolicy(drawFrom(value)));
}

/**
 * Valid requests for a policy: each fact told about four times in five, at or next to the constants that it is compared with. Where the
 * policy says something of several items, about half of the requests have items.
 */
export function arbitraryRequest(policy: OraclePolicy): Arbitrary<OracleRequest> {
  const constants = constantsOf(policy);
  return freshGen().map((value) => buildRequest(drawFrom(value), policy, constants));
}

/** A policy together with a valid request for it. */
export function arbitraryPolicyAndRequest(): Arbitrary<{ readonly policy: PolicyDocumentObject; readonly request: OracleRequest }> {
  return arbitraryPolicy().chain((policy) => arbitraryRequest(policy).map((request) => ({ policy, request })));
}

/**
 * The same document with all of its maps in another order, the same one for the same seed; its lists are left alone, and so is the order of
 * the remedies, which is that of the alternatives.
 */
export function shuffledPolicy(policy: PolicyDocumentObject, seed: number): PolicyDocumentObject {
  const random = randomFrom(seed);
  const shuffled = shuffleMaps(policy, random);
  const facts = Object.entries(shuffled.facts).map(([name, fact]): [string, OracleFact] => {
    const tree = policy.facts[name]?.tree;
    return [name, fact.remedy === true && tree !== undefined ? { ...fact, tree } : fact];
  });
  return { ...shuffled, facts: Object.fromEntries(facts) };
}

/** The calendars that generated policies name, as plain data. Both have holidays, and days that are worked in their place. */
export const testCalendars: Readonly<Record<string, OracleCalendar>> = {
  north: {
    from: 2026,
    to: 2027,
    weekend: ['saturday', 'sunday'],
    holidays: [
      '2026-01-01',
      '2026-01-30',
      '2026-02-16',
      '2026-02-17',
      '2026-03-11',
      '2026-03-30',
      '2026-04-06',
      '2026-10-03',
      '2026-10-26',
      '2027-01-01',
      '2027-12-30',
    ],
    'working-days': ['2026-02-14', '2026-03-28', '2026-04-05', '2026-10-24'],
  },
  'far-south': {
    from: 2026,
    to: 2027,
    weekend: ['friday', 'saturday'],
    holidays: ['2026-02-02', '2026-03-09', '2026-03-31', '2026-04-05', '2026-10-05', '2026-11-02', '2027-01-03'],
    'working-days': ['2026-02-28', '2026-03-13', '2026-10-30'],
  },
};

/** The same calendars as the texts of calendar files, by name. */
export const testCalendarTexts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(testCalendars).map(([name, days]) => [name, calendarToYaml(name, days)]),
);

/** What generated policies lean on. */
export const testLibrary = { calendars: testCalendarTexts } as const;

function calendarToYaml(name: string, { from, to, weekend, holidays, 'working-days': workingDays }: OracleCalendar): string {
  const named = (days: readonly string[], title: string): string[] => days.map((day) => `  ${day}: ${title}`);
  return [
    'language: 1',
    `calendar: ${name}`,
    `title: Working days in the ${name}`,
    `covers: { from: ${from}, to: ${to} }`,
    `weekend: [${weekend.join(', ')}]`,
    'holidays:',
    ...named(holidays, 'Holiday'),
    'working-days:',
    ...named(workingDays, 'Make-up day'),
    '',
  ].join('\n');
}

const WITH_CALENDARS = { calendars: testCalendars } as const;

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

/**
 * `gen` looks ahead in the random numbers and takes none of them, so that several of them side by side would all make the same choices.
 * A number that is taken and thrown away before each keeps them apart.
 */
function freshGen(): Arbitrary<GeneratorValue> {
  return tuple(noShrink(nat()), gen()).map(([, value]) => value);
}

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
  /** Facts that are worked out; only lines that count once in a request of several items know them. */
  readonly derived: Map<string, { readonly fact: OracleFact; readonly constants: readonly string[] }>;
  /** The traits of trees. */
  readonly traits: Set<string>;
  readonly terms: Map<string, { readonly condition: PlainMap; readonly usesWindows: boolean }>;
  readonly windows: Map<string, OracleWindow>;
  /** What stands in each window. */
  readonly forms: Map<string, WindowForm>;
  readonly tiers: Map<string, OracleTier>;
  /** What a text may print: instants of windows, and lines. */
  readonly placeholders: string[];
}

interface WindowForm {
  /** The fact of the moment that it judges; null where it has none. */
  readonly at: string | null;
  /** Does it, or do those that it combines, have instants; and numbers? */
  readonly hasTimes: boolean;
  readonly hasNumbers: boolean;
  /** Does it begin at a fixed moment, so that no fact can be left untold where it ends too late? */
  readonly isFixed: boolean;
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
    derived: new Map(),
    traits: new Set(),
    terms: new Map(),
    windows: new Map(),
    forms: new Map(),
    tiers: new Map(),
    placeholders: [],
  };
  repeat(draw.between(0, 2), () => addReading(scope));
  addPlainFacts(scope);
  repeat(draw.between(0, 2), () => addTerm(scope, false));
  repeat(draw.between(0, 3), () => addGuardedFact(scope));
  addWindows(scope);
  repeat(draw.between(0, 2), () => addTerm(scope, true));
  const ofItems = draw.chance(45);
  repeat(ofItems ? draw.between(1, 2) : draw.between(0, 2), () => addTier(scope, ofItems));
  if (ofItems) addDerivedFact(scope);
  const sections = buildSections(scope, ofItems);
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
    facts: mapValues(new Map([...scope.facts, ...scope.derived]), ({ fact }) => fact),
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
    const told = draw.chance(15) ? { tree: buildTree(scope, values) } : { values };
    scope.facts.set(newName(scope, 'remedy'), { fact: { type: 'enum', ...told, remedy: true }, constants: values });
  }
  addFact(scope, 'enum');
  addFact(scope, 'instant');
  addCountingFact(scope);
  repeat(draw.between(2, 6), () => addFact(scope, draw.pick(TYPES)));
  if (draw.chance(40)) addTree(scope);
  if (draw.chance(60)) addFact(scope, 'periods');
  if (draw.chance(35)) addFact(scope, draw.pick(['instants', 'dates']));
  if (draw.chance(40)) addCountry(scope);
  if (draw.chance(40)) addWhole(scope);
  if (draw.chance(30)) addBoundedEvent(scope);
}

/** An enum fact whose values lie in each other. */
function addTree(scope: Scope): void {
  const { draw } = scope;
  const nodes = draw.some(NODES, 3, 6);
  const fact: OracleFact = { type: 'enum', tree: buildTree(scope, nodes), ...(draw.chance(25) ? { nullable: true } : {}) };
  scope.facts.set(newName(scope, 'kind'), { fact, constants: nodes });
}

const NODES = ['goods', 'phone', 'Toy', 'drone-2', 'book', 'yes', '7up'];
const TRAITS = ['sealed-trait', 'live', 'heavy'];

/** Each node lies in some that stand before it, so that none lies in itself; where two would give it different traits, it has its own. */
function buildTree(scope: Scope, nodes: readonly string[]): Record<string, OracleTreeNode> {
  const { draw } = scope;
  const tree: Record<string, OracleTreeNode> = {};
  const traits = Array.from({ length: draw.between(0, 2) }, () => newName(scope, draw.pick(TRAITS)));
  for (const [index, node] of nodes.entries()) {
    const above = draw.chance(25) ? draw.some(nodes.slice(0, index), 1, 2) : draw.some(nodes.slice(0, index), 0, 1);
    const [only] = above;
    const parents = only === undefined ? {} : { in: above.length === 1 && draw.chance(90) ? only : above };
    const inherited = new Map(traits.map((trait) => [trait, nearest(tree, above, (each) => each.traits?.[trait])]));
    const given = traits.flatMap((trait): [string, boolean][] => {
      const isNeeded = (inherited.get(trait) ?? []).length > 1 || (index === 0 && trait === traits[0]);
      return isNeeded || draw.chance(30) ? [[trait, draw.chance(60)]] : [];
    });
    for (const [trait] of given) scope.traits.add(trait);
    tree[node] = { ...parents, ...(given.length === 0 ? {} : { traits: Object.fromEntries(given) }) };
  }
  return tree;
}

/** The different values that the nearest nodes give that give one, some nodes themselves and then those above them. */
function nearest<T>(
  tree: Readonly<Record<string, OracleTreeNode>>,
  nodes: readonly string[],
  valueOf: (node: OracleTreeNode, name: string) => T | undefined,
): T[] {
  if (nodes.length === 0) return [];
  const here = nodes.flatMap((name) => valueOf(tree[name] ?? {}, name) ?? []);
  const above = nodes.flatMap((name) => tree[name]?.in ?? []);
  return here.length > 0 ? [...new Set(here)] : nearest(tree, [...new Set(above)], valueOf);
}

/** A fact that says which calendar holds. */
function addCountry(scope: Scope): void {
  const values = ['DE', 'IT', 'x'].slice(0, scope.draw.between(2, 3));
  const fact: OracleFact = { type: 'enum', values, ...(scope.draw.chance(25) ? { nullable: true } : {}) };
  scope.facts.set(newName(scope, 'country'), { fact, constants: values });
}

/** A number that others are a part of: never 0. */
function addWhole(scope: Scope): void {
  const { draw } = scope;
  const isInteger = draw.chance(60);
  const bound = { atLeast: isInteger ? 1 : '0.5', ...(draw.chance(25) ? { nullable: true } : {}) };
  const fact: OracleFact = isInteger ? { type: 'integer', ...bound } : { type: 'decimal', decimals: 2, ...bound };
  scope.facts.set(newName(scope, 'whole'), { fact, constants: isInteger ? ['1', '3', '7', '30'] : ['0.5', '3', '7.25'] });
}

/** An event that is known not to come after some moment, as a window with `until` needs it. */
function addBoundedEvent(scope: Scope): void {
  const { draw } = scope;
  const isDate = draw.chance(50);
  const constants = isDate ? dates(scope).toSorted() : instants(scope).toSorted((left, right) => Date.parse(left) - Date.parse(right));
  const fact: OracleFact = { type: isDate ? 'date' : 'instant', atMost: constants.at(-1) ?? null, ...(draw.chance(25) ? { nullable: true } : {}) };
  scope.facts.set(newName(scope, 'last'), { fact, constants });
}

/** What is left of one sum after another was taken from it. */
function addDerivedFact(scope: Scope): void {
  const { draw } = scope;
  const isOurs = (name: string): boolean => scope.facts.get(name)?.fact.currency === undefined;
  repeat(2, () => {
    if (factsOfType(scope, 'money').filter(isOurs).length < 2) {
      const fact: OracleFact = { type: 'money', ...(draw.chance(25) ? { nullable: true } : {}) };
      scope.facts.set(newName(scope, 'price'), { fact, constants: ['0', '5', '10', '20'] });
    }
  });
  const [from, less] = draw.some(factsOfType(scope, 'money').filter(isOurs), 2, 2);
  if (from === undefined || less === undefined || draw.chance(25)) return;
  scope.derived.set(newName(scope, 'left'), { fact: { type: 'money', derived: { from, less } }, constants: ['0', '5', '10', '-5'] });
}

/** The values of an enum fact. */
function valuesOf(fact: OracleFact | undefined): readonly string[] {
  return fact?.values ?? Object.keys(fact?.tree ?? {});
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
    ...(draw.chance(isMerelyTold(type) ? 45 : 25) ? { nullable: true } : {}),
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
  text: 'sku',
  instants: 'trips',
  dates: 'visits',
  periods: 'repairs',
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
  if (isMerelyTold(common.type)) return { fact: common, constants: [] };
  return { fact: common, constants: ['true', 'false'] };
}

/** Types of facts that conditions can only ask for whether there are any. */
function isMerelyTold(type: OracleFactType): boolean {
  return type === 'text' || type === 'instants' || type === 'dates' || type === 'periods';
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

/** Ends of months, and days before weekends and holidays; the last one lies in a leap year, before the calendars. */
const DAYS_OF_INTEREST = [
  '2026-01-31T02:30:00.000Z',
  '2026-02-13T15:30:00.000Z',
  '2026-01-30T01:15:00.000Z',
  '2027-12-29T12:00:00.000Z',
  '2024-01-31T08:00:00.000Z',
];

/** Around the moments at which the zones' clocks are moved, and a month or two before them. */
const MOMENTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'Asia/Shanghai': ['2026-03-10T06:20:00.000Z', '2026-02-28T15:59:59.999Z', ...DAYS_OF_INTEREST],
  'Europe/Berlin': ['2026-03-29T00:30:00.000Z', '2026-10-25T00:15:00.000Z', '2026-10-24T22:00:00.000Z', '2026-02-28T01:30:00.000Z', ...DAYS_OF_INTEREST],
  'America/New_York': ['2026-03-08T06:59:59.999Z', '2026-11-01T05:30:00.000Z', '2026-02-08T07:30:00.000Z', ...DAYS_OF_INTEREST],
  'Australia/Lord_Howe': ['2026-04-04T14:15:00.000Z', '2026-10-03T15:20:00.000Z', '2026-04-04T15:00:00.000Z', '2026-09-03T15:40:00.000Z', ...DAYS_OF_INTEREST],
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
  } else if (kind > 54 && scope.traits.size > 0) {
    entries.set(
      pickFrom([...scope.traits]),
      byReading(scope, () => (draw.chance(15) ? { not: draw.chance(50) } : draw.chance(60))),
    );
  } else {
    const name = pickFrom(testableFacts(scope));
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

function testableFacts(scope: Scope): string[] {
  return [...scope.facts].filter(([, { fact }]) => !isMerelyTold(fact.type) || fact.nullable === true || fact.when !== undefined).map(([name]) => name);
}

function testOf(scope: Scope, name: string): Plain {
  const { draw } = scope;
  const declared = scope.facts.get(name);
  if (declared === undefined) throw new Error(`no fact ${name}`);
  const { fact, constants } = declared;
  const canBeNull = fact.nullable === true || fact.when !== undefined;
  if (canBeNull && (isMerelyTold(fact.type) || draw.chance(20))) return draw.chance(50) ? { not: null } : null;
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
  const always = testableFacts(scope).filter((name) => scope.facts.get(name)?.fact.when === undefined && name !== 'appliedAt');
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

function addWindows(scope: Scope): void {
  const { draw } = scope;
  const sometimes = (percent: number, act: () => void): void => (draw.chance(percent) ? act() : undefined);
  addLasting(scope, draw.pick(['hours', 'days']));
  sometimes(45, () => addLasting(scope, draw.pick(['hours', 'days', 'weeks'])));
  sometimes(42, () => addLasting(scope, 'business days'));
  sometimes(42, () => addLasting(scope, draw.pick(['months', 'months', 'years'])));
  sometimes(25, () => addUntil(scope));
  sometimes(15, () => addForever(scope));
  sometimes(30, () => addNumberWindow(scope));
  sometimes(30, () => addLasting(scope, draw.pick(['hours', 'days', 'business days', 'months']), endOf(scope)));
  repeat(draw.pick([0, 0, 1, 1, 2]), () => addCombined(scope));
}

/** What a window begins with. */
interface Beginning {
  readonly from: Plain;
  readonly facts: readonly string[];
  /** Is the event a date, and is it fixed, so that nothing can be left untold? */
  readonly isDate: boolean;
  readonly isFixed: boolean;
}

function beginning(scope: Scope, inDays: boolean): Beginning {
  const { draw } = scope;
  const kind = draw.between(1, 100);
  if (kind > 92) return fixedEvent(scope, inDays && draw.chance(50));
  if (kind > 72) return oneOfSeveral(scope, inDays && draw.chance(50)) ?? oneFact(scope, inDays);
  return oneFact(scope, inDays);
}

function oneFact(scope: Scope, inDays: boolean): Beginning {
  const from = scope.draw.pick(
    factsOfType(scope, ...(inDays ? (['instant', 'date'] as const) : (['instant'] as const))).filter((name) => name !== 'appliedAt'),
  );
  return { from, facts: [from], isDate: typeOf(scope, from) === 'date', isFixed: false };
}

/** The first or the last of several facts, or of one that is a list; undefined where there are too few. */
function oneOfSeveral(scope: Scope, inDays: boolean): Beginning | undefined {
  const { draw } = scope;
  const lists = factsOfType(scope, inDays ? 'dates' : 'instants');
  const all = [...lists, ...factsOfType(scope, inDays ? 'date' : 'instant').filter((name) => name !== 'appliedAt')];
  const [list] = lists;
  const key = draw.pick(['first-of', 'last-of']);
  if (list !== undefined && draw.chance(50)) return { from: { [key]: list }, facts: [list], isDate: inDays, isFixed: false };
  const facts = draw.some(all, 2, 3);
  return facts.length < 2 ? undefined : { from: { [key]: facts }, facts, isDate: inDays, isFixed: false };
}

/** Early enough in the calendars' years. */
function fixedEvent(scope: Scope, isDate: boolean): Beginning {
  const [moment = ''] = MOMENTS[scope.zone] ?? [];
  return { from: isDate ? dayIn(scope, Date.parse(moment)) : printInstant(scope.draw, Date.parse(moment)), facts: [], isDate, isFixed: true };
}

function dayIn(scope: Scope, milliseconds: number, days = 0): string {
  return DateTime.fromMillis(milliseconds, { zone: scope.zone }).plus({ days }).toFormat('yyyy-MM-dd');
}

/** The end of a window that was declared before. */
function endOf(scope: Scope): Beginning {
  const windows = [...scope.forms].filter(([, form]) => form.hasTimes && !form.isFixed).map(([name]) => name);
  if (windows.length === 0) return oneFact(scope, false);
  return { from: { 'end-of': scope.draw.pick(windows) }, facts: [], isDate: false, isFixed: false };
}

/** Declares a window that judges moments. */
function addMoments(scope: Scope, start: Beginning, at: string | undefined, says: Omit<OracleWindow, 'clause'>): void {
  const { draw } = scope;
  const name = newName(scope, 'window');
  const clause = cite(scope);
  const title = draw.chance(20) ? { title: plainText(scope) } : {};
  scope.windows.set(name, { ...title, from: start.from, ...(at === undefined ? {} : { at }), clause, ...says });
  scope.forms.set(name, { at: at ?? 'appliedAt', hasTimes: true, hasNumbers: false, isFixed: start.isFixed });
  scope.placeholders.push(`${name}.opensAt`, `${name}.countsFrom`, `${name}.closesAt`);
}

/** The fact that is judged, where it is not that of all windows. */
function judge(scope: Scope, start: Beginning, inDays: boolean): string | undefined {
  const judges = factsOfType(scope, ...(inDays ? (['instant', 'date'] as const) : (['instant'] as const))).filter((name) => !start.facts.includes(name));
  return scope.draw.chance(25) ? scope.draw.pick(judges) : undefined;
}

function addLasting(scope: Scope, unit: Unit, given?: Beginning): void {
  const { draw } = scope;
  const inDays = unit !== 'hours';
  const start = given ?? beginning(scope, inDays);
  const at = judge(scope, start, inDays);
  const instantsOnly = !start.isDate && (at === undefined || typeOf(scope, at) === 'instant');
  const periods = factsOfType(scope, 'periods');
  const pauses = periods.length > 0 && draw.chance(55) ? { pauses: draw.pick(periods) } : {};
  if (!inDays) {
    addMoments(scope, start, at, { ...(instantsOnly && draw.chance(12) ? mixedLength(scope) : lengthIn(scope, false)), ...pauses });
    return;
  }
  const reachesFar = start.isFixed && (unit === 'months' || unit === 'years');
  const rolls = unit !== 'business days' && !reachesFar && draw.chance(30);
  const days = ['same-day', 'next-day', ...(instantsOnly && !rolls ? ['at-once', 'at-once'] : [])];
  addMoments(scope, start, at, {
    'counting-from': byReading(scope, () => draw.pick(days), 15),
    lasts: byReading(scope, () => draw.pick(LENGTHS[unit]), 15),
    ...(unit === 'months' || unit === 'years' ? { 'month-end': byReading(scope, () => draw.pick(['last-day', 'overflow']), 15) } : {}),
    ...(rolls || unit === 'business days' ? { calendar: calendar(scope) } : {}),
    ...(rolls ? { roll: 'next-working-day' } : {}),
    ...pauses,
  });
}

type Unit = 'hours' | 'days' | 'weeks' | 'business days' | 'months' | 'years';

const LENGTHS: Readonly<Record<Unit, readonly [string, ...string[]]>> = {
  hours: ['1 hour', '2 hours', '24 hours', '48 hours'],
  days: ['1 day', '2 days', '3 days', '12 days'],
  weeks: ['1 week', '2 weeks'],
  'business days': ['1 business day', '2 business days', '3 business days', '7 business days'],
  months: ['1 month', '2 months', '13 months'],
  years: ['1 year', '2 years'],
};

/** The name of a calendar, or an enum fact that picks one. */
function calendar(scope: Scope): Plain {
  const { draw } = scope;
  const names = Object.keys(testCalendars);
  const facts = [...scope.facts].filter(([, { fact }]) => fact.type === 'enum' && fact.tree === undefined && fact.remedy !== true);
  if (facts.length === 0 || draw.chance(60)) return draw.pick(names);
  const countries = facts.filter(([name]) => name.startsWith('country'));
  const [name, { fact }] = draw.pick(countries.length > 0 ? countries : facts);
  return { fact: name, ...Object.fromEntries(valuesOf(fact).map((value) => [value, draw.pick(names)])) };
}

/** A window with a fixed end, from an event that cannot come after it. */
function addUntil(scope: Scope): void {
  const { draw } = scope;
  const bounded = factsOfType(scope, 'instant', 'date').filter((name) => scope.facts.get(name)?.fact.atMost !== undefined);
  const from = bounded.length > 0 && draw.chance(75) ? draw.pick(bounded) : undefined;
  const isDate = from !== undefined && typeOf(scope, from) === 'date';
  const start = from === undefined ? fixedEvent(scope, draw.chance(50)) : { from, facts: [from], isDate, isFixed: false };
  const last = String(from === undefined ? start.from : (scope.facts.get(from)?.fact.atMost ?? ''));
  const lastInstant = start.isDate ? DateTime.fromISO(last, { zone: scope.zone }).toMillis() : Date.parse(last);
  const inDays = start.isDate || draw.chance(70);
  const at = judge(scope, start, inDays);
  // After an instant, a day more than needed, so that the end comes late enough in every time zone.
  const until = (): string =>
    inDays
      ? dayIn(scope, lastInstant, draw.pick(start.isDate ? [0, 1, 3] : [1, 2, 3]))
      : printInstant(draw, lastInstant + draw.pick([0, 3_600_000, 172_800_000]));
  addMoments(scope, start, at, {
    until: byReading(scope, until, 15),
    ...(inDays && draw.chance(40) ? { calendar: calendar(scope), roll: 'next-working-day' } : {}),
  });
}

function addForever(scope: Scope): void {
  const start = beginning(scope, true);
  addMoments(scope, start, judge(scope, start, true), { lasts: 'forever' });
}

function addNumberWindow(scope: Scope): void {
  const { draw } = scope;
  const at = draw.pick(factsOfType(scope, 'integer', 'decimal'));
  const decimals = decimalsIn(scope, at);
  const alike = factsOfType(scope, 'integer', 'decimal').filter((name) => name !== at && decimalsIn(scope, name) === decimals);
  const from = alike.length > 0 && draw.chance(60) ? draw.pick(alike) : undefined;
  const sizes = decimals > 1 ? [1, 2.5, 5, 0.25] : [1, 2, 5];
  const size = byReading(scope, () => draw.pick(sizes), 15);
  const name = newName(scope, 'limit');
  scope.windows.set(name, { ...(from === undefined ? { until: size } : { from, lasts: size }), at, clause: cite(scope) });
  scope.forms.set(name, { at: null, hasTimes: false, hasNumbers: true, isFixed: false });
}

function decimalsIn(scope: Scope, name: string): number {
  const fact = scope.facts.get(name)?.fact;
  return fact?.type === 'decimal' ? (fact.decimals ?? 6) : 0;
}

/** One of several windows; all moments in it are those of the same fact. */
function addCombined(scope: Scope): void {
  const { draw } = scope;
  const first = draw.pick([...scope.forms.values()].filter((form) => form.hasTimes));
  const fitting = [...scope.forms].filter(([, form]) => form.at === null || form.at === first.at).map(([name]) => name);
  const members = draw.some(fitting, 2, 3);
  const [last, ...others] = members;
  if (last === undefined || others.length === 0) return;
  const kind = draw.pick(['later-of', 'earlier-of', 'choose'] as const);
  const branches = [...others.map((window) => ({ when: condition(scope, 1, false), window })), { otherwise: last }];
  const name = newName(scope, 'either');
  const title = draw.chance(20) ? { title: plainText(scope) } : {};
  scope.windows.set(name, { ...title, ...(kind === 'choose' ? { choose: branches } : { [kind]: members }), clause: cite(scope) });
  const forms = members.flatMap((member) => scope.forms.get(member) ?? []);
  const has = (key: 'hasTimes' | 'hasNumbers' | 'isFixed'): boolean => forms.some((form) => form[key]);
  scope.forms.set(name, { at: has('hasTimes') ? first.at : null, hasTimes: has('hasTimes'), hasNumbers: has('hasNumbers'), isFixed: has('isFixed') });
  if (has('hasTimes')) scope.placeholders.push(`${name}.opensAt`, `${name}.countsFrom`, `${name}.closesAt`);
}

/** Those that a deadline can name. */
function windowsWithTimes(scope: Scope): string[] {
  return [...scope.forms].filter(([, form]) => form.hasTimes).map(([name]) => name);
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

function addTier(scope: Scope, ofItems: boolean): void {
  const { draw } = scope;
  const counting = factsOfType(scope, 'integer').filter((name) => scope.facts.get(name)?.fact.atLeast === undefined);
  const [counts, units] = draw.some(counting, 1, 2);
  if (counts === undefined) return;
  const column = draw.chance(50) ? draw.pick(factsOfType(scope, 'enum')) : undefined;
  const columns = column === undefined ? ['rate'] : draw.some(valuesOf(scope.facts.get(column)?.fact), 1, 3);
  const currency = draw.chance(20) ? draw.pick(CURRENCIES) : undefined;
  scope.tiers.set(newName(scope, 'tier'), {
    counts,
    ...(units === undefined ? {} : { units }),
    ...(ofItems && draw.chance(60) ? { distinct: skuFact(scope) } : {}),
    mode: byReading(scope, () => draw.pick(['graduated', 'volume'])),
    ...(column === undefined ? {} : { column }),
    ...(currency === undefined ? {} : { currency }),
    bands: buildBands(scope, columns, currency ?? scope.currency),
    clause: cite(scope),
  });
}

/** A fact that tells goods apart. */
function skuFact(scope: Scope): string {
  const [known] = factsOfType(scope, 'text');
  if (known !== undefined) return known;
  const name = newName(scope, STEMS.text);
  scope.facts.set(name, { fact: { type: 'text', ...(scope.draw.chance(30) ? { nullable: true } : {}) }, constants: [] });
  return name;
}

function buildBands(scope: Scope, columns: readonly string[], currency: string): PlainMap[] {
  const { draw } = scope;
  const count = draw.between(1, 4);
  const rates = (): PlainMap =>
    Object.fromEntries(columns.map((column) => [column, byReading(scope, () => (draw.chance(12) ? 'unspecified' : sum(scope, currency)))]));
  return Array.from({ length: count }, (_, index) => ({
    // Each band's last number stays within a stretch of its own, so that they rise under every reading.
    ...(index === count - 1 ? {} : { upTo: byReading(scope, () => 3 * index + draw.between(1, 3), 20) }),
    ...rates(),
  }));
}

// ----------------------------------------------------------------------------------------------------------------------- amounts

/** A sum in a currency, plainly or in quotes. */
function sum(scope: Scope, currency: string): Plain {
  const { draw } = scope;
  const decimals = currencyDecimals(currency);
  const text = draw.pick(decimals === 0 ? ['5', '0', '20', '333'] : ['5', '0', '12.50', '0.01', '33.33', '20.00']);
  return draw.chance(50) ? Number(text) : text;
}

/** What an amount is built in. */
interface Formula {
  readonly scope: Scope;
  readonly currency: string;
  /** May plain sums stand in it? Where a line names no currency, they are in the policy's. */
  readonly takesSums: boolean;
  /** Marks the amount as one that may come to a fraction of the smallest coin. */
  readonly inexact: (formula: Plain) => Plain;
  /** Is it a part of something that takes no share of what is not specified? */
  readonly isSpecified: boolean;
}

/** An amount in one currency. `exactCoins` is false where it may give a fraction of the smallest coin. */
function amount(scope: Scope, currency: string, takesSums: boolean, depth: number): { readonly amount: Plain; readonly exactCoins: boolean } {
  let exactCoins = true;
  const inexact = (formula: Plain): Plain => {
    exactCoins = false;
    return formula;
  };
  const built = anyAmount({ scope, currency, takesSums, inexact, isSpecified: false }, depth);
  return { amount: built, exactCoins };
}

const KINDS = ['percent', 'each', 'started', 'late', 'choose', 'by', 'sum', 'difference', 'pro-rata', 'up-to', 'up-to', 'match'] as const;

function anyAmount(formula: Formula, depth: number): Plain {
  const { scope, inexact } = formula;
  const { draw } = scope;
  if (depth === 0 || draw.chance(25)) return leafAmount(formula);
  const inner = (): Plain => anyAmount(formula, depth - 1);
  const specified = (): Plain => anyAmount({ ...formula, isSpecified: true }, depth - 1);
  const kind = draw.pick(KINDS);
  if (kind === 'percent') {
    const percent = byReading(scope, () => writtenNumber(scope, 'decimal', draw.pick(['15', '7.5', '100', '0', '12.345'])));
    return inexact({ percent, of: specified(), ...bounds(formula) });
  }
  if (kind === 'by') return byReading(scope, inner, 100);
  if (kind === 'choose') return choose(scope, inner);
  if (kind === 'match') return match(scope, inner);
  if (kind === 'late') return late(formula, inner);
  if (kind === 'sum') return { sum: [inner(), inner(), ...(draw.chance(25) ? [inner()] : [])], ...bounds(formula) };
  if (kind === 'difference') return difference(formula, inner);
  if (kind === 'up-to') return { 'up-to': specified(), ...(formula.takesSums && draw.chance(40) ? { atLeast: draw.pick([1, '5', 10]) } : {}) };
  if (kind === 'pro-rata') return proRata(formula, specified);
  const counting = factsOfType(scope, 'integer', 'decimal');
  const fact = draw.pick(counting);
  if (kind === 'each') return inexact({ each: inner(), per: fact, ...bounds(formula) });
  const size = byReading(scope, () => writtenNumber(scope, 'decimal', draw.pick(['0.5', '1', '2', '1.5'])));
  return inexact({ each: inner(), 'per-started': size, of: { fact }, ...bounds(formula) });
}

function late(formula: Formula, inner: () => Plain): Plain {
  const { scope } = formula;
  const windows = [...scope.forms].filter(([, form]) => form.hasTimes && !form.hasNumbers).map(([name]) => name);
  const size = byReading(scope, () => scope.draw.pick(['24 hours', '1 hour', '1 day', '2 days']));
  return { each: inner(), 'per-started': size, late: scope.draw.pick(windows), ...bounds(formula) };
}

function difference(formula: Formula, inner: () => Plain): Plain {
  // Its lower bound is needed, and is a sum.
  if (!formula.takesSums) return inner();
  const { draw } = formula.scope;
  return { difference: [inner(), inner()], atLeast: draw.pick([0, '1', 5]), ...(draw.chance(25) ? { atMost: draw.pick([10, '40']) } : {}) };
}

/** A share by days or pieces, where there is a fact for the whole. */
function proRata(formula: Formula, inner: () => Plain): Plain {
  const { scope, inexact } = formula;
  const counting = factsOfType(scope, 'integer', 'decimal');
  const wholes = counting.filter((name) => Number(scope.facts.get(name)?.fact.atLeast ?? 0) > 0);
  const whole = wholes.find((name) => name.startsWith('whole')) ?? wholes[0];
  const parts = counting.filter((name) => name !== whole);
  if (whole === undefined || parts.length === 0) return inner();
  return inexact({ 'pro-rata': inner(), part: scope.draw.pick(parts), whole, ...bounds(formula) });
}

function choose(scope: Scope, inner: () => Plain): Plain {
  const branches = Array.from({ length: scope.draw.between(1, 2) }, () => ({ when: condition(scope, 1, true), amount: inner() }));
  return { choose: [...branches, { otherwise: inner() }] };
}

/** Entries for some values and `otherwise`, or for all of them; in a tree no value has two that are equally near. */
function match(scope: Scope, inner: () => Plain): Plain {
  const { draw } = scope;
  const fact = draw.pick(factsOfType(scope, 'enum'));
  const declared = scope.facts.get(fact)?.fact;
  const values = valuesOf(declared);
  const isWhole = draw.chance(40);
  const chosen = new Set(isWhole ? values : draw.some(values, 1, 2));
  const tree = declared?.tree ?? {};
  for (const value of Object.keys(tree)) {
    if (nearest(tree, [value], (_, name) => (chosen.has(name) ? name : undefined)).length > 1) chosen.add(value);
  }
  const entries = Object.fromEntries([...chosen].map((value) => [value, inner()]));
  return { match: fact, ...entries, ...(isWhole && draw.chance(60) ? {} : { otherwise: inner() }) };
}

/** An amount that stands by itself. */
function leafAmount({ scope, currency, takesSums, isSpecified }: Formula): Plain {
  const { draw } = scope;
  const facts = moneyFacts(scope, currency);
  const tiers = [...scope.tiers].filter(([, tier]) => (tier.currency ?? scope.currency) === currency).map(([name]) => name);
  if (!isSpecified && draw.chance(10)) return 'unspecified';
  if (facts.length > 0 && draw.chance(takesSums || tiers.length > 0 ? 35 : 100)) return { fact: draw.pick(facts) };
  if (tiers.length > 0 && draw.chance(takesSums ? 40 : 100)) return { tier: draw.pick(tiers) };
  return sum(scope, currency);
}

function moneyFacts(scope: Scope, currency: string): string[] {
  return factsOfType(scope, 'money').filter((name) => (scope.facts.get(name)?.fact.currency ?? scope.currency) === currency);
}

function bounds({ scope, takesSums }: Formula): PlainMap {
  const { draw } = scope;
  if (!takesSums || draw.chance(60)) return {};
  const atLeast = byReading(scope, () => draw.pick([1, '5', '10', 2]));
  const atMost = byReading(scope, () => draw.pick([10, '20', 40, '15']));
  const kind = draw.pick(['atLeast', 'atMost', 'both'] as const);
  return { ...(kind === 'atMost' ? {} : { atLeast }), ...(kind === 'atLeast' ? {} : { atMost }) };
}

// ---------------------------------------------------------------------------------------------------------------------- sections

interface PlannedLine {
  readonly id: string;
  readonly countsOnce: boolean;
}

function buildSections(scope: Scope, ofItems: boolean): Record<string, OracleSection> {
  const { draw } = scope;
  // Lines have their names before any text is written, so that every text can print every line that is decided with it.
  const planLine = (stem: string): PlannedLine => ({ id: newName(scope, stem), countsOnce: ofItems && draw.chance(45) });
  const plans = Array.from({ length: draw.between(1, 3) }, () => ({
    name: newName(scope, 'part'),
    charges: Array.from({ length: draw.between(0, 2) }, () => planLine('fee')),
    credits: Array.from({ length: draw.between(0, 1) }, () => planLine('refund')),
  }));
  const planned = plans.flatMap((plan) => [...plan.charges, ...plan.credits]);
  const scopeOf = (once: boolean): Scope => ({
    ...scope,
    placeholders: [...scope.placeholders, ...planned.filter(({ countsOnce }) => countsOnce === once).map(({ id }) => id)],
  });
  const [ofItem, ofRequest] = [scopeOf(false), scopeOf(true)];
  const buildLines = (lines: readonly PlannedLine[]): Record<string, OracleLine> =>
    Object.fromEntries(lines.map(({ id, countsOnce }) => [id, countsOnce ? lineThatCountsOnce(ofRequest) : lineIn(ofItem)]));
  const sections = plans.map(({ name, charges, credits }): [string, OracleSection] => [
    name,
    {
      ...(draw.chance(50) ? { title: plainText(scope) } : {}),
      ...(draw.chance(45) ? { when: condition(scope, 1, true) } : {}),
      rules: statements(scope, 'rule', draw.between(1, 4), () => buildRule(ofItem)),
      ...(charges.length === 0 ? {} : { charges: buildLines(charges) }),
      ...(credits.length === 0 ? {} : { credits: buildLines(credits) }),
      ...(draw.chance(60) ? { evidence: statements(scope, 'photo', draw.between(1, 2), () => buildEvidence(ofItem)) } : {}),
      ...(draw.chance(50) ? { duties: statements(scope, 'duty', draw.between(1, 2), () => buildDuty(ofItem)) } : {}),
    },
  ]);
  return Object.fromEntries(draw.chance(40) ? withFloor(scope, sections) : sections);
}

/** One of the sections, or two, are what customers are entitled to; some charges of others may be asked for beside it. */
function withFloor(scope: Scope, sections: readonly [string, OracleSection][]): [string, OracleSection][] {
  const { draw } = scope;
  const floors = draw.some(
    sections.map(([name]) => name),
    1,
    draw.chance(25) ? 2 : 1,
  );
  return sections.map(([name, section]) => {
    if (!floors.includes(name)) return [name, section];
    const others = sections.filter(([other]) => other !== name).flatMap(([, { charges }]) => Object.entries(charges ?? {}));
    const charges = draw.some(
      others.filter(([, line]) => line.on === undefined).map(([id]) => id),
      1,
      2,
    );
    const rules = draw.chance(60) ? { ...section.rules, [newName(scope, 'rule')]: acceptance(scope) } : section.rules;
    return [name, { ...section, ...(rules === undefined ? {} : { rules }), floor: charges.length === 0 || draw.chance(50) ? true : { charges } }];
  });
}

function acceptance(scope: Scope): OracleRule {
  return { when: condition(scope, 1, true), accept: filledText(scope), clause: cite(scope) };
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

/** What counts once is judged by the facts that hold for all items, and knows what is worked out from them. */
function lineThatCountsOnce(scope: Scope): OracleLine {
  return { ...lineIn({ ...scope, facts: new Map([...scope.facts, ...scope.derived]), tiers: new Map() }), per: 'request' };
}

function lineIn(scope: Scope): OracleLine {
  const { draw } = scope;
  const foreign = [
    ...factsOfType(scope, 'money').flatMap((name) => scope.facts.get(name)?.fact.currency ?? []),
    ...[...scope.tiers.values()].flatMap((tier) => tier.currency ?? []),
  ];
  const isNamed = draw.chance(20);
  const currency = isNamed ? draw.pick(CURRENCIES) : foreign.length > 0 && draw.chance(40) ? draw.pick(foreign) : scope.currency;
  const built = amount(scope, currency, isNamed || currency === scope.currency, 3);
  const rounding = (): Plain => byReading(scope, () => draw.pick(['half-up', 'half-even', 'up', 'down']));
  return {
    ...(draw.chance(50) ? { title: filledText(scope) } : {}),
    ...guards(scope, 50),
    ...(draw.chance(20) ? { on: 'rejected' as const } : {}),
    amount: built.amount,
    ...(isNamed ? { currency } : {}),
    ...(!built.exactCoins || draw.chance(15) ? { round: rounding() } : {}),
    ...(draw.chance(25) ? { waived: { when: condition(scope, 1, true), because: plainText(scope) } } : {}),
    clause: cite(scope),
  };
}

function buildEvidence(scope: Scope): OracleEvidence {
  const { draw } = scope;
  const count = draw.between(2, 3);
  const alternatives = (): Record<string, Plain> => Object.fromEntries(Array.from({ length: count }, () => [newName(scope, 'proof'), plainText(scope)]));
  const effect = draw.pick(['nothing', 'review', 'reject'] as const);
  return {
    what: filledText(scope),
    ...guards(scope, 70),
    ...(draw.chance(40) ? { 'any-of': alternatives(), ...(draw.chance(50) ? { atLeast: draw.between(1, count) } : {}) } : {}),
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
    ...(draw.chance(60) ? { deadline: draw.pick(windowsWithTimes(scope)) } : {}),
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
  const tell = (name: string): Plain => tellFact(draw, policy, name, constants.get(name) ?? new Set());
  const request: Record<string, Plain> = {};
  for (const [name, fact] of Object.entries(policy.facts)) {
    if (fact.derived === undefined && draw.chance(told)) request[name] = tell(name);
  }
  for (const name of Object.keys(request)) {
    moveToEdge(draw, policy, request, name);
    movePauses(draw, policy, request, name);
  }
  const evidence = tellEvidence(draw, policy);
  if (Object.keys(evidence).length > 0 || draw.chance(20)) request.evidence = evidence;
  const isOfItems = saysMuchOfItems(policy) && draw.chance(60);
  return withoutMistakes(policy, isOfItems ? withItems(draw, policy, request, told, tell) : request);
}

function saysMuchOfItems(policy: OraclePolicy): boolean {
  const lines = Object.values(policy.sections).flatMap((section) => [...Object.values(section.charges ?? {}), ...Object.values(section.credits ?? {})]);
  return (
    lines.some((line) => line.per === 'request') ||
    Object.values(policy.tiers ?? {}).some((tier) => tier.distinct !== undefined) ||
    Object.values(policy.facts).some((fact) => fact.derived !== undefined)
  );
}

/** The same request with some of its facts and evidence told for each of a few items. */
function withItems(draw: Draw, policy: OraclePolicy, request: OracleRequest, told: number, tell: (name: string) => Plain): OracleRequest {
  const forAll = [
    policy.effective.by,
    ...Object.values(policy.tiers ?? {}).map((tier) => tier.counts),
    ...Object.values(policy.facts).flatMap(({ derived }) => derived?.from ?? []),
  ];
  const share = draw.pick([50, 20, 80]);
  const isOwn = ([name, fact]: [string, OracleFact]): boolean =>
    fact.derived === undefined && !forAll.includes(name) && draw.chance(fact.type === 'text' ? 95 : share);
  const own = Object.entries(policy.facts)
    .filter(isOwn)
    .map(([name]) => name);
  const evidence = Object.entries(Object(request.evidence ?? {})) as [string, Plain][];
  const shown = evidence.filter(() => draw.chance(share));
  const forAllShown = evidence.filter((entry) => !shown.includes(entry));
  const items = Array.from({ length: draw.pick([2, 3, 1, 4]) }, () => {
    // An item often tells what the request would tell, so that items fare alike as often as not.
    const facts = own.flatMap((name): [string, Plain][] => {
      const known = request[name];
      return known !== undefined && draw.chance(60) ? [[name, known]] : draw.chance(told) ? [[name, tell(name)]] : [];
    });
    const states = shown.map(([name, state]): [string, Plain] => [name, draw.chance(75) ? state : draw.pick(['provided', 'unavailable'])]);
    return { ...Object.fromEntries(facts), ...(shown.length > 0 && draw.chance(90) ? { evidence: Object.fromEntries(states) } : {}) };
  });
  const common = Object.entries(request).filter(([name]) => !own.includes(name) && name !== 'evidence');
  return { ...Object.fromEntries(common), ...(forAllShown.length > 0 ? { evidence: Object.fromEntries(forAllShown) } : {}), items };
}

function tellFact(draw: Draw, policy: OraclePolicy, name: string, constants: ReadonlySet<string>): Plain {
  const fact = policy.facts[name];
  if (fact === undefined || (fact.nullable === true && draw.chance(15))) return null;
  const several = <T>(tell: () => T): T[] => Array.from({ length: draw.pick([1, 2, 0, 3]) }, tell);
  if (fact.type === 'boolean') return draw.chance(50);
  if (fact.type === 'enum') return draw.pick(valuesOf(fact));
  if (fact.type === 'set') return draw.some(fact.values ?? [], 0, 3);
  if (fact.type === 'date') return within(fact, tellDate(draw, policy, constants));
  if (fact.type === 'instant') return tellInstant(draw, policy, fact, constants);
  if (fact.type === 'text') return draw.pick(['A-1', 'b 2', '见 3']);
  if (fact.type === 'dates') return several(() => tellDate(draw, policy, constants));
  if (fact.type === 'instants') return several(() => tellInstant(draw, policy, fact, constants));
  if (fact.type === 'periods') return several(() => tellPeriod(draw, Date.parse(tellInstant(draw, policy, fact, constants))));
  return tellNumber(draw, policy, fact, constants);
}

/** A period from an instant on: an hour, some days, a moment; now and then it is still running. */
function tellPeriod(draw: Draw, from: number): PlainMap {
  const hour = 3_600_000;
  if (draw.chance(15)) return { from: printInstant(draw, from), ...(draw.chance(50) ? { to: null } : {}) };
  return { from: printInstant(draw, from), to: printInstant(draw, from + draw.pick([hour, 24 * hour, 60 * hour, 240 * hour, 1, 30 * hour - 1])) };
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

const DAY = 86_400_000;

/** Puts a moment that windows are judged at onto an edge of one of them, or a millisecond (a day) beside it; numbers likewise. */
function moveToEdge(draw: Draw, policy: OraclePolicy, request: Record<string, Plain>, name: string): void {
  const fact = policy.facts[name];
  const judging = Object.entries(policy.windows ?? {}).filter(([, window]) => isSingle(window) && (window.at ?? policy.effective.by) === name);
  if (fact === undefined || request[name] === null || judging.length === 0 || !draw.chance(70)) return;
  const [windowName, window] = draw.pick(judging);
  if (fact.type === 'integer' || fact.type === 'decimal') {
    moveNumber(draw, policy, request, name, window);
    return;
  }
  const { opensAt, countsFrom, closesAt } = windowByOracle(policy, request, windowName, WITH_CALENDARS);
  const edges = [closesAt, closesAt, opensAt, countsFrom, ...(closesAt === null ? [] : [closesAt + DAY, closesAt + 2 * DAY])].filter((edge) => edge !== null);
  if (opensAt === null) return;
  const moved = draw.pick([...edges, opensAt - DAY]) + draw.pick([0, 1, -1]);
  if (fact.type === 'instant' && fact.atLeast === undefined && fact.atMost === undefined) request[name] = printInstant(draw, moved);
  if (fact.type === 'date') {
    request[name] = within(fact, DateTime.fromMillis(moved, { zone: policy.timezone }).toFormat('yyyy-MM-dd'));
  }
}

/** Is it a window of its own, not one of others? */
function isSingle(window: OracleWindow): boolean {
  return window['later-of'] === undefined && window['earlier-of'] === undefined && window.choose === undefined;
}

function moveNumber(draw: Draw, policy: OraclePolicy, request: Record<string, Plain>, name: string, { from, lasts, until }: OracleWindow): void {
  const fact = policy.facts[name];
  const start = typeof from === 'string' ? request[from] : 0;
  const size = lasts ?? until;
  if (fact === undefined || typeof size !== 'number' || start === null || start === undefined) return;
  const decimals = decimalsOf(policy, fact);
  const end = inSteps(String(start), decimals) + inSteps(String(size), decimals) + BigInt(draw.pick([0, 1, -1]));
  const least = inSteps(String(fact.atLeast ?? '0'), decimals);
  const most = fact.atMost === undefined ? end : inSteps(String(fact.atMost), decimals);
  const text = fromSteps(end < least ? least : end > most ? most : end, decimals);
  request[name] = fact.type === 'integer' ? Number(text) : text;
}

/** Adds a pause that begins at an edge of a window that it stops, or a millisecond (a day) beside it. */
function movePauses(draw: Draw, policy: OraclePolicy, request: Record<string, Plain>, name: string): void {
  const stopped = Object.entries(policy.windows ?? {}).filter(([, window]) => window.pauses === name);
  const told = request[name];
  if (stopped.length === 0 || !Array.isArray(told) || !draw.chance(80)) return;
  const [window] = draw.pick(stopped);
  const { opensAt, countsFrom, closesAt } = windowByOracle(policy, { ...request, [name]: [] }, window, WITH_CALENDARS);
  if (opensAt === null || countsFrom === null || closesAt === null) return;
  const from = draw.pick([countsFrom, closesAt, opensAt, closesAt - DAY, closesAt + 1]) + draw.pick([0, 1, -1]);
  request[name] = [...(told as readonly Plain[]).slice(0, draw.between(0, 2)), tellPeriod(draw, from)];
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
  const [mistake] = findMistakesByOracle(policy, request, WITH_CALENDARS);
  if (mistake === undefined) return request;
  const item = mistake.item === undefined ? {} : itemsOf(request)[mistake.item];
  const fact = factBehind(policy, { ...request, ...item }, mistake);
  return withoutMistakes(policy, untold(request, fact, mistake.item));
}

function itemsOf(request: OracleRequest): readonly PlainMap[] {
  return Array.isArray(request.items) ? (request.items as readonly PlainMap[]) : [];
}

/** The request without a fact: of the item that tells it, else of all that do. */
function untold(request: OracleRequest, fact: string, item: number | undefined): OracleRequest {
  const drop = (map: PlainMap): PlainMap => Object.fromEntries(Object.entries(map).filter(([name]) => name !== fact));
  const isInItem = item !== undefined && Object.hasOwn(itemsOf(request)[item] ?? {}, fact);
  const rest = isInItem ? request : drop(request);
  const items = itemsOf(request).map((each, index) => (index === item ? drop(each) : each));
  return items.length === 0 ? rest : { ...rest, items };
}

function factBehind(policy: OraclePolicy, told: OracleRequest, mistake: OracleMistake): string {
  if (mistake.kind === 'impossible') return toldFactOf(policy, told, policy.impossible?.[mistake.index]?.when ?? {});
  if (mistake.kind !== 'calendar-end') return mistake.fact;
  const [fact] = mistake.facts;
  if (fact === undefined) throw new Error(`${mistake.window} always ends beyond its calendar`);
  return fact;
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
