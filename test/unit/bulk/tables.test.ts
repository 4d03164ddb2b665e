/** Requests as rows of a table, and decisions as rows of one. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { cellsOf, readTableHeader, requestOfCells, toldByCells } from '../../../src/bulk/read-csv-row.ts';
import { currenciesOf, writeDecisionHeader, writeDecisionRow } from '../../../src/bulk/write-csv-row.ts';
import type { Decision, Total } from '../../../src/model/generated/decision.ts';
import type { Request } from '../../../src/policy/policy.ts';
import { decisionOf, load } from '../../support/load.ts';
import { smallPolicy, smallRequest } from '../../support/small-policy.ts';

const policy = load(
  smallPolicy().replace(
    '  bought: { type: date }',
    '  bought: { type: date }\n  calls: { type: instants, nullable: true }\n  repairs: { type: periods, nullable: true }\n  sku: { type: text }',
  ),
);

function requestOf(columns: string, row: string): Request {
  const read = readTableHeader(columns, [policy.core]);
  if (!read.ok) throw new Error(read.message);
  return requestOfCells(toldByCells(cellsOf(row, read.header.delimiter) ?? [], read.header), policy.core);
}

describe('a row tells', () => {
  test.each<[string, string, string, Request]>([
    ['texts as they are', 'action,weight,bought', 'return,1.250,2026-03-01', { action: 'return', weight: '1.250', bought: '2026-03-01' }],
    ['whole numbers', 'pieces', '12', { pieces: 12 }],
    ['numbers that are not whole, to be refused', 'pieces', '012', { pieces: '012' }],
    ['true and false, as spreadsheets write them, too', 'sealed', 'FALSE', { sealed: false }],
    ['null', 'sealed,calls', 'null,null', { sealed: null, calls: null }],
    ['nothing in empty cells, quoted or not', 'action,sealed,pieces', ',"",', {}],
    ['lists', 'parts,calls', 'box|cable,2026-03-01T10:00:00Z', { parts: ['box', 'cable'], calls: ['2026-03-01T10:00:00Z'] }],
    ['empty lists', 'parts,repairs', '[],[]', { parts: [], repairs: [] }],
    ['periods', 'repairs', 'a..b|c..', { repairs: [{ from: 'a', to: 'b' }, { from: 'c' }] }],
    ['evidence', 'evidence.photo,action', 'provided,return', { action: 'return', evidence: { photo: 'provided' } }],
    ['commas, quotes and line breaks between quotes', 'sku,action', '"a,""b""\nc",return', { sku: 'a,"b"\nc', action: 'return' }],
    ['cells between semicolons', 'action;parts;price', 'return;box|cable;"1,5"', { action: 'return', parts: ['box', 'cable'], price: '1,5' }],
    ['cells between tabs', 'action\tpieces', 'return\t2', { action: 'return', pieces: 2 }],
    ['one column alone', 'action', 'return', { action: 'return' }],
  ])('%s', (_, columns, row, expected) => {
    expect(JSON.parse(JSON.stringify(requestOf(columns, row)))).toEqual(expected);
  });
});

test.each(['a,"b', 'a,b"c', '"a"b', '"a" ,b'])('quotes that do not match: %s', (row) => {
  expect(cellsOf(row, ',')).toBeUndefined();
});

describe('the first line', () => {
  test.each([
    ['action,weigth', 'there is no fact `weigth`, which the first line names', 'did you mean `weight`?'],
    ['action,photo', 'there is no fact `photo`, which the first line names', expect.stringContaining('evidence.photo')],
    ['action,action', 'the column `action` stands twice in the first line', undefined],
    ['action,', 'a column has no name in the first line', expect.any(String)],
    ['items', 'requests of several items do not fit into a table', expect.any(String)],
    ['"action', 'the quotes in the first line do not match', undefined],
    ['{"action":"return"}', expect.any(String), undefined],
  ])('%s', (line, message, help) => {
    expect(readTableHeader(line, [policy.core])).toEqual({ ok: false, message, ...(help === undefined ? {} : { help }) });
  });

  test('may have blanks around names, and quotes', () => {
    expect(readTableHeader(' action , "pieces"', [policy.core]).ok).toBe(false);
    expect(readTableHeader('"action", pieces', [policy.core])).toEqual({ ok: true, header: { delimiter: ',', columns: ['action', 'pieces'] } });
  });
});

describe('a decision as a row', () => {
  const currencies = currenciesOf([policy.core]);
  const rowOf = (decision: Decision): Record<string, string> => {
    const text = writeDecisionHeader(currencies, ',') + writeDecisionRow(7, decision, currencies, ',');
    return (parse(text, { columns: true }) as Record<string, string>[])[0] ?? {};
  };

  test('has its totals', async () => {
    const decision = await decisionOf(policy, smallRequest);
    const total = decision.totals['CNY'];
    expect(rowOf(decision)).toMatchObject({
      line: '7',
      version: '1',
      outcome: 'accepted',
      remedy: 'return',
      'totals.CNY.charges.kind': 'exact',
      'totals.CNY.charges.value': total?.charges.kind === 'exact' ? total.charges.value : '',
      'totals.CNY.credits.value': '99.90',
    });
  });

  test('never has an amount under `value` that is not the whole', async () => {
    const { weight: _, ...request } = smallRequest;
    const decision = await decisionOf(policy, request);
    expect(rowOf(decision)).toMatchObject({
      'totals.CNY.charges.kind': 'unknown',
      'totals.CNY.charges.value': '',
      'totals.CNY.charges.known': '9.00',
      'totals.CNY.charges.because': 'weight',
      'totals.CNY.net.kind': 'unknown',
      'totals.CNY.net.value': '',
    });
  });

  test('has both ends of a range, and a negative sum as a number', async () => {
    const decision = await decisionOf(policy, smallRequest);
    const range: Total = { kind: 'range', known: '0.00', atLeast: '-45.00', atMost: '0.00', because: ['a', 'b'] };
    const exact: Total = { kind: 'exact', value: '45.00' };
    expect(rowOf({ ...decision, totals: { CNY: { charges: exact, credits: exact, net: range } } })).toMatchObject({
      'totals.CNY.net.kind': 'range',
      'totals.CNY.net.value': '',
      'totals.CNY.net.atLeast': '-45.00',
      'totals.CNY.net.atMost': '0.00',
      'totals.CNY.net.because': 'a|b',
    });
  });

  test('holds no formula', async () => {
    const decision = await decisionOf(policy, smallRequest);
    for (const remedy of ['=1+1', '+x', '-x', '@x', '\tx', '-1+2']) expect(rowOf({ ...decision, remedy }).remedy).toBe(`'${remedy}`);
  });

  test('tells currencies apart', () => {
    const other = load(smallPolicy().replace('amount: 5,', 'amount: 5, currency: USD,'));
    expect(currenciesOf([policy.core, other.core])).toEqual(['CNY', 'USD']);
  });
});
