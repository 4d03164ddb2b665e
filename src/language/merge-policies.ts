import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, type MapNode, stringOf, type TextNode } from '../text/node.ts';
import { describe } from './check-shape.ts';
import { declaredLists, statementLists, traitEntriesOf } from './names.ts';

/** What each file says of itself, whatever it extends. */
const ownKeys: readonly string[] = ['language', 'policy', 'version', 'title', 'description', 'draft', 'effective'];
/** What a file says of the one document that it follows: from two files it would be that of none. */
const documentKeys: readonly string[] = ['title', 'file', 'url', 'sha256'];

/**
 * One policy made of a base and of a file that extends it: first parts of the base are replaced, then new ones are added. Every part
 * keeps the place that it has in its own file; what cannot be replaced or added is reported and left out.
 * @param base the base, put together already where it extends another policy itself
 * @param name how the base is named: `<policy-id>@<version>`
 */
export function mergePolicies(base: TextNode, derived: MapNode, name: string, diagnostics: DiagnosticList): TextNode {
  const replaced = new Replacement(base, derived, name, diagnostics).apply();
  return new Addition(replaced, name, diagnostics).apply(derived);
}

const quote = (word: string): string => `\`${word}\``;

/** The node with another value under a key that it has. */
function withValue(node: TextNode, key: string, value: TextNode | undefined): TextNode {
  if (node.kind !== 'map' || value === undefined) return node;
  return { ...node, entries: node.entries.map((entry) => (entry.key === key ? { ...entry, value } : entry)) };
}

function withoutTraits(fact: TextNode, names: ReadonlyMap<string, unknown>): TextNode {
  const tree = childOf(fact, 'tree');
  if (tree?.kind !== 'map') return fact;
  const entries = tree.entries.map((category) => {
    const traits = childOf(category.value, 'traits');
    if (traits?.kind !== 'map' || category.value.kind !== 'map') return category;
    const kept = traits.entries.filter(({ key }) => !names.has(key));
    if (kept.length > 0) return { ...category, value: withValue(category.value, 'traits', { ...traits, entries: kept }) };
    return { ...category, value: { ...category.value, entries: category.value.entries.filter(({ key }) => key !== 'traits') } };
  });
  return withValue(fact, 'tree', { ...tree, entries });
}

/** Where something is to be replaced: the entries that a list has, and what else is known of a name that it does not have. */
interface Replaceable {
  readonly known: TextNode | undefined;
  readonly changes: TextNode | undefined;
  /** The word for one entry; none where the keys say what they are. */
  readonly kind?: string;
  readonly where: string;
  readonly hint: (name: string) => string | undefined;
}

/** Replaces what stands under `overrides`. */
class Replacement {
  readonly #root: TextNode;
  readonly #derived: MapNode;
  readonly #base: string;
  readonly #diagnostics: DiagnosticList;
  /** The traits of the base's facts that are not replaced. */
  readonly #traits: ReadonlySet<string>;

  constructor(root: TextNode, derived: MapNode, base: string, diagnostics: DiagnosticList) {
    this.#root = root;
    this.#derived = derived;
    this.#base = quote(base);
    this.#diagnostics = diagnostics;
    const replaced = new Set(entriesOf(childOf(childOf(derived, 'overrides'), 'facts')).map(({ key }) => key));
    const kept = entriesOf(childOf(root, 'facts')).filter(({ key }) => !replaced.has(key));
    this.#traits = new Set(kept.flatMap(({ value }) => traitEntriesOf(value)).map(({ key }) => key));
  }

