import { listWords } from '../diagnostics/list-words.ts';
import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { Fact, FactType } from '../model/policy.ts';
import type { TextNode } from '../text/node.ts';
import type { Names } from './names.ts';

/** Where facts are looked up, and mistakes reported. */
export interface FactLookup {
  readonly names: Names;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly diagnostics: DiagnosticList;
}

/**
 * Resolves a node that must name a fact of one of these types; reports it where it does not.
 * @returns the fact, or undefined
 */
export function resolveFact(node: TextNode | undefined, types: readonly FactType[], { names, facts, diagnostics }: FactLookup): Fact | undefined {
  const fact = facts.get(names.resolve(node, 'fact') ?? '');
  if (node === undefined || fact === undefined) return undefined;
  if (types.includes(fact.type)) return fact;
  const fitting = [...facts.values()].filter((other) => types.includes(other.type)).map((other) => other.name);
  const wanted = `fact of type ${listWords(types)}`;
  diagnostics.add('wrong-kind', node.span, fact.name, `fact of type \`${fact.type}\``, wanted, fitting);
  return undefined;
}
