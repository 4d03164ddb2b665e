/**
 * The oracle: a plain recursive interpreter of the policy language, written from `policies/README.md` and from nothing else. In comes a
 * policy document and a request as plain data, out comes the decision without its digest. It imports nothing from `src`, keeps no
 * compiled form and prefers the obvious to the fast, so that an engine that disagrees with it is the first suspect.
 */
import { DateTime } from 'luxon';

// ---------------------------------------------------------------------------------------------------------------- what comes in

export type Plain = null | boolean | number | string | readonly Plain[] | PlainMap;
export interface PlainMap {
  readonly [key: string]: Plain;
}
type Named<T> = Readonly<Record<string, T>>;

export type OracleFactType = 'boolean' | 'enum' | 'set' | 'integer' | 'decimal' | 'money' | 'instant' | 'date';

export interface OracleFact {
  readonly type: OracleFactType;
  readonly values?: readonly string[];
  readonly ask?: Plain;
  readonly when?: PlainMap;
  readonly nullable?: boolean;
  readonly remedy?: boolean;
  readonly decimals?: number;
  readonly currency?: string;
  readonly atLeast?: Plain;
  readonly atMost?: Plain;
}

export interface OracleReading {
  readonly question: Plain;
  readonly choose: string;
  readonly of: Plain;
  readonly clause: string | readonly string[];
}

export interface OracleWindow {
  readonly title?: Plain;
  readonly from: string;
  readonly at?: string;
  readonly 'counting-from': Plain;
  readonly lasts: Plain;
  readonly clause: string | readonly string[];
}

export interface OracleTier {
  readonly counts: string;
  readonly units?: string;
  readonly mode: Plain;
  readonly column?: string;
  readonly bands: readonly PlainMap[];
  readonly clause: string | readonly string[];
}

export interface OracleStatement {
  readonly when?: PlainMap;
  readonly unless?: PlainMap;
  readonly clause: string | readonly string[];
}

export interface OracleRule extends OracleStatement {
  readonly accept?: Plain;
  readonly reject?: Plain;
  readonly review?: Plain;
}

export interface OracleLine extends OracleStatement {
  readonly title?: Plain;
  readonly on?: 'rejected';
  readonly amount: Plain;
  readonly round?: Plain;
}

export interface OracleEvidence extends OracleStatement {
  readonly what: Plain;
  readonly 'any-of'?: Named<Plain>;
  readonly unavailable: Plain;
}

export interface OracleDuty extends OracleStatement {
  readonly who: string;
  readonly what: Plain;
  readonly deadline?: string;
}

export interface OracleSection {
  readonly title?: Plain;
  readonly when?: PlainMap;
  readonly rules?: Named<OracleRule>;
  readonly charges?: Named<OracleLine>;
  readonly credits?: Named<OracleLine>;
  readonly evidence?: Named<OracleEvidence>;
  readonly duties?: Named<OracleDuty>;
}

/** A valid policy document as its YAML says it; the oracle checks none of it. */
export interface OraclePolicy {
  readonly policy: string;
  readonly version: number;
  readonly timezone: string;
  readonly currency: string;
  readonly effective: { readonly from: string; readonly by: string };
  readonly facts: Named<OracleFact>;
  readonly impossible?: readonly { readonly when: PlainMap; readonly because: Plain }[];
  readonly readings?: Named<OracleReading>;
  readonly terms?: Named<PlainMap>;
  readonly windows?: Named<OracleWindow>;
  readonly tiers?: Named<OracleTier>;
  readonly sections: Named<OracleSection>;
}

/** Facts by name, and under `evidence` what is `provided` or `unavailable`: items by id, alternatives by their own name. */
export type OracleRequest = PlainMap;

export interface OracleOptions {
  /** Readings that are chosen otherwise than the policy does. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Asks for the alternatives also where the remedy is told. */
  readonly alternatives?: boolean;
}

// --------------------------------------------------------------------------------------------------------------- what comes out

export type OracleOutcome = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
type Effect = 'reject' | 'review' | 'accept';
type WindowState = 'early' | 'open' | 'closed' | 'unknown' | 'none';
type EvidenceState = 'provided' | 'unavailable' | 'missing';

export type OracleWorking =
  | { readonly kind: 'fixed' | 'unspecified'; readonly amount: string }
  | { readonly kind: 'fact'; readonly amount: string; readonly fact: string }
  | {
      readonly kind: 'tier';
      readonly amount: string;
      readonly tier: string;
      readonly mode: string;
      readonly column: string | null;
      readonly parts: readonly OraclePart[];
    }
  | {
      readonly kind: 'percent';
      readonly amount: string;
      readonly percent: string;
      readonly of: OracleWorking;
      readonly bound?: Bound;
    }
  | {
      readonly kind: 'each' | 'started';
      readonly amount: string;
      readonly units: string | null;
      readonly each: OracleWorking;
      readonly bound?: Bound;
    }
  | { readonly kind: 'choose'; readonly amount: string; readonly branch: number; readonly of: OracleWorking };

export interface OraclePart {
  readonly first: number;
  readonly last: number;
  readonly rate: string;
  readonly amount: string;
}

type Bound = 'atLeast' | 'atMost';

export type OracleAmount =
  | { readonly kind: 'exact'; readonly value: string; readonly currency: string }
  | { readonly kind: 'unspecified'; readonly currency: string }
  | { readonly kind: 'unknown'; readonly currency: string; readonly waitsFor: readonly string[] };

export interface OracleShownLine {
  readonly charge?: string;
  readonly credit?: string;
  readonly title: string;
  readonly amount: OracleAmount;
  readonly clauses: readonly string[];
  readonly working?: OracleWorking;
}

export type OracleTotal =
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'unspecified' | 'unknown'; readonly known: string; readonly because: readonly string[] };

export type OracleTotals = Named<{ readonly charges: OracleTotal; readonly credits: OracleTotal }>;

export interface OracleReason {
  readonly rule?: string;
  readonly evidence?: string;
  readonly effect: Effect;
  readonly message: string;
  readonly clauses: readonly string[];
}

export interface OracleWindowShown {
  readonly state: WindowState;
  readonly opensAt: string | null;
  readonly countsFrom: string | null;
  readonly closesAt: string | null;
}

export interface OracleEvidenceShown {
  readonly evidence: string;
  readonly what: string;
  readonly state: EvidenceState;
  readonly anyOf?: Named<EvidenceState>;
  readonly clauses: readonly string[];
  readonly waitsFor?: readonly string[];
}

export interface OracleDutyShown {
  readonly duty: string;
  readonly who: string;
  readonly what: string;
  readonly by: string | null;
  readonly clauses: readonly string[];
  readonly waitsFor?: readonly string[];
}

/** A decision as `schema/decision.schema.json` has it, but for `digest`. */
export interface OracleDecision {
  readonly policy: string;
  readonly version: number;
  readonly outcome: OracleOutcome;
  readonly remedy: string | null;
  readonly alternatives?: Named<{ readonly outcome: OracleOutcome; readonly totals: OracleTotals }>;
  readonly reasons: readonly OracleReason[];
  readonly missing: { readonly facts: readonly string[]; readonly evidence: readonly string[] };
  readonly windows: Named<OracleWindowShown>;
  readonly evidence: readonly OracleEvidenceShown[];
  readonly charges: readonly OracleShownLine[];
  readonly credits: readonly OracleShownLine[];
  readonly totals: OracleTotals;
  readonly duties: readonly OracleDutyShown[];
  readonly readings: Named<string>;
}

