/** A shop's policy with something of everything, and changes of it by lines. */
export const shop = `language: 1
policy: shop
version: 1
title: A shop
effective: { from: 2024-01-01T00:00:00+08:00, by: appliedAt }
source: { title: Terms, clauses: { "1": All of it., "2": The rest of it. } }
timezone: Asia/Shanghai
currency: CNY
facts:
  action: { type: enum, remedy: true, values: [return, exchange] }
  appliedAt: { type: instant, ask: When did you apply? }
  bought: { type: date }
  kind: { type: enum, values: [book, toy, food], ask: What is it? }
  opened: { type: boolean }
  units: { type: integer, atLeast: 1 }
  before: { type: integer, atLeast: 0 }
  price: { type: money, atMost: 1000 }
readings:
  edge: { question: Which day is the last?, choose: late, of: { late: The later one., early: The earlier one. }, clause: "1" }
terms:
  fresh: { kind: food, opened: true }
windows:
  fortnight: { title: Two weeks, from: bought, counting-from: next-day, lasts: { by: edge, late: 14 days, early: 13 days }, clause: "1" }
  month: { title: A month, from: bought, counting-from: next-day, lasts: 30 days, clause: "1" }
tiers:
  fee:
    counts: before
    units: units
    mode: graduated
    column: action
    bands:
      - { upTo: 5, return: 1, exchange: 2 }
      - { return: 3, exchange: 4 }
    clause: "2"
sections:
  all:
    title: Everything
    rules:
      in-time: { when: { fortnight: open, fresh: false }, accept: "Until {fortnight.closesAt}.", clause: "1" }
      late: { when: { fortnight: closed, fresh: false }, reject: Too late., clause: "1" }
      fresh-food: { when: { fresh: true }, reject: Fresh food stays with you., clause: "2" }
    charges:
      handling: { title: Handling, amount: { tier: fee }, clause: "2" }
    credits:
      refund: { title: Refund, when: { action: return }, amount: { fact: price }, clause: "1" }
    evidence:
      photo: { what: A photo, when: { kind: toy }, unavailable: { review: No photo. }, clause: "1" }
    duties:
      pay: { who: shop, what: Pay the money back., when: { action: return }, deadline: month, clause: "2" }
`;

/** The shop's policy as another version, with some texts replaced, each of which must stand in it once. */
export function changedShop(changes: Readonly<Record<string, string>>, version = 2): string {
  return Object.entries({ 'version: 1': `version: ${version}`, 'from: 2024': 'from: 2025', ...changes }).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`\`${from}\` stands in the policy ${text.split(from).length - 1} times`);
    return text.replace(from, () => to);
  }, shop);
}

/** The same policy as a person might lay it out, with nothing changed that it says. */
export const reformattedShop: string = shop
  .replace('terms:\n', '# terms first\nterms:\n')
  .replace('{ upTo: 5, return: 1, exchange: 2 }', '{ exchange: 2.0, upTo: 5, return: 1.00 }   # cheap')
  .replace('values: [book, toy, food]', "values: [food, 'toy', book]")
  .replace('  fresh: { kind: food, opened: true }', '  fresh:\n    opened: true\n    kind: food')
  .replace('title: A shop', 'title: >-\n  A\n  shop');
