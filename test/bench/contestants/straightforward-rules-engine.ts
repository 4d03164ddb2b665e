/**
 * The after-sales policy of 1688order as one writes it directly for json-rules-engine: an engine that is built once, a rule for each
 * statement, facts given to each run, and what fired turned into an outcome. Under the policy's own readings, for complete requests.
 */
import { Engine, type NestedCondition, type RuleProperties } from 'json-rules-engine';

export type PlainRequest = Readonly<Record<string, unknown>>;

export interface PlainDecision {
  readonly outcome: 'accepted' | 'review' | 'rejected' | 'incomplete' | 'uncovered';
  readonly reasons: readonly string[];
  readonly charges: readonly PlainLine[];
  readonly credits: readonly PlainLine[];
  /** The sum of the charges that have an amount. */
  readonly total: string;
  readonly missingEvidence: readonly string[];
  readonly evidence: readonly string[];
  readonly duties: readonly string[];
}

export interface PlainLine {
  readonly id: string;
  readonly amount: string;
}

type Effect = 'accept' | 'review' | 'reject';

const hour = 3_600_000;

// Conditions

const equal = (fact: string, value: unknown): NestedCondition => ({ fact, operator: 'equal', value });
const notEqual = (fact: string, value: unknown): NestedCondition => ({ fact, operator: 'notEqual', value });
const oneOf = (fact: string, ...value: readonly string[]): NestedCondition => ({ fact, operator: 'in', value });
const noneOf = (fact: string, ...value: readonly string[]): NestedCondition => ({ fact, operator: 'notIn', value });
const within = (fact: string, hours: number): NestedCondition => ({ fact, operator: 'lessThanInclusive', value: hours * hour });
const after = (fact: string, hours: number): NestedCondition => ({ fact, operator: 'greaterThan', value: hours * hour });

const warehouse = [equal('stage', 'in-warehouse'), oneOf('action', 'return', 'exchange')];
const delivered = [equal('stage', 'delivered'), oneOf('action', 'return', 'exchange', 'solution', 'agency-service')];
const claim = [equal('stage', 'delivered'), oneOf('action', 'return', 'exchange', 'solution')];
const postClaim = [equal('stage', 'delivered'), equal('action', 'compensation')];
const unsigned = [...postClaim, equal('signing', 'not-in-presence')];
const agency = [equal('stage', 'delivered'), equal('action', 'agency-service')];
const international = [equal('stage', 'returned-international'), equal('action', 'reshipment')];
const domestic = [equal('stage', 'returned-domestic'), equal('action', 'reshipment')];

const sentAgainAtCost = ['security-rules', 'nobody-to-sign', 'wrong-address', 'not-deliverable'];
const qualityProblems = ['damaged', 'stained', 'defective', 'wrong-size', 'wrong-style', 'missing-item', 'wrong-package'];

// Statements

const rule = (id: string, effect: Effect, ...all: NestedCondition[]): RuleProperties => ({
  conditions: { all },
  event: { type: 'rule', params: { id, effect } },
});
const charge = (id: string, ...all: NestedCondition[]): RuleProperties => ({ conditions: { all }, event: { type: 'charge', params: { id } } });
const credit = (id: string, ...all: NestedCondition[]): RuleProperties => ({ conditions: { all }, event: { type: 'credit', params: { id } } });
const evidence = (id: string, effect: Effect, ...all: NestedCondition[]): RuleProperties => ({
  conditions: { all },
  event: { type: 'evidence', params: { id, effect } },
});
const duty = (id: string, ...all: NestedCondition[]): RuleProperties => ({ conditions: { all }, event: { type: 'duty', params: { id } } });

