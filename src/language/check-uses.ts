import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, type TextNode } from '../text/node.ts';
import { declaredLists, statementLists, traitEntriesOf } from './names.ts';

/** Warns of facts, terms, windows, tiers and readings that the text names nowhere but where it declares them, of facts that only invariants lead to, and of sections without statements. */
export function checkUses(root: TextNode, diagnostics: DiagnosticList): void {
  const claimed = claimedIn(root);
  const mentioned = new Set([...mentionedIn(root), ...claimed]);
  const deciding = claimed.size === 0 ? mentioned : decidingIn(root, claimed);
  // Whoever uses a trait uses the fact.
  const isIn = (words: ReadonlySet<string>, { key, value }: MapEntry): boolean => words.has(key) || traitEntriesOf(value).some((trait) => words.has(trait.key));
  for (const [list, kind] of declaredLists)
    for (const entry of entriesOf(childOf(root, list))) {
      // What is asked for is shown in every decision.
      if (childOf(entry.value, 'remedy') !== undefined) continue;
      if (!isIn(mentioned, entry)) diagnostics.add('never-used', entry.keySpan, entry.key, kind);
      else if (kind === 'fact' && !isIn(deciding, entry)) diagnostics.add('only-claimed', entry.keySpan, entry.key);
    }
  for (const { key, keySpan } of traitEntries(root)) if (!mentioned.has(key)) diagnostics.add('never-used', keySpan, key, 'trait');
  for (const { key, keySpan, value } of entriesOf(childOf(root, 'sections')))
    if (value.kind === 'map' && !statementLists.some(([list]) => entriesOf(childOf(value, list)).length > 0)) diagnostics.add('empty-section', keySpan, key);
}

/** Each trait where it is said first. */
function traitEntries(root: TextNode): readonly MapEntry[] {
  const first = new Map<string, MapEntry>();
  for (const { value } of entriesOf(childOf(root, 'facts'))) for (const entry of traitEntriesOf(value)) if (!first.has(entry.key)) first.set(entry.key, entry);
  return [...first.values()];
}

/** What has a name and leads to other names. */
const links: readonly string[] = ['terms', 'windows'];

/** All words that may name something, under whichever reading: keys, texts, and what stands in braces. Invariants are left out. */
function mentionedIn(root: TextNode, isCounted: (entry: MapEntry) => boolean = () => true): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [list] of declaredLists)
    if (list !== 'readings')
      for (const entry of entriesOf(childOf(root, list))) if (!links.includes(list) || isCounted(entry)) collectWords(entry.value, words);
  for (const section of entriesOf(childOf(root, 'sections'))) {
    collectWords(childOf(section.value, 'when'), words);
    for (const [list] of statementLists) for (const { value } of entriesOf(childOf(section.value, list))) collectWords(value, words);
  }
  for (const key of ['effective', 'impossible']) collectWords(entryOf(root, key)?.value, words);
  return words;
}

/** The words by which invariants name facts, terms, windows and readings; ids of statements are none. */
function claimedIn(root: TextNode): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: TextNode | undefined): void => {
    for (const item of itemsOf(node)) visit(item);
    for (const { key, value } of entriesOf(node)) {
      if (['when', 'as', 'fact', 'by'].includes(key)) collectWords(value, words);
      else visit(value);
    }
  };
  visit(childOf(root, 'invariants'));
  visit(childOf(root, 'accepted'));
  return words;
}

/** The words that lead to a decision: not those of terms and windows which only invariants lead to. */
function decidingIn(root: TextNode, claimed: ReadonlySet<string>): ReadonlySet<string> {
  const reached = withLinks(root, claimed);
  return withLinks(
    root,
    mentionedIn(root, ({ key }) => !reached.has(key)),
  );
}

/** Words, and those of the terms and windows that they name, and so on. */
function withLinks(root: TextNode, words: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(words);
  const left = new Map(links.flatMap((list) => entriesOf(childOf(root, list)).map(({ key, value }) => [key, value] as const)));
  // A set that grows while it is walked is walked to its new end.
  for (const word of reached) {
    collectWords(left.get(word), reached);
    left.delete(word);
  }
  return reached;
}

function collectWords(node: TextNode | undefined, words: Set<string>): void {
  if (node?.kind === 'scalar') {
    words.add(node.raw);
    for (const [, name = ''] of node.raw.matchAll(/\{([^{}]*)\}/g)) words.add(name.replace(/\.[A-Za-z]*$/, ''));
  }
  for (const item of itemsOf(node)) collectWords(item, words);
  for (const { key, value } of entriesOf(node)) {
    // What a tree says is declared there, and not used.
    if (key === 'tree') continue;
    words.add(key);
    collectWords(value, words);
  }
}
