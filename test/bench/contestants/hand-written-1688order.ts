/**
 * The after-sales policy of 1688order, version 1, under the readings that it chooses, written by hand and without an engine: what a
 * decision costs where nobody needs to read the policy apart from the code. Covers every request without `items`; says byte for byte what
 * `policy.evaluate` says, and keeps nothing from one request to the next. A change of the policy is a change here, in several places.
 */
import type { Decision, Outcome, Totals } from '../../../src/model/generated/decision.ts';

/** A request as it comes in. */
export type RawRequest = Readonly<Record<string, unknown>>;

/** A decision; a request that cannot be decided is refused without reasons. */
export type HandWrittenDecision = { readonly ok: true; readonly decision: Decision } | { readonly ok: false };

/** What a request comes to, without the reasons. */
export type HandWrittenOutcome = { readonly ok: true; readonly outcome: Outcome; readonly totals: Totals } | { readonly ok: false };

/** The whole decision. `digest` is the policy's, which code cannot know. */
export function decide(request: RawRequest, digest: string): HandWrittenDecision {
  const facts = read(request);
  return facts === undefined ? { ok: false } : { ok: true, decision: new Writer(facts, digest).decision() };
}

/** Outcome and totals alone. */
export function outcome(request: RawRequest): HandWrittenOutcome {
  const facts = read(request);
  if (facts === undefined) return { ok: false };
  const verdict = judge(facts);
  return { ok: true, outcome: verdict.outcome, totals: totalsOf(linesOf(facts, verdict.outcome)) };
}

// Truth: what is not told makes it unknown

type Truth = 0 | 1 | 2;
const no = 0;
const unknown = 1;
const yes = 2;

const and = (a: Truth, b: Truth): Truth => (a < b ? a : b);
const not = (a: Truth): Truth => (a === yes ? no : a === no ? yes : unknown);

/** The value of a word or of a boolean is a bit; a test is a set of bits. */
const untold = 1 << 30;
const none = 0;
const among = (value: number, set: number): Truth => ((value & set) !== 0 ? yes : value === untold ? unknown : no);

// Words

const inWarehouse = 1;
const delivered = 2;
const returnedInternational = 4;
const returnedDomestic = 8;
const stages = words('in-warehouse', 'delivered', 'returned-international', 'returned-domestic');

const toReturn = 1;
const toExchange = 2;
const solution = 4;
const compensation = 8;
const agencyService = 16;
const reshipment = 32;
const claims = toReturn | toExchange | solution;
const actionNames = ['return', 'exchange', 'solution', 'compensation', 'agency-service', 'reshipment'] as const;
const actions = words(...actionNames);

const notAsWished = 1;
const damaged = 2;
const stained = 4;
const defective = 8;
const wrongSize = 16;
const wrongStyle = 32;
const missingItem = 64;
const wrongPackage = 128;
const wrongWeight = 256;
const qualityProblems = damaged | stained | defective | wrongSize | wrongStyle | missingItem | wrongPackage;
const issues = words('not-as-wished', 'damaged', 'stained', 'defective', 'wrong-size', 'wrong-style', 'missing-item', 'wrong-package', 'wrong-weight');

const afterUse = 2;
const noticings = words('on-receipt', 'after-use');

const noted = 1;
const unnoted = 2;
const notInPresence = 4;
const signings = words('noted', 'unnoted', 'not-in-presence');

const notAsReceived = 2 | 4 | 8;
const conditions = words('as-received', 'exchanged-before', 'altered', 'parts-lost');

const media = 1 | 2 | 4 | 8;
const similar = 16;
const productKinds = words('software', 'cd', 'dvd', 'cassette', 'similar', 'other');

const sentAgainAtCost = 1 | 2 | 4 | 8;
const refused = 16;
const otherReason = 32;
const returnReasons = words('security-rules', 'nobody-to-sign', 'wrong-address', 'not-deliverable', 'refused', 'other');

const isTrue = 1;
const isFalse = 2;

function words(...names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, 1 << index]));
}

// Facts, each a bit, in the order of their names

const factNames = [
  'action',
  'appliedAt',
  'boughtThroughAgent',
  'goodsCondition',
  'guaranteeConditionsMet',
  'inStockAt',
  'issue',
  'noticed',
  'opened',
  'orderedThroughPlatform',
  'outerDamage',
  'productKind',
  'receivedAt',
  'reportedToPostAt',
  'reshippingCost',
  'returnReason',
  'shippingFromSeller',
  'shippingToSeller',
  'signing',
  'sku',
  'skus',
  'skusThisMonth',
  'stage',
  'withinWarranty',
] as const;

const bitOf = (name: (typeof factNames)[number]): number => 1 << factNames.indexOf(name);
const actionFact = bitOf('action');
const appliedAtFact = bitOf('appliedAt');
const boughtThroughAgentFact = bitOf('boughtThroughAgent');
const goodsConditionFact = bitOf('goodsCondition');
const guaranteeConditionsMetFact = bitOf('guaranteeConditionsMet');
const inStockAtFact = bitOf('inStockAt');
const issueFact = bitOf('issue');
const noticedFact = bitOf('noticed');
const openedFact = bitOf('opened');
const orderedThroughPlatformFact = bitOf('orderedThroughPlatform');
const outerDamageFact = bitOf('outerDamage');
const productKindFact = bitOf('productKind');
const receivedAtFact = bitOf('receivedAt');
const reportedToPostAtFact = bitOf('reportedToPostAt');
const reshippingCostFact = bitOf('reshippingCost');
const returnReasonFact = bitOf('returnReason');
const shippingFromSellerFact = bitOf('shippingFromSeller');
const shippingToSellerFact = bitOf('shippingToSeller');
const signingFact = bitOf('signing');
const skuFact = bitOf('sku');
const skusFact = bitOf('skus');
const skusThisMonthFact = bitOf('skusThisMonth');
const stageFact = bitOf('stage');
const withinWarrantyFact = bitOf('withinWarranty');

const freight = shippingFromSellerFact | shippingToSellerFact;
const guarantee = boughtThroughAgentFact | withinWarrantyFact | guaranteeConditionsMetFact;
const ofWarehouse = inStockAtFact | orderedThroughPlatformFact | skusFact;
const ofDelivery = receivedAtFact | goodsConditionFact | productKindFact;

class Facts {
  /** Facts that have a value, null aside. */
  told = 0;
  /** Facts that may have one, but were not told. */
  unknown = 0;
  stage = untold;
  action = untold;
  issue = untold;
  noticed = untold;
  signing = untold;
  goodsCondition = untold;
  productKind = untold;
  returnReason = untold;
  orderedThroughPlatform = untold;
  outerDamage = untold;
  opened = untold;
  boughtThroughAgent = untold;
  withinWarranty = untold;
  guaranteeConditionsMet = untold;
  appliedAt = 0;
  inStockAt = 0;
  receivedAt = 0;
  reportedToPostAt = 0;
  /** It is told that nothing was reported. */
  isUnreported = false;
  skus = 0;
  skusThisMonth = 0;
  /** Fen. */
  shippingToSeller = 0;
  shippingFromSeller = 0;
  reshippingCost = 0;
  /** Items of evidence, as bits. */
  provided = 0;
  unavailable = 0;
}

// Reading

/** The facts of a request; undefined where it says what cannot be. */
function read(request: RawRequest): Facts | undefined {
  try {
    const facts = new Facts();
    return isPlain(request) && readEach(request, facts) && settle(facts) && isPossible(facts) ? facts : undefined;
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown): value is RawRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.prototype.toString.call(value) === '[object Object]';
}

function readEach(request: RawRequest, facts: Facts): boolean {
  for (const key of Object.keys(request)) {
    const value = request[key];
    if (value !== undefined && !readOne(key, value, facts)) return false;
  }
  return true;
}

