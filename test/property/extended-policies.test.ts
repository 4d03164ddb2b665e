/** A policy that is torn into a base and a file that extends it is the same policy. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryPolicy, type PolicyDocumentObject, policyToYaml } from '../support/arbitrary-policy.ts';
import { load } from '../support/load.ts';
import { propertyRuns, propertyTimeout } from '../support/property-runs.ts';

type Data = Record<string, unknown>;

interface Torn {
  readonly base: Data;
  readonly derived: Data;
  /** Ids of statements that the deriving file has. */
  readonly own: ReadonlySet<string>;
}

const mapOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});
const inside = (map: Data, key: string): Data => (map[key] ??= {}) as Data;

/** What can be moved without leaving a mistake in the base: nothing refers to it. */
const movable = ['rules', 'evidence', 'duties'] as const;

/** Takes some statements out of a policy, and puts other ones in the place of some: the second file gives the first ones back. */
function tear(policy: PolicyDocumentObject, seed: number): Torn {
  let state = seed;
  const next = (of: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % of;
  };
  const whole = structuredClone(policy) as unknown as Data;
  const base = structuredClone(whole);
  const { language, policy: id, version, title, effective, timezone, impossible } = whole;
  const derived: Data = { language, policy: id, version, title, effective, timezone, extends: 'base@7', sections: {}, overrides: {} };
  const overrides = inside(derived, 'overrides');
  const own = new Set<string>();
  Object.assign(base, { policy: 'base', version: 7, timezone: 'Pacific/Apia', title: 'Another title' });
  if (Array.isArray(impossible)) {
    base['impossible'] = impossible.slice(0, next(impossible.length + 1));
    derived['impossible'] = impossible.slice((base['impossible'] as unknown[]).length);
  }
  for (const [name, section] of Object.entries(inside(base, 'sections')))
    for (const list of movable)
      for (const [key, statement] of Object.entries(mapOf(mapOf(section)[list]))) {
        const what = next(3);
        if (what === 0) continue;
        own.add(key);
        const statements = inside(section as Data, list);
        if (what === 1) {
          delete statements[key];
          inside(inside(inside(derived, 'sections'), name), list)[key] = statement;
        } else {
          statements[key] = { ...mapOf(statement), when: { [String(mapOf(effective)['by'])]: { atLeast: '2000-01-01T00:00:00Z' } } };
          inside(inside(inside(overrides, 'sections'), name), list)[key] = statement;
        }
      }
  for (const [name, window] of Object.entries(mapOf(base['windows']))) {
    if (next(2) === 0) continue;
    own.add(name);
    inside(base, 'windows')[name] = { ...mapOf(window), title: 'Another time' };
    inside(overrides, 'windows')[name] = window;
  }
  for (const [name, reading] of Object.entries(mapOf(base['readings']))) {
    const { of, choose } = mapOf(reading);
    const choices = Array.isArray(of) ? of : Object.entries(mapOf(of)).flatMap(([choice, means]) => (mapOf(means)['needs'] === undefined ? [choice] : []));
    inside(base, 'readings')[name] = { ...mapOf(reading), choose: choices[next(choices.length)] };
    inside(overrides, 'readings')[name] = choose;
  }
  // All clauses stay cited in the base, by a rule that the other file removes.
  const clauses = Object.entries(mapOf(mapOf(whole['source'])['clauses'])).flatMap(([clause, text]) => (typeof text === 'string' ? [clause] : []));
  inside(base, 'sections')['of-the-base'] = { rules: { 'of-the-base': { review: 'Who knows.', clause: clauses } } };
  inside(overrides, 'sections')['of-the-base'] = 'remove';
  return { base, derived, own };
}

test(
  'torn apart and put together, it has the same digest, and each statement the file that it stands in',
  async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryPolicy(), fc.integer({ min: 1, max: 2 ** 31 }), async (policy, seed) => {
        const { base, derived, own } = tear(policy, seed);
        const library = { policies: { 'base@7': { path: 'base.json', text: JSON.stringify(base) } } };
        const extended = load(JSON.stringify(derived), { library });
        expect(extended.digest).toBe(load(policyToYaml(policy)).digest);
        const explained = await extended.explain({});
        for (const { id, at } of explained.ok ? explained.explanation.statements : []) {
          expect(`${id} ${at?.path}`).toBe(`${id} ${own.has(id) ? 'policy.yaml' : 'base.json'}`);
          if (own.has(id)) moved += 1;
        }
      }),
      propertyRuns(12),
    );
    expect(moved).toBeGreaterThan(20);
  },
  propertyTimeout,
);
