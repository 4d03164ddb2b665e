import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName, nearestValue } from '../diagnostics/nearest-name.ts';
import { all, always, any, never, not } from '../model/condition.ts';
import type { Comparison, Condition, Fact, Reading, WindowState } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import { collectChosenBy } from './apply-readings.ts';
import { isOpaque, isOrdered, kindOfFact, readConstant, readOrdinal, testsOfFact } from './fact-values.ts';
import type { Names } from './names.ts';
import type { Taxonomy } from './taxonomy.ts';

/** A condition may not make more tests than this once its terms are written out, whatever is chosen for the readings. */
const maximumTests = 5_000;
/** Terms may not lean on terms, and facts on facts, more often than this: whoever walks them needs a bound. */
export const maximumSteps = 100;

const comparisons: readonly Comparison[] = ['over', 'atLeast', 'under', 'atMost'];
const windowStates: readonly WindowState[] = ['early', 'open', 'closed'];

/** What a condition consults, gathered while it is built. */
export interface Uses {
  readonly readings: Set<string>;
  readonly facts: Set<string>;
  readonly windows: Set<string>;
}

export const noUses = (): Uses => ({ readings: new Set(), facts: new Set(), windows: new Set() });

/** Adds what one thing consults to what another does. */
export function addUses(to: Uses, from: Uses): void {
  for (const reading of from.readings) to.readings.add(reading);
  for (const fact of from.facts) to.facts.add(fact);
  for (const window of from.windows) to.windows.add(window);
}

/** How much a condition is once its terms are written out. */
interface Extent {
  readonly tests: number;
  readonly steps: number;
}

interface BuiltTerm extends Extent {
  readonly condition: Condition;
  readonly uses: Uses;
}

/**
 * Builds conditions of the core from their text: names resolved, terms and readings gone. A part that is wrong is reported and
 * stands as `never`; the policy is then refused as a whole.
 */
export class ConditionBuilder {
  readonly #root: TextNode;
  readonly #names: Names;
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #taxonomies: ReadonlyMap<string, Taxonomy>;
  readonly #readings: ReadonlyMap<string, Reading>;
  readonly #diagnostics: DiagnosticList;
  readonly #terms = new Map<string, BuiltTerm>();
  readonly #underWay: string[] = [];
  /** Facts that can be null: `nullable`, or with a `when` of their own, whatever it comes to. */
  readonly #nullable: ReadonlySet<string>;
  /** Of the condition that is being built. */
  #tests = 0;
  #steps = 0;

  constructor(
    root: TextNode,
    names: Names,
    facts: ReadonlyMap<string, Fact>,
    taxonomies: ReadonlyMap<string, Taxonomy>,
    readings: ReadonlyMap<string, Reading>,
    diagnostics: DiagnosticList,
  ) {
    this.#taxonomies = taxonomies;
    this.#root = root;
    this.#names = names;
    this.#facts = facts;
    this.#readings = readings;
    this.#diagnostics = diagnostics;
    const declared = entriesOf(childOf(root, 'facts')).filter((entry) => facts.get(entry.key)?.nullable === true || childOf(entry.value, 'when') !== undefined);
    this.#nullable = new Set(declared.map((entry) => entry.key));
  }

  /** The condition of a node; no node is `always`. What it consults is added to `uses`. */
  build(node: TextNode | undefined, uses: Uses, owner: string): Condition {
    return node === undefined ? always : this.#built(node, uses, owner).condition;
  }

  /** `when` and not `unless` of a statement. */
  buildWhenUnless(statement: TextNode, uses: Uses, owner: string): Condition {
    const unless = childOf(statement, 'unless');
    return all([this.build(childOf(statement, 'when'), uses, owner), unless === undefined ? always : not(this.build(unless, uses, owner))]);
  }

