import type { Diagram } from './diagram.ts';
import type { Proving } from './proving.ts';

/** So many parts of a region are looked at. */
const mostParts = 60;

/** A region part by part, by the cells of some dimensions; after many parts it ends. */
export function partsBy(region: Diagram, levels: readonly number[], proving: Proving): readonly Diagram[] {
  const d = proving.diagrams;
  return levels.reduce<readonly Diagram[]>(
    (parts, level) =>
      parts
        .flatMap((part) =>
          Array.from({ length: d.sizes[level] ?? 0 }, (_, cell) =>
            d.and(
              part,
              d.of(level, (one) => one === cell),
            ),
          ).filter((one) => !proving.isEmpty(one)),
        )
        .slice(0, mostParts),
    proving.isEmpty(region) ? [] : [region],
  );
}
