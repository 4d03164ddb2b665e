/** A policy in which everything that reaches across the items of a request has a part. */
export const itemsPolicy = `language: 1
policy: several
version: 1
title: Several items
effective: { from: 2024-01-01T00:00:00Z, by: appliedAt }
source: { title: Made up, clauses: { "1": Everything. } }
timezone: Europe/Berlin
currency: EUR
facts:
  wish: { type: enum, remedy: true, values: [repair, exchange, refund], ask: What would you like? }
  appliedAt: { type: instant, ask: When did you apply? }
  bought: { type: instant, ask: When did you buy it? }
  counted: { type: integer, ask: How many pieces came back before? }
  pieces: { type: integer, nullable: true, ask: How many pieces are there? }
  sku: { type: text, nullable: true, ask: Which article is it? }
  price: { type: money, nullable: true, ask: What did it cost? }
  orderValue: { type: money, nullable: true, ask: What did the order cost? }
  kept: { type: money, derived: { from: orderValue, less: price } }
  opened: { type: boolean, ask: Has it been opened? }
  seal: { type: boolean, when: { opened: true }, ask: Is the seal broken? }
impossible:
  - { when: { wish: exchange, price: { over: 5000 } }, because: Nothing that dear is exchanged. }
windows:
  fortnight: { title: Two weeks, from: bought, counting-from: next-day, lasts: 14 days, clause: "1" }
tiers:
  step:
    counts: counted
    units: pieces
    distinct: sku
    mode: graduated
    bands: [{ upTo: 2, rate: 1 }, { upTo: 4, rate: 10 }, { rate: 100 }]
    clause: "1"
  plain:
    counts: counted
    mode: volume
    bands: [{ upTo: 2, rate: 1 }, { rate: 2 }]
    clause: "1"
sections:
  all:
    title: All
    when: { wish: [exchange, refund] }
    rules:
      unopened: { when: { opened: false }, accept: It is as it was., clause: "1" }
      unsealed: { when: { opened: true }, reject: "It was opened; the label takes {label}.", clause: "1" }
      dear: { when: { price: { over: 1000 } }, review: It is dear., clause: "1" }
    charges:
      step: { amount: { tier: step }, clause: "1" }
      plain: { amount: { tier: plain }, clause: "1" }
      postage: { title: Postage, per: request, amount: 5, clause: "1" }
      small-order: { per: request, when: { kept: { under: 50 } }, amount: 3, clause: "1" }
      kept-share: { title: "A share, beside {small-order}", per: request, amount: { percent: 10, of: { fact: kept } }, round: half-up, clause: "1" }
      in-vain: { per: request, on: rejected, amount: 7, clause: "1" }
      label: { on: rejected, amount: 2, clause: "1" }
    credits:
      refund: { when: { wish: refund }, amount: { fact: price }, clause: "1" }
    evidence:
      photo: { what: A photo, when: { price: { over: 100 } }, unavailable: review, clause: "1" }
`;

/** What a request of several items tells for all of them. */
export const common = { wish: 'refund', appliedAt: '2026-03-12T10:00:00+01:00', counted: 1, orderValue: '200.00' } as const;

/** An item that is accepted. */
export const item = { pieces: 1, sku: 'cup', price: '30.00', opened: false } as const;
