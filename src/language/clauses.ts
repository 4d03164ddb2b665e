import { compareClauses } from '../model/order.ts';
import { childOf, itemsOf, type ScalarNode, stringOf, type TextNode } from '../text/node.ts';

/** The nodes of the clauses that a statement cites. */
export function clauseNodesOf(statement: TextNode): readonly ScalarNode[] {
  const node = childOf(statement, 'clause');
  const nodes = node?.kind === 'list' ? itemsOf(node) : node === undefined ? [] : [node];
  return nodes.filter((item): item is ScalarNode => item.kind === 'scalar');
}

/** The clauses that a statement cites, each once, in natural order. */
export function clausesOf(statement: TextNode): readonly string[] {
  const clauses = clauseNodesOf(statement).map(stringOf);
  return [...new Set(clauses.filter((clause) => clause !== undefined))].sort(compareClauses);
}