  /** Builds every term, so that mistakes in unused ones are found. */
  buildAllTerms(): void {
    for (const entry of entriesOf(childOf(this.#root, 'terms'))) this.#term(entry.key);
  }

  /** The terms that were built, with what they consult. */
  get terms(): ReadonlyMap<string, { readonly condition: Condition; readonly uses: Uses }> {
    return this.#terms;
  }

  #built(node: TextNode, uses: Uses, owner: string): Extent & { readonly condition: Condition } {
    collectChosenBy(node, uses.readings);
    const built = this.#measure(() => this.#condition(node, uses));
    if (built.tests <= maximumTests) return built;
    this.#diagnostics.add('policy-too-large', node.span, owner, String(maximumTests));
    return { condition: never, tests: 0, steps: 0 };
  }

  #measure(build: () => Condition): Extent & { readonly condition: Condition } {
    const outside = { tests: this.#tests, steps: this.#steps };
    this.#tests = 0;
    this.#steps = 0;
    const measured = { condition: build(), tests: this.#tests, steps: this.#steps };
    this.#tests = outside.tests;
    this.#steps = outside.steps;
    return measured;
  }

  #condition(node: TextNode, uses: Uses): Condition {
    return all(entriesOf(node).map((entry) => this.#entry(entry, uses)));
  }

  #entry(entry: MapEntry, uses: Uses): Condition {
    switch (entry.key) {
      case 'any':
        return any(itemsOf(entry.value).map((item) => this.#condition(item, uses)));
      case 'all':
        return all(itemsOf(entry.value).map((item) => this.#condition(item, uses)));
      case 'unless':
        return not(this.#condition(entry.value, uses));
      default:
        return this.#named(entry, uses);
    }
  }

  #named({ key, keySpan, value }: MapEntry, uses: Uses): Condition {
    const kind = this.#names.kindOf(key);
    this.#tests += 1;
    if (kind === 'fact') {
      const fact = this.#facts.get(key);
      uses.facts.add(key);
      // A fact without a type is reported where it is declared.
      return fact === undefined ? never : this.#fact(value, fact);
    }
    if (kind === 'term') return this.#termTest(key, value, uses);
    if (kind === 'trait') return this.#traitTest(key, value, uses);
    if (kind === 'window') {
      uses.windows.add(key);
      return this.#window(key, value);
    }
    if (kind === 'reading') {
      uses.readings.add(key);
      return this.#reading(key, value);
    }
    if (this.#diagnostics.isFull || this.#names.isUnknowable('fact', 'term', 'window', 'reading')) return never;
    const allowed = [...this.#names.ofKind('fact', 'trait', 'term', 'window', 'reading'), 'any', 'all', 'unless'];
    const expected = this.#names.ofKind('trait').length === 0 ? 'fact, term, window or reading' : 'fact, trait, term, window or reading';
    if (kind === undefined) this.#diagnostics.add('unknown-name', keySpan, key, expected, nearestName(key, allowed), allowed);
    else this.#diagnostics.add('wrong-kind', keySpan, key, kind, 'fact, term, window or reading', this.#names.ofKind('fact', 'term', 'window', 'reading'));
    return never;
  }

  #termTest(name: string, test: TextNode, uses: Uses): Condition {
    const term = this.#term(name);
    addUses(uses, term.uses);
    this.#tests += term.tests;
    this.#steps = Math.max(this.#steps, term.steps);
    return this.#trueOrFalse(name, 'a term', test, term.condition);
  }

  /** A trait holds where the fact is one of the categories that have it. */
  #traitTest(name: string, test: TextNode, uses: Uses): Condition {
    const fact = this.#names.factOfTrait(name) ?? '';
    uses.facts.add(fact);
    const values = this.#taxonomies.get(fact)?.having(name) ?? [];
    return this.#trueOrFalse(name, 'a trait', test, { kind: 'is', fact, values });
  }

  /** What is tested with true or false. */
  #trueOrFalse(name: string, kind: string, test: TextNode, condition: Condition): Condition {
    const allowed = this.#values(test, (value) => {
      if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
      this.#diagnostics.add('wrong-test', value.span, name, kind, '`true` or `false`');
      return undefined;
    });
    if (allowed === undefined) return never;
    const passes = (value: boolean): boolean => allowed.values.includes(value) !== allowed.negated;
    return any([passes(true) ? condition : never, passes(false) ? not(condition) : never]);
  }

  #term(name: string): BuiltTerm {
    const known = this.#terms.get(name);
    if (known !== undefined) return known;
    const entry = entryOf(childOf(this.#root, 'terms'), name);
    const uses = noUses();
    const nothing = { condition: never, uses, tests: 0, steps: 0 };
    const from = this.#underWay.indexOf(name);
    if (entry === undefined) return nothing;
    if (from !== -1) {
      this.#diagnostics.add('cycle', entry.keySpan, this.#underWay.slice(from));
      return nothing;
    }
    if (this.#underWay.length >= maximumSteps) return this.#tooDeep(entry, nothing);
    this.#underWay.push(name);
    const { condition, tests, steps } = this.#built(entry.value, uses, name);
    this.#underWay.pop();
    const built = { condition, uses, tests, steps: steps + 1 };
    const kept = built.steps > maximumSteps ? this.#tooDeep(entry, nothing) : built;
    this.#terms.set(name, kept);
    return kept;
  }

  #tooDeep(entry: MapEntry, nothing: BuiltTerm): BuiltTerm {
    this.#diagnostics.add('chain-too-long', entry.keySpan, entry.key, String(maximumSteps));
    return nothing;
  }

  #window(name: string, test: TextNode): Condition {
    const allowed = this.#values(test, (value) => this.#word(value, name, 'a window', windowStates));
    if (allowed === undefined) return never;
    const condition: Condition = { kind: 'window', window: name, states: windowStates.filter((state) => allowed.values.includes(state)) };
    return allowed.negated ? not(condition) : condition;
  }

  #reading(name: string, test: TextNode): Condition {
    const reading = this.#readings.get(name);
    if (reading === undefined) return never;
    const choices = reading.choices.map((choice) => choice.name);
    const allowed = this.#values(test, (value) => this.#word(value, name, 'a reading', choices));
    if (allowed === undefined) return never;
    return allowed.values.includes(reading.choice) !== allowed.negated ? always : never;
  }

  #word<Word extends string>(node: TextNode, name: string, kind: string, words: readonly Word[]): Word | undefined {
    const text = stringOf(node);
    if (text === undefined) this.#diagnostics.add('wrong-test', node.span, name, kind, `one or several of ${words.map((word) => `\`${word}\``).join(', ')}`);
    else if (!(words as readonly string[]).includes(text)) this.#diagnostics.add('unknown-value', node.span, `\`${text}\``, nearestValue(text, words), words);
    else return text as Word;
    return undefined;
  }

  /** The values of a test that is a value, a list, or `{ not: … }`; undefined where it is something else, which is then reported. */
  #values<Value>(test: TextNode, read: (node: TextNode) => Value | undefined): { readonly values: readonly Value[]; readonly negated: boolean } | undefined {
    const inner = childOf(test, 'not');
    if (test.kind === 'map' && (inner === undefined || test.entries.length > 1)) {
      read(test);
      return undefined;
    }
    const values = this.#listed(inner ?? test)
      .map(read)
      .filter((value) => value !== undefined);
    return { values, negated: inner !== undefined };
  }

  /** The values of a list, or the only one. A value that is there twice was meant to be another. */
  #listed(test: TextNode): readonly TextNode[] {
    if (test.kind !== 'list') return [test];
    const before = new Set<string>();
    for (const item of test.items) {
      if (item.kind !== 'scalar') continue;
      if (before.has(item.raw)) this.#diagnostics.add('repeated', item.span, item.raw);
      before.add(item.raw);
    }
    return test.items;
  }