  apply(): TextNode {
    const base = this.#root;
    const overrides = childOf(this.#derived, 'overrides');
    let replaced = base;
    for (const [list, kind] of declaredLists) replaced = withValue(replaced, list, this.#list(kind, childOf(base, list), childOf(overrides, list), list));
    replaced = withValue(replaced, 'invariants', this.#list('invariant', childOf(base, 'invariants'), childOf(overrides, 'invariants'), 'invariants'));
    const source = childOf(base, 'source');
    const clauses = this.#list('clause', childOf(source, 'clauses'), childOf(childOf(overrides, 'source'), 'clauses'), 'source', 'clauses');
    if (source !== undefined) replaced = withValue(replaced, 'source', withValue(source, 'clauses', clauses));
    return withValue(replaced, 'sections', this.#sections(childOf(base, 'sections'), childOf(overrides, 'sections')));
  }

  /** What the file itself adds has no place under `overrides`. */
  #hintAt(path: readonly string[]): (name: string) => string | undefined {
    const own = path.reduce<TextNode | undefined>(childOf, this.#derived);
    return (name) => (entryOf(own, name) === undefined ? undefined : 'it stands in this file alone: change it there');
  }

  #list(kind: string, known: TextNode | undefined, changes: TextNode | undefined, ...path: readonly string[]): TextNode | undefined {
    return this.#replace(
      { known, changes, kind, where: this.#base, hint: this.#hintAt(path) },
      kind === 'reading' ? replaceReading : (_entry, change) => (kind === 'fact' ? this.#withFreeTraits(change) : change),
    );
  }

  /** A fact without the traits whose names are those of another fact of the base, which may stand after it. */
  #withFreeTraits(fact: MapEntry): MapEntry {
    const taken = new Map<string, MapEntry>();
    for (const trait of traitEntriesOf(fact.value)) if (this.#traits.has(trait.key) && !taken.has(trait.key)) taken.set(trait.key, trait);
    for (const { key, keySpan } of taken.values()) this.#diagnostics.add('name-taken', keySpan, key, 'trait');
    return taken.size === 0 ? fact : { ...fact, value: withoutTraits(fact.value, taken) };
  }

  /** A map with some of its entries replaced or removed. */
  #replace(place: Replaceable, replace: (entry: MapEntry, change: MapEntry) => MapEntry): TextNode | undefined {
    const { known } = place;
    const changes = new Map(entriesOf(place.changes).map((change) => [change.key, change]));
    if (changes.size === 0) return known;
    this.#checkKnown(place);
    if (known?.kind !== 'map') return known;
    const entries = known.entries.flatMap((entry) => {
      const change = changes.get(entry.key);
      if (change === undefined) return [entry];
      return stringOf(change.value) === 'remove' ? [] : [replace(entry, change)];
    });
    return { ...known, entries };
  }

  #checkKnown({ known, changes, kind, where, hint }: Replaceable): void {
    const names = entriesOf(known).map(({ key }) => key);
    const all = new Set(names);
    for (const { key, keySpan } of entriesOf(changes)) {
      if (all.has(key) || this.#diagnostics.isFull) continue;
      const what = kind === undefined ? quote(key) : `${kind} ${quote(key)}`;
      this.#diagnostics.add('not-in-base', keySpan, what, where, hint(key), nearestName(key, names));
    }
  }

  #sections(known: TextNode | undefined, changes: TextNode | undefined): TextNode | undefined {
    const place = { known, changes, kind: 'section', where: this.#base, hint: this.#hintAt(['sections']) };
    return this.#replace(place, (section, change) => ({ ...section, value: this.#section(section, change, known) }));
  }

  #section({ key: name, value: section }: MapEntry, { value: changes }: MapEntry, sections: TextNode | undefined): TextNode {
    if (section.kind !== 'map' || changes.kind !== 'map') return section;
    const where = `the section ${quote(name)} of ${this.#base}`;
    let replaced: TextNode = section;
    for (const [list, kind] of statementLists) {
      const hint = (id: string): string | undefined => sectionWith(sections, list, id) ?? this.#hintAt(['sections', name, list])(id);
      const place = { known: childOf(section, list), changes: childOf(changes, list), kind, where, hint };
      replaced = withValue(
        replaced,
        list,
        this.#replace(place, (_entry, change) => change),
      );
    }
    const parts = changes.entries.filter(({ key }) => !statementLists.some(([list]) => list === key));
    const place = { known: replaced, changes: { ...changes, entries: parts }, where, hint: this.#hintAt(['sections', name]) };
    return this.#replace(place, (_entry, change) => change) ?? replaced;
  }
}

/** Where a statement is that was looked for in another section. */
function sectionWith(sections: TextNode | undefined, list: string, id: string): string | undefined {
  const found = entriesOf(sections).find(({ value }) => entryOf(childOf(value, list), id) !== undefined);
  return found === undefined ? undefined : `it stands in the section ${quote(found.key)}`;
}

/** A plain word chooses another choice of the same reading. */
function replaceReading(entry: MapEntry, change: MapEntry): MapEntry {
  if (change.value.kind !== 'scalar' || entry.value.kind !== 'map') return change;
  const choose: MapEntry = { key: 'choose', keySpan: change.keySpan, value: change.value };
  return { ...entry, value: { ...entry.value, entries: entry.value.entries.map((part) => (part.key === 'choose' ? choose : part)) } };
}

/** What a name stands for in the base, and in which section. */
interface Taken {
  readonly kind: string;
  readonly section?: string;
}

/** Adds what stands in the usual places. */
class Addition {
  readonly #base: TextNode;
  readonly #name: string;
  readonly #diagnostics: DiagnosticList;
  /** What conditions can name. */
  readonly #names = new Map<string, Taken>();
  /** What has an id. */
  readonly #ids = new Map<string, Taken>();

  constructor(base: TextNode, name: string, diagnostics: DiagnosticList) {
    this.#base = base;
    this.#name = quote(name);
    this.#diagnostics = diagnostics;
    for (const [list, kind] of declaredLists)
      for (const { key } of entriesOf(childOf(base, list))) {
        this.#names.set(key, { kind });
        if (kind !== 'fact' && kind !== 'term') this.#ids.set(key, { kind });
      }
    for (const { value } of entriesOf(childOf(base, 'facts')))
      for (const { key } of traitEntriesOf(value)) if (!this.#names.has(key)) this.#names.set(key, { kind: 'trait' });
    for (const section of entriesOf(childOf(base, 'sections')))
      for (const [list, kind] of statementLists)
        for (const { key } of entriesOf(childOf(section.value, list))) this.#ids.set(key, { kind, section: section.key });
  }

  apply(derived: MapNode): TextNode {
    const own = derived.entries.filter(({ key }) => ownKeys.includes(key));
    const inherited = entriesOf(this.#base).filter(({ key }) => !ownKeys.includes(key));
    const inheritedKeys = new Set(inherited.map(({ key }) => key));
    const fresh = derived.entries.filter(({ key }) => !ownKeys.includes(key) && !inheritedKeys.has(key) && key !== 'extends' && key !== 'overrides');
    const merged = inherited.map((entry) => this.#merge(entry, entryOf(derived, entry.key)));
    return { ...derived, entries: [...own, ...merged, ...fresh.map((entry) => this.#merge(undefined, entry))].filter((entry) => entry !== undefined) };
  }

  #merge(known: MapEntry | undefined, added: MapEntry | undefined): MapEntry | undefined {
    if (added === undefined) return known;
    const kind = declaredLists.find(([list]) => list === added.key)?.[1];
    if (kind !== undefined) return this.#join(known, added, (entry) => this.#isFreeName(entry, kind));
    switch (added.key) {
      case 'source':
        return this.#source(known, added);
      case 'sections':
        return this.#sections(known, added);
      case 'invariants':
        return this.#join(known, added, (entry) => this.#isFree(entry, 'invariant', known?.value));
      case 'impossible':
        return added.value.kind === 'list' ? { ...added, value: { ...added.value, items: [...itemsOf(known?.value), ...added.value.items] } } : added;
      default:
        return added;
    }
  }

  /** The entries of a map; undefined where it is none, which is reported. */
  #entriesOf({ value }: MapEntry): readonly MapEntry[] | undefined {
    if (value.kind === 'map') return value.entries;
    this.#diagnostics.add('unexpected-value', value.span, describe(value), 'a map (`key: value`)', undefined);
    return undefined;
  }

  /** A map of the base with those entries added to it that are free. */
  #join(known: MapEntry | undefined, added: MapEntry, isFree: (entry: MapEntry) => boolean): MapEntry | undefined {
    const entries = this.#entriesOf(added)?.filter(isFree);
    return entries === undefined ? known : withEntries(added, [...entriesOf(known?.value), ...entries]);
  }

  #source(known: MapEntry | undefined, added: MapEntry): MapEntry | undefined {
    const own = this.#entriesOf(added);
    if (own === undefined) return known;
    const hasDocument = own.some(({ key }) => documentKeys.includes(key));
    const kept = entriesOf(known?.value).filter(({ key }) => key !== 'clauses' && !(hasDocument && documentKeys.includes(key)));
    const before = entryOf(known?.value, 'clauses');
    const clauses = entryOf(added.value, 'clauses');
    const joined = clauses === undefined ? before : this.#join(before, clauses, (entry) => this.#isFree(entry, 'clause', before?.value));
    return withEntries(added, [...kept, ...own.filter(({ key }) => key !== 'clauses'), ...(joined === undefined ? [] : [joined])]);
  }

  /** Whether an entry of a map that has names of its own is new. */
  #isFree({ key, keySpan }: MapEntry, kind: string, known: TextNode | undefined): boolean {
    if (entryOf(known, key) === undefined) return true;
    this.#diagnostics.add('in-base', keySpan, `${kind} ${quote(key)}`, this.#name);
    return false;
  }

  #sections(known: MapEntry | undefined, added: MapEntry): MapEntry | undefined {
    const own = this.#entriesOf(added);
    if (own === undefined) return known;
    const byName = new Map(own.map((section) => [section.key, section]));
    const before = entriesOf(known?.value);
    const names = new Set(before.map(({ key }) => key));
    const merged = before.map((section) => this.#section(section, byName.get(section.key)));
    const fresh = own.filter(({ key }) => !names.has(key)).map((section) => this.#section(undefined, section));
    return withEntries(
      added,
      [...merged, ...fresh].filter((section) => section !== undefined),
    );
  }

  #section(known: MapEntry | undefined, added: MapEntry | undefined): MapEntry | undefined {
    const own = added === undefined ? undefined : this.#entriesOf(added);
    if (added === undefined || own === undefined) return known;
    const parts = new Map(entriesOf(known?.value).map((part) => [part.key, part]));
    for (const part of own) {
      const kind = statementLists.find(([list]) => list === part.key)?.[1];
      const before = parts.get(part.key);
      const joined = kind === undefined ? this.#part(before, part, added.key) : this.#join(before, part, (entry) => this.#isFreeId(entry, kind));
      if (joined !== undefined) parts.set(part.key, joined);
    }
    return withEntries(known ?? added, [...parts.values()]);
  }

  /** What a section has beside statements: added where the base has none. */
  #part(known: MapEntry | undefined, added: MapEntry, section: string): MapEntry {
    if (known === undefined) return added;
    this.#diagnostics.add('in-base', added.keySpan, quote(added.key), `the section ${quote(section)} of ${this.#name}`);
    return known;
  }

  #isFreeName(entry: MapEntry, kind: string): boolean {
    const taken = this.#names.get(entry.key);
    if (taken !== undefined) return this.#refuse(entry, kind, taken);
    return kind === 'fact' || kind === 'term' || this.#isFreeId(entry, kind);
  }

  #isFreeId(entry: MapEntry, kind: string): boolean {
    const taken = this.#ids.get(entry.key);
    // A tier and the charge that uses it may well have one name.
    const isPair = [kind, taken?.kind].sort().join() === 'charge,tier';
    return taken === undefined || isPair || this.#refuse(entry, kind, taken);
  }

  #refuse({ key, keySpan }: MapEntry, kind: string, taken: Taken): boolean {
    const where = taken.section === undefined ? this.#name : `the section ${quote(taken.section)} of ${this.#name}`;
    if (taken.kind === kind) this.#diagnostics.add('in-base', keySpan, `${kind} ${quote(key)}`, where);
    else this.#diagnostics.add('name-taken', keySpan, key, taken.kind);
    return false;
  }
}

function withEntries(entry: MapEntry, entries: readonly MapEntry[]): MapEntry {
  const { kind, span } = entry.value;
  return { ...entry, value: kind === 'map' ? { ...entry.value, entries } : { kind: 'map', entries, span } };
}