/** Decides a valid request under a valid policy. */
export function decideByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): OracleDecision {
  const asked = caseOf(policy, request, options);
  const decision = decideOne(asked);
  const remedy = remedyName(policy);
  if (remedy === undefined) return decision;
  const told = factValue(asked, remedy);
  if (told !== NOT_TOLD && options.alternatives !== true) return decision;
  const alternatives: [string, { outcome: OracleOutcome; totals: OracleTotals }][] = [];
  for (const value of own(policy.facts, remedy)?.values ?? []) {
    if (value === told) continue;
    const other = caseOf(policy, { ...request, [remedy]: value }, options);
    if (mistakesIn(other).length > 0) continue;
    const { outcome, totals } = decideOne(other);
    alternatives.push([value, { outcome, totals }]);
  }
  return { ...decision, alternatives: sortedMap(alternatives) };
}

/** One way in which a request is invalid, though each of its values is a value of its fact. */
export type OracleMistake =
  | { readonly kind: 'untellable'; readonly fact: string; readonly message: string }
  | { readonly kind: 'impossible'; readonly index: number; readonly message: string };

/** The facts that cannot be told beside the others, and the impossible combinations that certainly hold; empty for a valid request. */
export function findMistakesByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): OracleMistake[] {
  return mistakesIn(caseOf(policy, request, options));
}

/** Why a request is invalid, in words; empty for a valid one. */
export function checkByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): string[] {
  return findMistakesByOracle(policy, request, options).map((mistake) => mistake.message);
}

/** A window's state and its instants in milliseconds since 1970, under a request. */
export function windowByOracle(
  policy: OraclePolicy,
  request: OracleRequest,
  name: string,
  options: OracleOptions = {},
): { readonly state: WindowState; readonly opensAt: number | null; readonly countsFrom: number | null; readonly closesAt: number | null } {
  const window = windowOf(caseOf(policy, request, options), name);
  return {
    state: window.state,
    opensAt: window.span?.opensAt.toMillis() ?? null,
    countsFrom: window.span?.countsFrom.toMillis() ?? null,
    closesAt: window.span?.closesAt.toMillis() ?? null,
  };
}

