/** The domestic part as two CEL expressions, the same for both implementations of CEL. All numbers are doubles: CEL does not mix them with ints. */
import { bands, type DomesticFacts, qualityProblems, window } from './domestic-part.ts';

const double = (value: number): string => `${value.toFixed(1)}`;
const last = '(skusThisMonth + skus)';

/** How many of the SKUs fall into a band; CEL has neither `min` nor `max`. */
function units(over: number, upTo: number): string {
  const [from, to] = [`(skusThisMonth > ${double(over)} ? skusThisMonth : ${double(over)})`, `(${last} < ${double(upTo)} ? ${last} : ${double(upTo)})`];
  return `(${to} > ${from} ? ${to} - ${from} : 0.0)`;
}

const fee = (column: 'return' | 'exchange'): string => bands.map((band) => `${double(band[column])} * ${units(band.over, band.upTo)}`).join(' + ');

/** Whether the request is accepted. */
export const isAccepted = `sinceClock <= ${double(window)} || issue in [${qualityProblems.map((issue) => `"${issue}"`).join(', ')}]`;

/** The sum of the charges, in fen. */
export const sum = `shippingToSeller + shippingFromSeller + (orderedThroughPlatform
  ? (action == "exchange" ? ${fee('exchange')} : ${fee('return')})
  : (action == "exchange" ? 0.0 : 2000.0 * skus))`;

/** The variables with their types. */
export const variables: readonly (readonly [name: keyof DomesticFacts, type: 'string' | 'bool' | 'double'])[] = [
  ['action', 'string'],
  ['issue', 'string'],
  ['orderedThroughPlatform', 'bool'],
  ['skus', 'double'],
  ['skusThisMonth', 'double'],
  ['shippingToSeller', 'double'],
  ['shippingFromSeller', 'double'],
  ['sinceClock', 'double'],
];
