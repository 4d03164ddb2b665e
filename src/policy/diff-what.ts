import type { ChangedRegion, Comparison, Effect } from '../analysis/compare-policies.ts';
import type { Change } from '../analysis/run-both.ts';
import { isRenamed, partsThatDiffer, sayStatement } from '../analysis/statement-words.ts';
import type { DiffWhat } from '../model/generated/diff.ts';

/** What is decided otherwise in a region, in words. What only got another id is said as one. */
export function describeChanges({ old, new: next }: Comparison, changes: readonly Change[]): readonly DiffWhat[] {
  const used = new Set<Change>();
  return changes.flatMap((change): readonly DiffWhat[] => {
    if (used.has(change)) return [];
    const other = changes.find((one) => !used.has(one) && isPair(change, one, [old.policy, next.policy]));
    if (other === undefined) return [describe({ old, new: next }, change, change, null)];
    used.add(other);
    const [from, to] = change.new === null ? [change, other] : [other, change];
    return [describe({ old, new: next }, from, to, to.id)];
  });
}

/** Whether a statement is gone from one policy and stands in the other under another id. */
function isPair(a: Change, b: Change, [old, next]: readonly [Comparison['old']['policy'], Comparison['new']['policy']]): boolean {
  if (a.kind === 'outcome' || a.kind !== b.kind || a.id === null || b.id === null) return false;
  if (a.new === null && b.old === null) return isRenamed(old, next, a.kind, a.id, b.id);
  return a.old === null && b.new === null && isRenamed(old, next, a.kind, b.id, a.id);
}

function describe({ old, new: next }: Pick<Comparison, 'old' | 'new'>, from: Change, to: Change, renamedTo: string | null): DiffWhat {
  const { kind, id } = from;
  if (kind === 'outcome' || id === null) return { kind: 'outcome', id: null, renamedTo: null, old: from.old, new: to.new, isTextOnly: false, differs: [] };
  return {
    kind,
    id,
    renamedTo,
    old: from.old === null ? null : sayStatement(old.policy, kind, id, from.old),
    new: to.new === null ? null : sayStatement(next.policy, kind, to.id ?? id, to.new),
    isTextOnly: from.isText || renamedTo !== null,
    differs: partsThatDiffer([old.policy, next.policy], from, renamedTo),
  };
}

/** Who is better or worse off; nobody where only ids are different. */
export function effectOf(region: ChangedRegion, what: readonly DiffWhat[]): Effect {
  const isRenaming = what.some(({ renamedTo }) => renamedTo !== null);
  if (!isRenaming) return region.effect;
  return what.every(({ isTextOnly, kind }) => isTextOnly || kind === 'reason' || kind === 'duty' || kind === 'window') ? 'neutral' : region.effect;
}
