import { entriesOf, type ListNode, type MapEntry, type TextNode, toPlainData } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import { declaredLists, statementLists } from './names.ts';

/** What stands in one of two texts, with the place of its key or, in a list, of itself. */
export interface Standing {
  readonly node: TextNode;
  readonly span: Span;
}

/** One thing that is different in two texts. */
export interface TreeChange {
  /** The keys that lead to it; positions in lists begin with 1. Of something renamed, those that led to it before. */
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  /** The key that it has now, where it was renamed. */
  readonly renamedTo: string | null;
  readonly old: Standing | null;
  readonly new: Standing | null;
}

/**
 * Compares two texts by their keys, in the order of the new one. Comments, layout, ways to quote and the order of keys are no changes, nor is the
 * order of words in a list.
 */
export function compareTrees(old: TextNode, next: TextNode): readonly TreeChange[] {
  return compareNodes({ node: old, span: old.span }, { node: next, span: next.span }, []);
}

function compareNodes(old: Standing, next: Standing, path: readonly string[]): readonly TreeChange[] {
  if (isSame(old.node, next.node, path.at(-1))) return [];
  if (old.node.kind === 'map' && next.node.kind === 'map') return compareEntries(old.node.entries, next.node.entries, path);
  if (isListOfMaps(old.node) && isListOfMaps(next.node)) return compareItems(old.node.items, next.node.items, path);
  return [{ path, kind: 'changed', renamedTo: null, old, new: next }];
}

/** Other lists are compared as a whole: which words they have, or which steps a formula has. */
function isListOfMaps(node: TextNode): node is ListNode {
  return node.kind === 'list' && node.items.every(({ kind }) => kind === 'map');
}

const standing = ({ value, keySpan }: MapEntry): Standing => ({ node: value, span: keySpan });

/** Maps of named parts: an empty one and none at all are the same. */
const containers: ReadonlySet<string> = new Set([...declaredLists.map(([list]) => list), ...statementLists.map(([list]) => list), 'sections', 'invariants']);

function isContainer({ key, value }: MapEntry, path: readonly string[]): boolean {
  return value.kind === 'map' && containers.has(key) && (path.length === 0 || (path.length === 2 && path[0] === 'sections'));
}

function compareEntries(old: readonly MapEntry[], next: readonly MapEntry[], path: readonly string[]): readonly TreeChange[] {
  const [before, after] = [new Map(old.map((entry) => [entry.key, entry])), new Map(next.map((entry) => [entry.key, entry]))];
  const gone = old.filter(({ key }) => !after.has(key));
  const renamed = new Map<MapEntry, MapEntry>();
  for (const entry of next) {
    if (before.has(entry.key) || entry.value.kind === 'scalar') continue;
    const was = gone.find((one) => ![...renamed.values()].includes(one) && isSame(one.value, entry.value, entry.key));
    if (was !== undefined) renamed.set(entry, was);
  }
  const removed = gone.filter((entry) => ![...renamed.values()].includes(entry));
  return [
    ...removed.flatMap((entry): readonly TreeChange[] => {
      if (isContainer(entry, path)) return compareEntries(entriesOf(entry.value), [], [...path, entry.key]);
      return [{ path: [...path, entry.key], kind: 'removed', renamedTo: null, old: standing(entry), new: null }];
    }),
    ...next.flatMap((entry): readonly TreeChange[] => {
      const was = before.get(entry.key);
      if (was !== undefined) return compareNodes(standing(was), standing(entry), [...path, entry.key]);
      const source = renamed.get(entry);
      if (source === undefined && isContainer(entry, path)) return compareEntries([], entriesOf(entry.value), [...path, entry.key]);
      if (source === undefined) return [{ path: [...path, entry.key], kind: 'added', renamedTo: null, old: null, new: standing(entry) }];
      return [{ path: [...path, source.key], kind: 'renamed', renamedTo: entry.key, old: standing(source), new: standing(entry) }];
    }),
  ];
}

interface Item {
  readonly node: TextNode;
  /** From 1. */
  readonly position: number;
}

