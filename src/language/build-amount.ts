import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import { amountsWithin } from '../model/amount-parts.ts';
import { compareExact, decimalsOf, type Exact, fromUnits, parseDecimal, zero } from '../model/exact.ts';
import type { Amount, Bounds, Fact, Rate, Tier, Window } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { ConditionBuilder, Uses } from './build-condition.ts';
import { hasNumbers } from './build-windows.ts';
import { parseDuration } from './duration.ts';
import type { Names } from './names.ts';
import { readChoose } from './read-choose.ts';
import { resolveFact } from './resolve-fact.ts';
import type { Taxonomy } from './taxonomy.ts';

/** What amounts are built from. */
export interface AmountContext {
  readonly names: Names;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly conditions: ConditionBuilder;
  readonly diagnostics: DiagnosticList;
  readonly policyCurrency: string;
  readonly windows: ReadonlyMap<string, Window>;
  readonly tiers: ReadonlyMap<string, Tier>;
  readonly taxonomies: ReadonlyMap<string, Taxonomy>;
}

export interface BuiltAmount {
  readonly amount: Amount;
  readonly currency: string;
  /** Whether it can come to a fraction of the currency's smallest unit. */
  readonly fractional: boolean;
}

/**
 * Builds a line's amount; every mistake is reported, and the part that is wrong stands as `unspecified`.
 * @param declared the currency that the line names itself
 */
