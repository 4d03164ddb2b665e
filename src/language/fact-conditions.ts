import { childOf, entriesOf, type TextNode } from '../text/node.ts';
import type { SourceFile, Span } from '../text/source-file.ts';

/**
 * When each fact exists, in the policy's own words; facts that always exist are left out.
 * @param file where places are that name no file of their own
 */
export function factConditionsOf(root: TextNode, file: SourceFile): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(childOf(root, 'facts')).flatMap(({ key, value }): readonly (readonly [string, string])[] => {
      const when = childOf(value, 'when');
      return when === undefined ? [] : [[key, onOneLine(when.span, file)]];
    }),
  );
}

function onOneLine(span: Span, file: SourceFile): string {
  return (span.file ?? file).text
    .slice(span.start, span.end)
    .replaceAll(/\s+/g, ' ')
    .replace(/^\{ ?(.*?) ?\}$/, '$1')
    .trim();
}
