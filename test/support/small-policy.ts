/** A short policy that shows everything a receipt can show; versions differ in what they charge. */
export function smallPolicy({ version = 1, from = '2024-01-01T00:00:00+08:00', fee = 5 } = {}): string {
  return `language: 1
policy: shop
version: ${version}
title: A shop
effective: { from: ${from}, by: appliedAt }
source: { title: Terms, clauses: { "1": All of it. } }
timezone: Asia/Shanghai
currency: CNY
facts:
  action: { type: enum, remedy: true, values: [return, exchange] }
  appliedAt: { type: instant, ask: When did you apply? }
  parts: { type: set, values: [box, cable, manual] }
  sealed: { type: boolean, nullable: true }
  pieces: { type: integer, atLeast: 1 }
  weight: { type: decimal, decimals: 3 }
  price: { type: money }
  bought: { type: date }
terms:
  complete: { parts: { all: [box, cable] } }
windows:
  fortnight: { title: Two weeks, from: bought, counting-from: next-day, lasts: 14 days, clause: "1" }
sections:
  all:
    rules:
      in-time: { when: { fortnight: [early, open] }, accept: "Until {fortnight.closesAt}.", clause: "1" }
      late: { when: { fortnight: closed }, reject: Too late., clause: "1" }
      sealed-goods: { when: { sealed: false }, review: The seal is broken., clause: "1" }
      parts-missing: { when: { complete: false }, reject: Parts are missing., clause: "1" }
    charges:
      handling: { title: Handling, amount: ${fee}, clause: "1" }
      pieces: { title: Pieces, amount: { each: 2, per: pieces }, clause: "1" }
      weight: { title: Freight, amount: { each: 3, per-started: 0.5, of: { fact: weight } }, clause: "1" }
    credits:
      refund: { title: Refund, amount: { fact: price }, clause: "1" }
    evidence:
      photo: { what: A photo, when: { action: exchange }, unavailable: { reject: No photo. }, clause: "1" }
`;
}

/** A request that this policy accepts. */
export const smallRequest = {
  action: 'return',
  appliedAt: '2026-03-10T10:00:00+08:00',
  parts: ['box', 'cable'],
  sealed: true,
  pieces: 2,
  weight: '1.25',
  price: '99.90',
  bought: '2026-03-01',
} as const;
