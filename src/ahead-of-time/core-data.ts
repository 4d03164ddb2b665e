/**
 * A policy of the core as plain data, and back: what a module that is compiled ahead of time carries. INVARIANT: names and texts of a policy
 * stand in values alone, never as keys, so that no name of theirs means anything to whoever reads the data.
 */
import { freezeDeep } from '../model/freeze.ts';
import type { CorePolicy } from '../model/policy.ts';
import { Zone } from '../model/time.ts';

type Plain = null | boolean | number | string;

/** A value itself, or the place of one in the table, alone in a list. */
type Cell = Plain | readonly [place: number];

/** An object of the program with its fields; or what JSON has no form for, after a word that says what it is. */
type Entry = { readonly [field: string]: Cell } | readonly [kind: 'list' | 'map' | 'set' | 'bigint' | 'zone', ...parts: readonly Cell[]];

/** The values of a policy, each after those that it holds; the last is the policy. Equal ones are there once. */
export type CoreData = readonly Entry[];

/** A policy as data. What no decision needs (the words of its source, its questions) is left out. */
export function toCoreData(policy: CorePolicy): CoreData {
  const table = new Table();
  table.add(withoutUnusedTexts(policy));
  return table.entries;
}

function withoutUnusedTexts(policy: CorePolicy): CorePolicy {
  const mapped = <Value>(map: ReadonlyMap<string, Value>, change: (value: Value) => Value): ReadonlyMap<string, Value> =>
    new Map([...map].map(([name, value]) => [name, change(value)]));
  return {
    ...policy,
    clauses: new Map(),
    facts: mapped(policy.facts, (fact) => ({ ...fact, ask: null })),
    readings: mapped(policy.readings, (reading) => ({ ...reading, question: '', choices: [] })),
    windows: mapped(policy.windows, (window) => ({ ...window, title: '' })),
  };
}

class Table {
  readonly entries: Entry[] = [];
  readonly #places = new Map<string, number>();
  readonly #known = new Map<object, Cell>();

  add(value: unknown): Cell {
    if (typeof value === 'bigint') return this.#place(['bigint', String(value)]);
    if (typeof value === 'object' && value !== null) return this.#addObject(value);
    if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) return value as Plain;
    throw new TypeError(`a policy cannot hold ${String(value)}`);
  }

  #addObject(value: object): Cell {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const cell = this.#place(this.#entryOf(value));
    this.#known.set(value, cell);
    return cell;
  }

  #entryOf(value: object): Entry {
    if (value instanceof Zone) return ['zone', value.name];
    if (value instanceof Map) return ['map', ...[...value].flatMap(([key, one]) => [this.add(key), this.add(one)])];
    if (value instanceof Set) return ['set', ...Array.from(value, (one) => this.add(one))];
    if (Array.isArray(value)) return ['list', ...value.map((one) => this.add(one))];
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, this.add(one)]));
  }

  #place(entry: Entry): Cell {
    const key = JSON.stringify(entry);
    const place = this.#places.get(key) ?? this.entries.push(entry) - 1;
    this.#places.set(key, place);
    return [place];
  }
}

/** The policy that data was made of. */
export function fromCoreData(data: CoreData): CorePolicy {
  const values: unknown[] = [];
  const valueOf = (cell: Cell): unknown => (Array.isArray(cell) ? values[cell[0] as number] : cell);
  for (const entry of data) values.push(isTagged(entry) ? valueOfTagged(entry, valueOf) : fieldsOf(entry, valueOf));
  return freezeDeep(values.at(-1) as CorePolicy);
}

function isTagged(entry: Entry): entry is Extract<Entry, readonly unknown[]> {
  return Array.isArray(entry);
}

function fieldsOf(entry: Exclude<Entry, readonly unknown[]>, valueOf: (cell: Cell) => unknown): object {
  return Object.fromEntries(Object.entries(entry).map(([field, cell]) => [field, valueOf(cell)]));
}

function valueOfTagged([kind, ...parts]: Extract<Entry, readonly unknown[]>, valueOf: (cell: Cell) => unknown): unknown {
  const found = parts.map(valueOf);
  switch (kind) {
    case 'list':
      return found;
    case 'set':
      return new Set(found);
    case 'map':
      return new Map(found.flatMap((key, at) => (at % 2 === 0 ? [[key, found[at + 1]] as const] : [])));
    case 'bigint':
      return BigInt(String(found[0]));
    case 'zone':
      return new Zone(String(found[0]));
  }
}
