import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import { compareExact, decimalsOf, type Exact, fromUnits, parseDecimal } from '../model/exact.ts';
import type { Amount, Bounds, Condition, Fact, Rate } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { ConditionBuilder, Uses } from './build-condition.ts';
import { parseDuration } from './duration.ts';
import type { Names } from './names.ts';
import { resolveFact } from './resolve-fact.ts';

/** What amounts are built from. */
export interface AmountContext {
  readonly names: Names;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly conditions: ConditionBuilder;
  readonly diagnostics: DiagnosticList;
  readonly policyCurrency: string;
}

export interface BuiltAmount {
  readonly amount: Amount;
  readonly currency: string;
  /** Whether it can come to a fraction of the currency's smallest unit. */
  readonly fractional: boolean;
}

/** Builds a line's amount; every mistake is reported, and the part that is wrong stands as `unspecified`. */
export function buildAmount(node: TextNode, owner: string, uses: Uses, context: AmountContext): BuiltAmount {
  const currency = currencyOf(node, context);
  const builder = new AmountBuilder(owner, currency, uses, context);
  const amount = builder.build(node);
  return { amount, currency, fractional: isFractional(amount, context.facts) };
}

/**
 * Reads a sum or `unspecified` in units of the currency's last decimal; reports it where it is neither.
 * @param meant what a word that is no amount was probably meant to say
 */
export function readRate(
  node: TextNode,
  currency: string,
  diagnostics: DiagnosticList,
  meant: (word: string) => string | undefined = () => undefined,
): Rate | undefined {
  if (node.kind !== 'scalar' || typeof node.value === 'boolean' || node.value === null) return undefined;
  if (node.value === 'unspecified') return 'unspecified';
  const decimals = decimalsOfCurrency(currency) ?? 2;
  const exact = parseDecimal(node.raw);
  if (exact === undefined) diagnostics.add('not-an-amount', node.span, node.raw, nearestName(node.raw, ['unspecified']) ?? meant(node.raw));
  else if (exact.n < 0n) diagnostics.add('negative-amount', node.span, node.raw);
  else if (decimalsOf(node.raw) > decimals) diagnostics.add('too-many-decimals', node.span, node.raw, String(decimals));
  else return (exact.n * 10n ** BigInt(decimals)) / exact.d;
  return undefined;
}

/** The currency of a formula: that of the money facts in it, or the policy's where there are none or a tier is in it. */
function currencyOf(node: TextNode, context: AmountContext): string {
  const found = new Map<string, TextNode>();
  const visit = (part: TextNode): void => {
    for (const { key, value } of entriesOf(part)) {
      const name = stringOf(value) ?? '';
      const currency = key === 'fact' ? context.facts.get(name)?.currency : key === 'tier' ? context.policyCurrency : undefined;
      if (currency !== undefined && currency !== null && !found.has(currency)) found.set(currency, value);
      visit(value);
    }
    for (const item of itemsOf(part)) visit(item);
  };
  visit(node);
  const [first, second] = found.keys();
  if (first !== undefined && second !== undefined) context.diagnostics.add('mixed-currencies', found.get(second)?.span ?? node.span, first, second);
  return first ?? context.policyCurrency;
}

function isFractional(amount: Amount, facts: ReadonlyMap<string, Fact>): boolean {
  switch (amount.kind) {
    case 'percent':
      return true;
    case 'each':
      return facts.get(amount.per)?.type === 'decimal' || isFractional(amount.each, facts);
    case 'started':
    case 'late':
      return isFractional(amount.each, facts);
    case 'choose':
      return isFractional(amount.otherwise, facts) || amount.branches.some((branch) => isFractional(branch.amount, facts));
    default:
      return false;
  }
}

/** `7.50` says what `7.5` says, and is to have the same digest. */
function withoutLastZeros(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}

const unspecified: Amount = { kind: 'unspecified' };

class AmountBuilder {
  readonly #owner: string;
  readonly #currency: string;
  readonly #uses: Uses;
  readonly #context: AmountContext;

