import type { Decision } from '../../../src/model/generated/decision.ts';
import type { Policy, Request } from '../../../src/policy/policy.ts';
import { decisionOf, load } from '../../support/load.ts';

export interface Place {
  readonly zone?: string;
  readonly currency?: string;
  /** Texts of calendars, by name. */
  readonly calendars?: Readonly<Record<string, string>>;
}

/** A policy of which a test says what matters to it: facts beside `appliedAt`, and everything below them. */
export function smallPolicy(facts: string, rest: string, { zone = 'Europe/Berlin', currency = 'EUR', calendars = {} }: Place = {}): Policy {
  const text = `
language: 1
policy: small
version: 1
title: A small policy
effective: { from: 2024-01-01T00:00:00Z, by: appliedAt }
source: { title: Made up, clauses: { "1": Everything. } }
timezone: ${zone}
currency: ${currency}
facts:
  appliedAt: { type: instant, ask: When? }
${indent(facts)}
${rest}
`;
  return load(text, { library: { calendars } });
}

/** One charge, `fee`, on a request that is always accepted. */
export function policyWithFee(facts: string, fee: string, more = '', place: Place = {}): Policy {
  const section = `
sections:
  all:
    title: All
    rules:
      yes-always: { accept: Yes., clause: "1" }
    charges:
      fee: { title: Fee, clause: "1", ${fee} }
`;
  return smallPolicy(facts, `${more}\n${section}`, place);
}

/** What a policy's only charge comes to: its sum, `unspecified`, or what it waits for. */
export async function feeOf(policy: Policy, request: Request): Promise<string> {
  const { charges } = await decide(policy, request);
  const amount = charges[0]?.amount;
  if (amount?.kind === 'unknown') return `waits for ${amount.waitsFor.join(', ')}`;
  return amount?.kind === 'exact' ? amount.value : String(amount?.kind);
}

/** The decision about a request that was made at noon on 1 June 2026, unless it says otherwise. */
export async function decide(policy: Policy, request: Request): Promise<Decision> {
  return decisionOf(policy, { appliedAt: '2026-06-01T12:00:00+02:00', ...request });
}

/** Windows, each on one line, on a request that is always accepted. */
export function policyWithWindows(facts: string, windows: string, place: Place = {}): Policy {
  return smallPolicy(
    facts,
    `
windows:
${indent(windows)}
sections:
  all: { title: All, rules: { yes-always: { accept: Yes., clause: "1" } } }
`,
    place,
  );
}

/** Code and pointer of each problem of a request that must be refused. */
export async function problemsOf(policy: Policy, request: Request): Promise<readonly string[]> {
  const evaluation = await policy.evaluate({ appliedAt: '2026-06-01T12:00:00+02:00', ...request });
  if (evaluation.ok) throw new Error('the request was not refused');
  return evaluation.problems.map(({ code, pointer }) => `${code} at ${pointer}`);
}

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `  ${line.trim()}`)
    .join('\n');
}
