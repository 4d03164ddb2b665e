const head = `language: 1
policy: growth
version: 1
title: A policy that grows
effective: { from: 2024-01-01T00:00:00Z, by: appliedAt }
source: { title: Terms, clauses: { "1": All of it. } }
timezone: Europe/Berlin
currency: EUR
`;

const appliedAt = '2026-03-10T10:00:00Z';

/** A policy with a rule for each kind in each colour, half as many kinds as rules: however many there are, one of them holds. */
export function policyWithRules(count: number): string {
  const kinds = Array.from({ length: count / 2 }, (_, index) => `kind-${index}`);
  const rules = kinds.flatMap((kind) => [
    `      ${kind}-red: { when: { kind: ${kind}, colour: red }, accept: "Fine, ${kind}.", clause: "1" }`,
    `      ${kind}-blue: { when: { kind: ${kind}, colour: blue }, reject: "Sorry, ${kind}.", clause: "1" }`,
  ]);
  return `${head}facts:
  appliedAt: { type: instant }
  kind: { type: enum, values: [${kinds.join(', ')}] }
  colour: { type: enum, values: [red, blue] }
sections:
  all:
    rules:
${rules.join('\n')}
`;
}

/** Requests to it, whose kinds are spread over all of its rules. */
export function requestsForRules(count: number, requests: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: requests }, (_, index) => ({ appliedAt, kind: `kind-${(index * 7) % (count / 2)}`, colour: index % 2 === 0 ? 'red' : 'blue' }));
}

/** A policy whose fee has so many bands of ten units. */
export function policyWithBands(count: number): string {
  const bands = Array.from({ length: count }, (_, index) => `      - { ${index === count - 1 ? '' : `upTo: ${(index + 1) * 10}, `}rate: ${index + 1} }`);
  return `${head}facts:
  appliedAt: { type: instant }
  before: { type: integer, atLeast: 0 }
  units: { type: integer, atLeast: 1 }
tiers:
  fee:
    counts: before
    units: units
    mode: graduated
    bands:
${bands.join('\n')}
    clause: "1"
sections:
  all:
    rules:
      fine: { accept: Fine., clause: "1" }
    charges:
      fee: { title: Fee, amount: { tier: fee }, clause: "1" }
`;
}

/** Requests to it whose units lie in two bands, spread over all bands. */
export function requestsForBands(count: number, requests: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: requests }, (_, index) => ({ appliedAt, before: ((index * 7) % (count - 1)) * 10 + 5, units: 10 }));
}