function readOne(key: string, value: unknown, facts: Facts): boolean {
  switch (key) {
    case 'stage':
      facts.told |= stageFact;
      return (facts.stage = wordOf(value, stages)) !== none;
    case 'action':
      facts.told |= actionFact;
      return (facts.action = wordOf(value, actions)) !== none;
    case 'issue':
      facts.told |= issueFact;
      return (facts.issue = wordOf(value, issues)) !== none;
    case 'noticed':
      facts.told |= noticedFact;
      return (facts.noticed = wordOf(value, noticings)) !== none;
    case 'signing':
      facts.told |= signingFact;
      return (facts.signing = wordOf(value, signings)) !== none;
    case 'goodsCondition':
      facts.told |= goodsConditionFact;
      return (facts.goodsCondition = wordOf(value, conditions)) !== none;
    case 'productKind':
      facts.told |= productKindFact;
      return (facts.productKind = wordOf(value, productKinds)) !== none;
    case 'returnReason':
      facts.told |= returnReasonFact;
      return (facts.returnReason = wordOf(value, returnReasons)) !== none;
    case 'orderedThroughPlatform':
      facts.told |= orderedThroughPlatformFact;
      return (facts.orderedThroughPlatform = booleanOf(value)) !== none;
    case 'outerDamage':
      facts.told |= outerDamageFact;
      return (facts.outerDamage = booleanOf(value)) !== none;
    case 'opened':
      facts.told |= openedFact;
      return (facts.opened = booleanOf(value)) !== none;
    case 'boughtThroughAgent':
      facts.told |= boughtThroughAgentFact;
      return (facts.boughtThroughAgent = booleanOf(value)) !== none;
    case 'withinWarranty':
      facts.told |= withinWarrantyFact;
      return (facts.withinWarranty = booleanOf(value)) !== none;
    case 'guaranteeConditionsMet':
      facts.told |= guaranteeConditionsMetFact;
      return (facts.guaranteeConditionsMet = booleanOf(value)) !== none;
    case 'appliedAt':
      facts.told |= appliedAtFact;
      return !Number.isNaN((facts.appliedAt = instantOf(value)));
    case 'inStockAt':
      facts.told |= inStockAtFact;
      return !Number.isNaN((facts.inStockAt = instantOf(value)));
    case 'receivedAt':
      facts.told |= receivedAtFact;
      return !Number.isNaN((facts.receivedAt = instantOf(value)));
    case 'reportedToPostAt':
      if (value === null) return (facts.isUnreported = true);
      facts.told |= reportedToPostAtFact;
      return !Number.isNaN((facts.reportedToPostAt = instantOf(value)));
    case 'skus':
      facts.told |= skusFact;
      return (facts.skus = countOf(value)) >= 1;
    case 'skusThisMonth':
      facts.told |= skusThisMonthFact;
      return (facts.skusThisMonth = countOf(value)) >= 0;
    case 'shippingToSeller':
      facts.told |= shippingToSellerFact;
      return (facts.shippingToSeller = fenOf(value)) >= 0;
    case 'shippingFromSeller':
      facts.told |= shippingFromSellerFact;
      return (facts.shippingFromSeller = fenOf(value)) >= 0;
    case 'reshippingCost':
      facts.told |= reshippingCostFact;
      return (facts.reshippingCost = fenOf(value)) >= 0;
    case 'sku':
      facts.told |= skuFact;
      return isName(value);
    case 'evidence':
      return readEvidence(value, facts);
    default:
      return false;
  }
}

function wordOf(value: unknown, of: ReadonlyMap<string, number>): number {
  return typeof value === 'string' ? (of.get(value) ?? none) : none;
}

function booleanOf(value: unknown): number {
  return value === true ? isTrue : value === false ? isFalse : none;
}

/** -1 for what is no whole number that can be counted exactly. */
function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : -1;
}

/** 1 to 200 characters. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && (value.length <= 200 || (value.length <= 400 && [...value].length <= 200));
}

const amountPattern = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/** An amount in fen; -1 for what is none. */
function fenOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) && hasFewDigits(value) ? fenOfText(String(value)) : -1;
  return typeof value === 'string' ? fenOfText(value) : -1;
}

/** Fifteen digits survive every reading and printing. */
function hasFewDigits(value: number): boolean {
  return (
    Number.isSafeInteger(value) ||
    String(value)
      .replaceAll(/[^0-9]/g, '')
      .replace(/^0+/, '').length <= 15
  );
}

function fenOfText(text: string): number {
  const match = text.length > 40 ? null : amountPattern.exec(text);
  if (match === null) return -1;
  const [, sign, whole = '', decimals = ''] = match;
  if (decimals.length > 2 && /[1-9]/.test(decimals.slice(2))) return -1;
  const fen = Number(`${whole}${decimals.slice(0, 2).padEnd(2, '0')}`);
  return !Number.isSafeInteger(fen) || (sign === '-' && fen !== 0) ? -1 : fen;
}

const instantPattern = /^([0-9]{4,6})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3}))?)?(?:Z|([+-])([0-9]{2}):([0-9]{2}))$/;
const hour = 3_600_000;

/** Milliseconds since 1970; NaN for what is no moment of the years 1970 to 2999 with its offset. */
function instantOf(value: unknown): number {
  if (typeof value !== 'string' || value.length > 40) return Number.NaN;
  const usual = usualInstant(value);
  return Number.isNaN(usual) ? unusualInstant(value) : usual;
}

/** Reads `2026-03-10T14:20:00`, with or without milliseconds, and `Z` or an offset; NaN for any other text. */
function usualInstant(text: string): number {
  const { length } = text;
  const hasFraction = length > 23 && text.charCodeAt(19) === 46;
  const end = hasFraction ? 23 : 19;
  const isUtc = length === end + 1 && text.charCodeAt(end) === 90;
  const sign = text.charCodeAt(end);
  const hasOffset = length === end + 6 && (sign === 43 || sign === 45) && text.charCodeAt(end + 3) === 58;
  const isDivided = text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45 && text.charCodeAt(10) === 84 && text.charCodeAt(13) === 58;
  if (!(isUtc || hasOffset) || !isDivided || text.charCodeAt(16) !== 58) return Number.NaN;
  const seconds = two(text, 17);
  const fraction = hasFraction ? two(text, 20) * 10 + digit(text, 22) : 0;
  const offsetHours = isUtc ? 0 : two(text, end + 1);
  const offsetMinutes = isUtc ? 0 : two(text, end + 4);
  const offset = (offsetHours * 60 + offsetMinutes) * (sign === 45 ? -60_000 : 60_000);
  const isNear = offsetHours <= 18 && offsetMinutes <= 59;
  return isNear ? atUtc(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8), two(text, 11), two(text, 14), seconds, fraction) - offset : Number.NaN;
}

/** A digit of a text; NaN for another character. */
function digit(text: string, index: number): number {
  const code = text.charCodeAt(index) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}

const two = (text: string, index: number): number => digit(text, index) * 10 + digit(text, index + 1);

