import type { Amount } from './policy.ts';

/** The amounts that an amount is made of, one step down. */
export function partsOfAmount(amount: Amount): readonly Amount[] {
  switch (amount.kind) {
    case 'fixed':
    case 'unspecified':
    case 'fact':
    case 'tier':
      return [];
    case 'percent':
    case 'pro-rata':
    case 'up-to':
      return [amount.of];
    case 'each':
    case 'started':
    case 'late':
      return [amount.each];
    case 'sum':
    case 'difference':
      return amount.of;
    case 'match':
      return [...amount.amounts.values(), ...(amount.otherwise === null ? [] : [amount.otherwise])];
    case 'choose':
      return [...amount.branches.map((branch) => branch.amount), amount.otherwise];
  }
}

/** An amount and everything that it is made of. */
export function amountsWithin(amount: Amount): readonly Amount[] {
  return [amount, ...partsOfAmount(amount).flatMap(amountsWithin)];
}
