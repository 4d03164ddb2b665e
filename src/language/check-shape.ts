/** JSON Schema errors, said in the words of whoever wrote the file and shown at its place. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { followPointer, type TextNode, toPlainData } from '../text/node.ts';
import type { Span } from '../text/source-file.ts';

type Schema = Readonly<Record<string, unknown>>;

const validators = new WeakMap<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, ownProperties: true, validateFormats: false });
  const validator = ajv.compile(schema);
  validators.set(schema, validator);
  return validator;
}

/** Checks a text against a schema and reports each mistake once, at the key or value that is to be changed. */
export function checkShape(root: TextNode, schema: Schema, diagnostics: DiagnosticList): void {
  const validate = validatorOf(schema);
  if (validate(toPlainData(root))) return;
  for (const error of (validate.errors ?? []).slice(0, 2000)) reportShape(error, root, diagnostics);
}

/** A schema's own word for what belongs in a place. */
function expectationOf(error: ErrorObject): string | undefined {
  const schema: unknown = error.parentSchema;
  if (typeof schema !== 'object' || schema === null || !('x-expects' in schema)) return undefined;
  return typeof schema['x-expects'] === 'string' ? schema['x-expects'] : undefined;
}

function describe(data: unknown): string {
  if (data === null) return '`null`';
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a map';
  if (typeof data === 'string') return data.length > 60 ? 'a long text' : `the text \`${data}\``;
  return `\`${String(data)}\``;
}

const typeInWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: '`null`',
};

function reportShape(error: ErrorObject, root: TextNode, diagnostics: DiagnosticList): void {
  const place = followPointer(root, error.instancePath);
  if (place === undefined) return;
  const { node, entry } = place;
  const atKey: Span = entry?.keySpan ?? { start: node.span.start, end: node.span.start + 1 };
  const params: Readonly<Record<string, unknown>> = error.params;
  const word = (key: string): string => String(params[key]);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = word('additionalProperty');
      const unknown = followPointer(node, `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      const allowed = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      diagnostics.add('unknown-key', unknown?.entry?.keySpan ?? atKey, key, nearestName(key, allowed), allowed);
      return;
    }
    case 'required': {
      const key = word('missingProperty');
      if (key === 'by') return diagnostics.add('unexpected-value', node.span, 'a map', expectationOf(error) ?? 'a value, or { by: reading, … },');
      const { properties = {} } = error.parentSchema as { properties?: Record<string, { description?: string }> };
      return diagnostics.add('missing-key', atKey, key, properties[key]?.description);
    }
    case 'propertyNames':
    case 'if':
      return;
    case 'const':
      return diagnostics.add('unknown-language', node.span, describe(error.data));
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String);
      const nearest = typeof error.data === 'string' ? nearestName(error.data, allowed) : undefined;
      return diagnostics.add('unknown-value', node.span, describe(error.data), nearest, allowed);
    }
    case 'type': {
      const types = [params['type']].flat().map((type) => typeInWords[String(type)] ?? String(type));
      return diagnostics.add('unexpected-value', node.span, describe(error.data), expectationOf(error) ?? types.join(' or '));
    }
    case 'pattern':
    case 'minLength': {
      const inKey = error.propertyName === undefined ? undefined : followPointer(node, `/${error.propertyName.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      const found = error.propertyName === undefined ? describe(error.data) : `\`${error.propertyName}\``;
      return diagnostics.add(
        'unexpected-value',
        inKey?.entry?.keySpan ?? node.span,
        found === 'the text ``' ? 'an empty text' : found,
        expectationOf(error) ?? 'another text',
      );
    }
    case 'maxLength': {
      const inKey = error.propertyName === undefined ? undefined : followPointer(node, `/${error.propertyName}`);
      return diagnostics.add('too-long', inKey?.entry?.keySpan ?? node.span, word('limit'));
    }
    case 'minItems':
    case 'minProperties':
      return diagnostics.add('too-few', error.keyword === 'minItems' ? node.span : atKey, word('limit'));
    case 'maxItems':
    case 'maxProperties':
      return diagnostics.add('too-many', error.keyword === 'maxItems' ? node.span : atKey, word('limit'));
    case 'minimum':
    case 'maximum':
      return diagnostics.add('out-of-range', node.span, String(error.data), expectationOf(error) ?? `${word('comparison')} ${word('limit')}`);
    case 'uniqueItems': {
      const item = node.kind === 'list' ? node.items[Number(params['i'])] : undefined;
      return diagnostics.add('repeated', item?.span ?? node.span, item?.kind === 'scalar' ? item.raw : 'this');
    }
    default:
      return diagnostics.add('unexpected-value', node.span, describe(error.data), expectationOf(error) ?? 'something else');
  }
}
