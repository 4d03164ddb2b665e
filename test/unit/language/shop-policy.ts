import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { type BuiltPolicy, buildPolicy } from '../../../src/language/build-policy.ts';
import type { CorePolicy } from '../../../src/model/policy.ts';

/** A small policy without mistakes that uses most of the language; tests change it. */
export const shopPolicy = `language: 1
policy: shop
version: 1
title: Returns at the shop
effective: { from: 2024-06-01T00:00:00+08:00, by: appliedAt }
source:
  clauses:
    "1": A return is possible within 14 days of the delivery.
    "2": A return costs a fee.
timezone: Asia/Shanghai
currency: CNY

facts:
  action:
    type: enum
    remedy: true
    values: [return, exchange]
    ask: What do you ask for?
  appliedAt:
    type: instant
    ask: When did you apply?
  deliveredAt:
    type: instant
    ask: When was the package delivered?
  price:
    type: money
    ask: What did you pay?
  returnsThisMonth:
    type: integer
    ask: How many returns did you make this month?
  signs:
    type: set
    values: [scratched, dirty]
    ask: What can be seen?

readings:
  first-day:
    question: Does the day of the delivery count?
    choose: not-counted
    of:
      not-counted: No, day one is the day after.
      counted: Yes, it is day one.
    clause: "1"

terms:
  in-good-time: { application: [early, open] }

windows:
  application:
    from: deliveredAt
    counting-from: { by: first-day, not-counted: next-day, counted: same-day }
    lasts: 14 days
    clause: "1"

tiers:
  handling:
    counts: returnsThisMonth
    mode: graduated
    column: action
    bands:
      - { upTo: 2, return: 0, exchange: 0 }
      - { upTo: 5, return: 5, exchange: 10 }
      - { return: 10, exchange: unspecified }
    clause: "2"

sections:
  returns:
    title: Returns
    when: { action: return }
    rules:
      in-time:
        when: { in-good-time: true }
        accept: You can return it until {application.closesAt}.
        clause: "1"
      late:
        when: { application: closed }
        reject: The last day for a return is over.
        clause: "1"
    charges:
      handling:
        title: Handling
        amount: { tier: handling }
        clause: "2"
      wear:
        title: Loss of value
        when: { signs: scratched }
        amount: { percent: 15, of: { fact: price } }
        round: half-up
        clause: "2"
    evidence:
      photo:
        what: A photo of the goods
        any-of: { front: The front, back: The back }
        unavailable: review
        clause: "1"
    duties:
      send-back:
        who: customer
        what: Send the goods to us.
        deadline: application
        clause: "1"
`;

/** The text with pieces replaced; each must be there exactly once. */
export function changed(text: string, ...replacements: readonly (readonly [piece: string, by: string])[]): string {
  return replacements.reduce((before, [piece, by]) => {
    if (before.split(piece).length !== 2) throw new Error(`not there exactly once: ${piece}`);
    return before.replace(piece, () => by);
  }, text);
}

export function build(text: string, readings: Readonly<Record<string, string>> = {}): BuiltPolicy {
  return buildPolicy({ path: 'policy.yaml', text }, new Map(Object.entries(readings)));
}

/** The policy of a text that must be valid. */
export function valid(text: string, readings: Readonly<Record<string, string>> = {}): CorePolicy {
  const { policy, diagnostics } = build(text, readings);
  if (policy === undefined) throw new Error(diagnostics.map(summary).join('\n'));
  return policy;
}

/** Code and underlined text of a diagnostic. */
export function summary({ code, start, end, source }: Diagnostic): string {
  return `${code} at ${source.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)}`;
}

export function summaries(text: string, readings: Readonly<Record<string, string>> = {}): readonly string[] {
  return build(text, readings).diagnostics.map(summary);
}
