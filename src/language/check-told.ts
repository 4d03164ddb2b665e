import type { Fact } from '../model/policy.ts';
import { pointerStep } from '../text/node.ts';

/** A value of a request that is not as its fact asks for; `pointer` is its place, `fact` the fact, or `evidence`, that it is part of. */
export type ToldMistake = { readonly pointer: string; readonly fact: string } & (
  | { readonly kind: 'unknown-key'; readonly key: string }
  /** `of` is the item of evidence whose value it is. */
  | { readonly kind: 'unknown-value'; readonly value: unknown; readonly allowed: readonly string[]; readonly of: string | undefined }
  | { readonly kind: 'less' | 'more'; readonly value: number; readonly limit: number }
  | { readonly kind: 'wrong-type'; readonly value: unknown }
);

type Data = Readonly<Record<string, unknown>>;

/**
 * Checks what is told against the kinds of its facts, as the schema of requests describes them, patterns and repetition aside: nothing is
 * generated for it, so that it works where code cannot be made of text. INVARIANT: tests hold it to what ajv finds by that schema.
 */
export class ToldCheck {
  readonly #facts: ReadonlyMap<string, Fact>;
  readonly #evidence: ReadonlySet<string>;

  /** @param facts those that can be told */
  constructor(facts: readonly Fact[], evidence: readonly string[]) {
    this.#facts = new Map(facts.map((fact) => [fact.name, fact]));
    this.#evidence = new Set(evidence);
  }

  /** All mistakes: what is not known first, then by fact in the policy's order, then those of the evidence. */
  *mistakesIn(data: Data): Generator<ToldMistake> {
    for (const key of Object.keys(data)) if (key !== 'evidence' && !this.#facts.has(key)) yield { pointer: '', fact: '', kind: 'unknown-key', key };
    for (const fact of this.#facts.values()) {
      const value = ownValue(data, fact.name);
      if (value !== undefined && !(value === null && fact.nullable)) yield* mistakesInFact(fact, value);
    }
    const evidence = ownValue(data, 'evidence');
    if (evidence !== undefined) yield* this.#mistakesInEvidence(evidence);
  }

  *#mistakesInEvidence(evidence: unknown): Generator<ToldMistake> {
    const place = { pointer: '/evidence', fact: 'evidence' };
    if (!isObject(evidence)) return yield { ...place, kind: 'wrong-type', value: evidence };
    for (const key of Object.keys(evidence)) if (!this.#evidence.has(key)) yield { ...place, kind: 'unknown-key', key };
    for (const name of this.#evidence) {
      const value = ownValue(evidence, name);
      if (value !== undefined && !states.includes(value))
        yield { pointer: `/evidence${pointerStep(name)}`, fact: 'evidence', kind: 'unknown-value', value, allowed: ['provided', 'unavailable'], of: name };
    }
  }
}

const states: readonly unknown[] = ['provided', 'unavailable'];

function ownValue(data: Data, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* mistakesInFact(fact: Fact, value: unknown): Generator<ToldMistake> {
  const place = { pointer: pointerStep(fact.name), fact: fact.name };
  switch (fact.type) {
    case 'enum':
      if (!(fact.values as readonly unknown[]).includes(value))
        yield { ...place, kind: 'unknown-value', value, allowed: fact.nullable ? [...fact.values, 'null'] : fact.values, of: undefined };
      return;
    case 'integer':
      return yield* mistakesInNumber(fact, value, place);
    case 'set':
    case 'instants':
    case 'dates':
    case 'periods':
      if (!Array.isArray(value)) return yield { ...place, kind: 'wrong-type', value };
      for (let index = 0; index < value.length; index += 1) yield* mistakesInEntry(fact, value[index], `${place.pointer}/${index}`);
      return;
    default:
      if (!isOfKind(fact.type, value)) yield { ...place, kind: 'wrong-type', value };
  }
}

function isOfKind(type: Exclude<Fact['type'], 'enum' | 'integer' | 'set' | 'instants' | 'dates' | 'periods'>, value: unknown): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'decimal':
    case 'money':
      return typeof value === 'string' || typeof value === 'number';
    case 'instant':
    case 'date':
      return typeof value === 'string';
    case 'text':
      return typeof value === 'string' && value !== '' && (value.length <= 200 || (value.length <= 400 && [...value].length <= 200));
  }
}

function* mistakesInNumber({ atLeast, atMost }: Fact, value: unknown, place: { readonly pointer: string; readonly fact: string }): Generator<ToldMistake> {
  // What is not finite is refused when it is read as a number.
  if (typeof value !== 'number' || Number.isNaN(value) || Math.abs(value % 1) > 0) yield { ...place, kind: 'wrong-type', value };
  else if (atLeast !== null && value < atLeast) yield { ...place, kind: 'less', value, limit: atLeast };
  else if (atMost !== null && value > atMost) yield { ...place, kind: 'more', value, limit: atMost };
}

/** An entry of a list. */
function* mistakesInEntry(fact: Fact, value: unknown, pointer: string): Generator<ToldMistake> {
  const place = { pointer, fact: fact.name };
  if (fact.type === 'periods') yield* mistakesInPeriod(value, place);
  else if (fact.type !== 'set') {
    if (typeof value !== 'string') yield { ...place, kind: 'wrong-type', value };
  } else if (!(fact.values as readonly unknown[]).includes(value)) yield { ...place, kind: 'unknown-value', value, allowed: fact.values, of: undefined };
}

function* mistakesInPeriod(period: unknown, place: { readonly pointer: string; readonly fact: string }): Generator<ToldMistake> {
  if (!isObject(period)) return yield { ...place, kind: 'wrong-type', value: period };
  const [from, to] = [ownValue(period, 'from'), ownValue(period, 'to')];
  if (from === undefined) yield { ...place, kind: 'wrong-type', value: period };
  for (const key of Object.keys(period)) if (key !== 'from' && key !== 'to') yield { ...place, kind: 'unknown-key', key };
  if (from !== undefined && typeof from !== 'string') yield { ...place, pointer: `${place.pointer}/from`, kind: 'wrong-type', value: from };
  if (to !== undefined && to !== null && typeof to !== 'string') yield { ...place, pointer: `${place.pointer}/to`, kind: 'wrong-type', value: to };
}
