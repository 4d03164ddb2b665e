import { canonicalText } from '../analysis/canonical.ts';
import { windowKey } from '../analysis/measures.ts';
import { hoursOfWindow, sayWindow } from '../analysis/window-words.ts';
import { decimalsOfCurrency } from '../model/currency.ts';
import { fromUnits, printExact } from '../model/exact.ts';
import type { DiffTier, DiffTierSide, DiffWindow, DiffWindowSide } from '../model/generated/diff.ts';
import type { CorePolicy } from '../model/policy.ts';

/** All tiers of two policies, side by side. */
export function describeTiers(old: CorePolicy, next: CorePolicy): readonly DiffTier[] {
  return idsOf(old.tiers, next.tiers).map((id) => {
    const [a, b] = [tierOf(old, id), tierOf(next, id)];
    return { id, differs: canonicalText(a) !== canonicalText(b), old: a, new: b };
  });
}

/** All windows of two policies, side by side. */
export function describeWindows(old: CorePolicy, next: CorePolicy): readonly DiffWindow[] {
  return idsOf(old.windows, next.windows).map((id) => ({
    id,
    differs: canonicalText(windowKey(old, id)) !== canonicalText(windowKey(next, id)),
    old: windowOf(old, id),
    new: windowOf(next, id),
  }));
}

function idsOf(old: ReadonlyMap<string, unknown>, next: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([...old.keys(), ...next.keys()])].sort();
}

function tierOf({ tiers }: CorePolicy, id: string): DiffTierSide | null {
  const tier = tiers.get(id);
  if (tier === undefined) return null;
  const decimals = decimalsOfCurrency(tier.currency) ?? 2;
  const bands = tier.bands.map(({ upTo, rates }) => ({
    upTo,
    rates: Object.fromEntries(
      [...rates].map(([column, rate]) => [column === '' ? 'rate' : column, rate === 'unspecified' ? rate : printExact(fromUnits(rate, decimals), decimals)]),
    ),
  }));
  return { counts: tier.counts, mode: tier.mode, currency: tier.currency, bands };
}

function windowOf(policy: CorePolicy, id: string): DiffWindowSide | null {
  const window = policy.windows.get(id);
  if (window === undefined) return null;
  return { title: window.title, length: sayWindow(policy, id) ?? '', hours: hoursOfWindow(policy, id) };
}