/** NaN where any part of it is, or does not exist. */
function atUtc(year: number, month: number, date: number, hours: number, minutes: number, seconds: number, milliseconds: number): number {
  const isDay = year >= 1970 && year <= 2999 && month >= 1 && month <= 12 && date >= 1 && date <= daysOf(year, month);
  if (!isDay || !(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  return Date.UTC(year, month - 1, date, hours, minutes, seconds, milliseconds);
}

/** Without seconds, with fewer decimals, with zeros before the year. */
function unusualInstant(text: string): number {
  const match = instantPattern.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, date, hours, minutes, seconds = '0', fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  if (Number(offsetHours) > 18 || Number(offsetMinutes) > 59) return Number.NaN;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -60_000 : 60_000);
  return atUtc(Number(year), Number(month), Number(date), Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0'))) - offset;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function readEvidence(value: unknown, facts: Facts): boolean {
  if (!isPlain(value)) return false;
  for (const key of Object.keys(value)) {
    const bit = evidenceBits.get(key);
    const state = value[key];
    if (bit === undefined) return false;
    if (state === 'provided') facts.provided |= bit;
    else if (state === 'unavailable') facts.unavailable |= bit;
    else if (state !== undefined) return false;
  }
  return true;
}

/** Settles which facts exist; false where one is told that does not. */
function settle(facts: Facts): boolean {
  const { stage } = facts;
  facts.unknown = (stageFact | actionFact | appliedAtFact) & ~facts.told;
  if (!exist(facts, among(stage, inWarehouse | delivered), issueFact)) return false;
  if (!exist(facts, among(stage, inWarehouse), ofWarehouse) || !exist(facts, among(stage, delivered), ofDelivery)) return false;
  if (!exist(facts, among(stage, returnedInternational), returnReasonFact)) return false;
  if ((facts.unknown & issueFact) === 0 && (facts.told & issueFact) === 0) facts.issue = none;
  if (!exist(facts, and(among(stage, delivered), among(facts.issue, damaged | stained | defective)), noticedFact)) return false;
  if (isNone(facts, noticedFact)) facts.noticed = none;
  if (isNone(facts, orderedThroughPlatformFact)) facts.orderedThroughPlatform = none;
  if (isNone(facts, goodsConditionFact)) facts.goodsCondition = facts.productKind = none;
  if (isNone(facts, productKindFact)) facts.productKind = none;
  if (isNone(facts, returnReasonFact)) facts.returnReason = none;
  const isHarmed = harmedOnArrival(facts);
  const showsLater = among(facts.noticed, afterUse);
  if (!exist(facts, isHarmed, signingFact) || !exist(facts, showsLater, guarantee)) return false;
  if (!exist(facts, or(among(stage, inWarehouse), showsLater), freight)) return false;
  if (isNone(facts, signingFact)) facts.signing = none;
  if (!exist(facts, among(facts.orderedThroughPlatform, isTrue), skuFact | skusThisMonthFact)) return false;
  if (!exist(facts, among(facts.signing, unnoted), outerDamageFact) || !exist(facts, among(facts.signing, notInPresence), reportedToPostAtFact)) return false;
  if (!exist(facts, among(facts.productKind, media | similar), openedFact)) return false;
  if (!exist(facts, among(facts.returnReason, sentAgainAtCost), reshippingCostFact)) return false;
  if (facts.isUnreported) facts.unknown &= ~reportedToPostAtFact;
  settleBooleans(facts);
  return true;
}

const or = (a: Truth, b: Truth): Truth => (a > b ? a : b);

function exist(facts: Facts, truth: Truth, group: number): boolean {
  if (truth === no) return (facts.told & group) === 0;
  facts.unknown |= group & ~facts.told;
  return true;
}

function isNone(facts: Facts, fact: number): boolean {
  return ((facts.told | facts.unknown) & fact) === 0;
}

function settleBooleans(facts: Facts): void {
  if (isNone(facts, outerDamageFact)) facts.outerDamage = none;
  if (isNone(facts, openedFact)) facts.opened = none;
  if (isNone(facts, boughtThroughAgentFact)) facts.boughtThroughAgent = none;
  if (isNone(facts, withinWarrantyFact)) facts.withinWarranty = none;
  if (isNone(facts, guaranteeConditionsMetFact)) facts.guaranteeConditionsMet = none;
}

/** Nobody applies for, or reports, what has not happened yet. */
function isPossible(facts: Facts): boolean {
  if (facts.stage === inWarehouse && applicationOf(facts) === early) return false;
  if (facts.stage === delivered && reportOf(facts, 72) === early) return false;
  return !(facts.signing === notInPresence && postReportOf(facts) === early);
}

function harmedOnArrival(facts: Facts): Truth {
  const harm = and(among(facts.stage, delivered), among(facts.issue, damaged | stained | missingItem));
  return and(harm, not(among(facts.noticed, afterUse)));
}

// Windows

const early = 0;
const open = 1;
const closed = 2;
const notKnown = 3;
const noState = 4;
type State = 0 | 1 | 2 | 3 | 4;
const stateNames = ['early', 'open', 'closed', 'unknown', 'none'] as const;

/** Clocks in China show a full hour whenever UTC does. */
const nextHour = (at: number): number => (Math.floor(at / hour) + 1) * hour;
const endOfApplication = (facts: Facts): number => nextHour(facts.inStockAt) + 120 * hour;

function stateAt(at: number, opensAt: number, closesAt: number): State {
  return at < opensAt ? early : at <= closesAt ? open : closed;
}

function applicationOf(facts: Facts): State {
  if ((facts.unknown & (inStockAtFact | appliedAtFact)) !== 0) return notKnown;
  return stateAt(facts.appliedAt, facts.inStockAt, endOfApplication(facts));
}

/** The windows that begin with the delivery and look at the application. */
function reportOf(facts: Facts, hours: number): State {
  if ((facts.unknown & (receivedAtFact | appliedAtFact)) !== 0) return notKnown;
  return stateAt(facts.appliedAt, facts.receivedAt, facts.receivedAt + hours * hour);
}

function postReportOf(facts: Facts): State {
  if ((facts.unknown & (receivedAtFact | reportedToPostAtFact)) !== 0) return notKnown;
  if ((facts.told & reportedToPostAtFact) === 0) return noState;
  return stateAt(facts.reportedToPostAt, facts.receivedAt, facts.receivedAt + 48 * hour);
}

const isIn = (state: State, wanted: State): Truth => (state === wanted ? yes : state === notKnown ? unknown : no);

/** When China's clocks went an hour ahead in summer, from and to; since then they never changed. */
const summers = [
  ['1986-05-04T02:00+08:00', '1986-09-14T01:00+08:00'],
  ['1987-04-12T02:00+08:00', '1987-09-13T01:00+08:00'],
  ['1988-04-17T02:00+08:00', '1988-09-11T01:00+08:00'],
  ['1989-04-16T02:00+08:00', '1989-09-17T01:00+08:00'],
  ['1990-04-15T02:00+08:00', '1990-09-16T01:00+08:00'],
  ['1991-04-14T02:00+08:00', '1991-09-15T01:00+08:00'],
].map(([from = '', to = '']) => [Date.parse(from), Date.parse(to)] as const);
const lastSummer = Date.parse('1991-12-31T00:00Z');

const isSummer = (at: number): boolean => at < lastSummer && summers.some(([from, to]) => at >= from && at < to);

const twoDigits = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
const shownTwo = (value: number): string => twoDigits[value] ?? '';
const day = 24 * hour;

/** The day as 2026-03-10, by the civil calendar's eras of 400 years, which begin on 1 March. */
function printDay(at: number): string {
  const sinceEras = Math.floor(at / day) + 719_468;
  const era = Math.floor(sinceEras / 146_097);
  const inEra = sinceEras - era * 146_097;
  const yearInEra = Math.floor((inEra - Math.floor(inEra / 1_460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const date = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return `${yearInEra + era * 400 + (month <= 2 ? 1 : 0)}-${shownTwo(month)}-${shownTwo(date)}`;
}

function printTime(at: number): string {
  const minutes = Math.floor((at - Math.floor(at / day) * day) / 60_000);
  return `${shownTwo(Math.floor(minutes / 60))}:${shownTwo(minutes % 60)}`;
}

function print(at: number): string {
  const ahead = isSummer(at) ? 9 : 8;
  const local = at + ahead * hour;
  const inMinute = local - Math.floor(local / 60_000) * 60_000;
  const milliseconds = inMinute % 1000;
  const fraction = milliseconds === 0 ? '000' : String(milliseconds).padStart(3, '0');
  return `${printDay(local)}T${printTime(local)}:${shownTwo(Math.floor(inMinute / 1000))}.${fraction}+0${ahead}:00`;
}

function printShort(at: number): string {
  const local = at + (isSummer(at) ? 9 : 8) * hour;
  return `${printDay(local)} ${printTime(local)}`;
}

// Statements

type Reading = keyof typeof choices;
const choices = {
  'claim-in-time': 'accepted',
  clock: 'clock-hour',
  'late-exchange': 'as-return',
  month: 'calendar-month',
  'off-platform-fee': 'per-time',
  'platform-rules': 'tiers',
  'problems-after-use': 'agency',
  quality: 'any-deviation',
  scope: 'shipped-abroad',
  'shipping-on-return': 'as-quoted',
  'tier-edge': 'lower',
  'tier-mode': 'graduated',
  'two-days': 'hours',
  'unsigned-parcels': 'each-its-own',
  'what-counts': 'handled',
} as const;
const readingNames = Object.keys(choices) as readonly Reading[];
const readingBits = (names: readonly Reading[]): number => names.reduce((bits, name) => bits | (1 << readingNames.indexOf(name)), 0);

const ofClock = readingBits(['clock']);
const ofTwoDays = readingBits(['two-days']);

const accept = 1;
const review = 2;
const reject = 3;
type Rank = 1 | 2 | 3;
const effectNames = { [accept]: 'accept', [review]: 'review', [reject]: 'reject' } as const;
const outcomeNames = { [accept]: 'accepted', [review]: 'review', [reject]: 'rejected' } as const;

interface Statement {
  readonly id: string;
  readonly clauses: readonly string[];
  readonly readings: number;
}

interface Reason extends Statement {
  readonly kind: 'rule' | 'evidence';
  readonly rank: Rank;
  readonly message: (facts: Facts) => string;
  /** The facts that its section looks at, and those that it looks at itself. */
  readonly guard: number;
  readonly needs: number;
}

interface RuleForm {
  readonly rank: Rank;
  readonly clauses: readonly string[];
  readonly readings?: readonly Reading[];
  /** The facts that it looks at, besides where the goods are and what is asked for. */
  readonly needs?: number;
  readonly hasGuard?: boolean;
}

const place = stageFact | actionFact;

function rule(id: string, message: string | ((facts: Facts) => string), form: RuleForm): Reason {
  const { rank, clauses, readings = [], needs = 0, hasGuard = true } = form;
  const say = typeof message === 'string' ? (): string => message : message;
  return { kind: 'rule', id, rank, clauses, readings: readingBits(readings), message: say, guard: hasGuard ? place : 0, needs: needs | place };
}

const applicationFacts = inStockAtFact | appliedAtFact;
const endOfApplicationShort = (facts: Facts): string => printShort(endOfApplication(facts));
const endOfDelivery = (facts: Facts, hours: number): string => printShort(facts.receivedAt + hours * hour);

const exchangeAtAnyTime = rule('exchange-at-any-time', 'An exchange has no last day.', {
  rank: accept,
  clauses: ['1.1'],
  readings: ['clock', 'late-exchange'],
  needs: applicationFacts,
});
const inTime = rule('in-time', (facts) => `You applied in time; the window is open until ${endOfApplicationShort(facts)}.`, {
  rank: accept,
  clauses: ['1.1'],
  readings: ['clock'],
  needs: applicationFacts,
});
const lateWithProblem = rule(
  'late-with-problem',
  (facts) => `The window closed at ${endOfApplicationShort(facts)}. Because of the quality problem we still take your request, with a penalty for being late.`,
  { rank: accept, clauses: ['1.1'], readings: ['clock', 'late-exchange', 'quality'], needs: applicationFacts | issueFact },
);
const lateWithoutProblem = rule(
  'late-without-problem',
  (facts) => `The window closed at ${endOfApplicationShort(facts)}. After that we can help only where there is a quality problem.`,
  { rank: reject, clauses: ['1.1'], readings: ['clock', 'late-exchange', 'quality'], needs: applicationFacts | issueFact },
);
const solutionInWarehouse = rule('solution-in-warehouse', 'Goods in our warehouse can be returned or exchanged. Please ask for one of these.', {
  rank: reject,
  clauses: ['1.1'],
  hasGuard: false,
});
const signedWithoutNote = rule(
  'signed-without-note',
  'The package was damaged on the outside and was signed for in front of the courier without a note. A colleague will look at your claim.',
  { rank: review, clauses: ['2.1.1'], needs: signingFact | outerDamageFact },
);
const signedInPresence = rule(
  'signed-in-presence',
  'Our policy provides for claims to the post where the package was not signed for in front of the courier. A colleague will look at yours.',
  { rank: review, clauses: ['2.1.1', '2.1.2'], needs: signingFact },
);
const refusedAtTheDoor = rule(
  'refused-at-the-door',
  'You refused the package because of a problem, as we advise; but a package that cannot be delivered is sent again at your cost. A colleague decides.',
  { rank: review, clauses: ['2.1.1', '2.4'], needs: returnReasonFact },
);
const compensationBeforeReceipt = rule('compensation-before-receipt', 'The post compensates damage to a package that was delivered to you; yours is with us.', {
  rank: reject,
  clauses: ['2.1.2'],
  hasGuard: false,
});
const nothingHarmedOnArrival = rule(
  'nothing-harmed-on-arrival',
  'The post can compensate you only for a package that was damaged, or had items missing, when it arrived.',
  { rank: reject, clauses: ['2.1.2'], needs: issueFact | noticedFact },
);
const postDecides = rule('post-decides', 'The post decides whether it compensates you, and how much. We pass your claim on.', {
  rank: review,
  clauses: ['2.1.2'],
  needs: signingFact,
});
const toldPostTooLate = rule('told-post-too-late', (facts) => `The post office had to know by ${endOfDelivery(facts, 48)}, two days after the delivery.`, {
  rank: reject,
  clauses: ['2.1.2'],
  readings: ['two-days'],
  needs: signingFact | receivedAtFact | reportedToPostAtFact,
});
const toldUsTooLate = rule('told-us-too-late', (facts) => `We had to know by ${endOfDelivery(facts, 48)}, two days after the delivery.`, {
  rank: reject,
  clauses: ['2.1.2'],
  readings: ['two-days'],
  needs: signingFact | receivedAtFact | appliedAtFact,
});
const afterUseThroughSeller = rule(
  'after-use-through-seller',
  'A problem that shows only after use is a matter for the seller. Please ask for our agency service instead.',
  { rank: reject, clauses: ['2.1.3'], readings: ['problems-after-use'], needs: noticedFact },
);
const agencyAccepted = rule('agency-accepted', 'We contact the seller for you, free of charge; you pay the freight both ways.', {
  rank: accept,
  clauses: ['2.1.3'],
  needs: noticedFact,
});
const agencyBeforeReceipt = rule('agency-before-receipt', 'The agency service is for problems that show after use; the goods are with us.', {
  rank: reject,
  clauses: ['2.1.3'],
  hasGuard: false,
});
const guaranteeConditions = rule(
  'guarantee-conditions',
  'The product does not meet the conditions of its quality guarantee. We may refuse the service; a colleague decides.',
  { rank: review, clauses: ['2.1.3'], needs: guaranteeConditionsMetFact },
);
const notAfterUse = rule(
  'not-after-use',
  'The agency service is for quality problems that show only after use. For what can be seen on receipt, please ask for a return, an exchange or another solution.',
  { rank: reject, clauses: ['2.1.3'], needs: noticedFact },
);
const notBoughtThroughAgent = rule('not-bought-through-agent', 'We can contact the seller only for products that you bought through us.', {
  rank: reject,
  clauses: ['2.1.3'],
  needs: boughtThroughAgentFact,
});
const warrantyOver = rule('warranty-over', 'The warranty period is over.', { rank: reject, clauses: ['2.1.3'], needs: withinWarrantyFact });
const claimAccepted = rule('claim-accepted', 'We accept your claim. Which solution follows - a refund, an exchange or another - we will work out with you.', {
  rank: accept,
  clauses: ['2.1.4'],
  readings: ['claim-in-time'],
  needs: issueFact,
});
const notAsWishedAbroad = rule(
  'not-as-wished-abroad',
  'The goods are as ordered; workmanship, material, a colour or a size that you like less are no quality problem. Our basic check compares appearance, colour and size with the order; other checks must be asked for in the remarks of the order.',
  { rank: reject, clauses: ['2.2.1'], readings: ['scope'], needs: issueFact },
);
const exchangedAlteredOrIncomplete = rule(
  'exchanged-altered-or-incomplete',
  'We cannot take goods that were exchanged before, were altered, or have lost parts.',
  { rank: reject, clauses: ['2.2.2'], readings: ['scope'], needs: goodsConditionFact },
);
const openedMedia = rule('opened-media', 'We cannot take software, CDs, DVDs or cassettes that have been opened.', {
  rank: reject,
  clauses: ['2.2.3'],
  readings: ['scope'],
  needs: productKindFact | openedFact,
});
const openedSimilar = rule('opened-similar', 'The item resembles those that we cannot take once they are opened. A colleague decides.', {
  rank: review,
  clauses: ['2.2.3'],
  readings: ['scope'],
  needs: productKindFact | openedFact,
});
const reportedTooLate = rule(
  'reported-too-late',
  (facts) => `Missing items, damage and defects had to be reported by ${endOfDelivery(facts, 72)}, 72 hours after the delivery.`,
  {
    rank: reject,
    clauses: ['2.2.5'],
    readings: ['problems-after-use', 'scope', 'unsigned-parcels'],
    needs: issueFact | noticedFact | receivedAtFact | appliedAtFact,
  },
);
const cameBackOtherwise = rule(
  'came-back-otherwise',
  'The package came back for a reason that our policy does not name. A colleague decides who pays for sending it again.',
  { rank: review, clauses: ['2.4'], needs: returnReasonFact },
);
const otherWishInternational = rule(
  'other-wish-international',
  'For a package that came back from abroad, our policy speaks only of sending it again. A colleague decides about anything else.',
  { rank: review, clauses: ['2.4'], hasGuard: false },
);
const sentAgainAtCostRule = rule('sent-again-at-cost', 'We send the package again; you pay the cost of sending it.', {
  rank: accept,
  clauses: ['2.4'],
  needs: returnReasonFact,
});
const nothingToSendAgain = rule('nothing-to-send-again', 'Only a package that came back to us can be sent again.', {
  rank: reject,
  clauses: ['2.4', '2.5'],
  hasGuard: false,
});
const otherWishDomestic = rule(
  'other-wish-domestic',
  'For a package that failed the security check, our policy speaks only of sending it again. A colleague decides about anything else.',
  { rank: review, clauses: ['2.5'], hasGuard: false },
);
const sentAgainFree = rule('sent-again-free', 'We send the package again at no additional cost.', { rank: accept, clauses: ['2.5'] });

interface Item extends Reason {
  readonly kind: 'evidence';
  readonly what: string;
}

function item(id: string, what: string, clauses: readonly string[], unavailable: string, form: { readonly needs?: number; readonly rank?: Rank } = {}): Item {
  const isOfScope = (clauses.at(-1) ?? '') >= '2.2';
  const shared = { id, what, clauses, readings: isOfScope ? readingBits(['scope']) : 0, message: (): string => unavailable };
  return { ...shared, kind: 'evidence', rank: form.rank ?? review, guard: place, needs: (form.needs ?? 0) | place };
}

/** In the order in which they are shown. */
const items: readonly Item[] = [
  item('goods-photos', 'Photos of the goods as they are', ['2.1.2'], 'Without photos of the goods a colleague has to see whether the post takes the claim.', {
    needs: signingFact,
  }),
  item('invoice', 'The invoice', ['2.1.2'], 'Without the invoice a colleague has to see whether the post takes the claim.', { needs: signingFact }),
  item(
    'outer-box',
    'The outer box, kept with its sealing tape',
    ['2.1.2'],
    'Without the outer box and its tape a colleague has to see whether the post takes the claim.',
    {
      needs: signingFact,
    },
  ),
  item('guarantee-card', 'The quality guarantee card', ['2.1.3'], 'Without the quality guarantee card we cannot turn to the seller.', { rank: reject }),
  item('purchase-receipt', 'The original purchase receipt', ['2.1.3', '2.2.4'], 'Without the original purchase receipt we cannot accept the request.', {
    rank: reject,
  }),
  item('issue-description', 'A detailed description of the problem', ['2.1.4'], 'Without a description a colleague has to look at your claim.'),
  item('packaging-photo', 'Photos of the packaging', ['2.1.4'], 'Without photos of the packaging a colleague has to look at your claim.'),
  item('product-photo', 'Photos of the product', ['2.1.4'], 'Without photos of the product a colleague has to look at your claim.'),
  item('damage-photo', 'Photos of the damaged or stained places', ['2.3.1'], 'Without photos of the damage a colleague has to look at it.', {
    needs: issueFact,
  }),
  item('size-label-photo', "A photo of the product's size label", ['2.3.2'], 'Without a size label the size cannot be verified. A colleague decides.', {
    needs: issueFact,
  }),
  item('whole-product-photo', 'A photo of the whole product', ['2.3.3'], 'Without a photo of the whole product a colleague has to look at it.', {
    needs: issueFact,
  }),
  item(
    'missing-order-number',
    'The order number of the missing item',
    ['2.3.4'],
    'Without the order number a colleague has to find out which item is missing.',
    {
      needs: issueFact,
    },
  ),
  item(
    'opening-photo',
    'A photo of the opening of the packaging',
    ['2.3.4'],
    'Without a photo of the opening of the packaging a colleague has to look at it.',
    {
      needs: issueFact,
    },
  ),
  item('weighing-photo', 'A photo of the product and the package being weighed', ['2.3.4'], 'Without a photo of the weighing a colleague has to look at it.', {
    needs: issueFact,
  }),
  item(
    'delivery-slip-photo',
    "A photo of the package's delivery slip, from the front",
    ['2.3.4', '2.3.5'],
    'Without a photo of the delivery slip a colleague has to look at it.',
    { needs: issueFact },
  ),
  item('contents-photo', 'A photo of the items inside the package', ['2.3.5'], 'Without a photo of the items inside a colleague has to look at it.', {
    needs: issueFact,
  }),
  item(
    'received-item-id',
    'The id of one of the received items',
    ['2.3.5'],
    'Without the id of a received item a colleague has to find out whose package it is.',
    { needs: issueFact },
  ),
  item(
    'unopened-weight-photo',
    "A photo of the package's weight, taken before it was opened",
    ['2.3.6'],
    'Without the weight before opening a colleague has to look at it.',
    { needs: issueFact },
  ),
];
const evidenceBits: ReadonlyMap<string, number> = new Map(items.map(({ id }, index) => [id, 1 << index]));
const bitsOf = (...ids: readonly string[]): number => ids.reduce((bits, id) => bits | (evidenceBits.get(id) ?? 0), 0);

const ofPostClaim = bitsOf('goods-photos', 'invoice', 'outer-box');
const guaranteeCard = bitsOf('guarantee-card');
const ofGoodsAbroad = bitsOf('purchase-receipt', 'issue-description', 'product-photo');
const packagingPhoto = bitsOf('packaging-photo');
const rejecting = bitsOf('guarantee-card', 'purchase-receipt');
const photos: readonly (readonly [issue: number, items: number])[] = [
  [damaged | stained, bitsOf('damage-photo')],
  [wrongSize, bitsOf('size-label-photo')],
  [wrongStyle, bitsOf('whole-product-photo')],
  [missingItem, bitsOf('missing-order-number', 'delivery-slip-photo', 'opening-photo', 'weighing-photo')],
  [wrongPackage, bitsOf('delivery-slip-photo', 'contents-photo', 'received-item-id')],
  [wrongWeight, bitsOf('unopened-weight-photo')],
];
const anyPhoto = photos.reduce((all, [, bits]) => all | bits, 0);

// Judging

interface Verdict {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** What an incomplete request waits for. */
  readonly waiting: Waiting | null;
  /** Missing items, as bits. */
  readonly missing: number;
}

/** Facts that are waited for, as bits; the first are asked first. */
class Waiting {
  first = 0;
  others = 0;

  add(facts: Facts, { guard }: Reason, needs: number): void {
    this.others |= needs & facts.unknown;
    this.first |= (guard & facts.unknown) | behindAll(facts, needs & facts.unknown);
  }
}

/** The rules that hold and those that may hold. */
class Rules {
  highest: 0 | Rank = 0;
  deciding: Reason[] = [];
  possible: Reason[] = [];

  add(one: Reason, truth: Truth): void {
    if (truth === unknown) this.possible.push(one);
    if (truth !== yes || one.rank < this.highest) return;
    if (one.rank > this.highest) {
      this.highest = one.rank;
      this.deciding = [one];
    } else this.deciding.push(one);
  }
}

function judge(facts: Facts): Verdict {
  const rules = new Rules();
  addRules(facts, rules);
  const inTheWay = rules.possible.filter(({ rank }) => rank > rules.highest);
  if (facts.action === untold || inTheWay.length > 0) return incomplete(facts, inTheWay, facts.action === untold ? actionFact : 0);
  if (rules.highest === 0) return { outcome: 'uncovered', reasons: [], waiting: null, missing: 0 };
  if (rules.highest === reject) return { outcome: 'rejected', reasons: inOrder(rules.deciding), waiting: null, missing: 0 };
  return withEvidence(facts, rules.deciding, rules.highest);
}

function incomplete(facts: Facts, statements: readonly Reason[], first: number, missing = 0): Verdict {
  const waiting = new Waiting();
  for (const statement of statements) waiting.add(facts, statement, needsOf(statement, facts));
  waiting.first |= first;
  return { outcome: 'incomplete', reasons: [], waiting, missing };
}

/** A problem that shows after use harmed nothing on arrival, whatever it is. */
function needsOf(statement: Reason, facts: Facts): number {
  return statement === nothingHarmedOnArrival && harmedOnArrival(facts) !== unknown ? place : statement.needs;
}

/** Rules of one section come in the order of their clauses; where several sections reject, they have to be put in it. */
function inOrder(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length < 2) return reasons;
  return [...reasons].sort((a, b) => compare(a.clauses.join(' '), b.clauses.join(' ')) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function addRules(facts: Facts, rules: Rules): void {
  const { stage, action } = facts;
  const isInWarehouse = among(stage, inWarehouse);
  const isDelivered = among(stage, delivered);
  const inSection = and(isInWarehouse, among(action, toReturn | toExchange));
  if (inSection !== no) addWarehouse(facts, rules, inSection);
  const isClaim = and(isDelivered, among(action, claims));
  if (isClaim !== no) addClaim(facts, rules, isClaim);
  const isPostClaim = and(isDelivered, among(action, compensation));
  if (isPostClaim !== no) addPostClaim(facts, rules, isPostClaim);
  const isAgency = and(isDelivered, among(action, agencyService));
  if (isAgency !== no) addAgency(facts, rules, isAgency);
  const isChecked = and(isDelivered, among(action, claims | agencyService));
  if (isChecked !== no) addExclusions(facts, rules, isChecked);
  const cameBack = and(among(stage, returnedInternational), among(action, reshipment));
  if (cameBack !== no) addReturned(facts, rules, cameBack);
  rules.add(sentAgainFree, and(among(stage, returnedDomestic), among(action, reshipment)));
  rules.add(solutionInWarehouse, and(isInWarehouse, among(action, solution)));
  rules.add(compensationBeforeReceipt, and(not(isDelivered), among(action, compensation)));
  rules.add(agencyBeforeReceipt, and(not(isDelivered), among(action, agencyService)));
  rules.add(nothingToSendAgain, and(among(stage, inWarehouse | delivered), among(action, reshipment)));
  rules.add(otherWishInternational, and(among(stage, returnedInternational), among(action, claims)));
  rules.add(otherWishDomestic, and(among(stage, returnedDomestic), among(action, claims)));
}

function addWarehouse(facts: Facts, rules: Rules, section: Truth): void {
  const state = applicationOf(facts);
  const isLate = and(section, isIn(state, closed));
  const isProblem = among(facts.issue, qualityProblems);
  const endCounts = among(facts.action, toReturn | toExchange);
  rules.add(exchangeAtAnyTime, and(isLate, not(endCounts)));
  rules.add(inTime, and(section, isIn(state, open)));
  rules.add(lateWithProblem, and(isLate, isProblem));
  rules.add(lateWithoutProblem, and(isLate, not(isProblem)));
}

function addClaim(facts: Facts, rules: Rules, section: Truth): void {
  rules.add(signedWithoutNote, and(section, and(among(facts.signing, unnoted), among(facts.outerDamage, isTrue))));
  rules.add(afterUseThroughSeller, and(section, among(facts.noticed, afterUse)));
  rules.add(claimAccepted, and(section, not(among(facts.issue, notAsWished))));
}

function addPostClaim(facts: Facts, rules: Rules, section: Truth): void {
  const isUnsigned = and(section, among(facts.signing, notInPresence));
  rules.add(signedInPresence, and(section, among(facts.signing, noted | unnoted)));
  rules.add(nothingHarmedOnArrival, and(section, not(harmedOnArrival(facts))));
  rules.add(postDecides, isUnsigned);
  rules.add(toldPostTooLate, and(isUnsigned, isIn(postReportOf(facts), closed)));
  rules.add(toldUsTooLate, and(isUnsigned, isIn(reportOf(facts, 48), closed)));
}

function addAgency(facts: Facts, rules: Rules, section: Truth): void {
  const showsLater = among(facts.noticed, afterUse);
  rules.add(agencyAccepted, and(section, showsLater));
  rules.add(guaranteeConditions, and(section, among(facts.guaranteeConditionsMet, isFalse)));
  rules.add(notAfterUse, and(section, not(showsLater)));
  rules.add(notBoughtThroughAgent, and(section, among(facts.boughtThroughAgent, isFalse)));
  rules.add(warrantyOver, and(section, among(facts.withinWarranty, isFalse)));
}

function addExclusions(facts: Facts, rules: Rules, section: Truth): void {
  const isOpened = and(section, among(facts.opened, isTrue));
  const isBound = and(among(facts.issue, missingItem | damaged | stained | defective), not(among(facts.noticed, afterUse)));
  rules.add(notAsWishedAbroad, and(section, among(facts.issue, notAsWished)));
  rules.add(exchangedAlteredOrIncomplete, and(section, among(facts.goodsCondition, notAsReceived)));
  rules.add(openedMedia, and(isOpened, among(facts.productKind, media)));
  rules.add(openedSimilar, and(isOpened, among(facts.productKind, similar)));
  rules.add(reportedTooLate, and(section, and(isBound, isIn(reportOf(facts, 72), closed))));
}

function addReturned(facts: Facts, rules: Rules, section: Truth): void {
  rules.add(refusedAtTheDoor, and(section, among(facts.returnReason, refused)));
  rules.add(cameBackOtherwise, and(section, among(facts.returnReason, otherReason)));
  rules.add(sentAgainAtCostRule, and(section, among(facts.returnReason, sentAgainAtCost)));
}

/** Items that are asked for, and items that may be, as bits. */
interface Asked {
  certain: number;
  possible: number;
}

function askedOf(facts: Facts): Asked {
  const asked: Asked = { certain: 0, possible: 0 };
  const isDelivered = among(facts.stage, delivered);
  if (isDelivered === no) return asked;
  const isChecked = and(isDelivered, among(facts.action, claims | agencyService));
  ask(asked, and(and(isDelivered, among(facts.action, compensation)), among(facts.signing, notInPresence)), ofPostClaim);
  ask(asked, and(isDelivered, among(facts.action, agencyService)), guaranteeCard);
  ask(asked, isChecked, ofGoodsAbroad);
  ask(asked, and(isDelivered, among(facts.action, claims)), packagingPhoto);
  if (facts.issue === untold) ask(asked, isChecked === no ? no : unknown, anyPhoto);
  else for (const [issue, bits] of photos) if ((facts.issue & issue) !== 0) ask(asked, isChecked, bits);
  return asked;
}

function ask(asked: Asked, truth: Truth, bits: number): void {
  if (truth === yes) asked.certain |= bits;
  else if (truth === unknown) asked.possible |= bits;
}

/** Evidence can turn what the rules grant into a rejection, a review, or a question. */
function withEvidence(facts: Facts, granting: readonly Reason[], byRules: 1 | 2): Verdict {
  const { certain, possible } = askedOf(facts);
  const acting = certain & facts.unavailable;
  if ((acting & rejecting) !== 0) return { outcome: 'rejected', reasons: inOrder(itemsOf(acting & rejecting)), waiting: null, missing: 0 };
  const highest = acting !== 0 ? review : byRules;
  const inTheWay = possible & facts.unavailable & (highest === review ? rejecting : -1);
  if (inTheWay !== 0) return incomplete(facts, itemsOf(inTheWay), 0);
  const missing = (certain | possible) & ~facts.provided & ~facts.unavailable;
  if (missing !== 0) return incomplete(facts, itemsOf(missing), 0, missing & certain);
  const reasons = byRules === highest ? [...granting, ...itemsOf(acting)] : itemsOf(acting);
  return { outcome: outcomeNames[highest], reasons: inOrder(reasons), waiting: null, missing: 0 };
}

function itemsOf(bits: number): readonly Item[] {
  return bits === 0 ? [] : items.filter((_, index) => (bits & (1 << index)) !== 0);
}

// What is not known

/** Facts on which it depends whether an untold one exists, as bits. */
function behind(facts: Facts, fact: number): number {
  const { unknown: untoldFacts } = facts;
  switch (fact) {
    case stageFact:
    case actionFact:
    case appliedAtFact:
      return 0;
    case noticedFact:
      return withBehind(facts, untoldFacts & (stageFact | issueFact));
    case signingFact:
      return withBehind(facts, untoldFacts & (stageFact | issueFact | noticedFact));
    case boughtThroughAgentFact:
    case withinWarrantyFact:
    case guaranteeConditionsMetFact:
      return withBehind(facts, untoldFacts & noticedFact);
    case shippingToSellerFact:
    case shippingFromSellerFact:
      return facts.stage === inWarehouse || facts.noticed === afterUse ? 0 : withBehind(facts, untoldFacts & (stageFact | noticedFact));
    case outerDamageFact:
    case reportedToPostAtFact:
      return withBehind(facts, untoldFacts & signingFact);
    case openedFact:
      return withBehind(facts, untoldFacts & productKindFact);
    case skuFact:
    case skusThisMonthFact:
      return withBehind(facts, untoldFacts & orderedThroughPlatformFact);
    case reshippingCostFact:
      return withBehind(facts, untoldFacts & returnReasonFact);
    default:
      return untoldFacts & stageFact;
  }
}

const withBehind = (facts: Facts, bits: number): number => bits | behindAll(facts, bits);

function behindAll(facts: Facts, bits: number): number {
  let all = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) all |= behind(facts, rest & -rest);
  return all;
}

/** 0 for a fact that is known to exist, else one more than the deepest of those behind it. */
function depthOf(facts: Facts, fact: number): number {
  let depth = 0;
  for (let rest = behind(facts, fact); rest !== 0; rest &= rest - 1) depth = Math.max(depth, depthOf(facts, rest & -rest) + 1);
  return depth;
}

function namesByDepth(facts: Facts, bits: number): readonly string[] {
  const found: (readonly [depth: number, name: string])[] = [];
  factNames.forEach((name, index) => {
    if ((bits & (1 << index)) !== 0) found.push([depthOf(facts, 1 << index), name]);
  });
  return found.sort(([a], [b]) => a - b).map(([, name]) => name);
}

const namesOf = (bits: number): readonly string[] => factNames.filter((_, index) => (bits & (1 << index)) !== 0);

const missingFacts = (facts: Facts, { first, others }: Waiting): readonly string[] => [...namesByDepth(facts, first), ...namesByDepth(facts, others & ~first)];

// Charges and credits

interface Line extends Statement {
  readonly title: string;
  readonly needs: number;
}

const line = (id: string, title: string, clauses: readonly string[], readings: readonly Reading[] = [], needs = 0): Line => ({
  id,
  title,
  clauses,
  readings: readingBits(readings),
  needs: needs | place,
});
const latePenalty = line('late-penalty', 'Penalty for a late application', ['1.1'], ['clock', 'late-exchange'], applicationFacts);
const shippingFromSeller = line('shipping-from-seller', 'Shipping from the seller', ['1.2'], ['shipping-on-return']);
const shippingToSeller = line('shipping-to-seller', 'Shipping to the seller', ['1.2']);
const serviceFee = line('service-fee', 'Service fee', ['1.2', '1.3'], ['month', 'off-platform-fee', 'platform-rules', 'tier-edge', 'tier-mode', 'what-counts']);
const freightFromSeller = line('freight-from-seller', 'Freight back from the seller', ['2.1.3']);
const freightToSeller = line('freight-to-seller', 'Freight to the seller', ['2.1.3']);
const reshipping = line('reshipping', 'Sending the package again', ['2.4']);
const postCompensation = line('post-compensation', 'Compensation from the post', ['2.1.2']);

/** Fen; beyond 2^53 exactly. */
type Fen = number | bigint;

/** A line that counts: what it comes to, or that it is unspecified, or the facts that it waits for. */
interface Counted {
  readonly line: Line;
  readonly amount: Fen | 'unspecified' | 'unknown';
  readonly waits: number;
}

const known = (of: Line, amount: Fen | 'unspecified'): Counted => ({ line: of, amount, waits: 0 });
const waits = (facts: Facts, of: Line, bits: number): Counted => ({ line: of, amount: 'unknown', waits: withBehind(facts, bits & facts.unknown) });

/** Both sides of a bill. */
interface Bill {
  readonly charges: readonly Counted[];
  readonly credits: readonly Counted[];
}

const noLines: readonly Counted[] = [];

function linesOf(facts: Facts, decided: Outcome): Bill {
  if (decided === 'rejected' || decided === 'uncovered') return { charges: noLines, credits: noLines };
  const { stage, action } = facts;
  const charges: Counted[] = [];
  const inSection = and(among(stage, inWarehouse), among(action, toReturn | toExchange));
  const isDelivered = among(stage, delivered);
  if (inSection !== no) addWarehouseCharges(facts, charges, inSection);
  const isAgency = and(isDelivered, among(action, agencyService));
  if (isAgency !== no) {
    charges.push(ofMoney(facts, freightFromSeller, isAgency, shippingFromSellerFact, facts.shippingFromSeller));
    charges.push(ofMoney(facts, freightToSeller, isAgency, shippingToSellerFact, facts.shippingToSeller));
  }
  const cameBack = and(among(stage, returnedInternational), among(action, reshipment));
  if (cameBack !== no) charges.push(reshippingOf(facts, cameBack));
  const isPostClaim = and(isDelivered, among(action, compensation));
  if (isPostClaim === no) return { charges, credits: noLines };
  return { charges, credits: [isPostClaim === yes ? known(postCompensation, 'unspecified') : waits(facts, postCompensation, place)] };
}

function addWarehouseCharges(facts: Facts, charges: Counted[], section: Truth): void {
  const isLate = and(section, isIn(applicationOf(facts), closed));
  if (isLate !== no) charges.push(isLate === yes ? known(latePenalty, 'unspecified') : waits(facts, latePenalty, latePenalty.needs));
  charges.push(ofMoney(facts, shippingFromSeller, section, shippingFromSellerFact, facts.shippingFromSeller));
  charges.push(ofMoney(facts, shippingToSeller, section, shippingToSellerFact, facts.shippingToSeller));
  charges.push(section === unknown ? waits(facts, serviceFee, place) : serviceFeeOf(facts));
}

function ofMoney(facts: Facts, of: Line, section: Truth, fact: number, fen: number): Counted {
  if (section === unknown) return waits(facts, of, place);
  if ((facts.unknown & fact) !== 0) return waits(facts, of, fact);
  return known(of, (facts.told & fact) === 0 ? 'unspecified' : fen);
}

function reshippingOf(facts: Facts, section: Truth): Counted {
  if (section === unknown) return waits(facts, reshipping, place);
  if (facts.returnReason === untold) return waits(facts, reshipping, returnReasonFact);
  if ((facts.returnReason & sentAgainAtCost) === 0) return known(reshipping, 'unspecified');
  return (facts.unknown & reshippingCostFact) !== 0 ? waits(facts, reshipping, reshippingCostFact) : known(reshipping, facts.reshippingCost);
}

const offPlatformFee = 2_000;

function serviceFeeOf(facts: Facts): Counted {
  if (facts.orderedThroughPlatform === untold) return waits(facts, serviceFee, orderedThroughPlatformFact);
  if (facts.orderedThroughPlatform === isTrue) {
    const untoldCounts = facts.unknown & (skusFact | skusThisMonthFact);
    if (untoldCounts !== 0) return waits(facts, serviceFee, untoldCounts);
    return known(
      serviceFee,
      tierParts(facts).reduce<Fen>((sum, { amount: part }) => plus(sum, part), 0),
    );
  }
  if (facts.action === toExchange) return known(serviceFee, 'unspecified');
  return (facts.unknown & skusFact) !== 0 ? waits(facts, serviceFee, skusFact) : known(serviceFee, times(offPlatformFee, facts.skus));
}

const bands = [
  { upTo: 15, return: 0, exchange: 500 },
  { upTo: 25, return: 500, exchange: 1_000 },
  { upTo: 50, return: 1_000, exchange: 2_000 },
  { upTo: Number.POSITIVE_INFINITY, return: 2_000, exchange: 4_000 },
] as const;

interface TierPart {
  readonly first: number;
  readonly last: number;
  readonly rate: number;
  readonly amount: Fen;
}

/** Each SKU pays the rate at its own number in the month. */
function tierParts({ action, skus, skusThisMonth }: Facts): readonly TierPart[] {
  const parts: TierPart[] = [];
  let first = skusThisMonth + 1;
  let left = skus;
  for (const band of bands) {
    if (left === 0) break;
    if (band.upTo < first) continue;
    const count = Math.min(left, band.upTo - first + 1);
    left -= count;
    const last = left === 0 ? skusThisMonth + skus : band.upTo;
    const rate = action === toExchange ? band.exchange : band.return;
    parts.push({ first, last, rate, amount: times(rate, count) });
    first = band.upTo + 1;
  }
  return parts;
}

function times(a: number, b: number): Fen {
  const product = a * b;
  return Number.isSafeInteger(product) ? product : BigInt(a) * BigInt(b);
}

function plus(a: Fen, b: Fen): Fen {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b;
  return BigInt(a) + BigInt(b);
}

/** Fen as yuan: 12.50. */
function printFen(fen: Fen): string {
  if (fen < 0) return `-${printFen(-fen)}`;
  if (typeof fen === 'number') return `${(fen - (fen % 100)) / 100}.${shownTwo(fen % 100)}`;
  return `${fen / 100n}.${shownTwo(Number(fen % 100n))}`;
}

function totalsOf({ charges, credits }: Bill): Totals {
  const [charged, credited] = [knownOf(charges), knownOf(credits)];
  return {
    CNY: { charges: totalOf(charged, charges), credits: totalOf(credited, credits), net: totalOf(plus(credited, -charged), [...charges, ...credits]) },
  };
}

function knownOf(lines: readonly Counted[]): Fen {
  let sum: Fen = 0;
  for (const { amount: of } of lines) if (typeof of !== 'string') sum = plus(sum, of);
  return sum;
}

function totalOf(sum: Fen, lines: readonly Counted[]): Totals[string]['charges'] {
  const inexact = lines.filter((one) => typeof one.amount === 'string');
  if (inexact.length === 0) return { kind: 'exact', value: printFen(sum) };
  const kind = inexact.some((one) => one.amount === 'unspecified') ? 'unspecified' : 'unknown';
  return { kind, known: printFen(sum), because: inexact.map((one) => one.line.id) };
}

// Duties

interface Duty extends Statement {
  readonly who: 'customer' | 'agent';
  readonly what: string;
  readonly needs: number;
}

const inspectBeforeSigning: Duty = {
  id: 'inspect-before-signing',
  who: 'customer',
  what: 'Inspect the package in front of the courier before you sign, however it looks. Note any problem on the delivery receipt, or refuse to sign.',
  clauses: ['2.1.1'],
  readings: 0,
  needs: place,
};
const reportToPost: Duty = {
  id: 'report-to-post',
  who: 'customer',
  what: 'Report the damage or the loss to your local post office.',
  clauses: ['2.1.2'],
  readings: readingBits(['two-days']),
  needs: place | signingFact | reportedToPostAtFact,
};
const argueTheCase: Duty = {
  id: 'argue-the-case',
  who: 'agent',
  what: "Argue the customer's case with the seller. The seller decides by its own rules, so the result cannot be promised.",
  clauses: ['2.1.3'],
  readings: 0,
  needs: place,
};
const authoriseAgent: Duty = {
  id: 'authorise-agent',
  who: 'customer',
  what: 'Authorise us to contact the seller in mainland China.',
  clauses: ['2.1.3'],
  readings: 0,
  needs: place,
};
const findSolution: Duty = {
  id: 'find-solution',
  who: 'agent',
  what: 'Deal with the claim as soon as possible and offer a solution, such as a refund or an exchange.',
  clauses: ['2.1.4'],
  readings: 0,
  needs: place,
};
const sendAgain: Duty = { id: 'send-again', who: 'agent', what: 'Send the package again at no additional cost.', clauses: ['2.5'], readings: 0, needs: place };

type Owed = readonly [duty: Duty, truth: Truth];

function dutiesOf(facts: Facts): readonly Owed[] {
  const { stage, action } = facts;
  const isDelivered = among(stage, delivered);
  const isAgency = and(isDelivered, among(action, agencyService));
  const isSentAgain = among(action, reshipment);
  const isUnreported = facts.isUnreported ? yes : (facts.unknown & reportedToPostAtFact) !== 0 ? unknown : isNone(facts, reportedToPostAtFact) ? yes : no;
  const isPostClaim = and(isDelivered, among(action, compensation));
  const owed: Owed[] = [];
  const add = (duty: Duty, truth: Truth): void => {
    if (truth !== no) owed.push([duty, truth]);
  };
  add(inspectBeforeSigning, and(among(stage, returnedInternational | returnedDomestic), isSentAgain));
  add(reportToPost, and(and(isPostClaim, among(facts.signing, notInPresence)), isUnreported));
  add(argueTheCase, isAgency);
  add(authoriseAgent, isAgency);
  add(findSolution, and(isDelivered, among(action, claims)));
  add(sendAgain, and(among(stage, returnedDomestic), isSentAgain));
  return owed;
}

// Writing

const policy = '1688order-after-sales';

class Writer {
  readonly #facts: Facts;
  readonly #digest: string;
  #readings = 0;

  constructor(facts: Facts, digest: string) {
    this.#facts = facts;
    this.#digest = digest;
  }

  decision(): Decision {
    const facts = this.#facts;
    const verdict = judge(facts);
    const isGranted = verdict.outcome !== 'rejected' && verdict.outcome !== 'uncovered';
    const bill = linesOf(facts, verdict.outcome);
    const remedy = facts.action === untold ? null : (actionNames[31 - Math.clz32(facts.action)] ?? null);
    const { outcome: decided } = verdict;
    const reasons = verdict.reasons.map((reason) => this.#reason(reason));
    const missing = {
      facts: verdict.waiting === null ? [] : missingFacts(facts, verdict.waiting),
      evidence: itemsOf(verdict.missing).map(({ id }) => id),
    };
    const windows = this.#windows();
    const evidence = isGranted ? this.#evidence() : [];
    const charges = bill.charges.map((counted) => this.#charge(counted));
    const credits = bill.credits.map((counted) => this.#credit(counted));
    const totals = totalsOf(bill);
    const duties = isGranted ? dutiesOf(facts).map((owed) => this.#duty(owed)) : [];
    const readings = this.#readingsShown();
    const rest = { reasons, missing, windows, evidence, charges, credits, totals, duties, readings } as const;
    const digest = this.#digest;
    if (remedy === null) return { policy, version: 1, digest, outcome: decided, remedy, alternatives: alternativesOf(facts), ...rest };
    return { policy, version: 1, digest, outcome: decided, remedy, reasons, missing, windows, evidence, charges, credits, totals, duties, readings };
  }

  #reason(reason: Reason): Decision['reasons'][number] {
    const { kind, id, rank, clauses } = reason;
    this.#readings |= reason.readings;
    const rest = { effect: effectNames[rank], message: reason.message(this.#facts), clauses };
    return kind === 'rule' ? { rule: id, ...rest } : { evidence: id, ...rest };
  }

  #windows(): Decision['windows'] {
    const facts = this.#facts;
    const windows: Record<string, Decision['windows'][string]> = {};
    if ((facts.told & inStockAtFact) !== 0) {
      this.#readings |= ofClock;
      windows['application'] = windowOf(applicationOf(facts), facts.inStockAt, nextHour(facts.inStockAt), endOfApplication(facts));
    }
    if ((facts.told & receivedAtFact) !== 0) {
      this.#readings |= ofTwoDays;
      const at = facts.receivedAt;
      windows['post-contact'] = windowOf(reportOf(facts, 48), at, at, at + 48 * hour);
      windows['post-report'] = windowOf(postReportOf(facts), at, at, at + 48 * hour);
      windows['report'] = windowOf(reportOf(facts, 72), at, at, at + 72 * hour);
    }
    return windows;
  }

  #evidence(): Decision['evidence'] {
    const facts = this.#facts;
    const { certain, possible } = askedOf(facts);
    return itemsOf(certain | possible).map((asked) => {
      const bit = evidenceBits.get(asked.id) ?? 0;
      this.#readings |= asked.readings;
      const state = (facts.provided & bit) !== 0 ? 'provided' : (facts.unavailable & bit) !== 0 ? 'unavailable' : 'missing';
      const shown = { evidence: asked.id, what: asked.what, state, clauses: asked.clauses } as const;
      return (certain & bit) !== 0 ? shown : { ...shown, waitsFor: this.#waitsFor(asked.needs) };
    });
  }

  #charge({ line: of, amount: sum, waits: bits }: Counted): Decision['charges'][number] {
    this.#readings |= of.readings;
    const { id, title, clauses } = of;
    const shown = shownAmount(sum, bits);
    if (sum === 'unknown') return { charge: id, title, amount: shown, clauses };
    return { charge: id, title, amount: shown, clauses, working: workingOf(this.#facts, of, sum) };
  }

  #credit({ line: of, amount: sum, waits: bits }: Counted): Decision['credits'][number] {
    this.#readings |= of.readings;
    const { id, title, clauses } = of;
    const shown = shownAmount(sum, bits);
    if (sum === 'unknown') return { credit: id, title, amount: shown, clauses };
    return { credit: id, title, amount: shown, clauses, working: workingOf(this.#facts, of, sum) };
  }

  #duty([{ id, who, what, clauses, needs, readings }, truth]: Owed): Decision['duties'][number] {
    const facts = this.#facts;
    this.#readings |= readings;
    const by = id === 'report-to-post' && (facts.told & receivedAtFact) !== 0 ? print(facts.receivedAt + 48 * hour) : null;
    const duty = { duty: id, who, what, by, clauses };
    return truth === yes ? duty : { ...duty, waitsFor: this.#waitsFor(needs) };
  }

  #waitsFor(needs: number): readonly string[] {
    return namesOf(withBehind(this.#facts, needs & this.#facts.unknown));
  }

  #readingsShown(): Decision['readings'] {
    const shown: Record<string, string> = {};
    readingNames.forEach((name, index) => {
      if ((this.#readings & (1 << index)) !== 0) shown[name] = choices[name];
    });
    return shown;
  }
}

function windowOf(state: State, opensAt: number, countsFrom: number, closesAt: number): Decision['windows'][string] {
  return { state: stateNames[state], opensAt: print(opensAt), countsFrom: print(countsFrom), closesAt: print(closesAt) };
}

function shownAmount(sum: Counted['amount'], bits: number): Decision['charges'][number]['amount'] {
  const currency = 'CNY';
  if (sum === 'unknown') return { kind: sum, currency, waitsFor: namesOf(bits) };
  return sum === 'unspecified' ? { kind: sum, currency } : { kind: 'exact', value: printFen(sum), currency };
}

type Working = NonNullable<Decision['charges'][number]['working']>;

function workingOf(facts: Facts, { id }: Line, sum: Fen | 'unspecified'): Working {
  const printed = sum === 'unspecified' ? sum : printFen(sum);
  switch (id) {
    case 'shipping-from-seller':
    case 'freight-from-seller':
      return { kind: 'fact', amount: printed, fact: 'shippingFromSeller' };
    case 'shipping-to-seller':
    case 'freight-to-seller':
      return { kind: 'fact', amount: printed, fact: 'shippingToSeller' };
    case 'reshipping':
      return sum === 'unspecified'
        ? { kind: 'choose', amount: sum, branch: 2, of: { kind: 'unspecified', amount: sum } }
        : { kind: 'choose', amount: printed, branch: 1, of: { kind: 'fact', amount: printed, fact: 'reshippingCost' } };
    case 'service-fee':
      return workingOfServiceFee(facts, printed);
    default:
      return { kind: 'unspecified', amount: 'unspecified' };
  }
}

function workingOfServiceFee(facts: Facts, printed: string): Working {
  if (facts.orderedThroughPlatform !== isTrue) {
    if (facts.action === toExchange) return { kind: 'choose', amount: printed, branch: 2, of: { kind: 'unspecified', amount: 'unspecified' } };
    const each = { kind: 'fixed', amount: printFen(offPlatformFee) } as const;
    return { kind: 'choose', amount: printed, branch: 3, of: { kind: 'each', amount: printed, units: String(facts.skus), each } };
  }
  const parts = tierParts(facts).map(({ first, last, rate, amount: part }) => ({ first, last, rate: printFen(rate), amount: printFen(part) }));
  const column = facts.action === toExchange ? 'exchange' : 'return';
  return { kind: 'choose', amount: printed, branch: 1, of: { kind: 'tier', tier: 'service-fee', mode: 'graduated', column, amount: printed, parts } };
}

/** What each remedy would come to, where none is told. */
function alternativesOf(facts: Facts): NonNullable<Decision['alternatives']> {
  const alternatives: Record<string, { readonly outcome: Outcome; readonly totals: Totals }> = {};
  actionNames.forEach((name, index) => {
    const asked = Object.assign(new Facts(), facts, { action: 1 << index, unknown: facts.unknown & ~actionFact, told: facts.told | actionFact });
    const { outcome: found } = judge(asked);
    alternatives[name] = { outcome: found, totals: totalsOf(linesOf(asked, found)) };
  });
  return alternatives;
}