/** How many decimals amounts of a currency have. */
export function currencyDecimals(currency: string): number {
  const fixed = own(FIXED_DECIMALS, currency);
  if (fixed !== undefined) return fixed;
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

const FIXED_DECIMALS: Named<number> = { CNY: 2, EUR: 2, USD: 2, JPY: 0, KRW: 0, KWD: 3, BHD: 3 };

/** Compares clause numbers as people do: runs of digits by their value (2.9 before 2.10), the rest by code unit, a prefix first. */
export function compareClauses(left: string, right: string): number {
  const lefts = left.match(/\d+|\D+/g) ?? [];
  const rights = right.match(/\d+|\D+/g) ?? [];
  for (const [index, a] of lefts.entries()) {
    const b = rights[index];
    if (b === undefined) return 1;
    const numbers = /^\d/.test(a) && /^\d/.test(b);
    const order = numbers ? compareBigInts(BigInt(a), BigInt(b)) : compareText(a, b);
    if (order !== 0) return order;
  }
  return lefts.length < rights.length ? -1 : compareText(left, right);
}

// ------------------------------------------------------------------------------------------------- the case, values and readings

interface Case {
  readonly policy: OraclePolicy;
  readonly request: OracleRequest;
  readonly choices: Named<string>;
  /** Windows that were judged already: they are asked for again and again, and time zones are slow. */
  readonly judged: Map<string, JudgedWindow>;
}

function caseOf(policy: OraclePolicy, request: OracleRequest, options: OracleOptions): Case {
  const chosen = Object.entries(policy.readings ?? {}).map(([name, reading]) => [name, reading.choose]);
  return { policy, request, choices: { ...Object.fromEntries(chosen), ...options.readings }, judged: new Map() };
}

/** What a value says: itself, or what a `{ by: reading, … }` map says under the choice that holds. `met` gathers the readings passed. */
function settle(on: Case, value: Plain, met?: Set<string>): Plain {
  if (!isMap(value) || !Object.hasOwn(value, 'by')) return value;
  const reading = textOf(value.by);
  met?.add(reading);
  const branch = own(value, choiceOf(on, reading));
  if (branch === undefined) throw new Error(`oracle: no entry of \`by: ${reading}\` for ${choiceOf(on, reading)}`);
  return settle(on, branch, met);
}

function choiceOf(on: Case, reading: string): string {
  const choice = own(on.choices, reading);
  if (choice === undefined) throw new Error(`oracle: no reading ${reading}`);
  return choice;
}

function remedyName(policy: OraclePolicy): string | undefined {
  return Object.keys(policy.facts).find((name) => own(policy.facts, name)?.remedy === true);
}

// ------------------------------------------------------------------------------------------------------------------------- facts

const NOT_TOLD: unique symbol = Symbol('not told');

/** The value under which conditions and amounts see a fact: null where its own `when` is false, otherwise as told. */
function factValue(on: Case, name: string): Plain | typeof NOT_TOLD {
  const fact = factOf(on, name);
  if (fact.when !== undefined && truthOf(on, fact.when) === false) return null;
  return isTold(on, name) ? (on.request[name] ?? null) : NOT_TOLD;
}

function isTold(on: Case, name: string): boolean {
  return Object.hasOwn(on.request, name) && on.request[name] !== undefined;
}

function factOf(on: Case, name: string): OracleFact {
  const fact = own(on.policy.facts, name);
  if (fact === undefined) throw new Error(`oracle: no fact ${name}`);
  return fact;
}

function mistakesIn(on: Case): OracleMistake[] {
  const mistakes: OracleMistake[] = [];
  for (const [name, fact] of Object.entries(on.policy.facts)) {
    if (!isTold(on, name)) continue;
    const exists = fact.when === undefined ? true : truthOf(on, fact.when);
    const told = on.request[name];
    if (told !== null && exists === false) mistakes.push({ kind: 'untellable', fact: name, message: `${name} does not exist here` });
    if (told === null && exists !== false && fact.nullable !== true) {
      mistakes.push({ kind: 'untellable', fact: name, message: `${name} cannot be null` });
    }
  }
  for (const [index, combination] of (on.policy.impossible ?? []).entries()) {
    if (truthOf(on, combination.when) !== true) continue;
    mistakes.push({ kind: 'impossible', index, message: textOf(settle(on, combination.because)) });
  }
  return mistakes;
}

// -------------------------------------------------------------------------------------------------------------------- conditions

/** Strong Kleene truth. */
type Truth = boolean | 'unknown';

function and(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

function or(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unknown') ? 'unknown' : false;
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

function truthOf(on: Case, condition: PlainMap): Truth {
  return and(Object.entries(condition).map(([key, test]) => entryTruth(on, key, test)));
}

function entryTruth(on: Case, key: string, test: Plain): Truth {
  if (key === 'any') return or(listOf(test).map((each) => truthOf(on, mapOf(each))));
  if (key === 'all') return and(listOf(test).map((each) => truthOf(on, mapOf(each))));
  if (key === 'unless') return not(truthOf(on, mapOf(test)));
  const fact = own(on.policy.facts, key);
  if (fact !== undefined) {
    const value = factValue(on, key);
    return value === NOT_TOLD ? 'unknown' : passes(on, value, test, fact.type);
  }
  const term = own(on.policy.terms, key);
  if (term !== undefined) {
    const truth = truthOf(on, term);
    return truth === 'unknown' ? 'unknown' : passes(on, truth, test, 'boolean');
  }
  if (own(on.policy.windows, key) !== undefined) {
    // `none` is no state that a test can name: it passes none of them and every `not`.
    const { state } = windowOf(on, key);
    return state === 'unknown' ? 'unknown' : passes(on, state, test, 'enum');
  }
  return passes(on, choiceOf(on, key), test, 'enum');
}

/** Does a told value pass a test? */
function passes(on: Case, value: Plain, test: Plain, type: OracleFactType): boolean {
  const settled = settle(on, test);
  if (isList(settled)) return settled.some((one) => equals(value, one, type));
  if (!isMap(settled)) return equals(value, settled, type);
  return Object.entries(settled).every(([comparison, operand]) => passesComparison(on, value, comparison, operand, type));
}

function passesComparison(on: Case, value: Plain, comparison: string, operand: Plain, type: OracleFactType): boolean {
  if (comparison === 'not') return !passes(on, value, operand, type);
  if (comparison === 'all') return isList(value) && listOf(operand).every((one) => value.includes(one));
  if (value === null) return false;
  const order = compareValues(value, settle(on, operand), type);
  if (comparison === 'over') return order > 0;
  if (comparison === 'atLeast') return order >= 0;
  if (comparison === 'under') return order < 0;
  if (comparison === 'atMost') return order <= 0;
  throw new Error(`oracle: no comparison ${comparison}`);
}

function equals(value: Plain, constant: Plain, type: OracleFactType): boolean {
  if (value === null || constant === null) return value === constant;
  if (isList(value)) return value.includes(constant);
  if (type === 'boolean' || type === 'enum') return value === constant;
  return compareValues(value, constant, type) === 0;
}

function compareValues(left: Plain, right: Plain, type: OracleFactType): number {
  if (type === 'integer' || type === 'decimal' || type === 'money') return compareExact(exactOf(left), exactOf(right));
  if (type === 'instant') return Math.sign(Date.parse(textOf(left)) - Date.parse(textOf(right)));
  return compareText(textOf(left), textOf(right));
}

/** A statement's condition: its section's `when`, and its own `when`, and not `unless`. */
function statementTruth(on: Case, section: OracleSection, statement: OracleStatement): Truth {
  return and([
    section.when === undefined ? true : truthOf(on, section.when),
    statement.when === undefined ? true : truthOf(on, statement.when),
    statement.unless === undefined ? true : not(truthOf(on, statement.unless)),
  ]);
}

// ------------------------------------------------------------------------------------- the facts that something unknown waits for

/** Facts that are not told: those of sections' and facts' own `when` are asked first, then the rest. */
interface Waits {
  readonly first: readonly string[];
  readonly rest: readonly string[];
}

const NOTHING: Waits = { first: [], rest: [] };

function together(waits: readonly Waits[]): Waits {
  return { first: waits.flatMap((each) => each.first), rest: waits.flatMap((each) => each.rest) };
}

/** The same facts where nobody is asked for them yet: by name alone, as only `missing.facts` has an order of asking. */
function waitedFor(waits: Waits): string[] {
  return [...new Set([...waits.first, ...waits.rest])].toSorted(compareText);
}

/** All of it asked first, as the facts of guards are. */
function asGuard(waits: Waits): Waits {
  return { first: [...waits.first, ...waits.rest], rest: [] };
}

function listWaits(on: Case, waits: Waits): string[] {
  const inOrder = (names: readonly string[]): string[] =>
    [...new Set(names)].toSorted((left, right) => depthOf(on, left) - depthOf(on, right) || compareText(left, right));
  const first = inOrder(waits.first);
  return [...first, ...inOrder(waits.rest.filter((name) => !first.includes(name)))];
}

/** How many rounds of questions it takes before one knows that the fact exists. */
function depthOf(on: Case, name: string): number {
  const guard = factOf(on, name).when;
  if (guard === undefined) return 0;
  const waits = waitsOfCondition(on, guard);
  return Math.max(0, ...[...waits.first, ...waits.rest].map((other) => depthOf(on, other) + 1));
}

function waitsOfFact(on: Case, name: string): Waits {
  if (factValue(on, name) !== NOT_TOLD) return NOTHING;
  const guard = factOf(on, name).when;
  return together([guard === undefined ? NOTHING : asGuard(waitsOfCondition(on, guard)), { first: [], rest: [name] }]);
}

/** The unknown facts of a condition; of a part that is decided already, none. */
function waitsOfCondition(on: Case, condition: PlainMap): Waits {
  if (truthOf(on, condition) !== 'unknown') return NOTHING;
  return together(Object.entries(condition).map(([key, test]) => waitsOfEntry(on, key, test)));
}

function waitsOfEntry(on: Case, key: string, test: Plain): Waits {
  if (entryTruth(on, key, test) !== 'unknown') return NOTHING;
  if (key === 'any' || key === 'all') return together(listOf(test).map((each) => waitsOfCondition(on, mapOf(each))));
  if (key === 'unless') return waitsOfCondition(on, mapOf(test));
  if (own(on.policy.facts, key) !== undefined) return waitsOfFact(on, key);
  const term = own(on.policy.terms, key);
  return term === undefined ? waitsOfWindow(on, key) : waitsOfCondition(on, term);
}

function waitsOfWindow(on: Case, name: string): Waits {
  if (windowOf(on, name).state !== 'unknown') return NOTHING;
  return together([waitsOfFact(on, windowNamed(on, name).from), waitsOfFact(on, judgedFact(on, windowNamed(on, name)))]);
}

function waitsOfStatement(on: Case, section: OracleSection, statement: OracleStatement): Waits {
  if (statementTruth(on, section, statement) !== 'unknown') return NOTHING;
  return together([
    section.when === undefined ? NOTHING : asGuard(waitsOfCondition(on, section.when)),
    statement.when === undefined ? NOTHING : waitsOfCondition(on, statement.when),
    statement.unless === undefined ? NOTHING : waitsOfCondition(on, statement.unless),
  ]);
}

// ----------------------------------------------------------------------------------------------------------------------- windows

interface Span {
  readonly opensAt: DateTime;
  readonly countsFrom: DateTime;
  readonly closesAt: DateTime;
}

interface JudgedWindow {
  readonly state: WindowState;
  /** Where the event is known and happened. */
  readonly span?: Span;
  /** The moment that is judged, where it is known and there is one. */
  readonly judgedAt?: DateTime;
}

function windowNamed(on: Case, name: string): OracleWindow {
  const window = own(on.policy.windows, name);
  if (window === undefined) throw new Error(`oracle: no window ${name}`);
  return window;
}

function judgedFact(on: Case, window: OracleWindow): string {
  return window.at ?? on.policy.effective.by;
}

function windowOf(on: Case, name: string): JudgedWindow {
  const known = on.judged.get(name);
  if (known !== undefined) return known;
  const judged = judgeWindow(on, name);
  on.judged.set(name, judged);
  return judged;
}

function judgeWindow(on: Case, name: string): JudgedWindow {
  const window = windowNamed(on, name);
  const event = factValue(on, window.from);
  const judged = factValue(on, judgedFact(on, window));
  // An event that did not happen leaves the window early whatever is judged; otherwise telling a null would undo a decision.
  if (event === null) return { state: 'early' };
  if (event === NOT_TOLD) return { state: 'unknown' };
  const eventIsDate = factOf(on, window.from).type === 'date';
  const span = spanOf(on, window, eventIsDate ? startOfDate(on, textOf(event)) : instantIn(on, textOf(event)));
  if (judged === NOT_TOLD) return { state: 'unknown', span };
  if (judged === null) return { state: 'none', span };
  const judgedIsDate = factOf(on, judgedFact(on, window)).type === 'date';
  const judgedAt = judgedIsDate ? startOfDate(on, textOf(judged)) : instantIn(on, textOf(judged));
  const onEventsDay = judgedIsDate && !eventIsDate && judgedAt.toISODate() === span.opensAt.toISODate();
  return { state: stateAt(span, judgedAt, onEventsDay), span, judgedAt };
}

function stateAt(span: Span, judgedAt: DateTime, onEventsDay: boolean): WindowState {
  if (judgedAt.toMillis() < span.opensAt.toMillis() && !onEventsDay) return 'early';
  return judgedAt.toMillis() > span.closesAt.toMillis() ? 'closed' : 'open';
}

function spanOf(on: Case, window: OracleWindow, opensAt: DateTime): Span {
  const [count, unit] = durationOf(settle(on, window.lasts));
  const countingFrom = settle(on, window['counting-from']);
  if (unit === 'hours') {
    const countsFrom = countingFrom === 'next-hour' ? nextFullHour(opensAt) : opensAt;
    return { opensAt, countsFrom, closesAt: countsFrom.plus({ milliseconds: count * MILLISECONDS_AN_HOUR }) };
  }
  const eventsDay = opensAt.startOf('day');
  const countsFrom = countingFrom === 'next-day' ? eventsDay.plus({ days: 1 }).startOf('day') : eventsDay;
  return { opensAt, countsFrom, closesAt: countsFrom.plus({ days: count }).startOf('day').minus({ milliseconds: 1 }) };
}

const MILLISECONDS_AN_HOUR = 3_600_000;
const MILLISECONDS_A_QUARTER = 900_000;

/**
 * The first full clock hour strictly after an instant. It is looked for on the clock, quarter by quarter, because clocks are also
 * moved by half an hour (Lord Howe), so that an hour can come late; offsets of today's zones are whole quarters.
 */
function nextFullHour(instant: DateTime): DateTime {
  let candidate = instant.minus({ milliseconds: instant.toMillis() % MILLISECONDS_A_QUARTER });
  do candidate = candidate.plus({ milliseconds: MILLISECONDS_A_QUARTER });
  while (candidate.minute !== 0);
  return candidate;
}

function instantIn(on: Case, text: string): DateTime {
  return DateTime.fromMillis(Date.parse(text), { zone: on.policy.timezone });
}

function startOfDate(on: Case, date: string): DateTime {
  return DateTime.fromISO(date, { zone: on.policy.timezone }).startOf('day');
}

function durationOf(text: Plain): [number, 'hours' | 'days'] {
  const [count = '', unit = ''] = textOf(text).split(' ');
  return [Number(count), unit.startsWith('hour') ? 'hours' : 'days'];
}

function printInstant(instant: DateTime | undefined): string | null {
  return instant === undefined ? null : instant.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ");
}

function showWindow(on: Case, name: string): OracleWindowShown {
  const { state, span } = windowOf(on, name);
  return {
    state,
    opensAt: printInstant(span?.opensAt),
    countsFrom: printInstant(span?.countsFrom),
    closesAt: printInstant(span?.closesAt),
  };
}

// ----------------------------------------------------------------------------------------------------------------- exact numbers

/** digits ÷ 10^scale. Every number of the language is a finite decimal, so no other fraction is ever needed. */
interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

const ZERO: Exact = { digits: 0n, scale: 0 };

function exactOf(value: Plain): Exact {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(value));
  if (parts === null) throw new Error(`oracle: ${String(value)} is no number`);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const magnitude = BigInt(whole + fraction);
  return { digits: sign === '-' ? -magnitude : magnitude, scale: fraction.length + Number(exponent) };
}

function digitsAt(number: Exact, scale: number): bigint {
  return number.digits * 10n ** BigInt(scale - number.scale);
}

function compareExact(left: Exact, right: Exact): number {
  const scale = Math.max(left.scale, right.scale);
  return compareBigInts(digitsAt(left, scale), digitsAt(right, scale));
}

function plus(left: Exact, right: Exact): Exact {
  const scale = Math.max(left.scale, right.scale);
  return { digits: digitsAt(left, scale) + digitsAt(right, scale), scale };
}

function times(left: Exact, right: Exact): Exact {
  return { digits: left.digits * right.digits, scale: left.scale + right.scale };
}

/** ⌈number ÷ size⌉, towards more. */
function startedUnits(number: Exact, size: Exact): Exact {
  const scale = Math.max(number.scale, size.scale);
  const [dividend, divisor] = [digitsAt(number, scale), digitsAt(size, scale)];
  const quotient = dividend / divisor;
  return { digits: dividend > 0n && dividend % divisor !== 0n ? quotient + 1n : quotient, scale: 0 };
}

/** Rounds by magnitude; without a way to round, the number must fit. */
function roundTo(number: Exact, decimals: number, way: Plain | undefined): Exact {
  if (number.scale <= decimals) return { digits: digitsAt(number, decimals), scale: decimals };
  const coin = 10n ** BigInt(number.scale - decimals);
  const magnitude = number.digits < 0n ? -number.digits : number.digits;
  const [coins, left] = [magnitude / coin, magnitude % coin];
  if (left !== 0n && way === undefined) throw new Error('oracle: a line without `round` gave a fraction of the smallest coin');
  const rounded = raises(coins, left, coin, way) ? coins + 1n : coins;
  return { digits: number.digits < 0n ? -rounded : rounded, scale: decimals };
}

function raises(coins: bigint, left: bigint, coin: bigint, way: Plain | undefined): boolean {
  if (left === 0n || way === 'down') return false;
  if (way === 'up') return true;
  if (left * 2n !== coin) return left * 2n > coin;
  return way === 'half-up' || coins % 2n === 1n;
}

/** The number with at least so many decimals, and more only where it needs them. */
function printExact(number: Exact, atLeast: number): string {
  const magnitude = (number.digits < 0n ? -number.digits : number.digits).toString().padStart(number.scale + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - number.scale);
  const fraction = magnitude
    .slice(magnitude.length - number.scale)
    .replace(/0+$/, '')
    .padEnd(atLeast, '0');
  return `${number.digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

// ----------------------------------------------------------------------------------------------------------------------- amounts

/** An amount before rounding, and how it came about. */
type Sum =
  | { readonly kind: 'exact'; readonly value: Exact; readonly working: OracleWorking }
  | { readonly kind: 'unspecified'; readonly working: OracleWorking }
  | { readonly kind: 'unknown'; readonly waits: Waits };

/** A number of units; null where the fact that tells it is null. */
type Units = { readonly kind: 'told'; readonly value: Exact | null } | { readonly kind: 'unknown'; readonly waits: Waits };

const UNSPECIFIED: OracleWorking = { kind: 'unspecified', amount: 'unspecified' };

function sumOf(on: Case, amount: Plain, decimals: number): Sum {
  const formula = settle(on, amount);
  if (formula === 'unspecified') return { kind: 'unspecified', working: UNSPECIFIED };
  if (!isMap(formula)) {
    const value = exactOf(formula);
    return { kind: 'exact', value, working: { kind: 'fixed', amount: printExact(value, decimals) } };
  }
  if (formula.fact !== undefined) return sumOfFact(on, textOf(formula.fact), decimals);
  if (formula.tier !== undefined) return sumOfTier(on, textOf(formula.tier), decimals);
  if (formula.choose !== undefined) return sumOfChoice(on, listOf(formula.choose), decimals);
  if (formula.percent !== undefined) return sumOfPercent(on, formula, decimals);
  return sumOfEach(on, formula, decimals);
}

function sumOfFact(on: Case, fact: string, decimals: number): Sum {
  const told = factValue(on, fact);
  if (told === NOT_TOLD) return { kind: 'unknown', waits: waitsOfFact(on, fact) };
  if (told === null) return { kind: 'unspecified', working: { kind: 'fact', amount: 'unspecified', fact } };
  const value = exactOf(told);
  return { kind: 'exact', value, working: { kind: 'fact', amount: printExact(value, decimals), fact } };
}

function sumOfChoice(on: Case, branches: readonly Plain[], decimals: number): Sum {
  for (const [index, each] of branches.entries()) {
    const branch = mapOf(each);
    const truth = branch.otherwise !== undefined || branch.when === undefined ? true : truthOf(on, mapOf(branch.when));
    if (truth === 'unknown') return { kind: 'unknown', waits: waitsOfCondition(on, mapOf(branch.when ?? {})) };
    if (truth === false) continue;
    const of = sumOf(on, branch.otherwise ?? branch.amount ?? null, decimals);
    if (of.kind === 'unknown') return of;
    return { ...of, working: { kind: 'choose', amount: of.working.amount, branch: index + 1, of: of.working } };
  }
  throw new Error('oracle: a choice without `otherwise`');
}

function sumOfPercent(on: Case, formula: PlainMap, decimals: number): Sum {
  const percent = exactOf(settle(on, formula.percent ?? null));
  const of = sumOf(on, formula.of ?? null, decimals);
  if (of.kind === 'unknown') return of;
  const says = { kind: 'percent' as const, percent: printExact(percent, 0), of: of.working };
  if (of.kind === 'unspecified') return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const hundredth = { digits: 1n, scale: 2 };
  const bounded = bound(on, formula, times(times(percent, of.value), hundredth));
  if (bounded === null) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const amount = printExact(bounded.value, decimals);
  return { kind: 'exact', value: bounded.value, working: { ...says, amount, ...bounded.mark } };
}

function sumOfEach(on: Case, formula: PlainMap, decimals: number): Sum {
  const each = sumOf(on, formula.each ?? null, decimals);
  const units = unitsOf(on, formula);
  const kind = formula['per-started'] === undefined ? ('each' as const) : ('started' as const);
  const count = units.kind === 'told' && units.value !== null ? units.value : null;
  const says = {
    kind,
    units: count === null ? null : printExact(count, 0),
    // What is unknown beside null units has no working of its own: the whole is unspecified without it.
    each: each.kind === 'unknown' ? UNSPECIFIED : each.working,
  };
  if (each.kind === 'unspecified' || (units.kind === 'told' && count === null)) {
    return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  }
  if (each.kind === 'unknown' || units.kind === 'unknown' || count === null) {
    return { kind: 'unknown', waits: together([each, units].map((part) => (part.kind === 'unknown' ? part.waits : NOTHING))) };
  }
  const bounded = bound(on, formula, times(each.value, count));
  if (bounded === null) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const amount = printExact(bounded.value, decimals);
  return { kind: 'exact', value: bounded.value, working: { ...says, amount, ...bounded.mark } };
}

function unitsOf(on: Case, formula: PlainMap): Units {
  if (formula.per !== undefined) return unitsTold(on, textOf(formula.per));
  if (formula.late !== undefined) return unitsLate(on, textOf(formula.late), settle(on, formula['per-started'] ?? null));
  const counted = unitsTold(on, textOf(mapOf(settle(on, formula.of ?? null)).fact ?? null));
  if (counted.kind === 'unknown' || counted.value === null) return counted;
  return { kind: 'told', value: startedUnits(counted.value, exactOf(settle(on, formula['per-started'] ?? null))) };
}

function unitsTold(on: Case, fact: string): Units {
  const told = factValue(on, fact);
  if (told === NOT_TOLD) return { kind: 'unknown', waits: waitsOfFact(on, fact) };
  return { kind: 'told', value: told === null ? null : exactOf(told) };
}

function unitsLate(on: Case, name: string, size: Plain): Units {
  const { state, span, judgedAt } = windowOf(on, name);
  if (state === 'unknown') return { kind: 'unknown', waits: waitsOfWindow(on, name) };
  if (state !== 'closed' || span === undefined || judgedAt === undefined) return { kind: 'told', value: ZERO };
  const [count, unit] = durationOf(size);
  const late = unit === 'hours' ? (judgedAt.toMillis() - span.closesAt.toMillis()) / MILLISECONDS_AN_HOUR : daysBetween(span.closesAt, judgedAt);
  return { kind: 'told', value: { digits: BigInt(Math.ceil(late / count)), scale: 0 } };
}

/** From one day of the calendar to another, whatever the hours. */
function daysBetween(from: DateTime, to: DateTime): number {
  return (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / (24 * MILLISECONDS_AN_HOUR);
}

/** The result between its bounds, `atLeast` applied first, and which of them it was moved to; null where a bound is unspecified. */
function bound(on: Case, formula: PlainMap, result: Exact): { readonly value: Exact; readonly mark: { readonly bound?: Bound } } | null {
  const [atLeast, atMost] = [settle(on, formula.atLeast ?? null), settle(on, formula.atMost ?? null)];
  if (atLeast === 'unspecified' || atMost === 'unspecified') return null;
  let moved: { readonly value: Exact; readonly mark: { readonly bound?: Bound } } = { value: result, mark: {} };
  if (atLeast !== null && compareExact(moved.value, exactOf(atLeast)) < 0) moved = { value: exactOf(atLeast), mark: { bound: 'atLeast' } };
  if (atMost !== null && compareExact(moved.value, exactOf(atMost)) > 0) moved = { value: exactOf(atMost), mark: { bound: 'atMost' } };
  return moved;
}

function sumOfTier(on: Case, name: string, decimals: number): Sum {
  const tier = own(on.policy.tiers, name);
  if (tier === undefined) throw new Error(`oracle: no tier ${name}`);
  const facts = [tier.counts, tier.units, tier.column].filter((fact) => fact !== undefined);
  const column = tier.column === undefined ? null : factValue(on, tier.column);
  const says = {
    kind: 'tier' as const,
    tier: name,
    mode: textOf(settle(on, tier.mode)),
    column: column === NOT_TOLD || column === null ? null : textOf(column),
  };
  const unspecified: Sum = { kind: 'unspecified', working: { ...says, amount: 'unspecified', parts: [] } };
  if (facts.some((fact) => factValue(on, fact) === null)) return unspecified;
  if (facts.some((fact) => factValue(on, fact) === NOT_TOLD)) {
    return { kind: 'unknown', waits: together(facts.map((fact) => waitsOfFact(on, fact))) };
  }
  const rates = says.column ?? 'rate';
  if (rates === 'upTo' || tier.bands.some((band) => own(band, rates) === undefined)) return unspecified;
  const before = integerTold(on, tier.counts);
  const units = tier.units === undefined ? 1 : integerTold(on, tier.units);
  const parts = partsOf(on, tier, rates, before + 1, before + units);
  const shown = parts.map((part) => ({
    first: part.first,
    last: part.last,
    rate: part.rate === null ? 'unspecified' : printExact(part.rate, decimals),
    amount: part.rate === null ? 'unspecified' : printExact(amountOfPart(part.rate, part), decimals),
  }));
  if (parts.some((part) => part.rate === null)) {
    return { kind: 'unspecified', working: { ...says, amount: 'unspecified', parts: shown } };
  }
  const value = parts.reduce((sum, part) => plus(sum, amountOfPart(part.rate ?? ZERO, part)), ZERO);
  return { kind: 'exact', value, working: { ...says, amount: printExact(value, decimals), parts: shown } };
}

/** A run of numbers at one rate; null where the rate is unspecified. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly rate: Exact | null;
}

function amountOfPart(rate: Exact, run: Run): Exact {
  return times(rate, { digits: BigInt(run.last - run.first + 1), scale: 0 });
}

function partsOf(on: Case, tier: OracleTier, rates: string, first: number, last: number): Run[] {
  const runs: Run[] = [];
  let start = 1;
  for (const band of tier.bands) {
    const upTo = settle(on, band.upTo ?? null);
    const end = upTo === null ? Number.POSITIVE_INFINITY : Number(upTo);
    const rate = settle(on, band[rates] ?? null);
    const run = { first: Math.max(first, start), last: Math.min(last, end), rate: rate === 'unspecified' ? null : exactOf(rate) };
    if (run.first <= run.last) runs.push(run);
    start = end + 1;
  }
  const reached = runs.at(-1);
  return settle(on, tier.mode) === 'volume' && reached !== undefined ? [{ first, last, rate: reached.rate }] : runs;
}

function integerTold(on: Case, fact: string): number {
  return Number(factValue(on, fact));
}

/** The currency of a formula: that of the money facts in it; the policy's where there is none. Formulas do not mix currencies. */
function currencyOf(on: Case, amount: Plain): string {
  return currenciesIn(on, amount)[0] ?? on.policy.currency;
}

function currenciesIn(on: Case, amount: Plain): string[] {
  const formula = settle(on, amount);
  if (!isMap(formula)) return [];
  if (formula.fact !== undefined) return [factOf(on, textOf(formula.fact)).currency ?? on.policy.currency];
  if (formula.each !== undefined) return currenciesIn(on, formula.each);
  if (formula.percent !== undefined) return currenciesIn(on, formula.of ?? null);
  if (formula.choose === undefined) return [];
  return listOf(formula.choose).flatMap((branch) => currenciesIn(on, mapOf(branch).otherwise ?? mapOf(branch).amount ?? null));
}

// ------------------------------------------------------------------------------------------------------------------------- lines

/** A line that counts; `exact` is its rounded amount, where it has one. */
interface CountedLine {
  readonly id: string;
  readonly line: OracleLine;
  readonly section: OracleSection;
  readonly amount: OracleAmount;
  readonly exact: Exact;
  readonly working?: OracleWorking;
}

function countedLines(on: Case, outcome: OracleOutcome, side: 'charges' | 'credits'): CountedLine[] {
  const counted: CountedLine[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, line] of Object.entries(section[side] ?? {})) {
      const here = line.on === 'rejected' ? outcome === 'rejected' : outcome !== 'rejected' && outcome !== 'uncovered';
      if (here && statementTruth(on, section, line) !== false) counted.push({ id, line, section, ...amountOfLine(on, section, line) });
    }
  }
  return byClause(
    counted,
    (each) => each.line,
    (each) => each.id,
  );
}

function amountOfLine(on: Case, section: OracleSection, line: OracleLine): Pick<CountedLine, 'amount' | 'exact' | 'working'> {
  const currency = currencyOf(on, line.amount);
  const decimals = currencyDecimals(currency);
  if (statementTruth(on, section, line) === 'unknown') {
    return { amount: { kind: 'unknown', currency, waitsFor: waitedFor(waitsOfStatement(on, section, line)) }, exact: ZERO };
  }
  const sum = sumOf(on, line.amount, decimals);
  if (sum.kind === 'unknown') return { amount: { kind: 'unknown', currency, waitsFor: waitedFor(sum.waits) }, exact: ZERO };
  if (sum.kind === 'unspecified') return { amount: { kind: 'unspecified', currency }, exact: ZERO, working: sum.working };
  const exact = roundTo(sum.value, decimals, line.round === undefined ? undefined : settle(on, line.round));
  return { amount: { kind: 'exact', value: printExact(exact, decimals), currency }, exact, working: sum.working };
}

function showLine(on: Case, key: 'charge' | 'credit', counted: CountedLine, lines: readonly CountedLine[]): OracleShownLine {
  return {
    [key]: counted.id,
    title: counted.line.title === undefined ? counted.id : fill(on, counted.line.title, lines),
    amount: counted.amount,
    clauses: clausesOf(counted.line),
    ...(counted.working === undefined ? {} : { working: counted.working }),
  };
}

function totalsOf(on: Case, charges: readonly CountedLine[], credits: readonly CountedLine[]): OracleTotals {
  const currencies = new Set([on.policy.currency, ...[...charges, ...credits].map((line) => line.amount.currency)]);
  return sortedMap([...currencies].map((currency) => [currency, { charges: totalOf(charges, currency), credits: totalOf(credits, currency) }]));
}

function totalOf(lines: readonly CountedLine[], currency: string): OracleTotal {
  const ours = lines.filter((line) => line.amount.currency === currency);
  const known = printExact(
    ours.reduce((sum, line) => plus(sum, line.exact), ZERO),
    currencyDecimals(currency),
  );
  const inexact = ours.filter((line) => line.amount.kind !== 'exact');
  if (inexact.length === 0) return { kind: 'exact', value: known };
  const kind = inexact.some((line) => line.amount.kind === 'unspecified') ? 'unspecified' : 'unknown';
  return { kind, known, because: inexact.map((line) => line.id) };
}

// ------------------------------------------------------------------------------------------------------------------------- texts

/** A text with its placeholders filled in. */
function fill(on: Case, text: Plain, lines: readonly CountedLine[]): string {
  return textOf(settle(on, text)).replaceAll(PLACEHOLDER, (_, name: string) => {
    const [window = '', instant] = name.split('.');
    return instant === undefined ? printLine(lines.find((line) => line.id === name)) : printMoment(on, window, instant);
  });
}

const PLACEHOLDER: RegExp = /\{([^{}]+)\}/g;

function printLine(line: CountedLine | undefined): string {
  if (line === undefined) return '(no charge)';
  if (line.amount.kind === 'exact') return `${line.amount.value} ${line.amount.currency}`;
  return line.amount.kind === 'unspecified' ? '(unspecified)' : '(not known yet)';
}

function printMoment(on: Case, window: string, instant: string): string {
  const { span } = windowOf(on, window);
  const moments: Named<DateTime | undefined> = { opensAt: span?.opensAt, countsFrom: span?.countsFrom, closesAt: span?.closesAt };
  return own(moments, instant)?.toFormat('yyyy-MM-dd HH:mm') ?? '(not known yet)';
}

// ----------------------------------------------------------------------------------------------------------------------- outcome

/** A rule, or an item of evidence that is unavailable and acts as one. */
interface Ruling {
  readonly id: string;
  readonly key: 'rule' | 'evidence';
  readonly effect: Effect;
  /** What stands before the text. */
  readonly lead?: string;
  readonly text: Plain;
  readonly section: OracleSection;
  readonly statement: OracleStatement;
  readonly truth: Truth;
}

/** What rulings come to, and the unknown ones that stand in the way where they come to nothing yet. */
interface Standing {
  readonly outcome: OracleOutcome;
  readonly inTheWay: readonly Ruling[];
}

const OUTCOME_OF = { reject: 'rejected', review: 'review', accept: 'accepted' } as const;
const EFFECTS = ['reject', 'review', 'accept'] as const;

function standingOf(rulings: readonly Ruling[]): Standing {
  const above: Ruling[] = [];
  for (const effect of EFFECTS) {
    const ours = rulings.filter((ruling) => ruling.effect === effect);
    if (ours.some((ruling) => ruling.truth === true)) {
      return { outcome: above.length > 0 ? 'incomplete' : OUTCOME_OF[effect], inTheWay: above };
    }
    above.push(...ours.filter((ruling) => ruling.truth === 'unknown'));
  }
  return { outcome: above.length > 0 ? 'incomplete' : 'uncovered', inTheWay: above };
}

function rulesOf(on: Case): Ruling[] {
  const rulings: Ruling[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, rule] of Object.entries(section.rules ?? {})) {
      const effect = EFFECTS.find((each) => rule[each] !== undefined);
      if (effect === undefined) throw new Error(`oracle: rule ${id} has no effect`);
      const truth = statementTruth(on, section, rule);
      rulings.push({ id, key: 'rule', effect, text: rule[effect] ?? '', section, statement: rule, truth });
    }
  }
  return rulings;
}

interface Item {
  readonly id: string;
  readonly item: OracleEvidence;
  readonly section: OracleSection;
  readonly truth: Truth;
  readonly state: EvidenceState;
}

function itemsOf(on: Case): Item[] {
  const items: Item[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, item] of Object.entries(section.evidence ?? {})) {
      items.push({ id, item, section, truth: statementTruth(on, section, item), state: stateOfItem(on, id, item) });
    }
  }
  return byClause(
    items,
    (each) => each.item,
    (each) => each.id,
  );
}

function stateOfItem(on: Case, id: string, item: OracleEvidence): EvidenceState {
  if (item['any-of'] === undefined) return stateTold(on, id);
  const states = Object.keys(item['any-of']).map((name) => stateTold(on, name));
  if (states.includes('provided')) return 'provided';
  return states.every((state) => state === 'unavailable') ? 'unavailable' : 'missing';
}

function stateTold(on: Case, name: string): EvidenceState {
  const told = on.request.evidence === undefined ? undefined : own(mapOf(on.request.evidence), name);
  return told === 'provided' || told === 'unavailable' ? told : 'missing';
}

function rulingsOfUnavailable(items: readonly Item[]): Ruling[] {
  const rulings: Ruling[] = [];
  for (const { id, item, section, truth, state } of items) {
    if (state !== 'unavailable' || item.unavailable === 'nothing') continue;
    const says = item.unavailable;
    const effect = says === 'reject' || (isMap(says) && says.reject !== undefined) ? 'reject' : 'review';
    // Where no reason is given, what should have been shown is named.
    const text = isMap(says) ? (says[effect] ?? item.what) : item.what;
    const lead = isMap(says) ? '' : 'Not available: ';
    rulings.push({ id, key: 'evidence', effect, lead, text, section, statement: item, truth });
  }
  return rulings;
}

interface Verdict {
  readonly outcome: OracleOutcome;
  readonly rulings: readonly Ruling[];
  readonly missing: OracleDecision['missing'];
}

/** The outcome, with all rulings that were heard and what is missing. */
function verdictOf(on: Case, items: readonly Item[]): Verdict {
  const rules = rulesOf(on);
  const byRules = standingOf(rules);
  const remedy = remedyName(on.policy);
  if (remedy !== undefined && factValue(on, remedy) === NOT_TOLD) {
    const waits = together([asGuard(waitsOfFact(on, remedy)), waitsOfRulings(on, byRules.inTheWay)]);
    return { outcome: 'incomplete', rulings: rules, missing: { facts: listWaits(on, waits), evidence: [] } };
  }
  if (byRules.outcome !== 'accepted' && byRules.outcome !== 'review') return verdictFrom(on, byRules, rules);
  const heard = [...rules, ...rulingsOfUnavailable(items)];
  const standing = standingOf(heard);
  if (standing.outcome !== 'accepted' && standing.outcome !== 'review') return verdictFrom(on, standing, heard);
  const open = items.filter((each) => each.state === 'missing' && each.truth !== false);
  if (open.length === 0) return verdictFrom(on, standing, heard);
  const facts = listWaits(on, together(open.map((each) => waitsOfStatement(on, each.section, each.item))));
  const evidence = open.filter((each) => each.truth === true).map((each) => each.id);
  return { outcome: 'incomplete', rulings: heard, missing: { facts, evidence } };
}

function verdictFrom(on: Case, standing: Standing, rulings: readonly Ruling[]): Verdict {
  const facts = standing.outcome === 'incomplete' ? listWaits(on, waitsOfRulings(on, standing.inTheWay)) : [];
  return { outcome: standing.outcome, rulings, missing: { facts, evidence: [] } };
}

function waitsOfRulings(on: Case, rulings: readonly Ruling[]): Waits {
  return together(rulings.map((ruling) => waitsOfStatement(on, ruling.section, ruling.statement)));
}

// ---------------------------------------------------------------------------------------------------------------------- readings

/*
 * The readings that a statement consults, found in its text and not in how this request went: it is the same list whatever was told.
 */

function consultStatement(on: Case, section: OracleSection, statement: OracleStatement, met: Set<string>): void {
  for (const condition of [section.when, statement.when, statement.unless]) {
    if (condition !== undefined) consultCondition(on, condition, met);
  }
}

function consultCondition(on: Case, condition: PlainMap, met: Set<string>): void {
  for (const [key, test] of Object.entries(condition)) {
    if (key === 'any' || key === 'all') for (const each of listOf(test)) consultCondition(on, mapOf(each), met);
    else if (key === 'unless') consultCondition(on, mapOf(test), met);
    else {
      consultName(on, key, met);
      consultTest(on, test, met);
    }
  }
}

function consultTest(on: Case, test: Plain, met: Set<string>): void {
  const settled = settle(on, test, met);
  if (!isMap(settled)) return;
  for (const operand of Object.values(settled)) consultTest(on, operand, met);
}

/** What stands behind the name of a fact, term, window or reading. */
function consultName(on: Case, name: string, met: Set<string>): void {
  const condition = own(on.policy.facts, name)?.when ?? own(on.policy.terms, name);
  if (condition !== undefined) consultCondition(on, condition, met);
  if (own(on.policy.readings, name) !== undefined) met.add(name);
  const window = own(on.policy.windows, name);
  if (window === undefined) return;
  if (window.title !== undefined) consultText(on, window.title, met);
  settle(on, window['counting-from'], met);
  settle(on, window.lasts, met);
  consultName(on, window.from, met);
  consultName(on, judgedFact(on, window), met);
}

function consultText(on: Case, text: Plain, met: Set<string>): void {
  for (const [, name = ''] of textOf(settle(on, text, met)).matchAll(PLACEHOLDER)) {
    const [window = '', instant] = name.split('.');
    if (instant !== undefined) consultName(on, window, met);
  }
}

function consultAmount(on: Case, amount: Plain, met: Set<string>): void {
  const formula = settle(on, amount, met);
  if (!isMap(formula)) return;
  for (const key of ['fact', 'per', 'late']) {
    const name = own(formula, key);
    if (name !== undefined) consultName(on, textOf(name), met);
  }
  for (const key of ['of', 'each']) consultAmount(on, own(formula, key) ?? null, met);
  for (const key of ['percent', 'per-started', 'atLeast', 'atMost']) settle(on, own(formula, key) ?? null, met);
  if (formula.tier !== undefined) consultTier(on, textOf(formula.tier), met);
  for (const each of listOf(formula.choose ?? [])) {
    const branch = mapOf(each);
    if (branch.when !== undefined) consultCondition(on, mapOf(branch.when), met);
    consultAmount(on, branch.amount ?? branch.otherwise ?? null, met);
  }
}

function consultTier(on: Case, name: string, met: Set<string>): void {
  const tier = own(on.policy.tiers, name);
  if (tier === undefined) return;
  settle(on, tier.mode, met);
  for (const fact of [tier.counts, tier.units, tier.column]) if (fact !== undefined) consultName(on, fact, met);
  for (const band of tier.bands) for (const value of Object.values(band)) settle(on, value, met);
}

function consultLine(on: Case, { section, line }: CountedLine, met: Set<string>): void {
  consultStatement(on, section, line, met);
  consultAmount(on, line.amount, met);
  if (line.title !== undefined) consultText(on, line.title, met);
  if (line.round !== undefined) settle(on, line.round, met);
}

function consultItem(on: Case, section: OracleSection, item: OracleEvidence, met: Set<string>): void {
  consultStatement(on, section, item, met);
  const reasons = isMap(item.unavailable) ? Object.values(item.unavailable) : [];
  for (const text of [item.what, ...Object.values(item['any-of'] ?? {}), ...reasons]) consultText(on, text, met);
}

// ------------------------------------------------------------------------------------------------------------------ the decision

function decideOne(on: Case): OracleDecision {
  const items = itemsOf(on);
  const { outcome, rulings, missing } = verdictOf(on, items);
  const decided = outcome !== 'incomplete' && outcome !== 'uncovered';
  const counts = outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete';
  const reasons = rulings.filter((ruling) => decided && ruling.truth === true && OUTCOME_OF[ruling.effect] === outcome);
  const charges = countedLines(on, outcome, 'charges');
  const credits = countedLines(on, outcome, 'credits');
  const lines = [...charges, ...credits];
  const shownItems = items.filter((each) => counts && each.truth !== false);
  const duties = counts ? dutiesOf(on) : [];
  const windows = Object.keys(on.policy.windows ?? {}).filter((name) => isTold(on, windowNamed(on, name).from));
  const remedy = remedyName(on.policy);
  const asked = remedy === undefined ? null : factValue(on, remedy);

  const met = new Set<string>();
  for (const name of windows) consultName(on, name, met);
  for (const line of lines) consultLine(on, line, met);
  for (const { section, item } of shownItems) consultItem(on, section, item, met);
  for (const { section, duty } of duties) {
    consultStatement(on, section, duty, met);
    consultText(on, duty.what, met);
    if (duty.deadline !== undefined) consultName(on, duty.deadline, met);
  }
  for (const { key, id, section, statement, text } of reasons) {
    const item = own(section.evidence, id);
    if (key === 'evidence' && item !== undefined) consultItem(on, section, item, met);
    consultStatement(on, section, statement, met);
    consultText(on, text, met);
  }

  return {
    policy: on.policy.policy,
    version: on.policy.version,
    outcome,
    remedy: asked === NOT_TOLD || asked === null ? null : textOf(asked),
    reasons: byClause(
      reasons,
      (each) => each.statement,
      (each) => each.id,
    ).map((each) => ({
      [each.key]: each.id,
      effect: each.effect,
      message: (each.lead ?? '') + fill(on, each.text, lines),
      clauses: clausesOf(each.statement),
    })),
    missing,
    windows: sortedMap(windows.map((name) => [name, showWindow(on, name)])),
    evidence: shownItems.map((each) => showItem(on, each, lines)),
    charges: charges.map((line) => showLine(on, 'charge', line, lines)),
    credits: credits.map((line) => showLine(on, 'credit', line, lines)),
    totals: totalsOf(on, charges, credits),
    duties: duties.map((each) => showDuty(on, each, lines)),
    readings: sortedMap([...met].map((name) => [name, choiceOf(on, name)])),
  };
}

function showItem(on: Case, { id, item, section, state }: Item, lines: readonly CountedLine[]): OracleEvidenceShown {
  const alternatives = item['any-of'];
  return {
    evidence: id,
    what: fill(on, item.what, lines),
    state,
    ...(alternatives === undefined ? {} : { anyOf: sortedMap(Object.keys(alternatives).map((name) => [name, stateTold(on, name)])) }),
    clauses: clausesOf(item),
    ...waitsFor(on, section, item),
  };
}

interface CountedDuty {
  readonly id: string;
  readonly duty: OracleDuty;
  readonly section: OracleSection;
}

function dutiesOf(on: Case): CountedDuty[] {
  const counted: CountedDuty[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, duty] of Object.entries(section.duties ?? {})) {
      if (statementTruth(on, section, duty) !== false) counted.push({ id, duty, section });
    }
  }
  return byClause(
    counted,
    (each) => each.duty,
    (each) => each.id,
  );
}

function showDuty(on: Case, { id, duty, section }: CountedDuty, lines: readonly CountedLine[]): OracleDutyShown {
  return {
    duty: id,
    who: duty.who,
    what: fill(on, duty.what, lines),
    by: duty.deadline === undefined ? null : printInstant(windowOf(on, duty.deadline).span?.closesAt),
    clauses: clausesOf(duty),
    ...waitsFor(on, section, duty),
  };
}

function waitsFor(on: Case, section: OracleSection, statement: OracleStatement): { readonly waitsFor?: readonly string[] } {
  if (statementTruth(on, section, statement) !== 'unknown') return {};
  return { waitsFor: waitedFor(waitsOfStatement(on, section, statement)) };
}

// ------------------------------------------------------------------------------------------------------------ order and plain data

/** The clauses of a statement, in their natural order: the order of a list that is no `choose` says nothing. */
function clausesOf(statement: OracleStatement): string[] {
  const clauses = typeof statement.clause === 'string' ? [statement.clause] : statement.clause;
  return clauses.toSorted(compareClauses);
}

function byClause<T>(values: readonly T[], statementOf: (value: T) => OracleStatement, idOf: (value: T) => string): T[] {
  return values.toSorted(
    (left, right) => compareClauseLists(clausesOf(statementOf(left)), clausesOf(statementOf(right))) || compareText(idOf(left), idOf(right)),
  );
}

function compareClauseLists(left: readonly string[], right: readonly string[]): number {
  for (const [index, clause] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareClauses(clause, other);
    if (order !== 0) return order;
  }
  return left.length < right.length ? -1 : 0;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function compareBigInts(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sortedMap<T>(entries: readonly (readonly [string, T])[]): Named<T> {
  return Object.fromEntries(entries.toSorted(([left], [right]) => compareText(left, right)));
}

function own<T>(map: Named<T> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapOf(value: Plain): PlainMap {
  if (!isMap(value)) throw new Error(`oracle: ${JSON.stringify(value)} is no map`);
  return value;
}

function listOf(value: Plain): readonly Plain[] {
  if (!isList(value)) throw new Error(`oracle: ${JSON.stringify(value)} is no list`);
  return value;
}

function textOf(value: Plain | undefined): string {
  if (typeof value !== 'string') throw new Error(`oracle: ${JSON.stringify(value)} is no text`);
  return value;
}
