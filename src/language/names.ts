import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Line } from '../model/policy.ts';
import { childOf, entriesOf, type MapEntry, stringOf, type TextNode } from '../text/node.ts';

/** What a name that conditions can use stands for. */
export type NameKind = 'fact' | 'trait' | 'term' | 'window' | 'tier' | 'reading';

/** A statement of a section, in words. */
export type StatementKind = 'rule' | 'charge' | 'credit' | 'evidence item' | 'duty';

/** Names that the language itself uses where a fact, term, window, tier or reading may be named. */
const reservedInConditions: readonly string[] = ['any', 'all', 'unless', 'not', 'by', 'evidence', 'items'];

/** Names that every JavaScript object has: as keys they could be mistaken for what a text says. */
const reservedEverywhere: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** Whether a name is one of JavaScript's own, and must name nothing. */
export function isReserved(name: string): boolean {
  return reservedEverywhere.has(name);
}

/** Reports keys, and values of enums and sets, that are names of JavaScript's own. */
export function checkReservedNames(node: TextNode, diagnostics: DiagnosticList): void {
  if (node.kind === 'list') for (const item of node.items) checkReservedNames(item, diagnostics);
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    if (reservedEverywhere.has(entry.key)) diagnostics.add('reserved-name', entry.keySpan, entry.key);
    if (entry.value.kind === 'list')
      for (const item of entry.value.items) {
        const word = stringOf(item);
        if (word !== undefined && reservedEverywhere.has(word)) diagnostics.add('reserved-name', item.span, word);
      }
    checkReservedNames(entry.value, diagnostics);
  }
}

/** The names of a policy: facts, traits of their trees, terms, windows, tiers and readings share one space, and ids of statements another. */
export class Names {
  readonly #kinds = new Map<string, NameKind>();
  readonly #statements = new Map<string, string>();
  /** Lines that count once for a request. */
  readonly #once = new Set<string>();
  readonly #traits = new Map<string, string>();
  /** Kinds whose declarations cannot be read: nothing is known of their names. */
  readonly #unreadable = new Set<NameKind>();
  readonly #diagnostics: DiagnosticList;
  #lines: readonly string[] | undefined;
  #placeholders: readonly string[] | undefined;

  constructor(root: TextNode, diagnostics: DiagnosticList) {
    this.#diagnostics = diagnostics;
    for (const [list, kind] of declaredLists) this.#declare(childOf(root, list), kind);
    for (const fact of entriesOf(childOf(root, 'facts'))) this.#declareTraits(fact);
    for (const section of entriesOf(childOf(root, 'sections')))
      for (const [list, kind] of statementLists) this.#declareStatements(childOf(section.value, list), kind);
  }

  kindOf(name: string): NameKind | undefined {
    return this.#kinds.get(name);
  }

