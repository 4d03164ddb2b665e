import { canonicalText } from './canonical.ts';
import type { Comparison } from './compare-policies.ts';
import type { Component, DecisionRegions } from './decision-regions.ts';
import type { Diagram } from './diagram.ts';
import type { Change } from './run-both.ts';

/** What takes requests, or refuses them, in place of a statement. */
export const admission = 'admission';

/** Keys of statements, `<kind> <id>`, and `admission`. */
export interface Contributing {
  /** What brings a change about. */
  readonly causing: ReadonlySet<string>;
  /** What is seen there, too, and was changed. */
  readonly following: ReadonlySet<string>;
}

/** Which statements of two policies contribute something else to a region, whatever else is decided there. */
export class Contributions {
  readonly #comparison: Comparison;
  readonly #old: ReadonlyMap<string, Component>;
  readonly #new: ReadonlyMap<string, Component>;
  readonly #own = new Map<string, Diagram>();

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
    const [old, next] = [comparison.old, comparison.new].map((regions) => componentsOf(regions));
    this.#old = old ?? new Map();
    this.#new = next ?? new Map();
  }

  /** What one change of a region comes from. */
  to(region: Diagram, { kind, id, old, new: next }: Change): Contributing {
    const own = `${kind} ${id ?? ''}`;
    if (kind === 'outcome')
      return { causing: new Set([...this.#toOutcome(region), ...this.#billedOtherwise(region)]), following: this.#shownOtherwise(region) };
    const isOwn = this.#meets(this.#differenceOf(own), region);
    const isAlone = isOwn && (kind !== 'reason' || (old !== null && next !== null));
    return { causing: new Set([...(isOwn ? [own] : []), ...(isAlone ? [] : this.#toOutcome(region))]), following: new Set() };
  }

  get #keys(): readonly string[] {
    return [...new Set([...this.#old.keys(), ...this.#new.keys()])];
  }

  /** Rules, and evidence, decide outcomes; and what takes no request at all. */
  #toOutcome(region: Diagram): readonly string[] {
    const found = this.#keys.filter((key) => key.startsWith('reason ') && this.#meets(this.#differenceOf(key), region));
    return [...found, ...(this.#meets(this.#admission(), region) ? [admission] : [])];
  }

  /** Lines that both decisions have, with other amounts. */
  #billedOtherwise(region: Diagram): readonly string[] {
    const d = this.#comparison.space.diagrams;
    const isLine = (key: string): boolean => key.startsWith('charge ') || key.startsWith('credit ');
    return this.#keys.filter((key) => {
      const [old, next] = [this.#old.get(key), this.#new.get(key)];
      if (!isLine(key) || old === undefined || next === undefined) return false;
      return this.#meets(
        d.combine(old.shown, next.shown, (a, b) => a !== false && b !== false && a !== b),
        region,
      );
    });
  }

  /** Whatever is shown by either decision and is another than before. */
  #shownOtherwise(region: Diagram): ReadonlySet<string> {
    const d = this.#comparison.space.diagrams;
    return new Set(
      this.#keys.filter((key) => {
        const shown = d.any(
          [this.#old.get(key), this.#new.get(key)].map((one) => (one === undefined ? d.never : d.where(one.shown, (value) => value !== false))),
        );
        return this.#meets(d.and(this.#differenceOf(key), shown), region);
      }),
    );
  }

  #meets(a: Diagram, b: Diagram): boolean {
    const d = this.#comparison.space.diagrams;
    return d.and(a, b) !== d.never;
  }

  #differ(a: Diagram, b: Diagram): Diagram {
    const d = this.#comparison.space.diagrams;
    return d.or(d.minus(a, b), d.minus(b, a));
  }

  #admission(): Diagram {
    return this.#differ(this.#comparison.old.regions.refused(), this.#comparison.new.regions.refused());
  }

  /** Where a statement holds in one policy alone, or in both and has something else to show. */
  #differenceOf(key: string): Diagram {
    let known = this.#own.get(key);
    if (known === undefined) {
      known = this.#difference(this.#old.get(key), this.#new.get(key));
      this.#own.set(key, known);
    }
    return known;
  }

  #difference(old: Component | undefined, next: Component | undefined): Diagram {
    const d = this.#comparison.space.diagrams;
    if (old === undefined || next === undefined) return old?.holds ?? next?.holds ?? d.never;
    const holds = this.#differ(old.holds, next.holds);
    if (effectOf(old) !== effectOf(next)) return d.or(old.holds, next.holds);
    const content = d.combine(old.content, next.content, (a, b) => a !== b);
    return d.or(holds, d.all([content, old.holds, next.holds]));
  }
}

function componentsOf(regions: DecisionRegions): ReadonlyMap<string, Component> {
  return new Map(regions.components().map((component) => [`${component.kind} ${component.id}`, component]));
}

/** What a rule or an item of evidence does to the outcome where it holds. */
function effectOf({ kind, statement }: Component): string {
  if (kind !== 'reason') return '';
  const { effect, unavailable, anyOf, atLeast } = statement as {
    readonly effect?: unknown;
    readonly unavailable?: unknown;
    readonly anyOf?: unknown;
    readonly atLeast?: unknown;
  };
  return canonicalText([effect ?? null, unavailable ?? null, anyOf ?? null, atLeast ?? null]);
}
