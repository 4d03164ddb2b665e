import * as currencies from 'dinero.js/currencies';

const decimals = new Map<string, number>(Object.values(currencies).map((currency): [string, number] => [currency.code, currency.exponent]));

/** The ISO 4217 codes of the currencies that are in use. */
export const currencyCodes: readonly string[] = [...decimals.keys()].sort();

/** The number of decimals of a currency, or undefined for a code that ISO 4217 does not have. */
export function decimalsOfCurrency(code: string): number | undefined {
  return decimals.get(code);
}