  constructor(owner: string, currency: string, uses: Uses, context: AmountContext) {
    this.#owner = owner;
    this.#currency = currency;
    this.#uses = uses;
    this.#context = context;
  }

  build(node: TextNode): Amount {
    if (node.kind === 'scalar') {
      const sum = this.#sum(node);
      return sum === 'unspecified' || sum === undefined ? unspecified : { kind: 'fixed', value: sum };
    }
    const has = (key: string): boolean => entryOf(node, key) !== undefined;
    const kinds = ['fact', 'tier', 'percent', 'each', 'choose'].filter(has);
    if (kinds.length !== 1)
      return this.#wrong(node, kinds.length === 0 ? 'this is no formula' : `${kinds.map((kind) => `\`${kind}\``).join(' and ')} cannot stand in one formula`);
    switch (kinds[0]) {
      case 'fact':
        return this.#only(node, 'fact') ?? this.#fact(childOf(node, 'fact'), ['money'], (fact) => ({ kind: 'fact', fact }));
      case 'tier': {
        const tier = this.#only(node, 'tier') === undefined ? this.#context.names.resolve(childOf(node, 'tier'), 'tier') : undefined;
        return tier === undefined ? unspecified : { kind: 'tier', tier };
      }
      case 'percent':
        return this.#only(node, 'percent', 'of', 'atLeast', 'atMost') ?? this.#percent(node);
      case 'each':
        return this.#only(node, 'each', 'per', 'per-started', 'of', 'late', 'atLeast', 'atMost') ?? this.#each(node);
      default:
        return this.#only(node, 'choose') ?? this.#choose(node);
    }
  }