/** Items that both lists have are left out; if as many are left in both, they are compared one by one. */
function compareItems(old: readonly TextNode[], next: readonly TextNode[], path: readonly string[]): readonly TreeChange[] {
  const left: Item[] = [];
  const unmatched = next.map((node, index): Item => ({ node, position: index + 1 }));
  for (const [index, node] of old.entries()) {
    const match = unmatched.findIndex((other) => isSame(node, other.node));
    if (match < 0) left.push({ node, position: index + 1 });
    else unmatched.splice(match, 1);
  }
  if (left.length === 0 && unmatched.length === 0) return [moved(old, next, path)];
  if (left.length === unmatched.length) return left.flatMap((item, index) => comparePair(item, unmatched[index], path));
  const at = ({ node, position }: Item): { readonly path: readonly string[]; readonly here: Standing } => ({
    path: [...path, String(position)],
    here: { node, span: node.span },
  });
  return [
    ...left.map((item): TreeChange => ({ path: at(item).path, kind: 'removed', renamedTo: null, old: at(item).here, new: null })),
    ...unmatched.map((item): TreeChange => ({ path: at(item).path, kind: 'added', renamedTo: null, old: null, new: at(item).here })),
  ];
}

function comparePair(old: Item, next: Item | undefined, path: readonly string[]): readonly TreeChange[] {
  if (next === undefined) return [];
  return compareNodes({ node: old.node, span: old.node.span }, { node: next.node, span: next.node.span }, [...path, String(next.position)]);
}

/** Lists of which an order is no part: all that stand in them count together. */
const withoutOrder: ReadonlySet<string> = new Set(['any', 'all', 'impossible']);

/** Words in a list have no order; branches, bands and what is taken from each other have. */
function hasOrder(items: readonly TextNode[], key: string): boolean {
  return key === 'difference' || (!withoutOrder.has(key) && items.some(({ kind }) => kind !== 'scalar'));
}

function moved(old: readonly TextNode[], next: readonly TextNode[], path: readonly string[]): TreeChange {
  const whole = (items: readonly TextNode[]): Standing => {
    const span = items[0]?.span ?? { start: 0, end: 0 };
    return { node: { kind: 'list', items, span }, span };
  };
  return { path, kind: 'changed', renamedTo: null, old: whole(old), new: whole(next) };
}

/** Whether two nodes say the same: `20` and `20.0` do, and so do maps whose keys stand in another order. */
function isSame(a: TextNode, b: TextNode, key = ''): boolean {
  return canonicalOf(a, key) === canonicalOf(b, key);
}

const canonical = new WeakMap<TextNode, string>();

/** @param key under which the node stands */
function canonicalOf(node: TextNode, key = ''): string {
  let text = canonical.get(node);
  if (text === undefined) {
    text = writeCanonical(node, key);
    canonical.set(node, text);
  }
  return text;
}

function writeCanonical(node: TextNode, under: string): string {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'number' ? plainNumber(node.raw) : JSON.stringify(node.value);
    case 'list': {
      const items = node.items.map((item) => canonicalOf(item));
      return `[${(hasOrder(node.items, under) ? items : items.sort()).join()}]`;
    }
    case 'map':
      return `{${node.entries
        .map(({ key, value }) => `${JSON.stringify(key)}:${canonicalOf(value, key)}`)
        .sort()
        .join()}}`;
  }
}

/** Without zeros that say nothing. Numbers that are too long for the machine stay apart. */
function plainNumber(raw: string): string {
  return /^[-+]?[0-9_]+\.[0-9]+$/.test(raw) ? raw.replace(/\.?0+$/, '') : raw;
}

/** What a list of words has more, and less, than before; undefined where these are no such lists. */
export function wordsAddedAndRemoved(old: TextNode, next: TextNode): { readonly added: readonly string[]; readonly removed: readonly string[] } | undefined {
  if (old.kind !== 'list' || next.kind !== 'list' || [...old.items, ...next.items].some(({ kind }) => kind !== 'scalar')) return undefined;
  const [before, after] = [old.items.map(sayNode), next.items.map(sayNode)];
  return { added: after.filter((word) => !before.includes(word)), removed: before.filter((word) => !after.includes(word)) };
}

/** A node on one line, as JSON that is easy on the eye. */
export function sayNode(node: TextNode): string {
  return node.kind === 'scalar' ? node.raw : sayData(toPlainData(node));
}

function sayData(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(sayData).join(', ')}]`;
  if (typeof data !== 'object' || data === null) return String(data);
  return `{ ${Object.entries(data)
    .map(([key, value]) => `${key}: ${sayData(value)}`)
    .join(', ')} }`;
}
