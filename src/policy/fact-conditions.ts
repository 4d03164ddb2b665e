import { childOf, entriesOf } from '../text/node.ts';
import { readYaml } from '../text/read-yaml.ts';
import type { SourceFile } from '../text/source-file.ts';

/** When each fact exists, in the policy's own words; facts that always exist are left out. */
export function factConditionsOf(file: SourceFile): ReadonlyMap<string, string> {
  const facts = entriesOf(childOf(readYaml(file).root, 'facts'));
  return new Map(
    facts.flatMap(({ key, value }): readonly (readonly [string, string])[] => {
      const when = childOf(value, 'when');
      return when === undefined
        ? []
        : [
            [
              key,
              file.text
                .slice(when.span.start, when.span.end)
                .replaceAll(/\s+/g, ' ')
                .replace(/^\{ ?(.*?) ?\}$/, '$1')
                .trim(),
            ],
          ];
    }),
  );
}
