import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { childOf, entryOf, itemsOf, type TextNode } from '../text/node.ts';

/** A `choose` as it is written: its branches, and what stands under `otherwise`, once where it is right. */
export interface WrittenChoose {
  readonly branches: readonly { readonly when: TextNode | undefined; readonly chosen: TextNode }[];
  readonly ends: readonly TextNode[];
}

/** Reads the `choose` of a node, whose branches choose one of `noun`; every mistake of its shape is reported. */
export function readChoose(node: TextNode, noun: 'window' | 'amount', diagnostics: DiagnosticList): WrittenChoose {
  const list = childOf(node, 'choose');
  const branches: { when: TextNode | undefined; chosen: TextNode }[] = [];
  const ends: TextNode[] = [];
  for (const item of itemsOf(list)) {
    const [when, chosen, end] = [childOf(item, 'when'), childOf(item, noun), childOf(item, 'otherwise')];
    if (ends.length > 0) diagnostics.add('choose-end', item.span, 'nothing can follow `otherwise`', noun);
    if (end !== undefined && (when !== undefined || chosen !== undefined)) diagnostics.add('choose-end', item.span, '`otherwise` stands alone', noun);
    else if (end === undefined && (when === undefined || chosen === undefined))
      diagnostics.add('choose-end', item.span, `a branch has \`when\` and \`${noun}\``, noun);
    if (end !== undefined) ends.push(end);
    else if (chosen !== undefined) branches.push({ when, chosen });
  }
  if (ends.length === 0 && list?.kind === 'list')
    diagnostics.add('choose-end', entryOf(node, 'choose')?.keySpan ?? node.span, '`otherwise` is missing at the end', noun);
  return { branches, ends };
}