const statements: RuleProperties[] = [
  rule('in-time', 'accept', ...warehouse, within('sinceApplicationClock', 120)),
  rule('late-with-problem', 'accept', ...warehouse, after('sinceApplicationClock', 120), oneOf('issue', ...qualityProblems)),
  rule('late-without-problem', 'reject', ...warehouse, after('sinceApplicationClock', 120), noneOf('issue', ...qualityProblems)),
  charge('shipping-to-seller', ...warehouse),
  charge('shipping-from-seller', ...warehouse),
  charge('service-fee', ...warehouse),
  charge('late-penalty', ...warehouse, after('sinceApplicationClock', 120)),

  rule('claim-accepted', 'accept', ...claim, notEqual('issue', 'not-as-wished')),
  rule('signed-without-note', 'review', ...claim, equal('signing', 'unnoted'), equal('outerDamage', true)),
  rule('after-use-through-seller', 'reject', ...claim, equal('noticed', 'after-use')),
  evidence('issue-description', 'review', ...delivered),
  evidence('packaging-photo', 'review', ...claim),
  evidence('product-photo', 'review', ...delivered),
  duty('find-solution', ...claim),

  rule('post-decides', 'review', ...unsigned),
  rule('signed-in-presence', 'review', ...postClaim, oneOf('signing', 'noted', 'unnoted')),
  rule('nothing-harmed-on-arrival', 'reject', ...postClaim, {
    any: [noneOf('issue', 'damaged', 'stained', 'missing-item'), equal('noticed', 'after-use')],
  }),
  rule('told-us-too-late', 'reject', ...unsigned, after('sinceReceived', 48)),
  rule('told-post-too-late', 'reject', ...unsigned, after('fromReceivedToPost', 48)),
  credit('post-compensation', ...postClaim),
  evidence('outer-box', 'review', ...unsigned),
  evidence('invoice', 'review', ...unsigned),
  evidence('goods-photos', 'review', ...unsigned),
  duty('report-to-post', ...unsigned, equal('reportedToPostAt', null)),

  rule('agency-accepted', 'accept', ...agency, equal('noticed', 'after-use')),
  rule('not-after-use', 'reject', ...agency, notEqual('noticed', 'after-use')),
  rule('not-bought-through-agent', 'reject', ...agency, equal('boughtThroughAgent', false)),
  rule('warranty-over', 'reject', ...agency, equal('withinWarranty', false)),
  rule('guarantee-conditions', 'review', ...agency, equal('guaranteeConditionsMet', false)),
  charge('freight-to-seller', ...agency),
  charge('freight-from-seller', ...agency),
  evidence('guarantee-card', 'reject', ...agency),
  duty('authorise-agent', ...agency),
  duty('argue-the-case', ...agency),

  rule('not-as-wished-abroad', 'reject', ...delivered, equal('issue', 'not-as-wished')),
  rule('exchanged-altered-or-incomplete', 'reject', ...delivered, oneOf('goodsCondition', 'exchanged-before', 'altered', 'parts-lost')),
  rule('opened-media', 'reject', ...delivered, oneOf('productKind', 'software', 'cd', 'dvd', 'cassette'), equal('opened', true)),
  rule('opened-similar', 'review', ...delivered, equal('productKind', 'similar'), equal('opened', true)),
  rule(
    'reported-too-late',
    'reject',
    ...delivered,
    oneOf('issue', 'missing-item', 'damaged', 'stained', 'defective'),
    notEqual('noticed', 'after-use'),
    after('sinceReceived', 72),
  ),
  evidence('purchase-receipt', 'reject', ...delivered),
  evidence('damage-photo', 'review', ...delivered, oneOf('issue', 'damaged', 'stained')),
  evidence('size-label-photo', 'review', ...delivered, equal('issue', 'wrong-size')),
  evidence('whole-product-photo', 'review', ...delivered, equal('issue', 'wrong-style')),
  evidence('missing-order-number', 'review', ...delivered, equal('issue', 'missing-item')),
  evidence('delivery-slip-photo', 'review', ...delivered, oneOf('issue', 'missing-item', 'wrong-package')),
  evidence('opening-photo', 'review', ...delivered, equal('issue', 'missing-item')),
  evidence('weighing-photo', 'review', ...delivered, equal('issue', 'missing-item')),
  evidence('contents-photo', 'review', ...delivered, equal('issue', 'wrong-package')),
  evidence('received-item-id', 'review', ...delivered, equal('issue', 'wrong-package')),
  evidence('unopened-weight-photo', 'review', ...delivered, equal('issue', 'wrong-weight')),

  rule('sent-again-at-cost', 'accept', ...international, oneOf('returnReason', ...sentAgainAtCost)),
  rule('refused-at-the-door', 'review', ...international, equal('returnReason', 'refused')),
  rule('came-back-otherwise', 'review', ...international, equal('returnReason', 'other')),
  charge('reshipping', ...international),
  rule('sent-again-free', 'accept', ...domestic),
  duty('send-again', ...domestic),
  duty('inspect-before-signing', oneOf('stage', 'returned-international', 'returned-domestic'), equal('action', 'reshipment')),

  rule('solution-in-warehouse', 'reject', equal('stage', 'in-warehouse'), equal('action', 'solution')),
  rule('compensation-before-receipt', 'reject', notEqual('stage', 'delivered'), equal('action', 'compensation')),
  rule('agency-before-receipt', 'reject', notEqual('stage', 'delivered'), equal('action', 'agency-service')),
  rule('nothing-to-send-again', 'reject', oneOf('stage', 'in-warehouse', 'delivered'), equal('action', 'reshipment')),
  rule('other-wish-international', 'review', equal('stage', 'returned-international'), oneOf('action', 'return', 'exchange', 'solution')),
  rule('other-wish-domestic', 'review', equal('stage', 'returned-domestic'), oneOf('action', 'return', 'exchange', 'solution')),
];

const engine = new Engine(statements, { allowUndefinedFacts: true });