  /** The names of some kinds, for help. */
  ofKind(...kinds: readonly NameKind[]): readonly string[] {
    return [...this.#kinds].filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
  }

  /** Whether a name may be one of these kinds although it is not found: where their declarations cannot be read. */
  isUnknowable(...kinds: readonly NameKind[]): boolean {
    return kinds.some((kind) => this.#unreadable.has(kind));
  }

  /** The ids of the lines of the bill. */
  get lines(): readonly string[] {
    this.#lines ??= [...this.#statements].filter(([, kind]) => kind === 'charge' || kind === 'credit').map(([name]) => name);
    return this.#lines;
  }

  /** The ids of charges. */
  get charges(): readonly string[] {
    return [...this.#statements].filter(([, kind]) => kind === 'charge').map(([name]) => name);
  }

  isLine(name: string): boolean {
    const kind = this.#statements.get(name);
    return kind === 'charge' || kind === 'credit';
  }

  /** Whether a line counts for each item, or once for a request of several. */
  perOf(line: string): Line['per'] {
    return this.#once.has(line) ? 'request' : 'item';
  }

  /** What a text may show in braces. */
  get placeholders(): readonly string[] {
    this.#placeholders ??= [...this.ofKind('window').flatMap((window) => instants.map((name) => `${window}.${name}`)), ...this.lines];
    return this.#placeholders;
  }

  /**
   * Resolves a node that must name a fact, term, … of one of these kinds; reports it where it does not.
   * @returns the name, or undefined
   */
  resolve(node: TextNode | undefined, ...kinds: readonly NameKind[]): string | undefined {
    const name = stringOf(node);
    if (node === undefined || name === undefined) return undefined;
    const kind = this.#kinds.get(name);
    if (kind !== undefined && kinds.includes(kind)) return name;
    if (this.#diagnostics.isFull || this.isUnknowable(...kinds)) return undefined;
    const allowed = this.ofKind(...kinds);
    const expected = kinds.join(' or ');
    if (kind === undefined) this.#diagnostics.add('unknown-name', node.span, name, expected, nearestName(name, allowed), allowed);
    else this.#diagnostics.add('wrong-kind', node.span, name, kind, expected, allowed);
    return undefined;
  }

  /**
   * Resolves a node that must be the id of a statement, of one kind or of any; reports it where it is not.
   * @returns the id, or undefined
   */
  resolveStatement(node: TextNode | undefined, wanted?: StatementKind): string | undefined {
    const id = stringOf(node);
    if (node === undefined || id === undefined) return undefined;
    const kind = this.#statements.get(id);
    if (kind !== undefined && (wanted === undefined || kind === wanted)) return id;
    if (this.#diagnostics.isFull) return undefined;
    const allowed = [...this.#statements].filter(([, other]) => wanted === undefined || other === wanted).map(([name]) => name);
    if (kind === undefined || wanted === undefined)
      this.#diagnostics.add('unknown-name', node.span, id, wanted ?? 'statement', nearestName(id, allowed), allowed);
    else this.#diagnostics.add('wrong-kind', node.span, id, kind, wanted, allowed);
    return undefined;
  }

  #declare(node: TextNode | undefined, kind: NameKind): void {
    if (node !== undefined && node.kind !== 'map') this.#unreadable.add(kind);
    for (const { key, keySpan } of entriesOf(node)) {
      const taken = this.#kinds.get(key);
      if (reservedInConditions.includes(key)) this.#diagnostics.add('reserved-name', keySpan, key);
      else if (taken !== undefined) this.#diagnostics.add('name-taken', keySpan, key, taken);
      else this.#kinds.set(key, kind);
      if (kind !== 'fact' && kind !== 'term' && kind !== 'trait') this.#statements.set(key, kind);
    }
  }

  /** A trait is declared where a category says it, and may be said by several of one tree. */
  #declareTraits({ key: fact, value }: MapEntry): void {
    const first = new Map<string, MapEntry>();
    for (const trait of traitEntriesOf(value)) if (!first.has(trait.key)) first.set(trait.key, trait);
    for (const { key, keySpan } of first.values()) {
      const taken = this.#kinds.get(key);
      if (reservedInConditions.includes(key)) this.#diagnostics.add('reserved-name', keySpan, key);
      else if (taken !== undefined) this.#diagnostics.add('name-taken', keySpan, key, taken);
      else {
        this.#kinds.set(key, 'trait');
        this.#traits.set(key, fact);
      }
    }
  }

  /** The fact whose categories have a trait. */
  factOfTrait(trait: string): string | undefined {
    return this.#traits.get(trait);
  }

  #declareStatements(node: TextNode | undefined, kind: string): void {
    for (const { key, keySpan, value } of entriesOf(node)) {
      const taken = this.#statements.get(key);
      if (stringOf(childOf(value, 'per')) === 'request') this.#once.add(key);
      // A tier and the charge that uses it may well have one name.
      if (taken !== undefined && !(taken === 'tier' && kind === 'charge')) this.#diagnostics.add('name-taken', keySpan, key, taken);
      else this.#statements.set(key, kind);
    }
  }
}

/** The traits that the categories of a fact's tree say, as often as they say them. */
export function traitEntriesOf(fact: TextNode | undefined): readonly MapEntry[] {
  return entriesOf(childOf(fact, 'tree')).flatMap(({ value }) => entriesOf(childOf(value, 'traits')));
}

/** The lists of what conditions can name, with the word for one of them; a name that stands twice is reported in the later list. */
export const declaredLists = [
  ['facts', 'fact'],
  ['readings', 'reading'],
  ['windows', 'window'],
  ['tiers', 'tier'],
  ['terms', 'term'],
] as const;

/** The moments of a window. */
export const instants = ['opensAt', 'countsFrom', 'closesAt'] as const;

/** The lists of a section's statements, with the word for one of them. */
export const statementLists = [
  ['rules', 'rule'],
  ['charges', 'charge'],
  ['credits', 'credit'],
  ['evidence', 'evidence item'],
  ['duties', 'duty'],
] as const;
