import type { Loaded, Policy } from './policy.ts';

const known = new WeakMap<Policy, Map<string, Loaded>>();

/** The policy under the readings that a case chooses. Each choice is loaded once for a policy, whoever asks for it. */
export function underReadings(policy: Policy, readings: Readonly<Record<string, string>>): Loaded {
  const others = Object.entries(readings)
    .filter(([name, choice]) => policy.core.readings.get(name)?.choice !== choice)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (others.length === 0) return { ok: true, policy, diagnostics: [] };
  const loaded = known.get(policy) ?? new Map<string, Loaded>();
  known.set(policy, loaded);
  const key = JSON.stringify(others);
  let found = loaded.get(key);
  if (found === undefined) {
    found = policy.withReadings(readings);
    loaded.set(key, found);
  }
  return found;
}