export function buildAmount(node: TextNode, owner: string, uses: Uses, context: AmountContext, declared: string | undefined): BuiltAmount {
  const currency = currencyOf(node, context, declared);
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

/** The currency of a formula: the one that is declared, or that of the money facts and tiers in it, or the policy's. */
function currencyOf(node: TextNode, context: AmountContext, declared: string | undefined): string {
  const found = new Map<string, TextNode>(declared === undefined ? [] : [[declared, node]]);
  const visit = (part: TextNode): void => {
    for (const { key, value } of entriesOf(part)) {
      const name = stringOf(value) ?? '';
      const currency = key === 'fact' ? context.facts.get(name)?.currency : key === 'tier' ? context.tiers.get(name)?.currency : undefined;
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
  return amountsWithin(amount).some(
    (part) => part.kind === 'percent' || part.kind === 'pro-rata' || (part.kind === 'each' && facts.get(part.per)?.type === 'decimal'),
  );
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
    if (has('match')) return this.#match(node);
    const kinds = ['fact', 'tier', 'percent', 'each', 'sum', 'difference', 'pro-rata', 'up-to', 'choose'].filter(has);
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
      case 'sum':
      case 'difference':
        return this.#only(node, kinds[0], 'atLeast', 'atMost') ?? this.#several(node, kinds[0]);
      case 'pro-rata':
        return this.#only(node, 'pro-rata', 'part', 'whole', 'atLeast', 'atMost') ?? this.#proRata(node);
      case 'up-to':
        return this.#only(node, 'up-to', 'atLeast') ?? this.#upTo(node);
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
    return { kind: 'percent', percent, of: this.#specified(of, 'percent'), bounds: this.#bounds(node) };
  }

  /** An amount that something is worked out from: `unspecified` is none. */
  #specified(node: TextNode, kind: string): Amount {
    const amount = this.build(node);
    if (node.kind === 'scalar' && node.value === 'unspecified') this.#context.diagnostics.add('of-unspecified', node.span, kind);
    return amount;
  }

  #several(node: TextNode, kind: 'sum' | 'difference'): Amount {
    const parts = itemsOf(childOf(node, kind)).map((part) => this.build(part));
    if (kind === 'difference' && entryOf(node, 'atLeast') === undefined)
      return this.#wrong(node, '`difference` needs `atLeast`, what it cannot fall below: mostly 0');
    return { kind, of: parts, bounds: this.#bounds(node) };
  }

  #proRata(node: TextNode): Amount {
    const [of, partNode, wholeNode] = [childOf(node, 'pro-rata'), childOf(node, 'part'), childOf(node, 'whole')];
    if (of === undefined || partNode === undefined || wholeNode === undefined)
      return this.#wrong(node, '`pro-rata` needs `part` and `whole`, the facts that its share is worked out from');
    const amount = this.#specified(of, 'pro-rata');
    const bounds = this.#bounds(node);
    const whole = resolveFact(wholeNode, ['integer', 'decimal'], this.#context);
    if (whole === undefined) return unspecified;
    if (whole.atLeast === null || whole.atLeast <= 0) {
      this.#context.diagnostics.add('whole-zero', wholeNode.span, whole.name);
      return unspecified;
    }
    this.#uses.facts.add(whole.name);
    return this.#fact(partNode, ['integer', 'decimal'], (part) => ({ kind: 'pro-rata', of: amount, part, whole: whole.name, bounds }));
  }

  #upTo(node: TextNode): Amount {
    const most = childOf(node, 'up-to');
    const least = childOf(node, 'atLeast');
    const from = least === undefined ? zero : (this.#sum(least) ?? zero);
    if (from === 'unspecified') return this.#wrong(least ?? node, '`atLeast` of a range is a sum');
    // A zero that is written out says what none says, and is to have the same digest.
    return { kind: 'up-to', of: most === undefined ? unspecified : this.#specified(most, 'up-to'), atLeast: from.n === 0n ? zero : from };
  }

  #match(node: TextNode): Amount {
    const fact = resolveFact(childOf(node, 'match'), ['enum'], this.#context);
    const amounts = new Map<string, Amount>();
    for (const { key, keySpan, value } of entriesOf(node)) {
      if (key === 'match' || key === 'otherwise') continue;
      if (fact !== undefined && !fact.values.includes(key))
        this.#context.diagnostics.add('unknown-key', keySpan, key, nearestName(key, fact.values), fact.values);
      amounts.set(key, this.build(value));
    }
    const otherwise = childOf(node, 'otherwise');
    const rest = otherwise === undefined ? null : this.build(otherwise);
    if (fact === undefined) return unspecified;
    const taken = fact.values.find((value) => value === 'match' || value === 'otherwise' || value === 'by');
    if (taken !== undefined) return this.#wrong(node, `\`${fact.name}\` has the value \`${taken}\`, which is a word of the formula itself; use \`choose\``);
    this.#uses.facts.add(fact.name);
    const keys = this.#keysOf(fact, amounts, node);
    const missing = fact.values.filter((value) => !keys.has(value));
    if (rest === null && missing.length > 0)
      this.#context.diagnostics.add('match-incomplete', entryOf(node, 'match')?.keySpan ?? node.span, fact.name, missing);
    const canBeReached = missing.length > 0 || fact.nullable || fact.conditional;
    return { kind: 'match', fact: fact.name, keys, amounts, otherwise: canBeReached ? rest : null };
  }

  /** Under which key each value's amount stands: its own or, in a tree, that of the nearest category. */
  #keysOf(fact: Fact, amounts: ReadonlyMap<string, Amount>, node: TextNode): ReadonlyMap<string, string> {
    const tree = this.#context.taxonomies.get(fact.name);
    const own = new Map([...amounts.keys()].map((key) => [key, key] as const));
    if (tree === undefined) return new Map([...own].filter(([key]) => fact.values.includes(key)));
    return new Map(
      fact.values.flatMap((value) => {
        const nearest = tree.nearest(value, own);
        if (nearest.kind === 'two')
          this.#context.diagnostics.add('two-values', entryOf(node, 'match')?.keySpan ?? node.span, value, 'this amount', nearest.from);
        if (nearest.kind === 'none') return [];
        // Of two, either will do: what is ambiguous is reported, and not missing besides.
        return [[value, nearest.kind === 'one' ? nearest.value : nearest.from[0]] as const];
      }),
    );
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
    const unit = duration?.unit === 'hours' || duration?.unit === 'days' ? duration.unit : undefined;
    if (unit === undefined) this.#context.diagnostics.add('malformed-value', size.span, raw, 'is not a number of hours or days, such as `24 hours` or `1 day`');
    if (unit === undefined || duration === undefined || window === undefined) return unspecified;
    if (hasNumbers(window, this.#context.windows)) this.#context.diagnostics.add('window-without-time', late.span, window, this.#owner);
    this.#uses.windows.add(window);
    return { kind: 'late', each, unit, count: duration.count, window, bounds };
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
    const { branches, ends } = readChoose(node, 'amount', this.#context.diagnostics);
    const chosen = branches.map(({ when, chosen: amount }) => ({
      when: this.#context.conditions.build(when, this.#uses, this.#owner),
      amount: this.build(amount),
    }));
    const [otherwise] = ends.map((end) => this.build(end));
    return { kind: 'choose', branches: chosen, otherwise: otherwise ?? unspecified };
  }
}