  #fact(test: TextNode, fact: Fact): Condition {
    if (test.kind !== 'map') return this.#equals(test, fact);
    const parts = test.entries.map((entry) => this.#comparison(entry, fact));
    this.#checkRange(test, parts);
    return all(parts);
  }

  #comparison({ key, keySpan, value }: MapEntry, fact: Fact): Condition {
    if (key === 'not') {
      if (value.kind !== 'map') return not(this.#equals(value, fact));
      this.#diagnostics.add('wrong-test', value.span, 'not', 'a negation', 'a value or a list of values');
      return never;
    }
    if (key === 'all') {
      if (fact.type === 'set') return { kind: 'has', fact: fact.name, quantity: 'every', values: this.#members(value, fact) };
      this.#diagnostics.add('wrong-test', keySpan, fact.name, kindOfFact(fact), 'a value or a list of values');
      return never;
    }
    const comparison = comparisons.find((name) => name === key);
    if (comparison === undefined) return never;
    if (!isOrdered(fact)) {
      this.#diagnostics.add('wrong-test', keySpan, fact.name, kindOfFact(fact), isOpaque(fact) ? testsOfFact(fact) : 'a value or a list of values');
      return never;
    }
    const bound = readOrdinal(value, fact, this.#diagnostics);
    return bound === undefined ? never : { kind: 'compare', fact: fact.name, comparison, bound };
  }

  #equals(test: TextNode, fact: Fact): Condition {
    const values = this.#listed(test)
      .map((node) => readConstant(node, fact, this.#nullable.has(fact.name), this.#diagnostics))
      .filter((value) => value !== undefined);
    const tree = this.#taxonomies.get(fact.name);
    const within = (value: (typeof values)[number]): typeof values => (typeof value === 'string' && tree !== undefined ? [...tree.within(value)] : [value]);
    if (fact.type !== 'set') return { kind: 'is', fact: fact.name, values: [...new Set(values.flatMap(within))] };
    const members = values.filter((value) => typeof value === 'string');
    const contains: Condition = members.length === 0 ? never : { kind: 'has', fact: fact.name, quantity: 'some', values: [...new Set(members)] };
    return any([contains, values.includes(null) ? { kind: 'is', fact: fact.name, values: [null] } : never]);
  }

  #members(list: TextNode, fact: Fact): readonly string[] {
    const values = (list.kind === 'list' ? this.#listed(list) : []).map((node) => readConstant(node, fact, this.#nullable.has(fact.name), this.#diagnostics));
    return [...new Set(values.filter((value) => typeof value === 'string'))];
  }

  #checkRange(test: TextNode, parts: readonly Condition[]): void {
    let least = Number.NEGATIVE_INFINITY;
    let most = Number.POSITIVE_INFINITY;
    for (const part of parts) {
      if (part.kind !== 'compare') continue;
      if (part.comparison === 'over' || part.comparison === 'atLeast') least = Math.max(least, part.bound + (part.comparison === 'over' ? 1 : 0));
      else most = Math.min(most, part.bound - (part.comparison === 'under' ? 1 : 0));
    }
    if (least > most) this.#diagnostics.add('empty-range', test.span);
  }
}
