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

export type OracleFactType = 'boolean' | 'enum' | 'set' | 'integer' | 'decimal' | 'money' | 'instant' | 'date' | 'text' | 'instants' | 'dates' | 'periods';

export interface OracleTreeNode {
  readonly in?: string | readonly string[];
  readonly traits?: Named<boolean>;
}

export interface OracleFact {
  readonly type: OracleFactType;
  readonly values?: readonly string[];
  readonly tree?: Named<OracleTreeNode>;
  readonly ask?: Plain;
  readonly when?: PlainMap;
  readonly nullable?: boolean;
  readonly remedy?: boolean;
  readonly decimals?: number;
  readonly currency?: string;
  readonly atLeast?: Plain;
  readonly atMost?: Plain;
  readonly derived?: { readonly from: string; readonly less: string };
}

export interface OracleReading {
  readonly question: Plain;
  readonly choose: string;
  readonly of: Plain;
  readonly clause: string | readonly string[];
}

/** A window of time, of numbers, or combined of others. */
export interface OracleWindow {
  readonly title?: Plain;
  readonly from?: Plain;
  readonly at?: string;
  readonly 'counting-from'?: Plain;
  readonly lasts?: Plain;
  readonly until?: Plain;
  readonly 'month-end'?: Plain;
  readonly calendar?: Plain;
  readonly roll?: Plain;
  readonly pauses?: string;
  readonly 'later-of'?: readonly string[];
  readonly 'earlier-of'?: readonly string[];
  readonly choose?: readonly PlainMap[];
  readonly clause: string | readonly string[];
}

export interface OracleTier {
  readonly counts: string;
  readonly units?: string;
  readonly distinct?: string;
  readonly mode: Plain;
  readonly column?: string;
  readonly currency?: string;
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
  readonly per?: 'request';
  readonly amount: Plain;
  readonly currency?: string;
  readonly round?: Plain;
  readonly waived?: { readonly when: PlainMap; readonly because: Plain };
}

export interface OracleEvidence extends OracleStatement {
  readonly what: Plain;
  readonly 'any-of'?: Named<Plain>;
  readonly atLeast?: Plain;
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
  readonly floor?: boolean | { readonly charges?: readonly string[] };
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

/**
 * Facts by name, and under `evidence` what is `provided` or `unavailable`: items by id, alternatives by their own name. Under `items` a
 * list of such maps, one for each item of the request.
 */
export type OracleRequest = PlainMap;

/** The days of some years: which are worked. Years and dates are both inside. */
export interface OracleCalendar {
  readonly from: number;
  readonly to: number;
  /** Names of days of the week, in small letters. */
  readonly weekend: readonly string[];
  readonly holidays: readonly string[];
  /** Days that are worked though they lie on a weekend. */
  readonly 'working-days': readonly string[];
}

export interface OracleOptions {
  /** Readings that are chosen otherwise than the policy does. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Asks for the alternatives also where the remedy is told. */
  readonly alternatives?: boolean;
  /** The calendars that windows name. */
  readonly calendars?: Readonly<Record<string, OracleCalendar>>;
}

// --------------------------------------------------------------------------------------------------------------- what comes out

export type OracleOutcome = 'accepted' | 'rejected' | 'review' | 'incomplete' | 'uncovered';
type Effect = 'entitle' | 'reject' | 'review' | 'accept';
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
  | { readonly kind: 'choose'; readonly amount: string; readonly branch: number; readonly of: OracleWorking }
  | { readonly kind: 'match'; readonly amount: string; readonly fact: string; readonly value: string | null; readonly of: OracleWorking }
  | { readonly kind: 'sum' | 'difference'; readonly amount: string; readonly of: readonly OracleWorking[]; readonly bound?: Bound }
  | {
      readonly kind: 'pro-rata';
      readonly amount: string;
      readonly part: string | null;
      readonly whole: string | null;
      readonly of: OracleWorking;
      readonly bound?: Bound;
    }
  | { readonly kind: 'up-to'; readonly amount: string; readonly of: OracleWorking };

export interface OraclePart {
  readonly first: number;
  readonly last: number;
  readonly rate: string;
  readonly amount: string;
}

type Bound = 'atLeast' | 'atMost';

export type OracleAmount =
  | { readonly kind: 'exact'; readonly value: string; readonly currency: string }
  | { readonly kind: 'range'; readonly atLeast: string; readonly atMost: string; readonly currency: string }
  | { readonly kind: 'unspecified'; readonly currency: string }
  | { readonly kind: 'unknown'; readonly currency: string; readonly waitsFor: readonly string[] };

export interface OracleShownLine {
  readonly charge?: string;
  readonly credit?: string;
  readonly title: string;
  readonly amount: OracleAmount;
  readonly clauses: readonly string[];
  readonly waived?: string;
  readonly working?: OracleWorking;
}

export type OracleTotal =
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'range'; readonly known: string; readonly atLeast: string; readonly atMost: string; readonly because: readonly string[] }
  | { readonly kind: 'unspecified' | 'unknown'; readonly known: string; readonly because: readonly string[] };

export type OracleTotals = Named<{ readonly charges: OracleTotal; readonly credits: OracleTotal; readonly net: OracleTotal }>;

export interface OracleReason {
  readonly rule?: string;
  readonly evidence?: string;
  readonly effect: Effect;
  readonly message: string;
  readonly clauses: readonly string[];
}

/** Instants as they are printed; of a window of numbers, numbers. */
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

export interface OracleSummary {
  readonly items: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly review: number;
  readonly incomplete: number;
  readonly uncovered: number;
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
  /** Where the request has items: the decision of each, and how many came to which outcome. */
  readonly items?: readonly OracleDecision[];
  readonly summary?: OracleSummary;
}

/** Decides a valid request under a valid policy. */
export function decideByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): OracleDecision {
  const items = itemsIn(request);
  return items === undefined ? decideWithAlternatives(caseOf(policy, request, options), options) : decideItems(policy, request, items, options);
}

function decideWithAlternatives(asked: Case, options: OracleOptions): OracleDecision {
  const { policy, request } = asked;
  const { decision } = decideOne(asked);
  const remedy = remedyName(policy);
  if (remedy === undefined) return decision;
  const told = factValue(asked, remedy);
  if (told !== NOT_TOLD && options.alternatives !== true) return decision;
  const alternatives: [string, { outcome: OracleOutcome; totals: OracleTotals }][] = [];
  for (const value of valuesOf(factOf(asked, remedy))) {
    if (value === told) continue;
    const switched = { ...request, [remedy]: value };
    const asks = asked.part === 'item' ? fittingItem(policy, switched, options) : switched;
    const other: Case = { ...caseOf(policy, asks, options), part: asked.part, numbers: asked.numbers };
    if (mistakesIn(other).length > 0) continue;
    const { outcome, totals } = decideOne(other).decision;
    alternatives.push([value, { outcome, totals }]);
  }
  return { ...decision, alternatives: Object.fromEntries(alternatives) };
}

/** One way in which a request is invalid, though each of its values is a value of its fact; `item` where it stands in that item. */
export type OracleMistake =
  | { readonly kind: 'untellable' | 'told-twice' | 'request-level' | 'too-large'; readonly fact: string; readonly item?: number; readonly message: string }
  | { readonly kind: 'empty-period'; readonly fact: string; readonly index: number; readonly item?: number; readonly message: string }
  | {
      readonly kind: 'calendar-end';
      readonly window: string;
      /** Told facts that the end hangs on, those of the event first; without any one of them it is no mistake. */
      readonly facts: readonly string[];
      readonly item?: number;
      readonly message: string;
    }
  | { readonly kind: 'impossible'; readonly index: number; readonly item?: number; readonly message: string };

/** What cannot be told, and the impossible combinations that certainly hold; empty for a valid request. */
export function findMistakesByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): OracleMistake[] {
  const items = itemsIn(request);
  if (items === undefined) return [...mistakesIn(caseOf(policy, request, options)), ...mistakesOfDerived(caseOf(policy, request, options), [])];
  const { items: _items, ...top } = request;
  const parts = items.map((item) => itemOf(policy, fittingItem(policy, mergedRequest(top, item), options), options));
  return [
    ...mistakesIn(caseOf(policy, top, options)),
    ...mistakesOfDerived(caseOf(policy, top, options), parts),
    ...items.flatMap((item, index) =>
      [...mistakesOfPlace(policy, top, item), ...mistakesIn(itemOf(policy, fittingItem(policy, mergedRequest(top, item), options), options))].map(
        (mistake) => ({
          ...mistake,
          item: index,
        }),
      ),
    ),
    ...factsOfRequests(policy)
      .filter((fact) => Object.hasOwn(top, fact) && top[fact] !== null)
      .filter((fact) => items.every((item) => !Object.hasOwn(fittingItem(policy, mergedRequest(top, item), options), fact)))
      .map((fact) => ({ kind: 'untellable' as const, fact, message: `${fact} exists for no item` })),
  ];
}

/** Why a request is invalid, in words; empty for a valid one. */
export function checkByOracle(policy: OraclePolicy, request: OracleRequest, options: OracleOptions = {}): string[] {
  return findMistakesByOracle(policy, request, options).map((mistake) => mistake.message);
}

