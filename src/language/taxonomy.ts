import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { childOf, entriesOf, itemsOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';

/** Something that a category takes from the nearest category that has it; two categories at the same distance may differ. */
export type Nearest<Value> =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly value: Value }
  | { readonly kind: 'two'; readonly from: readonly [string, string] };

/** The values of an enum fact as a tree. */
export class Taxonomy {
  readonly #parents: ReadonlyMap<string, readonly string[]>;
  readonly #traits: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  /** What was asked of a category before: trees are asked about every category for every trait. */
  readonly #steps = new Map<string, ReadonlyMap<string, number>>();

  /**
   * @param parents by category; without circles
   * @param traits by trait: the categories that say it themselves
   */
  constructor(parents: ReadonlyMap<string, readonly string[]>, traits: ReadonlyMap<string, ReadonlyMap<string, boolean>>) {
    this.#parents = parents;
    this.#traits = traits;
  }

  get categories(): readonly string[] {
    return [...this.#parents.keys()];
  }

  get traits(): readonly string[] {
    return [...this.#traits.keys()];
  }

  /** A category and all that stand below it. */
  within(category: string): readonly string[] {
    return this.categories.filter((candidate) => this.#stepsFrom(candidate).has(category));
  }

  /** The categories that have a trait. */
  having(trait: string): readonly string[] {
    const said = this.#traits.get(trait) ?? new Map<string, boolean>();
    return this.categories.filter((category) => {
      const nearest = this.nearest(category, said);
      return nearest.kind === 'one' && nearest.value;
    });
  }

  /** What a category takes from itself or from the nearest category above it. */
  nearest<Value>(category: string, values: ReadonlyMap<string, Value>): Nearest<Value> {
    const steps = this.#stepsFrom(category);
    let fewest = Number.POSITIVE_INFINITY;
    let found: (readonly [string, Value])[] = [];
    for (const said of values) {
      const distance = steps.get(said[0]);
      if (distance === undefined || distance > fewest) continue;
      if (distance < fewest) found = [];
      fewest = distance;
      found.push(said);
    }
    const [first, ...others] = found;
    if (first === undefined) return { kind: 'none' };
    const other = others.find(([, value]) => value !== first[1]);
    return other === undefined ? { kind: 'one', value: first[1] } : { kind: 'two', from: [first[0], other[0]] };
  }

  /** The category and all above it, each with the least number of steps that lead to it. */
  #stepsFrom(category: string): ReadonlyMap<string, number> {
    const known = this.#steps.get(category);
    if (known !== undefined) return known;
    const steps = new Map([[category, 0]]);
    for (const [name, distance] of steps) for (const parent of this.#parents.get(name) ?? []) if (!steps.has(parent)) steps.set(parent, distance + 1);
    this.#steps.set(category, steps);
    return steps;
  }

  /** Categories that inherit two values for one trait. */
  conflicts(): readonly { readonly category: string; readonly trait: string; readonly from: readonly [string, string] }[] {
    return [...this.#traits].flatMap(([trait, said]) =>
      this.categories.flatMap((category) => {
        const nearest = this.nearest(category, said);
        return nearest.kind === 'two' ? [{ category, trait, from: nearest.from }] : [];
      }),
    );
  }
}

/** Reads the `tree` of a fact; what is wrong is reported and left out. */
export function readTaxonomy(tree: TextNode, diagnostics: DiagnosticList): Taxonomy {
  const entries = entriesOf(tree);
  const names = entries.map((entry) => entry.key);
  const parents = new Map(entries.map((entry) => [entry.key, parentsOf(entry, names, diagnostics)] as const));
  const circle = reportCircle(entries, parents, diagnostics);
  const traits = new Map<string, Map<string, boolean>>();
  for (const { key: category, value } of entries)
    for (const { key: trait, value: said } of entriesOf(childOf(value, 'traits'))) {
      if (said.kind !== 'scalar' || typeof said.value !== 'boolean') continue;
      const known = traits.get(trait) ?? new Map<string, boolean>();
      traits.set(trait, known.set(category, said.value));
    }
  const taxonomy = new Taxonomy(circle ? new Map(names.map((name) => [name, []])) : parents, traits);
  if (circle) return taxonomy;
  for (const { category, trait, from } of taxonomy.conflicts()) {
    const entry = entries.find(({ key }) => key === category);
    diagnostics.add('two-values', entry?.keySpan ?? tree.span, category, trait, from);
  }
  return taxonomy;
}

function parentsOf({ value }: MapEntry, names: readonly string[], diagnostics: DiagnosticList): readonly string[] {
  const node = childOf(value, 'in');
  const items = node?.kind === 'list' ? itemsOf(node) : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const name = stringOf(item);
    if (name === undefined) return [];
    if (names.includes(name)) return [name];
    diagnostics.add('unknown-name', item.span, name, 'category', nearestName(name, names), names);
    return [];
  });
}

/** Whether categories belong to each other in a circle; the first circle is reported. */
function reportCircle(entries: readonly MapEntry[], parents: ReadonlyMap<string, readonly string[]>, diagnostics: DiagnosticList): boolean {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(name)) return way.slice(way.indexOf(name));
    if (done.has(name)) return undefined;
    for (const parent of parents.get(name) ?? []) {
      const circle = visit(parent, [...way, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const { key, keySpan } of entries) {
    const circle = visit(key, []);
    if (circle === undefined) continue;
    const place: Span = entries.find((entry) => entry.key === circle[0])?.keySpan ?? keySpan;
    diagnostics.add('cycle', place, circle);
    return true;
  }
  return false;
}
