import type { SourceFile, Span } from './source-file.ts';

/** A value of a YAML (or JSON) text, with the place of each key and value. */
export type TextNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly span: Span;
  /** Names of the readings that chose this node among others. */
  readonly chosenBy?: readonly string[];
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: TextNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly TextNode[];
  readonly span: Span;
  readonly chosenBy?: readonly string[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the text, without quotes: what exact numbers are read from. */
  readonly raw: string;
  readonly span: Span;
  readonly chosenBy?: readonly string[];
}

/** The entry of a map under a key, if the node is a map and has it. */
export function entryOf(node: TextNode | undefined, key: string): MapEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The value of a map under a key, if the node is a map and has it. */
export function childOf(node: TextNode | undefined, key: string): TextNode | undefined {
  return entryOf(node, key)?.value;
}

/** The entries of a map; none for anything else. */
export function entriesOf(node: TextNode | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none for anything else. */
export function itemsOf(node: TextNode | undefined): readonly TextNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a string scalar. */
export function stringOf(node: TextNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The node with a file named in all of its places, so that it can stand among the nodes of other files. */
export function inFile(node: TextNode, file: SourceFile): TextNode {
  const span = { ...node.span, file };
  if (node.kind === 'scalar') return { ...node, span };
  if (node.kind === 'list') return { ...node, span, items: node.items.map((item) => inFile(item, file)) };
  return { ...node, span, entries: node.entries.map(({ key, keySpan, value }) => ({ key, keySpan: { ...keySpan, file }, value: inFile(value, file) })) };
}

/** The node as plain data. Objects have no prototype, so that no key of a hostile text can reach one. */
export function toPlainData(node: TextNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toPlainData);
  const data: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries) data[entry.key] = toPlainData(entry.value);
  return data;
}

/** What a JSON pointer leads to: the node, and the entry that holds it where its parent is a map. */
export function followPointer(root: TextNode, pointer: string): { readonly node: TextNode; readonly entry?: MapEntry } | undefined {
  let found: { node: TextNode; entry?: MapEntry } = { node: root };
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (found.node.kind === 'map') {
      const entry = entryOf(found.node, key);
      if (entry === undefined) return undefined;
      found = { node: entry.value, entry };
    } else if (found.node.kind === 'list') {
      const node = found.node.items[Number(key)];
      if (node === undefined) return undefined;
      found = { node };
    } else return undefined;
  }
  return found;
}

/** One step of a JSON pointer. */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
