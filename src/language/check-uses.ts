import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { childOf, entriesOf, entryOf, itemsOf, type MapEntry, type TextNode } from '../text/node.ts';

const declared = [
  ['facts', 'fact'],
  ['terms', 'term'],
  ['windows', 'window'],
  ['tiers', 'tier'],
  ['readings', 'reading'],
] as const;

const statementLists = ['rules', 'charges', 'credits', 'evidence', 'duties'] as const;

/** Warns of facts, terms, windows, tiers and readings that the text names nowhere but where it declares them, and of sections without statements. */
export function checkUses(root: TextNode, diagnostics: DiagnosticList): void {
  const mentioned = mentionedIn(root);
  const isUsed = ({ key, value }: MapEntry): boolean => mentioned.has(key) || traitsOf(value).some((trait) => mentioned.has(trait.key));
  // What is asked for is shown in every decision.
  for (const [list, kind] of declared)
    for (const entry of entriesOf(childOf(root, list)))
      if (!isUsed(entry) && childOf(entry.value, 'remedy') === undefined) diagnostics.add('never-used', entry.keySpan, entry.key, kind);
  for (const { key, keySpan } of traitEntries(root)) if (!mentioned.has(key)) diagnostics.add('never-used', keySpan, key, 'trait');
  for (const { key, keySpan, value } of entriesOf(childOf(root, 'sections')))
    if (value.kind === 'map' && !statementLists.some((list) => entriesOf(childOf(value, list)).length > 0)) diagnostics.add('empty-section', keySpan, key);
}

/** The traits of a fact's categories: whoever uses one of them uses the fact. */
function traitsOf(fact: TextNode): readonly MapEntry[] {
  return entriesOf(childOf(fact, 'tree')).flatMap(({ value }) => entriesOf(childOf(value, 'traits')));
}

/** Each trait where it is said first. */
function traitEntries(root: TextNode): readonly MapEntry[] {
  const first = new Map<string, MapEntry>();
  for (const { value } of entriesOf(childOf(root, 'facts'))) for (const entry of traitsOf(value)) if (!first.has(entry.key)) first.set(entry.key, entry);
  return [...first.values()];
}

/** All words that may name something, under whichever reading: keys, texts, and what stands in braces. */
function mentionedIn(root: TextNode): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [list] of declared) if (list !== 'readings') for (const { value } of entriesOf(childOf(root, list))) collectWords(value, words);
  for (const section of entriesOf(childOf(root, 'sections'))) {
    collectWords(childOf(section.value, 'when'), words);
    for (const list of statementLists) for (const { value } of entriesOf(childOf(section.value, list))) collectWords(value, words);
  }
  for (const key of ['effective', 'impossible']) collectWords(entryOf(root, key)?.value, words);
  return words;
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
