import { all, always, any, never, not } from '../model/condition.ts';
import type { Condition, Test } from '../model/policy.ts';

/** The values that a fact has where a section holds. */
type Domains = ReadonlyMap<string, ReadonlySet<unknown>>;

/** What a condition still asks where another one holds; tests of one fact that stand beside each other become one. */
export function simplifyWithin(condition: Condition, guard: Condition): Condition {
  return simplify(condition, guard, domainsOf(guard));
}

function domainsOf(guard: Condition): Domains {
  const parts = guard.kind === 'all' ? guard.of : [guard];
  return new Map(parts.flatMap((part) => (part.kind === 'is' ? [[part.fact, new Set<unknown>(part.values)] as const] : [])));
}

function simplify(condition: Condition, guard: Condition, domains: Domains): Condition {
  if (condition === guard) return always;
  switch (condition.kind) {
    case 'all':
      return all(condition.of.map((part) => simplify(part, guard, domains)));
    case 'any':
      return any(
        joined(
          condition.of.flatMap(alternativesOf).map((part) => simplify(part, guard, domains)),
          domains,
        ),
      );
    case 'not':
      return not(simplify(condition.of, guard, domains));
    case 'is':
      return withinDomain(condition, domains);
    default:
      return condition;
  }
}

function alternativesOf(part: Condition): readonly Condition[] {
  return part.kind === 'any' ? part.of.flatMap(alternativesOf) : [part];
}

type IsTest = Extract<Test, { readonly kind: 'is' }>;

function withinDomain(test: IsTest, domains: Domains): Condition {
  const domain = domains.get(test.fact);
  if (domain === undefined) return test;
  const values = test.values.filter((value) => domain.has(value));
  if (values.length === 0) return never;
  return values.length === domain.size ? always : { ...test, values };
}

/** Alternatives that test the same fact for single values, as one test of them all. */
function joined(parts: readonly Condition[], domains: Domains): readonly Condition[] {
  const byFact = new Map<string, IsTest>();
  const others: Condition[] = [];
  for (const part of parts) {
    if (part.kind !== 'is') others.push(part);
    else byFact.set(part.fact, { ...part, values: [...new Set([...(byFact.get(part.fact)?.values ?? []), ...part.values])] });
  }
  return [...[...byFact.values()].map((test) => withinDomain(test, domains)), ...others];
}
