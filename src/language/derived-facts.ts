import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { Fact } from '../model/policy.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';
import type { Uses } from './build-condition.ts';
import type { Names } from './names.ts';
import { resolveFact } from './resolve-fact.ts';

/** Keys that say how a fact is told, which a derived one never is. */
const keysOfTelling: readonly string[] = ['ask', 'when', 'nullable', 'atLeast', 'atMost'];

/** Puts the facts that are worked out into `facts`: what they begin with, and what is taken off. Reports those that cannot be worked out. */
export function resolveDerivedFacts(root: TextNode, facts: Map<string, Fact>, names: Names, diagnostics: DiagnosticList): void {
  const lookup = { names, facts, diagnostics };
  for (const { key: name, value: node } of entriesOf(childOf(root, 'facts'))) {
    const fact = facts.get(name);
    const derived = childOf(node, 'derived');
    if (fact?.type !== 'money' || derived?.kind !== 'map') continue;
    for (const { key, keySpan } of entriesOf(node))
      if (keysOfTelling.includes(key)) diagnostics.add('derived-fact', keySpan, `\`${key}\` has no meaning for a fact that is worked out`);
    const [from, less] = (['from', 'less'] as const).map((key) => {
      const part = childOf(derived, key);
      const found = resolveFact(part, ['money'], lookup);
      return part === undefined || found === undefined ? undefined : checkedPart(found, part, fact, root, diagnostics);
    });
    if (from === undefined || less === undefined) continue;
    if (from === less) diagnostics.add('derived-fact', derived.span, `\`from\` and \`less\` are both \`${from.name}\``);
    const nullable = [from, less].some((part) => part.nullable || part.conditional);
    facts.set(name, { ...fact, nullable, atLeast: null, atMost: null, derived: { from: from.name, less: less.name } });
  }
}

function checkedPart(part: Fact, node: TextNode, whole: Fact, root: TextNode, diagnostics: DiagnosticList): Fact {
  const isDerived = childOf(entryOf(childOf(root, 'facts'), part.name)?.value, 'derived') !== undefined;
  if (isDerived) diagnostics.add('derived-fact', node.span, `\`${part.name}\` is worked out itself`);
  else if (part.currency !== whole.currency)
    diagnostics.add('derived-fact', node.span, `\`${part.name}\` is in ${part.currency ?? ''}, and \`${whole.name}\` in ${whole.currency ?? ''}`);
  return part;
}

/**
 * Reports derived facts in a condition or amount that is judged for each item, when they are not known yet.
 * @param uses what the node consults, through terms too
 */
export function refuseDerivedFacts(node: TextNode | undefined, uses: Uses, facts: ReadonlyMap<string, Fact>, diagnostics: DiagnosticList): void {
  if (node === undefined) return;
  for (const name of uses.facts) if ((facts.get(name)?.derived ?? null) !== null) diagnostics.add('derived-place', placeOf(name, node) ?? startOf(node), name);
}

function startOf(node: TextNode): Span {
  return { start: node.span.start, end: node.span.start + 1 };
}

/** Where a node itself names a fact, rather than a term in it. */
function placeOf(name: string, node: TextNode): Span | undefined {
  if (stringOf(node) === name) return node.span;
  for (const item of itemsOf(node)) {
    const found = placeOf(name, item);
    if (found !== undefined) return found;
  }
  for (const { key, keySpan, value } of entriesOf(node)) {
    const found = key === name ? keySpan : placeOf(name, value);
    if (found !== undefined) return found;
  }
  return undefined;
}
