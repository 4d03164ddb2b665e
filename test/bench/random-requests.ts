import type { PlainRequest } from './contestants/straightforward-rules-engine.ts';

/** Numbers from 0 up to 1, the same for each seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hour = 3_600_000;
const issues = ['not-as-wished', 'damaged', 'stained', 'defective', 'wrong-size', 'wrong-style', 'missing-item', 'wrong-package', 'wrong-weight'];
const actions = ['return', 'exchange', 'solution', 'compensation', 'agency-service', 'reshipment'];
const items = `issue-description packaging-photo product-photo outer-box invoice goods-photos guarantee-card purchase-receipt damage-photo
  size-label-photo whole-product-photo missing-order-number delivery-slip-photo opening-photo weighing-photo contents-photo received-item-id
  unopened-weight-photo`.split(/\s+/);

/** Complete requests to the policy of 1688order: every fact that exists is told, and nothing that cannot be. */
export class RequestMaker {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomNumbers(seed);
  }

  complete(): PlainRequest {
    const stage = this.#weighted({ 'in-warehouse': 45, delivered: 45, 'returned-international': 7, 'returned-domestic': 3 });
    const start = Date.UTC(2026, 0, 1) + this.#whole(0, 364 * 24 * 3600) * 1000;
    const own = { stage, action: this.#actionAt(stage) };
    if (stage === 'in-warehouse') return { ...own, ...this.#inWarehouse(start) };
    if (stage === 'delivered') return { ...own, ...this.#delivered(start), ...this.#evidence() };
    const appliedAt = this.#instant(start);
    return stage === 'returned-domestic' ? { ...own, appliedAt } : { ...own, appliedAt, ...this.#cameBack() };
  }

  /** The request without about half of its facts; the evidence stays as it is. */
  halved(request: PlainRequest): PlainRequest {
    return Object.fromEntries(Object.entries(request).filter(([name]) => name === 'evidence' || this.#random() < 0.5));
  }

  #actionAt(stage: string): string {
    if (this.#random() < 0.1) return this.#one(actions);
    if (stage === 'in-warehouse') return this.#one(['return', 'exchange']);
    return stage === 'delivered' ? this.#weighted({ return: 3, exchange: 3, solution: 3, compensation: 2, 'agency-service': 3 }) : 'reshipment';
  }

  #inWarehouse(start: number): PlainRequest {
    const inStockAt = this.#random() < 0.1 ? Math.ceil(start / hour) * hour : start;
    const clock = (Math.floor(inStockAt / hour) + 1) * hour;
    const orderedThroughPlatform = this.#random() < 0.8;
    return {
      appliedAt: this.#instant(this.#laterThan(inStockAt, clock + 120 * hour)),
      inStockAt: this.#instant(inStockAt),
      issue: this.#one(issues),
      orderedThroughPlatform,
      skus: this.#weighted({ 1: 5, 2: 2, 3: 1, 11: 1, 40: 1 }, Number),
      ...(orderedThroughPlatform ? { skusThisMonth: this.#one([0, 3, 13, 14, 15, 16, 24, 25, 26, 49, 50, 51, this.#whole(0, 99)]) } : {}),
      ...this.#freight(),
    };
  }

  #delivered(receivedAt: number): PlainRequest {
    const issue = this.#one(issues);
    const mayShowLater = ['damaged', 'stained', 'defective'].includes(issue);
    const noticed = mayShowLater ? this.#one(['on-receipt', 'on-receipt', 'after-use']) : undefined;
    const productKind = this.#weighted({ other: 8, software: 1, cd: 1, dvd: 1, cassette: 1, similar: 1 });
    return {
      appliedAt: this.#instant(this.#laterThan(receivedAt, receivedAt + this.#one([48, 72]) * hour)),
      receivedAt: this.#instant(receivedAt),
      issue,
      ...(noticed === undefined ? {} : { noticed }),
      ...(['damaged', 'stained', 'missing-item'].includes(issue) && noticed !== 'after-use' ? this.#signing(receivedAt) : {}),
      goodsCondition: this.#weighted({ 'as-received': 9, 'exchanged-before': 1, altered: 1, 'parts-lost': 1 }),
      productKind,
      ...(productKind === 'other' ? {} : { opened: this.#random() < 0.5 }),
      ...(noticed === 'after-use' ? this.#guarantee() : {}),
    };
  }

  #signing(receivedAt: number): PlainRequest {
    const signing = this.#one(['noted', 'unnoted', 'not-in-presence']);
    if (signing === 'unnoted') return { signing, outerDamage: this.#random() < 0.3 };
    if (signing === 'noted') return { signing };
    const isReported = this.#random() < 0.7;
    return { signing, reportedToPostAt: isReported ? this.#instant(this.#laterThan(receivedAt, receivedAt + 48 * hour)) : null };
  }

  #guarantee(): PlainRequest {
    const often = (): boolean => this.#random() < 0.85;
    return { boughtThroughAgent: often(), withinWarranty: often(), guaranteeConditionsMet: often(), ...this.#freight() };
  }

  #freight(): PlainRequest {
    return { shippingToSeller: this.#sum(20_000), shippingFromSeller: this.#random() < 0.1 ? '0.00' : this.#sum(20_000) };
  }

  #cameBack(): PlainRequest {
    const returnReason = this.#one(['security-rules', 'nobody-to-sign', 'wrong-address', 'not-deliverable', 'refused', 'other']);
    return ['refused', 'other'].includes(returnReason) ? { returnReason } : { returnReason, reshippingCost: this.#sum(90_000) };
  }

  /** Of three requests two have all of their evidence. */
  #evidence(): PlainRequest {
    const isComplete = this.#random() < 0.67;
    const state = (): string => (isComplete ? 'provided' : this.#weighted({ provided: 8, unavailable: 1, missing: 1 }));
    const told = items.map((item) => [item, state()] as const).filter(([, how]) => how !== 'missing');
    return { evidence: Object.fromEntries(told) };
  }

  /** A moment after the first, about as often before as after the second, and often just there. */
  #laterThan(first: number, second: number): number {
    const kind = this.#random();
    if (kind < 0.05) return first;
    if (kind < 0.2) return second + this.#whole(-1, 1);
    return kind < 0.7 ? this.#whole(first, second) : this.#whole(second, second + 30 * 24 * hour);
  }

  #instant(at: number): string {
    const offset = this.#one([0, 1, 2, 8, 8, 8]);
    const local = new Date(at + offset * hour).toISOString();
    const told = local.endsWith('.000Z') ? local.slice(0, -5) : local.slice(0, -1);
    return offset === 0 ? `${told}Z` : `${told}+0${offset}:00`;
  }

  #sum(most: number): string {
    const units = this.#whole(0, most);
    return `${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}`;
  }

  #whole(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  #one<T>(values: readonly T[]): T {
    const value = values[this.#whole(0, values.length - 1)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  #weighted(weights: Readonly<Record<string, number>>): string;
  #weighted<T>(weights: Readonly<Record<string, number>>, of: (name: string) => T): T;
  #weighted(weights: Readonly<Record<string, number>>, of: (name: string) => unknown = (name) => name): unknown {
    return of(this.#one(Object.entries(weights).flatMap(([name, weight]) => Array.from({ length: weight }, () => name))));
  }
}
