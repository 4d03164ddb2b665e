import * as currencies from 'dinero.js/currencies';

const decimals = new Map<string, number>(Object.values(currencies).map((currency): [string, number] => [currency.code, currency.exponent]));

/** The number of decimals of a currency, or undefined for a code that ISO 4217 does not have. */
export function decimalsOfCurrency(code: string): number | undefined {
  return decimals.get(code);
}
