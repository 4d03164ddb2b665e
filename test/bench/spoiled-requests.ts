import type { PlainRequest } from './contestants/straightforward-rules-engine.ts';
import { RequestMaker, randomNumbers } from './random-requests.ts';

/** Values that some fact can take and most cannot; a few, such as numbers at the edge of what is exact, divide readers of numbers. */
const strangeValues: readonly unknown[] = [
  null,
  '',
  'nothing',
  'return',
  'damaged',
  'In-Warehouse',
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  12.345,
  1e21,
  2 ** 53,
  2 ** 53 - 1,
  0.1 + 0.2,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '1',
  '-0.00',
  '-1',
  '007',
  '1e3',
  '12.500',
  '12.505',
  '90071992547409.91',
  '90071992547409.92',
  ' 5',
  `1${'0'.repeat(45)}`,
  '2026-03-10T14:20:00+08:00',
  '2026-03-10T14:20+08:00',
  '2026-03-10T14:20:00',
  '2026-03-10 14:20:00Z',
  '2026-02-29T00:00:00Z',
  '2028-02-29T24:00:00Z',
  '2026-03-10T23:59:60Z',
  '2026-03-10T14:20:00.1234Z',
  '2026-03-10T14:20:00.12+18:59',
  '2026-03-10T14:20:00+19:00',
  '1969-12-31T23:59:59Z',
  '3000-01-01T00:00:00Z',
  '2026-00-10T14:20:00Z',
  '2026-03-00T14:20:00Z',
  '2026-03-10',
  [],
  ['return'],
  {},
  { kind: 'return' },
  new Date(0),
  new Map(),
  10n,
  'x'.repeat(200),
  'x'.repeat(201),
  '𝄞'.repeat(200),
  '𝄞'.repeat(201),
];

const strangeKeys = ['Stage', 'skusthismonth', 'constructor', '__proto__', 'toString', 'late', ''];
const strangeStates: readonly unknown[] = [null, true, 'Provided', 'missing', undefined, 1, {}];

/** Complete requests to the policy of 1688order in which one to three things were changed; most of them cannot be decided then. */
export class SpoiledRequestMaker {
  readonly #maker: RequestMaker;
  readonly #random: () => number;

  constructor(seed: number) {
    this.#maker = new RequestMaker(seed);
    this.#random = randomNumbers(seed + 1);
  }

  spoiled(): PlainRequest {
    const request: Record<string, unknown> = { ...this.#maker.complete() };
    const changes = this.#random() < 0.7 ? 1 : 3;
    for (let change = 0; change < changes; change += 1) this.#spoil(request);
    return request;
  }

  #spoil(request: Record<string, unknown>): void {
    const kind = this.#random();
    const names = Object.keys(request).filter((name) => name !== 'evidence');
    const other = this.#maker.complete();
    if (kind < 0.4) request[this.#one(names)] = this.#one(strangeValues);
    else if (kind < 0.6) for (const name of [this.#one(Object.keys(other))]) request[name] = other[name];
    else if (kind < 0.7) request[this.#one(['stage', 'issue', 'signing', 'productKind', 'returnReason'])] = this.#one(['delivered', 'damaged', 'noted', 'cd']);
    else if (kind < 0.8) define(request, this.#one(strangeKeys), this.#one(strangeValues));
    else if (kind < 0.9) request['evidence'] = this.#evidence(request['evidence']);
    else request['sku'] = this.#one(strangeValues);
  }

  #evidence(told: unknown): unknown {
    if (this.#random() < 0.3) return this.#one(strangeValues);
    const evidence: Record<string, unknown> = typeof told === 'object' ? { ...told } : {};
    define(evidence, this.#one([...Object.keys(evidence), 'Invoice', 'invoice', '__proto__', 'valueOf']), this.#one(strangeStates));
    return evidence;
  }

  #one<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

/** Also `__proto__` as a key of its own, as JSON can have it. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