/** A window's state and its instants in milliseconds since 1970, under a request; a window of numbers has no instants. */
export function windowByOracle(
  policy: OraclePolicy,
  request: OracleRequest,
  name: string,
  options: OracleOptions = {},
): { readonly state: WindowState; readonly opensAt: number | null; readonly countsFrom: number | null; readonly closesAt: number | null } {
  const on = caseOf(policy, request, options);
  const { opensAt, countsFrom, closesAt } = instantsOf(timesOf(on, name));
  return {
    state: windowOf(on, name).state,
    opensAt: opensAt?.toMillis() ?? null,
    countsFrom: countsFrom?.toMillis() ?? null,
    closesAt: closesAt?.toMillis() ?? null,
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
  readonly calendars: Named<OracleCalendar>;
  /** A request of its own, one item of a request, or what a request of items has in common. */
  readonly part: 'whole' | 'item' | 'common';
  /** Where it is an item: the numbers of each tier that were taken before it. */
  readonly numbers: Named<NumbersTaken>;
  /** Where it is what items have in common: how they were decided. */
  readonly decided: readonly DecidedItem[];
  /** Windows that were judged already: they are asked for again and again, and time zones are slow. */
  readonly judged: Map<string, JudgedWindow>;
  readonly times: Map<string, Times>;
}

function caseOf(policy: OraclePolicy, request: OracleRequest, options: OracleOptions): Case {
  const chosen = Object.entries(policy.readings ?? {}).map(([name, reading]) => [name, reading.choose]);
  return {
    policy,
    request,
    choices: { ...Object.fromEntries(chosen), ...options.readings },
    calendars: options.calendars ?? {},
    part: 'whole',
    numbers: {},
    decided: [],
    judged: new Map(),
    times: new Map(),
  };
}

function itemOf(policy: OraclePolicy, request: OracleRequest, options: OracleOptions): Case {
  return { ...caseOf(policy, request, options), part: 'item' };
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
type Told = Plain | typeof NOT_TOLD;

/** The value under which conditions and amounts see a fact: null where its own `when` is false, otherwise as told. */
function factValue(on: Case, name: string): Told {
  const fact = factOf(on, name);
  if (fact.derived !== undefined) return derivedOf(on, fact.derived).value;
  const exists = fact.when === undefined ? true : truthOf(on, fact.when);
  if (exists === false) return null;
  // What is told for all items counts for one of them only where it is certain that there is such a thing.
  if (exists === 'unknown' && isForAll(on, name) && on.request[name] !== null) return NOT_TOLD;
  return isTold(on, name) ? (on.request[name] ?? null) : NOT_TOLD;
}

function isForAll(on: Case, name: string): boolean {
  return on.part === 'item' && isTold(on, name) && factsOfRequests(on.policy).includes(name);
}

function isTold(on: Case, name: string): boolean {
  return Object.hasOwn(on.request, name) && on.request[name] !== undefined;
}

function factOf(on: Case, name: string): OracleFact {
  const fact = own(on.policy.facts, name);
  if (fact === undefined) throw new Error(`oracle: no fact ${name}`);
  return fact;
}

/** The values of an enum fact, in the order in which they stand. */
function valuesOf(fact: OracleFact): readonly string[] {
  return fact.tree === undefined ? (fact.values ?? []) : Object.keys(fact.tree);
}

function mistakesIn(on: Case): OracleMistake[] {
  const mistakes: OracleMistake[] = [];
  for (const [name, fact] of Object.entries(on.policy.facts)) {
    if (!isTold(on, name)) continue;
    if (fact.derived !== undefined) {
      mistakes.push({ kind: 'untellable', fact: name, message: `${name} is worked out` });
      continue;
    }
    const exists = fact.when === undefined ? true : truthOf(on, fact.when);
    const told = on.request[name] ?? null;
    if (told !== null && exists === false) mistakes.push({ kind: 'untellable', fact: name, message: `${name} does not exist here` });
    if (told === null && exists !== false && fact.nullable !== true) {
      mistakes.push({ kind: 'untellable', fact: name, message: `${name} cannot be null` });
    }
    if (fact.type === 'periods' && told !== null) mistakes.push(...emptyPeriods(name, listOf(told)));
  }
  for (const [name, window] of Object.entries(on.policy.windows ?? {})) {
    const end = windowOf(on, name).numbers?.closes;
    if (end !== undefined && window.at !== undefined && isTooLarge(end, factOf(on, window.at), on.policy))
      mistakes.push({ kind: 'too-large', fact: textOf(settle(on, window.from ?? null)), message: `the end of ${name} is too large` });
    if (timesOf(on, name).kind !== 'beyond') continue;
    const facts = factsOfTimes(on, name).filter((fact) => isTold(on, fact));
    mistakes.push({ kind: 'calendar-end', window: name, facts, message: `${name} ends where the calendar does not reach` });
  }
  for (const [index, combination] of (on.policy.impossible ?? []).entries()) {
    if (truthOf(on, combination.when) !== true) continue;
    mistakes.push({ kind: 'impossible', index, message: textOf(settle(on, combination.because)) });
  }
  return mistakes;
}

/** Numbers are kept exactly up to here, in units of their last decimal. */
const MOST_UNITS = wholeNumber(Number.MAX_SAFE_INTEGER);

function isTooLarge(number: Exact, fact: OracleFact, policy: OraclePolicy): boolean {
  const decimals = fact.type === 'money' ? currencyDecimals(fact.currency ?? policy.currency) : (fact.decimals ?? 0);
  const size = greaterOf(number, minus(ZERO, number));
  return compareExact(product(size, wholeNumber(10 ** decimals)), MOST_UNITS) > 0;
}

/** Derived facts that are too large where just those items are granted that make them so. */
function mistakesOfDerived(on: Case, items: readonly Case[]): OracleMistake[] {
  return Object.entries(on.policy.facts).flatMap(([name, fact]): OracleMistake[] => {
    const from = fact.derived === undefined ? null : factValue(on, fact.derived.from);
    if (fact.derived === undefined || from === null || from === NOT_TOLD) return [];
    const { less } = fact.derived;
    const parts = items.length === 0 ? [on] : items;
    const taken = parts.map((part) => factValue(part, less)).flatMap((value) => (value === null || value === NOT_TOLD ? [] : [exactOf(value)]));
    const least = taken.filter((value) => compareExact(value, ZERO) > 0).reduce(minus, exactOf(from));
    const most = taken.filter((value) => compareExact(value, ZERO) < 0).reduce(minus, exactOf(from));
    if (![least, most].some((end) => isTooLarge(end, fact, on.policy))) return [];
    return [{ kind: 'too-large', fact: fact.derived.from, message: `${name} can become too large` }];
  });
}

function emptyPeriods(fact: string, periods: readonly Plain[]): OracleMistake[] {
  return periods.flatMap((each, index) => {
    const { from, to } = mapOf(each);
    if (to === undefined || to === null || Date.parse(textOf(to)) > Date.parse(textOf(from))) return [];
    return [{ kind: 'empty-period' as const, fact, index, message: `${fact} has a period that does not end after it begins` }];
  });
}

// -------------------------------------------------------------------------------------------------------------------------- trees

/** What a node lies in, one step up. */
function parentsOf(fact: OracleFact, node: string): readonly string[] {
  const above = own(fact.tree, node)?.in ?? [];
  return typeof above === 'string' ? [above] : above;
}

/** The nodes that lie so many steps up: the node itself, then its parents, then theirs. */
function stepsUp(fact: OracleFact, node: string): string[][] {
  const steps: string[][] = [];
  for (let nodes = [node]; nodes.length > 0; nodes = [...new Set(nodes.flatMap((each) => parentsOf(fact, each)))]) steps.push(nodes);
  return steps;
}

function isWithin(fact: OracleFact, node: string, ancestor: string): boolean {
  return stepsUp(fact, node).some((nodes) => nodes.includes(ancestor));
}

/** The tree fact that has a trait, if the name is one of a trait. */
function factWithTrait(on: Case, trait: string): string | undefined {
  return Object.keys(on.policy.facts).find((name) =>
    Object.values(own(on.policy.facts, name)?.tree ?? {}).some((node) => Object.hasOwn(node.traits ?? {}, trait)),
  );
}

function traitOf(fact: OracleFact, node: string, trait: string): boolean {
  for (const nodes of stepsUp(fact, node)) {
    const given = nodes.map((each) => own(own(fact.tree, each)?.traits, trait)).find((value) => value !== undefined);
    if (given !== undefined) return given;
  }
  return false;
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
    return value === NOT_TOLD ? 'unknown' : passes(on, value, test, fact);
  }
  const classified = factWithTrait(on, key);
  if (classified !== undefined) {
    const value = factValue(on, classified);
    if (value === NOT_TOLD) return 'unknown';
    return passes(on, value !== null && traitOf(factOf(on, classified), textOf(value), key), test, { type: 'boolean' });
  }
  const term = own(on.policy.terms, key);
  if (term !== undefined) {
    const truth = truthOf(on, term);
    return truth === 'unknown' ? 'unknown' : passes(on, truth, test, { type: 'boolean' });
  }
  if (own(on.policy.windows, key) !== undefined) {
    // `none` is no state that a test can name: it passes none of them and every `not`.
    const { state } = windowOf(on, key);
    return state === 'unknown' ? 'unknown' : passes(on, state, test, { type: 'enum' });
  }
  return passes(on, choiceOf(on, key), test, { type: 'enum' });
}

/** Does a told value pass a test? */
function passes(on: Case, value: Plain, test: Plain, fact: OracleFact): boolean {
  const settled = settle(on, test);
  if (isList(settled)) return settled.some((one) => equals(value, one, fact));
  if (!isMap(settled)) return equals(value, settled, fact);
  return Object.entries(settled).every(([comparison, operand]) => passesComparison(on, value, comparison, operand, fact));
}

function passesComparison(on: Case, value: Plain, comparison: string, operand: Plain, fact: OracleFact): boolean {
  if (comparison === 'not') return !passes(on, value, operand, fact);
  if (comparison === 'all') return isList(value) && listOf(operand).every((one) => value.includes(one));
  if (value === null) return false;
  const order = compareValues(value, settle(on, operand), fact.type);
  if (comparison === 'over') return order > 0;
  if (comparison === 'atLeast') return order >= 0;
  if (comparison === 'under') return order < 0;
  if (comparison === 'atMost') return order <= 0;
  throw new Error(`oracle: no comparison ${comparison}`);
}

function equals(value: Plain, constant: Plain, fact: OracleFact): boolean {
  if (value === null || constant === null) return value === constant;
  if (isList(value)) return value.includes(constant);
  if (fact.tree !== undefined) return isWithin(fact, textOf(value), textOf(constant));
  if (fact.type === 'boolean' || fact.type === 'enum') return value === constant;
  return compareValues(value, constant, fact.type) === 0;
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
  const { derived, when } = factOf(on, name);
  if (derived !== undefined) return { first: [], rest: derivedOf(on, derived).waits };
  if (factValue(on, name) !== NOT_TOLD) return NOTHING;
  return together([when === undefined ? NOTHING : asGuard(waitsOfCondition(on, when)), { first: [], rest: isForAll(on, name) ? [] : [name] }]);
}

/** What it hangs on whether there is such a thing at all. */
function waitsOfExistence(on: Case, name: string): Waits {
  const { when } = factOf(on, name);
  return when === undefined ? NOTHING : waitsOfCondition(on, when);
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
  const classified = factWithTrait(on, key);
  if (classified !== undefined) return waitsOfFact(on, classified);
  const term = own(on.policy.terms, key);
  return term === undefined ? waitsOfWindow(on, key) : waitsOfCondition(on, term);
}

/** The unknown facts of a window whose state is unknown; of a combined one, those of its members whose state is. */
function waitsOfWindow(on: Case, name: string): Waits {
  if (windowOf(on, name).state !== 'unknown') return NOTHING;
  const window = windowNamed(on, name);
  const taken = takenOf(on, window);
  if (taken !== undefined) return taken.kind === 'unknown' ? taken.waits : waitsOfWindow(on, taken.window);
  const members = membersOf(window);
  if (members.length > 0) return together(members.map((member) => waitsOfWindow(on, member)));
  const times = countsNumbers(on, window) ? together(factsHere(on, window).map((fact) => waitsOfFact(on, fact))) : waitsOfTimes(on, name);
  return together([times, waitsOfFact(on, judgedFact(on, window))]);
}

/** The untold facts that the instants of a window hang on, whatever is judged. */
function waitsOfTimes(on: Case, name: string): Waits {
  if (timesOf(on, name).kind !== 'unknown') return NOTHING;
  const window = windowNamed(on, name);
  const taken = takenOf(on, window);
  if (taken !== undefined) return taken.kind === 'unknown' ? taken.waits : waitsOfTimes(on, taken.window);
  const { before } = beginningOf(on, window);
  return together([
    ...membersOf(window).map((member) => waitsOfTimes(on, member)),
    ...(before === undefined ? [] : [waitsOfTimes(on, before)]),
    ...factsHere(on, window).map((fact) => waitsOfFact(on, fact)),
  ]);
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

/** The instants of a window, whatever is judged. */
type Times =
  /**
   * Something that they hang on is not told; what is known already is there. `happened` where only the end hangs on it: a calendar's fact,
   * which can turn out to be null, is more than that.
   */
  | { readonly kind: 'unknown'; readonly opensAt?: DateTime; readonly countsFrom?: DateTime; readonly isDate?: boolean; readonly happened?: true }
  /** The event did not happen. */
  | { readonly kind: 'never' }
  /** It ends where a calendar, or the calendar, does not reach. */
  | { readonly kind: 'beyond' }
  /** It is a window of numbers. */
  | { readonly kind: 'numbers' }
  /** Without `closesAt` it has no end; without `countsFrom` no day was ever counted. */
  | {
      readonly kind: 'known';
      /** Absent where a part of a combination has not begun. */
      readonly opensAt?: DateTime;
      readonly countsFrom: DateTime | null;
      readonly closesAt: DateTime | null;
      readonly isDate: boolean;
    };

interface JudgedWindow {
  readonly state: WindowState;
  /** The moment that is judged, where it is known and there is one. */
  readonly judgedAt?: DateTime;
  /** Of a window of numbers, where they are known. */
  readonly numbers?: { readonly opens: Exact | null; readonly closes: Exact };
}

function windowNamed(on: Case, name: string): OracleWindow {
  const window = own(on.policy.windows, name);
  if (window === undefined) throw new Error(`oracle: no window ${name}`);
  return window;
}

function judgedFact(on: Case, window: OracleWindow): string {
  return window.at ?? on.policy.effective.by;
}

/** The windows that a combined one combines, `choose` apart. */
function membersOf(window: OracleWindow): readonly string[] {
  return window['later-of'] ?? window['earlier-of'] ?? [];
}

/** All windows that a combined one names. */
function windowsIn(window: OracleWindow): readonly string[] {
  return window.choose === undefined ? membersOf(window) : window.choose.map((branch) => textOf(branch.window ?? branch.otherwise));
}

function countsNumbers(on: Case, window: OracleWindow): boolean {
  if (windowsIn(window).length > 0) return false;
  const { type } = factOf(on, judgedFact(on, window));
  return type === 'integer' || type === 'decimal';
}

type Taken = { readonly kind: 'taken'; readonly window: string } | { readonly kind: 'unknown'; readonly waits: Waits };

/** Which window a `choose` takes; undefined for windows of other forms. */
function takenOf(on: Case, window: OracleWindow): Taken | undefined {
  if (window.choose === undefined) return undefined;
  for (const branch of window.choose) {
    const truth = branch.when === undefined ? true : truthOf(on, mapOf(branch.when));
    if (truth === 'unknown') return { kind: 'unknown', waits: waitsOfCondition(on, mapOf(branch.when ?? {})) };
    if (truth) return { kind: 'taken', window: textOf(branch.window ?? branch.otherwise) };
  }
  throw new Error('oracle: a choice of windows without `otherwise`');
}

// -- states

function windowOf(on: Case, name: string): JudgedWindow {
  const known = on.judged.get(name);
  if (known !== undefined) return known;
  const judged = judgeWindow(on, name);
  on.judged.set(name, judged);
  return judged;
}

function judgeWindow(on: Case, name: string): JudgedWindow {
  const window = windowNamed(on, name);
  const taken = takenOf(on, window);
  if (taken !== undefined) return taken.kind === 'unknown' ? { state: 'unknown' } : windowOf(on, taken.window);
  if (membersOf(window).length > 0) return judgeCombined(on, window);
  return countsNumbers(on, window) ? judgeNumber(on, window) : judgeMoment(on, window, timesOf(on, name));
}

function judgeCombined(on: Case, window: OracleWindow): JudgedWindow {
  const members = membersOf(window).map((member) => windowOf(on, member));
  const is = (state: WindowState): boolean => members.some((member) => member.state === state);
  const all = (state: WindowState): boolean => members.every((member) => member.state === state);
  const judgedAt = members.find((member) => member.judgedAt !== undefined)?.judgedAt;
  const [strongest, weakest] = window['later-of'] === undefined ? (['closed', 'open'] as const) : (['open', 'closed'] as const);
  let state: WindowState = 'early';
  if (is(strongest)) state = strongest;
  else if (is('unknown')) state = 'unknown';
  else if (is('none')) state = 'none';
  else if (all(weakest)) state = weakest;
  return { state, ...(judgedAt === undefined ? {} : { judgedAt }) };
}

function judgeNumber(on: Case, window: OracleWindow): JudgedWindow {
  const from = settle(on, window.from ?? null);
  const event = from === null ? null : factValue(on, textOf(from));
  const judged = factValue(on, judgedFact(on, window));
  if (from !== null && event === null) return { state: 'early' };
  if (event === NOT_TOLD) return { state: 'unknown' };
  const opens = event === null ? null : exactOf(event);
  const closes = window.until === undefined ? plus(opens ?? ZERO, exactOf(settle(on, window.lasts ?? null))) : exactOf(settle(on, window.until));
  const numbers = { opens, closes };
  if (judged === NOT_TOLD) return { state: 'unknown', numbers };
  if (judged === null) return { state: 'none', numbers };
  const number = exactOf(judged);
  if (opens !== null && compareExact(number, opens) < 0) return { state: 'early', numbers };
  return { state: compareExact(number, closes) > 0 ? 'closed' : 'open', numbers };
}

function judgeMoment(on: Case, window: OracleWindow, times: Times): JudgedWindow {
  // An event that did not happen leaves the window early whatever is judged; otherwise telling a null would undo a decision.
  if (times.kind === 'never') return { state: 'early' };
  const judged = factValue(on, judgedFact(on, window));
  const judgedIsDate = factOf(on, judgedFact(on, window)).type === 'date';
  const judgedAt = judged === NOT_TOLD || judged === null ? undefined : momentIn(on, judged);
  const says = judgedAt === undefined ? {} : { judgedAt };
  const { opensAt } = instantsOf(times);
  if (judgedAt !== undefined && opensAt !== undefined && judgedAt.toMillis() < opensAt.toMillis()) {
    const eventIsDate = (times.kind === 'known' || times.kind === 'unknown') && times.isDate === true;
    const onEventsDay = judgedIsDate && !eventIsDate && judgedAt.toISODate() === opensAt.toISODate();
    if (!onEventsDay) return { state: 'early', ...says };
  }
  if (judged === null && (times.kind === 'known' || (times.kind === 'unknown' && times.happened === true))) return { state: 'none' };
  if (times.kind !== 'known' || judgedAt === undefined) return { state: 'unknown', ...says };
  return { state: times.closesAt !== null && judgedAt.toMillis() > times.closesAt.toMillis() ? 'closed' : 'open', ...says };
}

function instantsOf(times: Times): { readonly opensAt?: DateTime; readonly countsFrom?: DateTime; readonly closesAt?: DateTime } {
  if (times.kind !== 'known' && times.kind !== 'unknown') return {};
  const { opensAt, countsFrom } = times;
  const closesAt = times.kind === 'known' ? times.closesAt : null;
  return {
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(countsFrom === undefined || countsFrom === null ? {} : { countsFrom }),
    ...(closesAt === null ? {} : { closesAt }),
  };
}

// -- the event

/** What a window begins with: facts, a fixed moment, or the end of the window before it. */
interface Beginning {
  readonly facts: readonly string[];
  readonly take: 'first' | 'last';
  readonly fixed?: string;
  readonly before?: string;
}

function beginningOf(on: Case, window: OracleWindow): Beginning {
  const from = settle(on, window.from ?? null);
  if (from === null) return { facts: [], take: 'first' };
  if (!isMap(from)) return /^\d/.test(textOf(from)) ? { facts: [], take: 'first', fixed: textOf(from) } : { facts: [textOf(from)], take: 'first' };
  if (from['end-of'] !== undefined) return { facts: [], take: 'first', before: textOf(from['end-of']) };
  const take = from['first-of'] === undefined ? 'last' : 'first';
  const facts = settle(on, from[`${take}-of`] ?? null);
  return { facts: isList(facts) ? facts.map(textOf) : [textOf(facts)], take };
}

type Event = { readonly kind: 'unknown' } | { readonly kind: 'never' } | { readonly kind: 'at'; readonly at: DateTime; readonly isDate: boolean };

function eventOf(on: Case, window: OracleWindow): Event {
  const { facts, take, fixed, before } = beginningOf(on, window);
  if (fixed !== undefined) return { kind: 'at', at: momentIn(on, fixed), isDate: isDay(fixed) };
  if (before !== undefined) {
    const times = timesOf(on, before);
    if (times.kind === 'unknown' || times.kind === 'beyond') return { kind: 'unknown' };
    const end = instantsOf(times).closesAt;
    return end === undefined ? { kind: 'never' } : { kind: 'at', at: end, isDate: false };
  }
  const values = facts.map((fact) => factValue(on, fact));
  if (values.includes(NOT_TOLD)) return { kind: 'unknown' };
  const texts = values.flatMap((value) => (value === NOT_TOLD || value === null ? [] : isList(value) ? value.map(textOf) : [textOf(value)]));
  const moments = texts.map((text) => momentIn(on, text)).toSorted((left, right) => left.toMillis() - right.toMillis());
  const at = moments.at(take === 'first' ? 0 : -1);
  return at === undefined ? { kind: 'never' } : { kind: 'at', at, isDate: texts.every(isDay) };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** An instant, or the start of a date. */
function momentIn(on: Case, text: Plain): DateTime {
  return isDay(textOf(text)) ? firstInstant(on, dayNamed(textOf(text))) : DateTime.fromMillis(Date.parse(textOf(text)), { zone: on.policy.timezone });
}

/** The facts that a window itself names for its instants or numbers: those of its event, of its calendar and of its pauses. */
function factsHere(on: Case, window: OracleWindow): string[] {
  const calendar = settle(on, window.calendar ?? null);
  return [...beginningOf(on, window).facts, ...(isMap(calendar) ? [textOf(calendar.fact)] : []), ...(window.pauses === undefined ? [] : [window.pauses])];
}

/** All facts that a window's instants hang on, those of other windows included. */
function factsOfTimes(on: Case, name: string): string[] {
  const window = windowNamed(on, name);
  const { before } = beginningOf(on, window);
  const others = [...windowsIn(window), ...(before === undefined ? [] : [before])];
  return [...others.flatMap((other) => factsOfTimes(on, other)), ...factsHere(on, window)];
}

// -- days

/** A day, as its midnight in UTC, where no clock is ever moved. */
type Day = DateTime;

function dayNamed(date: string): Day {
  return DateTime.fromISO(date, { zone: 'utc' });
}

/** The day that the policy's clocks show at an instant. */
function dayOf(instant: DateTime): Day {
  return DateTime.utc(instant.year, instant.month, instant.day);
}

function firstInstant(on: Case, day: Day): DateTime {
  return DateTime.fromObject({ year: day.year, month: day.month, day: day.day }, { zone: on.policy.timezone }).startOf('day');
}

function lastInstant(on: Case, day: Day): DateTime {
  return firstInstant(on, dayAfter(day)).minus({ milliseconds: 1 });
}

function dayAfter(day: Day, days = 1): Day {
  return day.plus({ days });
}

/** The day of the same number so many months later, and what takes its place where that month has none. */
function monthsAfter(day: Day, months: number, monthEnd: Plain): Day {
  const first = DateTime.utc(day.year, day.month, 1).plus({ months });
  if (day.day <= (first.daysInMonth ?? 31)) return dayAfter(first, day.day - 1);
  return monthEnd === 'overflow' ? dayAfter(first, day.day - 1) : dayAfter(first.plus({ months: 1 }), -1);
}

/** The same clock time on another day: later by as much where the clocks skip it, the first of the two where they show it twice. */
function sameClockTime(on: Case, instant: DateTime, day: Day): DateTime {
  const local = day.toMillis() + Date.UTC(1970, 0, 1, instant.hour, instant.minute, instant.second, instant.millisecond);
  const at = (milliseconds: number): DateTime => DateTime.fromMillis(milliseconds, { zone: on.policy.timezone });
  const offsets = [-24, 24].map((hours) => at(local + hours * MILLISECONDS_AN_HOUR).offset);
  const candidates = offsets.map((offset) => at(local - offset * 60_000));
  const shown = candidates.filter((each, index) => each.offset === offsets[index]).toSorted((left, right) => left.toMillis() - right.toMillis());
  const found = shown[0] ?? candidates[0];
  if (found === undefined) throw new Error('oracle: a day without its clock time');
  return found;
}

// -- calendars

/** The calendar of a window; null where the fact that names it is null. */
function calendarOf(on: Case, window: OracleWindow): OracleCalendar | null | typeof NOT_TOLD | undefined {
  const says = settle(on, window.calendar ?? null);
  if (says === null) return undefined;
  if (!isMap(says)) return calendarNamed(on, textOf(says));
  const told = factValue(on, textOf(says.fact));
  return told === NOT_TOLD || told === null ? told : calendarNamed(on, textOf(settle(on, own(says, textOf(told)) ?? null)));
}

function calendarNamed(on: Case, name: string): OracleCalendar {
  const calendar = own(on.calendars, name);
  if (calendar === undefined) throw new Error(`oracle: no calendar ${name}`);
  return calendar;
}

function covers(calendar: OracleCalendar, day: Day): boolean {
  return day.year >= calendar.from && day.year <= calendar.to;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function isWorked(calendar: OracleCalendar, day: Day): boolean {
  const date = day.toFormat('yyyy-MM-dd');
  if (calendar['working-days'].includes(date)) return true;
  return !calendar.holidays.includes(date) && !calendar.weekend.includes(WEEKDAYS[day.weekday - 1] ?? '');
}

// -- pauses

/** A stretch of time that does not count; without `to` it is still running. */
interface Pause {
  readonly from: DateTime;
  readonly to: DateTime | null;
}

/** The pauses of a window, merged and in order; undefined where they are not told. */
function pausesOf(on: Case, window: OracleWindow): readonly Pause[] | undefined {
  if (window.pauses === undefined) return [];
  const told = factValue(on, window.pauses);
  if (told === NOT_TOLD) return undefined;
  const periods = listOf(told ?? []).map((each): Pause => {
    const { from, to } = mapOf(each);
    return { from: momentIn(on, textOf(from)), to: to === undefined || to === null ? null : momentIn(on, to) };
  });
  const merged: Pause[] = [];
  for (const pause of periods.toSorted((left, right) => left.from.toMillis() - right.from.toMillis())) {
    const last = merged.at(-1);
    if (last === undefined || (last.to !== null && last.to.toMillis() < pause.from.toMillis())) merged.push(pause);
    else if (last.to !== null && (pause.to === null || pause.to.toMillis() > last.to.toMillis())) merged.splice(-1, 1, { from: last.from, to: pause.to });
  }
  return merged;
}

/** What is left of pauses from an instant on. */
function clipped(pauses: readonly Pause[], start: DateTime): Pause[] {
  return pauses
    .filter(({ to }) => to === null || to.toMillis() > start.toMillis())
    .map(({ from, to }) => ({ from: from.toMillis() < start.toMillis() ? start : from, to }));
}

/** An end moved on by the paused time before it; null where a running pause leaves none. */
function movedByTime(end: DateTime, countsFrom: DateTime, pauses: readonly Pause[]): DateTime | null {
  let moved = end;
  for (const { from, to } of clipped(pauses, countsFrom)) {
    if (from.toMillis() > moved.toMillis()) break;
    if (to === null) return null;
    moved = moved.plus({ milliseconds: to.toMillis() - from.toMillis() });
  }
  return moved;
}

type Paused = 'no' | 'paused' | 'for-good';

/** Does a pause touch a day? */
function pausedOn(pauses: readonly Pause[], day: Day): Paused {
  const touching = pauses.filter(({ from, to }) => dayOf(from) <= day && (to === null || dayOf(to.minus({ milliseconds: 1 })) >= day));
  if (touching.some(({ to }) => to === null)) return 'for-good';
  return touching.length > 0 ? 'paused' : 'no';
}

/** The last day moved on by the paused days up to it; null where a running pause leaves none. */
function movedByDays(last: Day, first: Day, pauses: readonly Pause[]): Day | null {
  if (pauses.length === 0) return last;
  let paused = 0;
  for (let day = first; day <= last; day = dayAfter(day)) {
    const state = pausedOn(pauses, day);
    if (state === 'for-good') return null;
    if (state === 'paused') paused += 1;
  }
  let moved = last;
  while (paused > 0) {
    moved = dayAfter(moved);
    const state = pausedOn(pauses, moved);
    if (state === 'for-good') return null;
    if (state === 'no') paused -= 1;
  }
  return moved;
}

// -- the instants

function timesOf(on: Case, name: string): Times {
  const known = on.times.get(name);
  if (known !== undefined) return known;
  const times = workOutTimes(on, windowNamed(on, name));
  on.times.set(name, times);
  return times;
}

function workOutTimes(on: Case, window: OracleWindow): Times {
  const taken = takenOf(on, window);
  if (taken !== undefined) return withoutMistake(taken.kind === 'unknown' ? { kind: 'unknown' } : timesOf(on, taken.window));
  if (membersOf(window).length > 0) return combinedTimes(on, window);
  if (countsNumbers(on, window)) return { kind: 'numbers' };
  const times = timesOfMoments(on, window);
  return times.kind === 'known' && times.closesAt !== null && times.closesAt.year > 9999 ? { kind: 'beyond' } : times;
}

/** The mistake is that of the window itself, not of those that lean on it. */
function withoutMistake(times: Times): Times {
  return times.kind === 'beyond' ? { kind: 'unknown' } : times;
}

function combinedTimes(on: Case, window: OracleWindow): Times {
  const members = membersOf(window)
    .map((member) => timesOf(on, member))
    .filter((times) => times.kind !== 'numbers');
  if (members.length === 0) return { kind: 'numbers' };
  if (members.some((times) => times.kind === 'unknown' || times.kind === 'beyond')) return { kind: 'unknown' };
  const known = members.flatMap((times) => (times.kind === 'known' ? [times] : []));
  const isLater = window['later-of'] !== undefined;
  // What has not begun may still turn out to be the later one, but not the earlier one.
  if (known.length === 0 || (isLater && known.length < members.length)) return { kind: 'never' };
  const opening = sorted(known.flatMap(({ opensAt }) => opensAt ?? []));
  const endless = known.filter(({ closesAt }) => closesAt === null);
  const ends = sorted(known.flatMap(({ closesAt }) => closesAt ?? []));
  const opensAt = !isLater && opening.length < members.length ? undefined : opening.at(isLater ? 0 : -1);
  const closesAt = isLater ? (endless.length > 0 ? null : (ends.at(-1) ?? null)) : (ends[0] ?? null);
  const deciding = closesAt === null ? endless : known.filter((times) => times.closesAt?.toMillis() === closesAt.toMillis());
  const countsFrom = sorted(deciding.flatMap((times) => times.countsFrom ?? []))[0] ?? null;
  return { kind: 'known', ...(opensAt === undefined ? {} : { opensAt }), countsFrom, closesAt, isDate: false };
}

function sorted(moments: readonly DateTime[]): DateTime[] {
  return moments.toSorted((left, right) => left.toMillis() - right.toMillis());
}

function timesOfMoments(on: Case, window: OracleWindow): Times {
  const event = eventOf(on, window);
  const calendar = calendarOf(on, window);
  if (event.kind === 'never' || calendar === null) return { kind: 'never' };
  if (event.kind === 'unknown') return { kind: 'unknown' };
  const { at: opensAt, isDate } = event;
  // A calendar that nobody told may turn out to be none, and then nothing has begun.
  if (calendar === NOT_TOLD) return { kind: 'unknown', opensAt, isDate };
  const until = settle(on, window.until ?? null);
  const lasts = settle(on, window.lasts ?? null);
  if (until !== null) {
    if (!isDay(textOf(until))) return { kind: 'known', opensAt, countsFrom: opensAt, closesAt: momentIn(on, until), isDate };
    return ending(on, window, { opensAt, countsFrom: opensAt, isDate }, dayNamed(textOf(until)), calendar);
  }
  if (lasts === 'forever') return { kind: 'known', opensAt, countsFrom: opensAt, closesAt: null, isDate };
  const [count, unit] = durationOf(lasts);
  const countingFrom = settle(on, window['counting-from'] ?? null);
  const pauses = pausesOf(on, window);
  const calendarIsKnown = { happened: true } as const;
  if (unit === 'hours') {
    const countsFrom = countingFrom === 'next-hour' ? nextFullHour(opensAt) : opensAt;
    if (pauses === undefined) return { kind: 'unknown', opensAt, isDate, ...calendarIsKnown };
    const end = countsFrom.plus({ milliseconds: count * MILLISECONDS_AN_HOUR });
    return { kind: 'known', opensAt, countsFrom, closesAt: movedByTime(end, countsFrom, pauses), isDate };
  }
  const eventsDay = dayOf(opensAt);
  if (countingFrom === 'at-once') return timesAtOnce(on, window, opensAt, pauses, calendar);
  const first = countingFrom === 'next-day' ? dayAfter(eventsDay) : eventsDay;
  if (unit === 'business days') {
    if (calendar === undefined || pauses === undefined) return { kind: 'unknown', opensAt, isDate, ...calendarIsKnown };
    const worked = nthWorkingDay(calendar, first, count, pauses);
    if (worked === 'beyond') return { kind: 'beyond' };
    const countsFrom = worked.first === null ? null : firstInstant(on, worked.first);
    return { kind: 'known', opensAt, countsFrom, closesAt: worked.last === null ? null : lastInstant(on, worked.last), isDate };
  }
  const countsFrom = firstInstant(on, first);
  if (pauses === undefined) return { kind: 'unknown', opensAt, isDate, ...calendarIsKnown };
  const nextDays = unitsAfter(on, window, eventsDay, count, unit);
  const last = movedByDays(countingFrom === 'next-day' ? nextDays : dayAfter(nextDays, -1), first, clipped(pauses, countsFrom));
  if (last === null) return { kind: 'known', opensAt, countsFrom, closesAt: null, isDate };
  return ending(on, window, { opensAt, countsFrom, isDate }, last, calendar);
}

/** A window that ends with a day, or with the working day that takes its place. */
function ending(
  on: Case,
  window: OracleWindow,
  start: { readonly opensAt: DateTime; readonly countsFrom: DateTime; readonly isDate: boolean },
  last: Day,
  calendar: OracleCalendar | typeof NOT_TOLD | undefined,
): Times {
  if (window.roll === undefined || settle(on, window.roll) !== 'next-working-day') {
    return { kind: 'known', ...start, closesAt: lastInstant(on, last) };
  }
  if (calendar === undefined || calendar === NOT_TOLD) return { kind: 'unknown', opensAt: start.opensAt, isDate: start.isDate };
  let day = last;
  while (covers(calendar, day) && !isWorked(calendar, day)) day = dayAfter(day);
  return covers(calendar, day) ? { kind: 'known', ...start, closesAt: lastInstant(on, day) } : { kind: 'beyond' };
}

function timesAtOnce(
  on: Case,
  window: OracleWindow,
  opensAt: DateTime,
  pauses: readonly Pause[] | undefined,
  calendar: OracleCalendar | typeof NOT_TOLD | undefined,
): Times {
  const [count, unit] = durationOf(settle(on, window.lasts ?? null));
  const start = { opensAt, countsFrom: opensAt, isDate: false };
  if (pauses === undefined) return { kind: 'unknown', opensAt: start.opensAt, isDate: start.isDate, ...(calendar === NOT_TOLD ? {} : { happened: true }) };
  let last: Day;
  if (unit === 'business days') {
    if (calendar === undefined || calendar === NOT_TOLD) return { kind: 'unknown', opensAt: start.opensAt, isDate: start.isDate };
    const worked = nthWorkingDay(calendar, dayAfter(dayOf(opensAt)), count, []);
    if (worked === 'beyond' || worked.last === null) return { kind: 'beyond' };
    last = worked.last;
  } else last = unitsAfter(on, window, dayOf(opensAt), count, unit);
  return { kind: 'known', ...start, closesAt: movedByTime(sameClockTime(on, opensAt, last), opensAt, pauses) };
}

/** The day so many units after another. */
function unitsAfter(on: Case, window: OracleWindow, day: Day, count: number, unit: Unit): Day {
  if (unit === 'months') return monthsAfter(day, count, settle(on, window['month-end'] ?? null));
  if (unit === 'years') return monthsAfter(day, count * 12, settle(on, window['month-end'] ?? null));
  return dayAfter(day, unit === 'weeks' ? count * 7 : count);
}

/** The first and the last of so many working days, paused ones not counted; without a last one where a running pause comes before it. */
function nthWorkingDay(
  calendar: OracleCalendar,
  from: Day,
  count: number,
  pauses: readonly Pause[],
): { readonly first: Day | null; readonly last: Day | null } | 'beyond' {
  let first: Day | null = null;
  let counted = 0;
  for (let day = from; ; day = dayAfter(day)) {
    const paused = pausedOn(pauses, day);
    if (paused === 'for-good') return { first, last: null };
    if (!covers(calendar, day)) return 'beyond';
    if (paused === 'paused' || !isWorked(calendar, day)) continue;
    first ??= day;
    counted += 1;
    if (counted === count) return { first, last: day };
  }
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

const UNITS = ['hours', 'days', 'weeks', 'business days', 'months', 'years'] as const;
type Unit = (typeof UNITS)[number];

function durationOf(text: Plain): [number, Unit] {
  const [count = '', ...words] = textOf(text).split(' ');
  const unit = UNITS.find((each) => each === words.join(' ') || each === `${words.join(' ')}s`);
  if (unit === undefined) throw new Error(`oracle: ${textOf(text)} is no duration`);
  return [Number(count), unit];
}

function printInstant(instant: DateTime | undefined): string | null {
  return instant === undefined ? null : instant.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ");
}

function showWindow(on: Case, name: string): OracleWindowShown {
  const { state, numbers } = windowOf(on, name);
  if (numbers !== undefined) {
    const opens = numbers.opens === null ? null : printExact(numbers.opens, 0);
    return { state, opensAt: opens, countsFrom: opens, closesAt: printExact(numbers.closes, 0) };
  }
  const { opensAt, countsFrom, closesAt } = instantsOf(timesOf(on, name));
  return { state, opensAt: printInstant(opensAt), countsFrom: printInstant(countsFrom), closesAt: printInstant(closesAt) };
}

/** A window is shown where something that it begins with was told. */
function isShown(on: Case, name: string): boolean {
  const window = windowNamed(on, name);
  const others = windowsIn(window);
  if (others.length > 0) return others.some((other) => isShown(on, other));
  const { facts, fixed, before } = beginningOf(on, window);
  if (before !== undefined) return isShown(on, before);
  return fixed !== undefined || (facts.length > 0 ? facts : [judgedFact(on, window)]).some((fact) => isTold(on, fact) && factValue(on, fact) !== NOT_TOLD);
}

// ----------------------------------------------------------------------------------------------------------------- exact numbers

/** A fraction in its lowest terms; the lower part is above zero. */
interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

const ZERO: Exact = { over: 0n, under: 1n };

function fraction(over: bigint, under: bigint): Exact {
  let [divisor, rest] = [over < 0n ? -over : over, under < 0n ? -under : under];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  const sign = under < 0n ? -1n : 1n;
  return { over: (sign * over) / divisor, under: (sign * under) / divisor };
}

function exactOf(value: Plain): Exact {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(value));
  if (parts === null) throw new Error(`oracle: ${String(value)} is no number`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = parts;
  const magnitude = BigInt(whole + decimals);
  return fraction(sign === '-' ? -magnitude : magnitude, 10n ** BigInt(decimals.length + Number(exponent)));
}

function compareExact(left: Exact, right: Exact): number {
  return compareBigInts(left.over * right.under, right.over * left.under);
}

function lesserOf(left: Exact, right: Exact): Exact {
  return compareExact(left, right) <= 0 ? left : right;
}

function greaterOf(left: Exact, right: Exact): Exact {
  return compareExact(left, right) >= 0 ? left : right;
}

function plus(left: Exact, right: Exact): Exact {
  return fraction(left.over * right.under + right.over * left.under, left.under * right.under);
}

function minus(left: Exact, right: Exact): Exact {
  return plus(left, { over: -right.over, under: right.under });
}

function product(left: Exact, right: Exact): Exact {
  return fraction(left.over * right.over, left.under * right.under);
}

function dividedBy(left: Exact, right: Exact): Exact {
  return fraction(left.over * right.under, left.under * right.over);
}

function wholeNumber(number: number): Exact {
  return { over: BigInt(number), under: 1n };
}

/** ⌈number ÷ size⌉, towards more. */
function startedUnits(number: Exact, size: Exact): Exact {
  const { over, under } = dividedBy(number, size);
  const quotient = over / under;
  return { over: over > 0n && over % under !== 0n ? quotient + 1n : quotient, under: 1n };
}

/** Rounds by magnitude; without a way to round, the number must fit. */
function roundTo(number: Exact, decimals: number, way: Plain | undefined): Exact {
  const scale = 10n ** BigInt(decimals);
  const magnitude = (number.over < 0n ? -number.over : number.over) * scale;
  const [coins, left] = [magnitude / number.under, magnitude % number.under];
  if (left !== 0n && way === undefined) throw new Error('oracle: a line without `round` gave a fraction of the smallest coin');
  const rounded = raises(coins, left, number.under, way) ? coins + 1n : coins;
  return fraction(number.over < 0n ? -rounded : rounded, scale);
}

function raises(coins: bigint, left: bigint, coin: bigint, way: Plain | undefined): boolean {
  if (left === 0n || way === 'down') return false;
  if (way === 'up') return true;
  if (left * 2n !== coin) return left * 2n > coin;
  return way === 'half-up' || coins % 2n === 1n;
}

const DECIMALS_OF_ENDLESS = 12;

/** The number with at least so many decimals, and more only where it needs them; one without end is cut to twelve, half to even. */
function printExact(number: Exact, atLeast: number): string {
  let rest = number.under;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  const finite = rest === 1n ? number : roundTo(number, DECIMALS_OF_ENDLESS, 'half-even');
  let scale = 0;
  while (10n ** BigInt(scale) % finite.under !== 0n) scale += 1;
  scale = Math.max(scale, atLeast);
  const coins = (finite.over * 10n ** BigInt(scale)) / finite.under;
  const digits = (coins < 0n ? -coins : coins).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return `${coins < 0n ? '-' : ''}${digits.slice(0, cut)}${scale === 0 ? '' : `.${digits.slice(cut)}`}`;
}

// ----------------------------------------------------------------------------------------------------------------------- amounts

/** An amount before rounding, and how it came about: anything from `least` to `most`, which are mostly the same. */
type Sum =
  | { readonly kind: 'sum'; readonly least: Exact; readonly most: Exact; readonly working: OracleWorking }
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
    return { kind: 'sum', least: value, most: value, working: { kind: 'fixed', amount: printExact(value, decimals) } };
  }
  if (formula.match !== undefined) return sumOfMatch(on, formula, decimals);
  if (formula.fact !== undefined) return sumOfFact(on, textOf(formula.fact), decimals);
  if (formula.tier !== undefined) return sumOfTier(on, textOf(formula.tier), decimals);
  if (formula.choose !== undefined) return sumOfChoice(on, listOf(formula.choose), decimals);
  if (formula.percent !== undefined) return sumOfPercent(on, formula, decimals);
  if (formula.sum !== undefined) return sumOfSeveral(on, formula, 'sum', decimals);
  if (formula.difference !== undefined) return sumOfSeveral(on, formula, 'difference', decimals);
  if (formula['pro-rata'] !== undefined) return sumOfShare(on, formula, decimals);
  if (formula['up-to'] !== undefined) return sumUpTo(on, formula, decimals);
  return sumOfEach(on, formula, decimals);
}

function printEnds(least: Exact, most: Exact, decimals: number): string {
  return compareExact(least, most) === 0 ? printExact(least, decimals) : `${printExact(least, decimals)} to ${printExact(most, decimals)}`;
}

/** What an unknown amount is shown as where something beside it makes the whole unspecified: it has no working of its own. */
function workingOf(sum: Sum): OracleWorking {
  return sum.kind === 'unknown' ? UNSPECIFIED : sum.working;
}

function waitsOfSums(sums: readonly (Sum | Units)[]): Waits {
  return together(sums.map((sum) => (sum.kind === 'unknown' ? sum.waits : NOTHING)));
}

function sumOfFact(on: Case, fact: string, decimals: number): Sum {
  const told = factValue(on, fact);
  if (told === NOT_TOLD) return { kind: 'unknown', waits: waitsOfFact(on, fact) };
  if (told === null) return { kind: 'unspecified', working: { kind: 'fact', amount: 'unspecified', fact } };
  const value = exactOf(told);
  return { kind: 'sum', least: value, most: value, working: { kind: 'fact', amount: printExact(value, decimals), fact } };
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

function sumOfMatch(on: Case, formula: PlainMap, decimals: number): Sum {
  const fact = textOf(formula.match);
  const told = factValue(on, fact);
  if (told === NOT_TOLD) return { kind: 'unknown', waits: waitsOfFact(on, fact) };
  const value = entryFor(factOf(on, fact), formula, told);
  const of = value === null ? ({ kind: 'unspecified', working: UNSPECIFIED } as const) : sumOf(on, own(formula, value) ?? null, decimals);
  if (of.kind === 'unknown') return of;
  return { ...of, working: { kind: 'match', amount: of.working.amount, fact, value, of: of.working } };
}

/** The key of the entry that stands for a value: its own, in a tree that of the nearest node above, else `otherwise`. */
function entryFor(fact: OracleFact, entries: PlainMap, told: Plain): string | null {
  const nodes = told === null ? [] : stepsUp(fact, textOf(told)).flat();
  return [...nodes, 'otherwise'].find((key) => Object.hasOwn(entries, key)) ?? null;
}

function sumOfPercent(on: Case, formula: PlainMap, decimals: number): Sum {
  const percent = exactOf(settle(on, formula.percent ?? null));
  const of = sumOf(on, formula.of ?? null, decimals);
  if (of.kind === 'unknown') return of;
  const says = { kind: 'percent' as const, percent: printExact(percent, 0), of: of.working };
  if (of.kind === 'unspecified') return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const share = dividedBy(percent, wholeNumber(100));
  const bounded = bound(on, formula, product(of.least, share), product(of.most, share));
  if (bounded === null) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const { least, most, mark } = bounded;
  return { kind: 'sum', least, most, working: { ...says, amount: printEnds(least, most, decimals), ...mark } };
}

function sumOfEach(on: Case, formula: PlainMap, decimals: number): Sum {
  const each = sumOf(on, formula.each ?? null, decimals);
  const units = unitsOf(on, formula);
  const kind = formula['per-started'] === undefined ? ('each' as const) : ('started' as const);
  const count = units.kind === 'told' && units.value !== null ? units.value : null;
  const says = { kind, units: count === null ? null : printExact(count, 0), each: workingOf(each) };
  if (each.kind === 'unspecified' || (units.kind === 'told' && count === null)) {
    return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  }
  if (each.kind === 'unknown' || units.kind === 'unknown' || count === null) return { kind: 'unknown', waits: waitsOfSums([each, units]) };
  const bounded = bound(on, formula, product(each.least, count), product(each.most, count));
  if (bounded === null) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const { least, most, mark } = bounded;
  return { kind: 'sum', least, most, working: { ...says, amount: printEnds(least, most, decimals), ...mark } };
}

/** A sum, or a difference: the first less the others. */
function sumOfSeveral(on: Case, formula: PlainMap, kind: 'sum' | 'difference', decimals: number): Sum {
  const parts = listOf(formula[kind] ?? null).map((part) => sumOf(on, part, decimals));
  const says = { kind, of: parts.map(workingOf) };
  const unspecified: Sum = { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  if (parts.some((part) => part.kind === 'unspecified')) return unspecified;
  const [first, ...others] = parts.flatMap((part) => (part.kind === 'sum' ? [part] : []));
  if (first === undefined || others.length + 1 < parts.length) return { kind: 'unknown', waits: waitsOfSums(parts) };
  let { least, most } = first;
  for (const other of others) {
    least = kind === 'sum' ? plus(least, other.least) : minus(least, other.most);
    most = kind === 'sum' ? plus(most, other.most) : minus(most, other.least);
  }
  const bounded = bound(on, formula, least, most);
  if (bounded === null) return unspecified;
  return {
    kind: 'sum',
    least: bounded.least,
    most: bounded.most,
    working: { ...says, amount: printEnds(bounded.least, bounded.most, decimals), ...bounded.mark },
  };
}

/** `amount × part ÷ whole`. */
function sumOfShare(on: Case, formula: PlainMap, decimals: number): Sum {
  const of = sumOf(on, formula['pro-rata'] ?? null, decimals);
  const [part, whole] = [unitsTold(on, textOf(formula.part)), unitsTold(on, textOf(formula.whole))];
  const print = (units: Units): string | null => (units.kind === 'told' && units.value !== null ? printExact(units.value, 0) : null);
  const says = { kind: 'pro-rata' as const, part: print(part), whole: print(whole), of: workingOf(of) };
  const isNull = (units: Units): boolean => units.kind === 'told' && units.value === null;
  if (of.kind === 'unspecified' || isNull(part) || isNull(whole)) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  if (of.kind === 'unknown' || part.kind === 'unknown' || whole.kind === 'unknown' || part.value === null || whole.value === null) {
    return { kind: 'unknown', waits: waitsOfSums([of, part, whole]) };
  }
  const share = dividedBy(lesserOf(part.value, whole.value), whole.value);
  const bounded = bound(on, formula, product(of.least, share), product(of.most, share));
  if (bounded === null) return { kind: 'unspecified', working: { ...says, amount: 'unspecified' } };
  const { least, most, mark } = bounded;
  return { kind: 'sum', least, most, working: { ...says, amount: printEnds(least, most, decimals), ...mark } };
}

/** Anything from the lower bound (or nothing) to the amount. */
function sumUpTo(on: Case, formula: PlainMap, decimals: number): Sum {
  const of = sumOf(on, formula['up-to'] ?? null, decimals);
  if (of.kind === 'unknown') return of;
  if (of.kind === 'unspecified') return { kind: 'unspecified', working: { kind: 'up-to', amount: 'unspecified', of: of.working } };
  const least = exactOf(settle(on, formula.atLeast ?? 0));
  const most = greaterOf(least, of.most);
  return { kind: 'sum', least, most, working: { kind: 'up-to', amount: printEnds(least, most, decimals), of: of.working } };
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
  const { state, judgedAt } = windowOf(on, name);
  if (state === 'unknown') return { kind: 'unknown', waits: waitsOfWindow(on, name) };
  if (state !== 'closed' || judgedAt === undefined) return { kind: 'told', value: ZERO };
  const { closesAt } = instantsOf(timesOf(on, name));
  // One of several windows can be closed while it is not known which of them ends first.
  if (closesAt === undefined) return { kind: 'unknown', waits: waitsOfTimes(on, name) };
  const [count, unit] = durationOf(size);
  const late = unit === 'hours' ? (judgedAt.toMillis() - closesAt.toMillis()) / MILLISECONDS_AN_HOUR : daysBetween(closesAt, judgedAt);
  return { kind: 'told', value: wholeNumber(Math.ceil(late / count)) };
}

/** From one day of the calendar to another, whatever the hours. */
function daysBetween(from: DateTime, to: DateTime): number {
  return (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / (24 * MILLISECONDS_AN_HOUR);
}

interface Bounded {
  readonly least: Exact;
  readonly most: Exact;
  /** The bound that both ends were moved to. */
  readonly mark: { readonly bound?: Bound };
}

/** The result between its bounds, `atLeast` applied first; null where a bound is unspecified. Its ends may come in any order. */
function bound(on: Case, formula: PlainMap, oneEnd: Exact, otherEnd: Exact): Bounded | null {
  const [atLeast, atMost] = [settle(on, formula.atLeast ?? null), settle(on, formula.atMost ?? null)];
  if (atLeast === 'unspecified' || atMost === 'unspecified') return null;
  const [least, most] = [lesserOf(oneEnd, otherEnd), greaterOf(oneEnd, otherEnd)].map((end): [Exact, Bound | null] => {
    let moved: [Exact, Bound | null] = [end, null];
    if (atLeast !== null && compareExact(moved[0], exactOf(atLeast)) < 0) moved = [exactOf(atLeast), 'atLeast'];
    if (atMost !== null && compareExact(moved[0], exactOf(atMost)) > 0) moved = [exactOf(atMost), 'atMost'];
    return moved;
  });
  if (least === undefined || most === undefined) throw new Error('oracle: a range has two ends');
  return { least: least[0], most: most[0], mark: least[1] !== null && least[1] === most[1] ? { bound: least[1] } : {} };
}

/** What earlier items of a request leave to a later one, of one tier. */
interface NumbersTaken {
  readonly count: number;
  /** What is not told of earlier items, under their names, where `count` hangs on it. */
  readonly waits: readonly string[];
  /** What was told as `distinct` by those that took numbers. */
  readonly seen: readonly Plain[];
  /** Has any item taken numbers, or may it have? */
  readonly begun: boolean;
}

const NONE_TAKEN: NumbersTaken = { count: 0, waits: [], seen: [], begun: false };

function sumOfTier(on: Case, name: string, decimals: number): Sum {
  const tier = own(on.policy.tiers, name);
  if (tier === undefined) throw new Error(`oracle: no tier ${name}`);
  const taken = own(on.numbers, name) ?? NONE_TAKEN;
  const isRepeated = tier.distinct !== undefined && repeats(taken, factValue(on, tier.distinct));
  const facts = [tier.counts, isRepeated ? undefined : tier.units, tier.column].filter((fact) => fact !== undefined);
  const column = tier.column === undefined ? null : factValue(on, tier.column);
  const says = {
    kind: 'tier' as const,
    tier: name,
    mode: textOf(settle(on, tier.mode)),
    column: column === NOT_TOLD || column === null ? null : textOf(column),
  };
  const unspecified: Sum = { kind: 'unspecified', working: { ...says, amount: 'unspecified', parts: [] } };
  if (facts.some((fact) => factValue(on, fact) === null)) return unspecified;
  const rates = says.column ?? 'rate';
  const hasRates = rates !== 'upTo' && tier.bands.every((band) => own(band, rates) !== undefined);
  if (column !== NOT_TOLD && !hasRates) return unspecified;
  const needed = [...facts, ...(tier.distinct !== undefined && taken.begun ? [tier.distinct] : [])];
  if (taken.waits.length > 0 || needed.some((fact) => factValue(on, fact) === NOT_TOLD)) {
    return { kind: 'unknown', waits: together([...needed.map((fact) => waitsOfFact(on, fact)), { first: [], rest: taken.waits }]) };
  }
  const before = integerTold(on, tier.counts) + taken.count;
  const units = isRepeated ? 0 : tier.units === undefined ? 1 : integerTold(on, tier.units);
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
  return { kind: 'sum', least: value, most: value, working: { ...says, amount: printExact(value, decimals), parts: shown } };
}

function repeats(taken: NumbersTaken, told: Told): boolean {
  return told !== NOT_TOLD && told !== null && taken.seen.includes(told);
}

/** A run of numbers at one rate; null where the rate is unspecified. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly rate: Exact | null;
}

function amountOfPart(rate: Exact, run: Run): Exact {
  return product(rate, wholeNumber(run.last - run.first + 1));
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

/** The currency of a line: the one that it names, else that of the money facts and tiers in it, else the policy's. Lines do not mix them. */
function currencyOf(on: Case, line: OracleLine): string {
  return line.currency ?? currenciesIn(on, line.amount)[0] ?? on.policy.currency;
}

function currenciesIn(on: Case, amount: Plain): string[] {
  const formula = settle(on, amount);
  if (!isMap(formula)) return [];
  if (formula.match !== undefined) {
    return Object.entries(formula).flatMap(([key, entry]) => (key === 'match' ? [] : currenciesIn(on, entry)));
  }
  if (formula.fact !== undefined) return [factOf(on, textOf(formula.fact)).currency ?? on.policy.currency];
  if (formula.tier !== undefined) return [own(on.policy.tiers, textOf(formula.tier))?.currency ?? on.policy.currency];
  if (formula.each !== undefined) return currenciesIn(on, formula.each);
  if (formula.percent !== undefined) return currenciesIn(on, formula.of ?? null);
  const part = ['sum', 'difference', 'pro-rata', 'up-to'].map((key) => own(formula, key)).find((found) => found !== undefined);
  if (part !== undefined) return (isList(part) ? part : [part]).flatMap((each) => currenciesIn(on, each));
  if (formula.choose === undefined) return [];
  return listOf(formula.choose).flatMap((branch) => currenciesIn(on, mapOf(branch).otherwise ?? mapOf(branch).amount ?? null));
}

// ------------------------------------------------------------------------------------------------------------------------- lines

/** The amount of a line; `least` and `most` are its rounded ends, where it has any. */
interface RoundedAmount {
  readonly amount: OracleAmount;
  readonly least: Exact;
  readonly most: Exact;
  readonly waived?: Plain;
  readonly working?: OracleWorking;
}

/** A line that counts. */
interface CountedLine extends RoundedAmount {
  readonly id: string;
  readonly line: OracleLine;
  readonly section: OracleSection;
}

function countedLines(on: Case, outcome: OracleOutcome, side: 'charges' | 'credits'): CountedLine[] {
  const counted: CountedLine[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, line] of Object.entries(section[side] ?? {})) {
      const isOfPart = on.part === 'whole' || (line.per === 'request') === (on.part === 'common');
      const here = line.on === 'rejected' ? outcome === 'rejected' : outcome !== 'rejected' && outcome !== 'uncovered';
      const mayBeAsked = side === 'credits' || outcome === 'rejected' || isAllowedByFloor(on, section, id);
      if (!isOfPart || !here || !mayBeAsked || statementTruth(on, section, line) === false) continue;
      counted.push({ id, line, section, ...amountOfLine(on, section, line) });
    }
  }
  return byClause(
    counted,
    (each) => each.line,
    (each) => each.id,
  );
}

/**
 * May a charge be asked for beside what the customer is entitled to? Where there is no such thing, every charge may. What counts once for
 * several items may where it may for one of those that are granted.
 */
function isAllowedByFloor(on: Case, section: OracleSection, id: string): boolean {
  if (on.part === 'common') {
    const granted = on.decided.filter(({ decision: { outcome } }) => outcome !== 'rejected' && outcome !== 'uncovered');
    return granted.some((item) => isAllowedByFloor(item.on, section, id));
  }
  const entitling = Object.values(on.policy.sections).filter((each) => isFloor(each) && entitles(on, each));
  if (entitling.length === 0) return true;
  return entitling.includes(section) || entitling.some(({ floor }) => typeof floor === 'object' && floor.charges?.includes(id) === true);
}

function isFloor(section: OracleSection): boolean {
  return section.floor !== undefined && section.floor !== false;
}

function entitles(on: Case, section: OracleSection): boolean {
  return Object.values(section.rules ?? {}).some((rule) => rule.accept !== undefined && statementTruth(on, section, rule) === true);
}

function amountOfLine(on: Case, section: OracleSection, line: OracleLine): RoundedAmount {
  const currency = currencyOf(on, line);
  const decimals = currencyDecimals(currency);
  const nothing = { least: ZERO, most: ZERO };
  const unknown = (waits: Waits): RoundedAmount => ({ amount: { kind: 'unknown', currency, waitsFor: waitedFor(waits) }, ...nothing });
  if (statementTruth(on, section, line) === 'unknown') return unknown(waitsOfStatement(on, section, line));
  if (line.waived !== undefined) {
    const waived = truthOf(on, line.waived.when);
    if (waived === 'unknown') return unknown(waitsOfCondition(on, line.waived.when));
    if (waived) return { amount: { kind: 'exact', value: printExact(ZERO, decimals), currency }, ...nothing, waived: line.waived.because };
  }
  const sum = sumOf(on, line.amount, decimals);
  if (sum.kind === 'unknown') return unknown(sum.waits);
  const { working } = sum;
  if (sum.kind === 'unspecified') return { amount: { kind: 'unspecified', currency }, ...nothing, working };
  const way = line.round === undefined ? undefined : settle(on, line.round);
  const [least, most] = [roundTo(sum.least, decimals, way), roundTo(sum.most, decimals, way)];
  const [lower, upper] = [printExact(least, decimals), printExact(most, decimals)];
  const amount: OracleAmount =
    compareExact(least, most) === 0 ? { kind: 'exact', value: lower, currency } : { kind: 'range', atLeast: lower, atMost: upper, currency };
  return { amount, least, most, working };
}

function showLine(on: Case, key: 'charge' | 'credit', counted: CountedLine, lines: readonly CountedLine[]): OracleShownLine {
  return {
    [key]: counted.id,
    title: counted.line.title === undefined ? counted.id : fill(on, counted.line.title, lines),
    amount: counted.amount,
    clauses: clausesOf(counted.line),
    ...(counted.waived === undefined ? {} : { waived: fill(on, counted.waived, lines) }),
    ...(counted.working === undefined ? {} : { working: counted.working }),
  };
}

type Counted = Pick<CountedLine, 'id' | 'amount' | 'least' | 'most'>;

function totalsOf(on: Case, charges: readonly Counted[], credits: readonly Counted[]): OracleTotals {
  const currencies = new Set([on.policy.currency, ...[...charges, ...credits].map((line) => line.amount.currency)]);
  return sortedMap(
    [...currencies].map((currency) => {
      const [paid, given] = [charges, credits].map((lines) => lines.filter((line) => line.amount.currency === currency));
      if (paid === undefined || given === undefined) throw new Error('oracle: a bill has two sides');
      return [currency, { charges: totalOf(paid, [], currency), credits: totalOf(given, [], currency), net: totalOf(given, paid, currency) }];
    }),
  );
}

/** What some lines come to, less what others do. */
function totalOf(lines: readonly Counted[], less: readonly Counted[], currency: string): OracleTotal {
  const print = (number: Exact): string => printExact(number, currencyDecimals(currency));
  const add = (numbers: readonly Exact[]): Exact => numbers.reduce(plus, ZERO);
  const isExact = (line: Counted): boolean => line.amount.kind === 'exact';
  const inexact = [...less, ...lines].filter((line) => !isExact(line));
  const exactOnly = (some: readonly Counted[]): Exact => add(some.filter(isExact).map((line) => line.least));
  const known = print(minus(exactOnly(lines), exactOnly(less)));
  if (inexact.length === 0) return { kind: 'exact', value: known };
  const because = inexact.map((line) => line.id);
  const worst = (['unspecified', 'unknown'] as const).find((kind) => inexact.some((line) => line.amount.kind === kind));
  if (worst !== undefined) return { kind: worst, known, because };
  const atLeast = print(minus(add(lines.map(({ least }) => least)), add(less.map(({ most }) => most))));
  const atMost = print(minus(add(lines.map(({ most }) => most)), add(less.map(({ least }) => least))));
  return { kind: 'range', known, atLeast, atMost, because };
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
  if (line.amount.kind === 'range') return `${line.amount.atLeast} to ${line.amount.atMost} ${line.amount.currency}`;
  return line.amount.kind === 'unspecified' ? '(unspecified)' : '(not known yet)';
}

function printMoment(on: Case, window: string, instant: string): string {
  const { numbers } = windowOf(on, window);
  if (numbers !== undefined) return own({ ...showWindow(on, window) }, instant) ?? '(not known yet)';
  const times = timesOf(on, window);
  if (instant === 'closesAt' && times.kind === 'known' && times.closesAt === null) return '(without end)';
  const moments: Named<DateTime | undefined> = { ...instantsOf(times) };
  return own(moments, instant)?.toFormat('yyyy-MM-dd HH:mm') ?? '(not known yet)';
}

// ----------------------------------------------------------------------------------------------------------------------- outcome

/** A rule, or an item of evidence that is unavailable and acts as one. */
interface Ruling {
  readonly id: string;
  readonly key: 'rule' | 'evidence';
  readonly effect: Effect;
  readonly rank: Rank;
  /** What stands before the text. */
  readonly lead?: string;
  readonly text: Plain;
  readonly section: OracleSection;
  readonly statement: OracleStatement;
  readonly truth: Truth;
}

/** What rulings come to, by which rank, and the unknown ones that stand in the way where they come to nothing yet. */
interface Standing {
  readonly outcome: OracleOutcome;
  readonly rank?: Rank;
  readonly inTheWay: readonly Ruling[];
}

const OUTCOME_OF = { entitle: 'accepted', reject: 'rejected', review: 'review', accept: 'accepted' } as const;

/** From the strongest: evidence that a customer's entitlement asks for and that is unavailable, and then the effects of rules. */
const RANKS = ['floor-reject', 'floor-review', 'entitle', 'reject', 'review', 'accept'] as const;
type Rank = (typeof RANKS)[number];

function standingOf(rulings: readonly Ruling[]): Standing {
  const above: Ruling[] = [];
  for (const rank of RANKS) {
    const ours = rulings.filter((ruling) => ruling.rank === rank);
    const [decisive] = ours.filter((ruling) => ruling.truth === true);
    if (decisive !== undefined)
      return above.length > 0 ? { outcome: 'incomplete', inTheWay: above } : { outcome: OUTCOME_OF[decisive.effect], rank, inTheWay: [] };
    above.push(...ours.filter((ruling) => ruling.truth === 'unknown'));
  }
  return { outcome: above.length > 0 ? 'incomplete' : 'uncovered', inTheWay: above };
}

function rulesOf(on: Case): Ruling[] {
  const rulings: Ruling[] = [];
  for (const section of Object.values(on.policy.sections)) {
    for (const [id, rule] of Object.entries(section.rules ?? {})) {
      const says = (['reject', 'review', 'accept'] as const).find((each) => rule[each] !== undefined);
      if (says === undefined) throw new Error(`oracle: rule ${id} has no effect`);
      const effect = says === 'accept' && isFloor(section) ? 'entitle' : says;
      const truth = statementTruth(on, section, rule);
      rulings.push({ id, key: 'rule', effect, rank: effect, text: rule[says] ?? '', section, statement: rule, truth });
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
  const enough = Number(settle(on, item.atLeast ?? 1));
  const count = (state: EvidenceState): number => states.filter((each) => each === state).length;
  if (count('provided') >= enough) return 'provided';
  return states.length - count('unavailable') < enough ? 'unavailable' : 'missing';
}

function stateTold(on: Case, name: string): EvidenceState {
  const told = on.request.evidence === undefined ? undefined : own(mapOf(on.request.evidence), name);
  return told === 'provided' || told === 'unavailable' ? told : 'missing';
}

function rulingsOfUnavailable(items: readonly Item[], isEntitled: boolean): Ruling[] {
  const rulings: Ruling[] = [];
  for (const { id, item, section, truth, state } of items) {
    if (state !== 'unavailable' || item.unavailable === 'nothing') continue;
    const says = item.unavailable;
    const effect = says === 'reject' || (isMap(says) && says.reject !== undefined) ? 'reject' : 'review';
    // Where no reason is given, what should have been shown is named.
    const text = isMap(says) ? (says[effect] ?? item.what) : item.what;
    const lead = isMap(says) ? '' : 'Not available: ';
    rulings.push({ id, key: 'evidence', effect, rank: isEntitled ? `floor-${effect}` : effect, lead, text, section, statement: item, truth });
  }
  return rulings;
}

interface Verdict {
  readonly outcome: OracleOutcome;
  /** The rulings that the outcome rests on. */
  readonly reasons: readonly Ruling[];
  readonly missing: OracleDecision['missing'];
  /** The evidence that matters here. */
  readonly items: readonly Item[];
}

/** The outcome, with its reasons and what is missing. */
function verdictOf(on: Case): Verdict {
  const rules = rulesOf(on);
  const byRules = standingOf(rules);
  const isEntitled = byRules.rank === 'entitle';
  const items = itemsOf(on).filter((each) => !isEntitled || isFloor(each.section));
  const remedy = remedyName(on.policy);
  if (remedy !== undefined && factValue(on, remedy) === NOT_TOLD) {
    const waits = together([asGuard(waitsOfFact(on, remedy)), waitsOfRulings(on, byRules.inTheWay)]);
    return { outcome: 'incomplete', reasons: [], missing: { facts: listWaits(on, waits), evidence: [] }, items };
  }
  if (byRules.outcome !== 'accepted' && byRules.outcome !== 'review') return verdictFrom(on, byRules, rules, items);
  const heard = [...rules, ...rulingsOfUnavailable(items, isEntitled)];
  const standing = standingOf(heard);
  if (standing.outcome !== 'accepted' && standing.outcome !== 'review') return verdictFrom(on, standing, heard, items);
  const open = items.filter((each) => each.state === 'missing' && each.truth !== false);
  if (open.length === 0) return verdictFrom(on, standing, heard, items);
  const facts = listWaits(on, together(open.map((each) => waitsOfStatement(on, each.section, each.item))));
  const evidence = open.filter((each) => each.truth === true).map((each) => each.id);
  return { outcome: 'incomplete', reasons: [], missing: { facts, evidence }, items };
}

function verdictFrom(on: Case, standing: Standing, rulings: readonly Ruling[], items: readonly Item[]): Verdict {
  const facts = standing.outcome === 'incomplete' ? listWaits(on, waitsOfRulings(on, standing.inTheWay)) : [];
  const reasons = rulings.filter((ruling) => ruling.truth === true && ruling.rank === standing.rank);
  return { outcome: standing.outcome, reasons, missing: { facts, evidence: [] }, items };
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

/** What stands behind the name of a fact, trait, term, window or reading. */
function consultName(on: Case, name: string, met: Set<string>): void {
  const fact = own(on.policy.facts, name);
  const condition = fact?.when ?? own(on.policy.terms, name);
  if (condition !== undefined) consultCondition(on, condition, met);
  for (const other of Object.values(fact?.derived ?? {})) consultName(on, other, met);
  const classified = factWithTrait(on, name);
  if (classified !== undefined) consultName(on, classified, met);
  if (own(on.policy.readings, name) !== undefined) met.add(name);
  const window = own(on.policy.windows, name);
  if (window !== undefined) consultWindow(on, window, met);
}

function consultWindow(on: Case, window: OracleWindow, met: Set<string>): void {
  if (window.title !== undefined) consultText(on, window.title, met);
  for (const branch of window.choose ?? []) if (branch.when !== undefined) consultCondition(on, mapOf(branch.when), met);
  for (const other of windowsIn(window)) consultName(on, other, met);
  if (windowsIn(window).length > 0) return;
  for (const key of ['from', 'counting-from', 'lasts', 'until', 'month-end', 'roll'] as const) settle(on, window[key] ?? null, met);
  const calendar = settle(on, window.calendar ?? null, met);
  if (isMap(calendar)) for (const [key, entry] of Object.entries(calendar)) if (key !== 'fact') settle(on, entry, met);
  const { before } = beginningOf(on, window);
  if (before !== undefined) consultName(on, before, met);
  for (const fact of [...factsHere(on, window), judgedFact(on, window)]) consultName(on, fact, met);
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
  if (formula.match !== undefined) {
    consultName(on, textOf(formula.match), met);
    for (const [key, entry] of Object.entries(formula)) if (key !== 'match') consultAmount(on, entry, met);
    return;
  }
  for (const key of ['fact', 'per', 'late', 'part', 'whole']) {
    const name = own(formula, key);
    if (name !== undefined) consultName(on, textOf(name), met);
  }
  for (const key of ['of', 'each', 'sum', 'difference', 'pro-rata', 'up-to']) {
    const part = own(formula, key) ?? null;
    for (const each of isList(part) ? part : [part]) consultAmount(on, each, met);
  }
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
  for (const fact of [tier.counts, tier.units, tier.distinct, tier.column]) if (fact !== undefined) consultName(on, fact, met);
  for (const band of tier.bands) for (const value of Object.values(band)) settle(on, value, met);
}

function consultLine(on: Case, { section, line }: CountedLine, met: Set<string>): void {
  consultStatement(on, section, line, met);
  consultAmount(on, line.amount, met);
  if (line.title !== undefined) consultText(on, line.title, met);
  if (line.round !== undefined) settle(on, line.round, met);
  if (line.waived === undefined) return;
  consultCondition(on, line.waived.when, met);
  consultText(on, line.waived.because, met);
}

function consultItem(on: Case, section: OracleSection, item: OracleEvidence, met: Set<string>): void {
  consultStatement(on, section, item, met);
  settle(on, item.atLeast ?? null, met);
  const reasons = isMap(item.unavailable) ? Object.values(item.unavailable) : [];
  for (const text of [item.what, ...reasons]) consultText(on, text, met);
  // The names of alternatives show nothing.
  for (const text of Object.values(item['any-of'] ?? {})) settle(on, text, met);
}

// ------------------------------------------------------------------------------------------------------------------ the decision

interface Decided {
  readonly decision: OracleDecision;
  readonly charges: readonly CountedLine[];
  readonly credits: readonly CountedLine[];
}

function decideOne(on: Case): Decided {
  const { outcome, reasons, missing, items } = verdictOf(on);
  const counts = outcome === 'accepted' || outcome === 'review' || outcome === 'incomplete';
  const charges = countedLines(on, outcome, 'charges');
  const credits = countedLines(on, outcome, 'credits');
  const lines = [...charges, ...credits];
  const shownItems = items.filter((each) => counts && each.truth !== false);
  const duties = counts ? dutiesOf(on) : [];
  const windows = shownWindows(on);

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

  const decision: OracleDecision = {
    policy: on.policy.policy,
    version: on.policy.version,
    outcome,
    remedy: remedyTold(on),
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
    readings: showReadings(on, met),
  };
  return { decision, charges, credits };
}

function remedyTold(on: Case): string | null {
  const remedy = remedyName(on.policy);
  const asked = remedy === undefined ? null : factValue(on, remedy);
  return asked === NOT_TOLD || asked === null ? null : textOf(asked);
}

function shownWindows(on: Case): string[] {
  return Object.keys(on.policy.windows ?? {}).filter((name) => isShown(on, name));
}

function showReadings(on: Case, met: ReadonlySet<string>): Named<string> {
  return sortedMap([...met].map((name) => [name, choiceOf(on, name)]));
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
    by: duty.deadline === undefined ? null : printInstant(instantsOf(timesOf(on, duty.deadline)).closesAt),
    clauses: clausesOf(duty),
    ...waitsFor(on, section, duty),
  };
}

function waitsFor(on: Case, section: OracleSection, statement: OracleStatement): { readonly waitsFor?: readonly string[] } {
  if (statementTruth(on, section, statement) !== 'unknown') return {};
  return { waitsFor: waitedFor(waitsOfStatement(on, section, statement)) };
}

// ----------------------------------------------------------------------------------------------------- requests of several items

interface DecidedItem extends Decided {
  readonly on: Case;
}

/** The items of a request; undefined where it is one of its own. */
function itemsIn(request: OracleRequest): readonly PlainMap[] | undefined {
  return request.items === undefined ? undefined : listOf(request.items).map(mapOf);
}

/** An item with what is told for all of them. */
function mergedRequest(top: OracleRequest, item: PlainMap): OracleRequest {
  const evidence = { ...mapOf(top.evidence ?? {}), ...mapOf(item.evidence ?? {}) };
  return { ...top, ...item, ...(Object.keys(evidence).length > 0 ? { evidence } : {}) };
}

/** What an item tells that stands at the top as well, or that may stand only there. */
function mistakesOfPlace(policy: OraclePolicy, top: OracleRequest, item: PlainMap): OracleMistake[] {
  const forAll = factsOfRequests(policy);
  const shown = Object.keys(mapOf(item.evidence ?? {})).filter((name) => Object.hasOwn(mapOf(top.evidence ?? {}), name));
  const told = Object.keys(item).filter((name) => name !== 'evidence');
  return [
    ...[...told.filter((name) => Object.hasOwn(top, name)), ...shown].map((fact) => ({ kind: 'told-twice' as const, fact, message: `${fact} is told twice` })),
    ...told.filter((name) => forAll.includes(name)).map((fact) => ({ kind: 'request-level' as const, fact, message: `${fact} must be told for all items` })),
  ];
}

/** Facts that are told for all items together. */
function factsOfRequests(policy: OraclePolicy): string[] {
  return [
    policy.effective.by,
    ...Object.values(policy.tiers ?? {}).map((tier) => tier.counts),
    ...Object.values(policy.facts).flatMap(({ derived }) => derived?.from ?? []),
  ];
}

/** What is told of an item, without the facts of the request that do not exist for it. */
function fittingItem(policy: OraclePolicy, request: OracleRequest, options: OracleOptions): OracleRequest {
  const forAll = factsOfRequests(policy);
  const strange = mistakesIn(itemOf(policy, request, options)).find((mistake) => mistake.kind === 'untellable' && forAll.includes(mistake.fact));
  if (strange?.kind !== 'untellable' || request[strange.fact] === null) return request;
  return fittingItem(policy, Object.fromEntries(Object.entries(request).filter(([name]) => name !== strange.fact)), options);
}

function decideItems(policy: OraclePolicy, request: OracleRequest, items: readonly PlainMap[], options: OracleOptions): OracleDecision {
  const { items: _items, ...top } = request;
  const decided: DecidedItem[] = [];
  const decisions: OracleDecision[] = [];
  let numbers: Named<NumbersTaken> = {};
  for (const [index, item] of items.entries()) {
    const on: Case = { ...itemOf(policy, fittingItem(policy, mergedRequest(top, item), options), options), numbers };
    const one = { ...decideOne(on), on };
    decided.push(one);
    decisions.push(decideWithAlternatives(on, options));
    numbers = numbersAfter(policy, one, index, numbers);
  }
  return decideCommon({ ...caseOf(policy, top, options), part: 'common', decided }, decided, decisions);
}

/** The decision of a request from those of its items. */
function decideCommon(on: Case, decided: readonly DecidedItem[], decisions: readonly OracleDecision[]): OracleDecision {
  const count = (outcome: OracleOutcome): number => decisions.filter((decision) => decision.outcome === outcome).length;
  const outcome = (['incomplete', 'uncovered', 'review', 'accepted', 'rejected'] as const).find((each) => count(each) > 0) ?? 'rejected';
  const counting = count('accepted') + count('review') + count('incomplete') > 0;
  const bill: OracleOutcome = counting ? 'accepted' : count('rejected') === decisions.length ? 'rejected' : 'uncovered';
  const charges = countedLines(on, bill, 'charges');
  const credits = countedLines(on, bill, 'credits');
  const lines = [...charges, ...credits];
  const windows = shownWindows(on);
  const met = new Set<string>(decisions.flatMap((decision) => Object.keys(decision.readings)));
  for (const name of windows) consultName(on, name, met);
  for (const line of lines) consultLine(on, line, met);
  const ofItems = (side: 'charges' | 'credits'): Counted[] =>
    decided.flatMap((each, index) => each[side].map((line) => ({ ...line, id: `items.${index}.${line.id}` })));
  return {
    policy: on.policy.policy,
    version: on.policy.version,
    outcome,
    remedy: remedyTold(on),
    reasons: [],
    missing: {
      facts: decisions.flatMap(({ missing }, index) => ofItem(index, missing.facts)),
      evidence: decisions.flatMap(({ missing }, index) => ofItem(index, missing.evidence)),
    },
    windows: sortedMap(windows.map((name) => [name, showWindow(on, name)])),
    evidence: [],
    charges: charges.map((line) => showLine(on, 'charge', line, lines)),
    credits: credits.map((line) => showLine(on, 'credit', line, lines)),
    totals: totalsOf(on, [...ofItems('charges'), ...charges], [...ofItems('credits'), ...credits]),
    duties: [],
    readings: showReadings(on, met),
    items: decisions,
    summary: {
      items: decisions.length,
      accepted: count('accepted'),
      rejected: count('rejected'),
      review: count('review'),
      incomplete: count('incomplete'),
      uncovered: count('uncovered'),
    },
  };
}

/** Names of what an item tells, as the request knows them. */
function ofItem(index: number, names: readonly string[]): string[] {
  return names.map((name) => `items.${index}.${name}`);
}

/** The numbers of each tier that are taken once an item is decided. */
function numbersAfter(policy: OraclePolicy, one: DecidedItem, index: number, before: Named<NumbersTaken>): Named<NumbersTaken> {
  return Object.fromEntries(Object.entries(policy.tiers ?? {}).map(([name, tier]) => [name, takenAfter(one, tier, index, own(before, name) ?? NONE_TAKEN)]));
}

function takenAfter({ on, decision }: DecidedItem, tier: OracleTier, index: number, before: NumbersTaken): NumbersTaken {
  const { outcome, missing } = decision;
  const waiting = (names: readonly string[]): string[] => [...before.waits, ...ofItem(index, names)];
  if (outcome === 'incomplete') return { ...before, waits: waiting([...missing.facts, ...missing.evidence]) };
  if (outcome !== 'accepted' && outcome !== 'review') return before;
  const distinct = tier.distinct === undefined ? null : factValue(on, tier.distinct);
  if (repeats(before, distinct)) return before;
  const units = tier.units === undefined ? 1 : factValue(on, tier.units);
  if (units === null || units === 0 || factValue(on, tier.counts) === null) return before;
  const untold = [...(tier.distinct === undefined || distinct !== NOT_TOLD ? [] : [tier.distinct]), ...(units === NOT_TOLD ? [tier.units ?? ''] : [])];
  return {
    count: before.count + (units === NOT_TOLD ? 0 : Number(units)),
    waits: waiting(waitedFor(together([...untold.map((fact) => waitsOfFact(on, fact)), waitsOfExistence(on, tier.counts)]))),
    seen: distinct === NOT_TOLD || distinct === null ? before.seen : [...before.seen, distinct],
    begun: true,
  };
}

/** What a derived fact is worth, and what it waits for where that is not known. */
function derivedOf(on: Case, derived: { readonly from: string; readonly less: string }): { readonly value: Told; readonly waits: readonly string[] } {
  const from = factValue(on, derived.from);
  const waits = from === NOT_TOLD ? waitedFor(waitsOfFact(on, derived.from)) : [];
  const values: Told[] = [from];
  const subtract = (each: Case, outcome: OracleOutcome, missing: OracleDecision['missing'], named: (names: readonly string[]) => readonly string[]): void => {
    if (outcome === 'incomplete') waits.push(...named([...missing.facts, ...missing.evidence]));
    if (outcome !== 'accepted' && outcome !== 'review') return;
    const less = factValue(each, derived.less);
    values.push(less);
    if (less === NOT_TOLD) waits.push(...named(waitedFor(waitsOfFact(each, derived.less))));
  };
  if (on.part === 'common') {
    for (const [index, item] of on.decided.entries()) subtract(item.on, item.decision.outcome, item.decision.missing, (names) => ofItem(index, names));
  } else {
    const { outcome, missing } = verdictOf(on);
    subtract(on, outcome, missing, (names) => names);
  }
  // Nothing that is told later turns a null into an amount.
  if (values.includes(null)) return { value: null, waits: [] };
  if (waits.length > 0 || values.includes(NOT_TOLD)) return { value: NOT_TOLD, waits };
  const [whole = ZERO, ...parts] = values.map((value) => (value === NOT_TOLD ? ZERO : exactOf(value)));
  return { value: printExact(parts.reduce(minus, whole), 0), waits: [] };
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