  #wrong(node: TextNode, sentence: string): Amount {
    this.#context.diagnostics.add('formula-parts', node.span, sentence);
    return unspecified;
  }

  /** Reports the first key that does not belong to a formula of this kind. */
  #only(node: TextNode, kind: string, ...others: readonly string[]): Amount | undefined {
    const stranger = entriesOf(node).find(({ key }) => key !== kind && !others.includes(key));
    if (stranger === undefined) return undefined;
    this.#context.diagnostics.add('formula-parts', stranger.keySpan, `\`${stranger.key}\` does not go with \`${kind}\``);
    return unspecified;
  }

  #sum(node: TextNode): Exact | 'unspecified' | undefined {
    const rate = readRate(node, this.#currency, this.#context.diagnostics, (word) => this.#formulaFor(word));
    return typeof rate === 'bigint' ? fromUnits(rate, decimalsOfCurrency(this.#currency) ?? 2) : rate;
  }

  /** A name where an amount belongs stands for what it names. */
  #formulaFor(word: string): string | undefined {
    const kind = this.#context.names.kindOf(word);
    return kind === 'fact' || kind === 'tier' ? `{ ${kind}: ${word} }` : undefined;
  }

  #fact(node: TextNode | undefined, types: readonly Fact['type'][], then: (fact: string) => Amount): Amount {
    const fact = resolveFact(node, types, this.#context);
    if (fact === undefined) return unspecified;
    this.#uses.facts.add(fact.name);
    return then(fact.name);
  }

  #percent(node: TextNode): Amount {
    const percentNode = childOf(node, 'percent');
    const of = childOf(node, 'of');
    if (of === undefined) return this.#wrong(node, '`percent` needs `of`, the amount that it is taken of');
    const raw = percentNode?.kind === 'scalar' ? percentNode.raw : '';
    const percent = parseDecimal(withoutLastZeros(raw));
    if (percent === undefined || percent.n < 0n || decimalsOf(raw) > 6) {
      if (percentNode?.kind === 'scalar') this.#context.diagnostics.add('malformed-value', percentNode.span, raw, 'is not a percentage, such as 15 or 7.5');
      return unspecified;
    }
    return { kind: 'percent', percent, of: this.build(of), bounds: this.#bounds(node) };
  }

  #each(node: TextNode): Amount {
    const eachNode = childOf(node, 'each');
    const each = eachNode === undefined ? unspecified : this.build(eachNode);
    const bounds = this.#bounds(node);
    const per = childOf(node, 'per');
    const size = childOf(node, 'per-started');
    const of = childOf(node, 'of');
    const late = childOf(node, 'late');
    if (per !== undefined && (size !== undefined || of !== undefined || late !== undefined))
      return this.#wrong(node, '`per` counts whole units, and goes without `per-started`, `of` and `late`');
    if (per !== undefined) return this.#fact(per, ['integer', 'decimal'], (fact) => ({ kind: 'each', each, per: fact, bounds }));
    if (size?.kind !== 'scalar') return size === undefined ? this.#wrong(node, '`each` needs `per` or `per-started`') : unspecified;
    if ((of === undefined) === (late === undefined)) return this.#wrong(node, '`per-started` needs one of `of` and `late`');
    if (late !== undefined) return this.#late(size.raw, size, late, each, bounds);
    const exact = parseDecimal(withoutLastZeros(size.raw));
    if (exact === undefined || exact.n <= 0n || decimalsOf(size.raw) > 9) {
      this.#context.diagnostics.add('malformed-value', size.span, size.raw, 'is not the size of a unit: write a number, such as 0.5');
      return unspecified;
    }
    const counted = childOf(of, 'fact');
    if (counted === undefined || entriesOf(of).length !== 1) return this.#wrong(of ?? node, '`of` names what is counted: { fact: … }');
    return this.#fact(counted, ['integer', 'decimal'], (fact) => ({ kind: 'started', each, size: exact, of: fact, bounds }));
  }

  #late(raw: string, size: TextNode, late: TextNode, each: Amount, bounds: Bounds): Amount {
    const duration = parseDuration(raw);
    const window = this.#context.names.resolve(late, 'window');
    if (duration === undefined) this.#context.diagnostics.add('malformed-value', size.span, raw, 'is not a length of time, such as `24 hours` or `1 day`');
    if (duration === undefined || window === undefined) return unspecified;
    this.#uses.windows.add(window);
    return { kind: 'late', each, ...duration, window, bounds };
  }

  #bounds(node: TextNode): Bounds {
    const bound = (key: string): Exact | 'unspecified' | null => {
      const value = childOf(node, key);
      return value === undefined ? null : (this.#sum(value) ?? null);
    };
    const [atLeast, atMost] = [bound('atLeast'), bound('atMost')];
    const areSums = atLeast !== null && atMost !== null && atLeast !== 'unspecified' && atMost !== 'unspecified';
    if (areSums && compareExact(atLeast, atMost) > 0) this.#context.diagnostics.add('bounds-crossed', entryOf(node, 'atMost')?.keySpan ?? node.span);
    return { atLeast, atMost };
  }

  #choose(node: TextNode): Amount {
    const items = itemsOf(childOf(node, 'choose'));
    const branches: { when: Condition; amount: Amount }[] = [];
    let otherwise: Amount | undefined;
    for (const item of items) {
      const end = childOf(item, 'otherwise');
      const when = childOf(item, 'when');
      const amount = childOf(item, 'amount');
      if (otherwise !== undefined) this.#context.diagnostics.add('choose-end', item.span, 'nothing can follow `otherwise`');
      if (end !== undefined && (when !== undefined || amount !== undefined)) this.#context.diagnostics.add('choose-end', item.span, '`otherwise` stands alone');
      else if (end === undefined && (when === undefined || amount === undefined))
        this.#context.diagnostics.add('choose-end', item.span, 'a branch has `when` and `amount`');
      if (end !== undefined) otherwise = this.build(end);
      else if (amount !== undefined) branches.push({ when: this.#context.conditions.build(when, this.#uses, this.#owner), amount: this.build(amount) });
    }
    if (otherwise === undefined && childOf(node, 'choose')?.kind === 'list')
      this.#context.diagnostics.add('choose-end', entryOf(node, 'choose')?.keySpan ?? node.span, '`otherwise` is missing at the end');
    return { kind: 'choose', branches, otherwise: otherwise ?? unspecified };
  }
}
