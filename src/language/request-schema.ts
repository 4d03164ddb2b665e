import type { CorePolicy, Fact } from '../model/policy.ts';
import { presentValue } from '../model/fact-value.ts';
import { factsOfRequest } from '../model/request-facts.ts';
import type { Zone } from '../model/time.ts';
import { maximumItems } from './read-items.ts';

/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The names under which a request tells evidence: of items, or of their alternatives. */
export function evidenceNamesOf(policy: CorePolicy): readonly { readonly id: string; readonly what: string }[] {
  return policy.evidence.flatMap((item) =>
    item.anyOf.length === 0 ? [{ id: item.id, what: item.what.map((part) => (typeof part === 'string' ? part : '…')).join('') }] : item.anyOf,
  );
}

/** The JSON Schema of a policy's requests. What it cannot say (amounts, instants, combinations, what is told twice) is checked beside it. */
export function requestSchemaOf(policy: CorePolicy): JsonSchema {
  const part = partSchemaOf(policy);
  const requestFacts = factsOfRequest(policy);
  const inItems = Object.keys(part.properties).filter((name) => !requestFacts.has(name));
  const items = {
    type: 'array',
    description: 'The items of the request: each has facts and evidence of its own; what stands beside them holds for all.',
    minItems: 1,
    maxItems: maximumItems,
    items: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(inItems.map((name) => [name, { $ref: `#/properties/${name}` }])),
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Request to ${policy.id}, version ${policy.version}`,
    ...part,
    properties: { ...part.properties, items },
  };
}

/** The JSON Schema of what is told beside `items`, or in one of them. */
export function partSchemaOf(policy: CorePolicy): JsonSchema & { readonly properties: Readonly<Record<string, JsonSchema>> } {
  const evidence = evidenceNamesOf(policy);
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries([...policy.facts.values()].filter((fact) => fact.derived === null).map((fact) => [fact.name, schemaOf(fact, policy.zone)])),
      evidence: {
        type: 'object',
        description: 'Items of evidence; an item left out is not told.',
        additionalProperties: false,
        properties: Object.fromEntries(evidence.map(({ id, what }) => [id, { enum: ['provided', 'unavailable'], description: what }])),
      },
    },
  };
}

const moment = { type: 'string', format: 'date-time' };
const period: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['from'],
  properties: {
    from: { ...moment, description: 'The first moment.' },
    to: { ...moment, type: ['string', 'null'], description: 'The end; left out or null while it lasts.' },
  },
};

function schemaOf(fact: Fact, zone: Zone): JsonSchema {
  const described = fact.ask === null ? {} : { description: fact.ask };
  const orNull = (type: string | readonly string[]): unknown => (fact.nullable ? [...[type].flat(), 'null'] : type);
  const bound = (key: 'atLeast' | 'atMost'): unknown => (fact[key] === null ? undefined : presentValue(fact, fact[key], zone));
  switch (fact.type) {
    case 'boolean':
      return { type: orNull('boolean'), ...described };
    case 'enum':
      return { enum: fact.nullable ? [...fact.values, null] : fact.values, ...described };
    case 'set':
      return { type: orNull('array'), items: { enum: fact.values }, uniqueItems: true, ...described };
    case 'integer':
      return {
        type: orNull('integer'),
        ...(fact.atLeast === null ? {} : { minimum: bound('atLeast') }),
        ...(fact.atMost === null ? {} : { maximum: bound('atMost') }),
        ...described,
      };
    case 'decimal':
    case 'money': {
      const fraction = fact.decimals === 0 ? '' : `(\\.[0-9]{1,${fact.decimals}}0*)?`;
      return { type: orNull(['string', 'number']), pattern: `^-?(0|[1-9][0-9]*)${fraction}$`, ...described };
    }
    case 'instant':
      return { type: orNull('string'), format: 'date-time', ...described };
    case 'date':
      return { type: orNull('string'), format: 'date', ...described };
    case 'text':
      return { type: orNull('string'), minLength: 1, maxLength: 200, ...described };
    case 'instants':
      return { type: orNull('array'), items: { type: 'string', format: 'date-time' }, ...described };
    case 'dates':
      return { type: orNull('array'), items: { type: 'string', format: 'date' }, ...described };
    case 'periods':
      return { type: orNull('array'), items: period, ...described };
  }
}
