import Table from 'cli-table3';
import type { CorePolicy, Fact } from '../model/policy.ts';
import { factsOfRequest } from '../model/request-facts.ts';
import { presentValue } from '../model/fact-value.ts';
import { compareText } from '../model/order.ts';
import { printable } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

/** What a caller may tell about a policy, as a table; `whens` says in the policy's own words when a fact exists. */
export function renderFacts(
  policy: CorePolicy,
  whens: ReadonlyMap<string, string>,
  evidence: readonly { readonly id: string; readonly what: string }[],
  width: number,
  style: Style = plainStyle,
): string {
  // Names are never cut: a caller copies them.
  const told = factsToTell(policy);
  const names = Math.max(4, ...told.map(({ name }) => name.length)) + 2;
  const rest = Math.max(60, width) - names - 5;
  const share = (part: number): number => Math.max(10, Math.floor(rest * part));
  const facts = new Table({
    head: ['Fact', 'Type', 'Question', 'Exists when'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [names, share(0.3), share(0.4), share(0.3)],
  });
  for (const fact of told) facts.push([fact.name, sayType(fact, policy), fact.ask ?? '', whens.get(fact.name) ?? 'always'].map(printable));
  const items = new Table({
    head: ['Evidence', 'What'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [Math.max(10, ...evidence.map(({ id }) => id.length + 2)), share(0.8)],
  });
  for (const { id, what } of evidence) items.push([id, what].map(printable));
  const blocks = [style.bold(printable(`${policy.title} (${policy.id}, version ${policy.version})`)), facts.toString()];
  if (evidence.length > 0) blocks.push('Under `evidence`, each item is told as `provided` or `unavailable`:', items.toString());
  blocks.push(`Several items are told in a list under \`items\`; these facts stand beside it: ${[...factsOfRequest(policy)].sort(compareText).join(', ')}.`);
  return `${blocks.join('\n')}\n`;
}

/** Facts that are not worked out. */
function factsToTell(policy: CorePolicy): readonly Fact[] {
  return [...policy.facts.values()].filter((fact) => fact.derived === null);
}

function sayType(fact: Fact, policy: CorePolicy): string {
  const values = fact.values.length === 0 ? '' : `: ${fact.values.join(', ')}`;
  const bound = (word: string, value: number | null): string => (value === null ? '' : `, ${word} ${String(presentValue(fact, value, policy.zone))}`);
  const unit = fact.currency === null ? '' : ` in ${fact.currency}`;
  const bounds = `${fact.atLeast === 0 ? '' : bound('at least', fact.atLeast)}${bound('at most', fact.atMost)}`;
  return `${fact.type}${unit}${values}${bounds}${fact.nullable ? ', or null' : ''}${fact.remedy ? ' (the remedy)' : ''}`;
}

/** The request of a policy as a TypeScript type. */
export function renderRequestType(policy: CorePolicy, evidence: readonly { readonly id: string; readonly what: string }[]): string {
  const facts = factsToTell(policy).flatMap((fact) => [
    ...comment(fact.ask),
    `  readonly ${fact.name.includes('-') ? `'${fact.name}'` : fact.name}?: ${typeOf(fact)};`,
  ]);
  const items = evidence.flatMap(({ id, what }) => [...comment(what, '    '), `    readonly '${id}'?: 'provided' | 'unavailable';`]);
  return [
    `/** A request to ${policy.id}, version ${policy.version}. A fact that is left out is not told. */`,
    'export type Request = {',
    ...facts,
    ...(items.length === 0 ? [] : ['  readonly evidence?: {', ...items, '  };']),
    '  /** Several items: what stands beside them holds for all. */',
    '  readonly items?: readonly RequestItem[];',
    '};',
    '',
    '/** What is told of one item alone. */',
    `export type RequestItem = Omit<Request, ${['items', ...[...factsOfRequest(policy)].sort(compareText)].map((name) => `'${name}'`).join(' | ')}>;`,
    '',
  ].join('\n');
}

function comment(text: string | null, indent = '  '): readonly string[] {
  return text === null ? [] : [`${indent}/** ${printable(text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' '))} */`];
}

function typeOf(fact: Fact): string {
  const values = fact.values.map((value) => `'${value}'`).join(' | ');
  const type = {
    boolean: 'boolean',
    enum: values,
    set: `readonly (${values})[]`,
    integer: 'number',
    decimal: 'string | number',
    money: 'string | number',
    instant: 'string',
    date: 'string',
    text: 'string',
    instants: 'readonly string[]',
    dates: 'readonly string[]',
    periods: 'readonly { readonly from: string; readonly to?: string | null }[]',
  }[fact.type];
  return fact.nullable ? `${type} | null` : type;
}