/** Decides a complete request. */
export async function decideStraightforwardly(request: PlainRequest): Promise<PlainDecision> {
  const { events } = await engine.run({ ...request, ...elapsedTimes(request) });
  const fired = (type: string): readonly Fired[] => events.filter((event) => event.type === type).map((event) => event.params as Fired);
  const evidenceFired = fired('evidence');
  const verdict = judge(fired('rule'), evidenceFired, (request['evidence'] ?? {}) as Told);
  const granted = verdict.outcome === 'accepted' || verdict.outcome === 'review' || verdict.outcome === 'incomplete';
  const ids = (statementsFired: readonly Fired[]): readonly string[] => (granted ? statementsFired.map(({ id }) => id) : []);
  const charges = ids(fired('charge')).map((id) => ({ id, amount: amounts[id]?.(request) ?? 'unspecified' }) as const);
  const total = charges.reduce((sum, { amount }) => (amount === 'unspecified' ? sum : sum + amount), 0);
  return {
    ...verdict,
    charges: charges.map(({ id, amount }) => ({ id, amount: amount === 'unspecified' ? amount : print(amount) })),
    credits: ids(fired('credit')).map((id) => ({ id, amount: 'unspecified' })),
    total: print(total),
    evidence: ids(evidenceFired),
    duties: ids(fired('duty')),
  };
}

interface Fired {
  readonly id: string;
  readonly effect: Effect;
}

type Told = Readonly<Record<string, 'provided' | 'unavailable' | undefined>>;

const ranks = { accept: 1, review: 2, reject: 3 } as const;
const outcomes = { accept: 'accepted', review: 'review', reject: 'rejected' } as const;

function judge(rules: readonly Fired[], items: readonly Fired[], told: Told): Pick<PlainDecision, 'outcome' | 'reasons' | 'missingEvidence'> {
  const byRules = highest(rules);
  if (byRules === undefined) return { outcome: 'uncovered', reasons: [], missingEvidence: [] };
  const acting = byRules === 'reject' ? rules : [...rules, ...items.filter(({ id }) => told[id] === 'unavailable')];
  const effect = highest(acting) ?? byRules;
  const missingEvidence = effect === 'reject' ? [] : items.filter(({ id }) => told[id] === undefined).map(({ id }) => id);
  if (missingEvidence.length > 0) return { outcome: 'incomplete', reasons: [], missingEvidence };
  return { outcome: outcomes[effect], reasons: acting.filter((one) => one.effect === effect).map(({ id }) => id), missingEvidence };
}

function highest(acting: readonly Fired[]): Effect | undefined {
  let top: Effect | undefined;
  for (const { effect } of acting) if (top === undefined || ranks[effect] > ranks[top]) top = effect;
  return top;
}

/** Milliseconds, where the moments are told. Clocks in China show a full hour whenever UTC does. */
function elapsedTimes({ appliedAt, inStockAt, receivedAt, reportedToPostAt }: PlainRequest): PlainRequest {
  const at = (instant: unknown): number => Date.parse(String(instant));
  if (inStockAt !== undefined) return { sinceApplicationClock: at(appliedAt) - (Math.floor(at(inStockAt) / hour) + 1) * hour };
  if (receivedAt === undefined) return {};
  const sinceReceived = at(appliedAt) - at(receivedAt);
  return typeof reportedToPostAt === 'string' ? { sinceReceived, fromReceivedToPost: at(reportedToPostAt) - at(receivedAt) } : { sinceReceived };
}

// Amounts, in fen

type Fen = number | 'unspecified';

const amounts: Readonly<Record<string, (request: PlainRequest) => Fen>> = {
  'shipping-to-seller': (request) => fen(request['shippingToSeller']),
  'shipping-from-seller': (request) => fen(request['shippingFromSeller']),
  'service-fee': serviceFee,
  'late-penalty': () => 'unspecified',
  'freight-to-seller': (request) => fen(request['shippingToSeller']),
  'freight-from-seller': (request) => fen(request['shippingFromSeller']),
  reshipping: (request) => (sentAgainAtCost.includes(String(request['returnReason'])) ? fen(request['reshippingCost']) : 'unspecified'),
};

const bands = [
  { upTo: 15, return: 0, exchange: 500 },
  { upTo: 25, return: 500, exchange: 1000 },
  { upTo: 50, return: 1000, exchange: 2000 },
  { upTo: Infinity, return: 2000, exchange: 4000 },
];

function serviceFee({ orderedThroughPlatform, action, skus, skusThisMonth }: PlainRequest): Fen {
  const units = Number(skus);
  if (orderedThroughPlatform !== true) return action === 'exchange' ? 'unspecified' : 2000 * units;
  const before = Number(skusThisMonth);
  let fee = 0;
  let from = before;
  for (const band of bands) {
    const upTo = Math.min(band.upTo, before + units);
    if (upTo <= from) continue;
    fee += (upTo - from) * band[action === 'exchange' ? 'exchange' : 'return'];
    from = upTo;
  }
  return fee;
}

/** A sum such as "12.50" in fen, without fractions on the way. */
function fen(told: unknown): number {
  const [whole = '0', fraction = ''] = String(told).split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

function print(sum: number): string {
  return `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`;
}
