/** JSON Schema errors, said in the words of whoever wrote the file and shown at its place. */
import type { ErrorObject } from 'ajv';
import type { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { entriesOf, entryOf, followPointer, itemsOf, type MapEntry, type ScalarNode, type TextNode, toPlainData } from '../text/node.ts';
import { beginningOf, type Span } from '../text/source-file.ts';
import { validatorOf } from './validators.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Checks a text against a schema and reports each mistake once, at the key or value that is to be changed.
 * @returns the text with misspelt keys put right, so that what they hold is checked too and nothing seems to be missing
 */
export function checkShape(root: TextNode, schema: Schema, diagnostics: DiagnosticList): TextNode {
  const validate = validatorOf(schema);
  let repaired = root;
  for (let attempt = 0; ; attempt += 1) {
    if (validate(toPlainData(repaired))) return repaired;
    const errors = (validate.errors ?? []).slice(0, maximumErrors);
    const meant = attempt < maximumRepairs ? meantKeys(errors, repaired) : new Map<MapEntry, string>();
    if (meant.size === 0) {
      new ShapeReport(repaired, schema, diagnostics).reportAll(errors);
      return repaired;
    }
    for (const [{ key, keySpan }, nearest] of meant) diagnostics.add('unknown-key', keySpan, key, nearest, []);
    repaired = rename(repaired, meant);
  }
}

/** Puts misspelt keys of the text as a whole right, before anything is looked up in it. */
export function repairTopKeys(root: TextNode, schema: Schema, diagnostics: DiagnosticList): TextNode {
  const known = Object.keys((schema as { properties: object }).properties);
  const meant = new Map<MapEntry, string>();
  for (const entry of entriesOf(root)) {
    const nearest = known.includes(entry.key) ? undefined : nearestFree(entry.key, root, known);
    if (nearest === undefined) continue;
    diagnostics.add('unknown-key', entry.keySpan, entry.key, nearest, []);
    meant.set(entry, nearest);
  }
  return meant.size === 0 ? root : rename(root, meant);
}

const maximumErrors = 2000;
/** Each repair can bring the next level of misspelt keys to light. */
const maximumRepairs = 6;

/** The known key that an unknown one of a map is nearest to, if the map does not have it. */
function nearestFree(key: string, map: TextNode, known: readonly string[]): string | undefined {
  const nearest = nearestName(key, known);
  return nearest === undefined || entryOf(map, nearest) !== undefined ? undefined : nearest;
}

function meantKeys(errors: readonly ErrorObject[], root: TextNode): ReadonlyMap<MapEntry, string> {
  const meant = new Map<MapEntry, string>();
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const map = followPointer(root, error.instancePath)?.node;
    const entry = entryOf(map, String(error.params['additionalProperty']));
    const nearest = map === undefined || entry === undefined ? undefined : nearestFree(entry.key, map, allowedKeys(error));
    if (entry !== undefined && nearest !== undefined && ![...meant.values()].includes(nearest)) meant.set(entry, nearest);
  }
  return meant;
}

function allowedKeys(error: ErrorObject): readonly string[] {
  return Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
}

function rename(node: TextNode, meant: ReadonlyMap<MapEntry, string>): TextNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => rename(item, meant)) };
  return { ...node, entries: node.entries.map((entry) => ({ ...entry, key: meant.get(entry) ?? entry.key, value: rename(entry.value, meant) })) };
}

/** A value in words, for whoever reads what is wrong with it. */
export function describe(node: TextNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map (`key: value`)';
  if (typeof node.value !== 'string') return `\`${node.raw}\``;
  if (node.value === '') return 'an empty text';
  return node.value.length > 60 ? 'a long text' : `the text \`${node.value}\``;
}

const typeInWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a map (`key: value`)',
  array: 'a list',
  null: '`null`',
};

/** Says the errors of one validation. */
class ShapeReport {
  readonly #root: TextNode;
  readonly #schema: Schema;
  readonly #diagnostics: DiagnosticList;

  constructor(root: TextNode, schema: Schema, diagnostics: DiagnosticList) {
    this.#root = root;
    this.#schema = schema;
    this.#diagnostics = diagnostics;
  }

  /** A map that should name a reading comes first: what else is wrong within it follows. Then unknown keys: they are often the missing ones. */
  reportAll(errors: readonly ErrorObject[]): void {
    const missing = new Map<string, ErrorObject[]>();
    for (const error of errors) if (lacksReading(error)) this.#reportNoReading(error);
    for (const error of errors) {
      if (lacksReading(error)) continue;
      if (error.keyword === 'required') missing.set(error.instancePath, [...(missing.get(error.instancePath) ?? []), error]);
      else this.#report(error);
    }
    const strange = new Set(errors.filter((error) => error.keyword === 'additionalProperties').map((error) => error.instancePath));
    for (const [path, group] of missing) if (!strange.has(path)) this.#reportMissing(group);
  }

  #reportNoReading(error: ErrorObject): void {
    const node = followPointer(this.#root, error.instancePath)?.node;
    if (node === undefined) return;
    this.#wrong(node, describe(node), this.#expectation(error.parentSchema) ?? 'a value, or { by: reading, … }');
  }

  /** Reports a value, and nothing more about it. */
  #wrong(node: TextNode, found: string, expected: string, hint?: string): void {
    this.#diagnostics.add('unexpected-value', node.span, found, expected, hint);
    this.#diagnostics.silence(node.span);
  }

  #reportMissing(group: readonly ErrorObject[]): void {
    const [error] = group;
    const place = error === undefined ? undefined : followPointer(this.#root, error.instancePath);
    if (error === undefined || place === undefined) return;
    const keys = group.map(({ params }) => String(params['missingProperty']));
    this.#diagnostics.add('missing-key', startOf(place), keys, keys.length === 1 ? this.#description(error, keys[0] ?? '') : undefined);
  }

  /** What a key is about. Where the text as a whole needs it under some condition, that stands among the schema's own properties. */
  #description({ parentSchema, instancePath }: ErrorObject, key: string): string | undefined {
    const own = (parentSchema as { properties?: Readonly<Record<string, Schema>> }).properties;
    const property = (own ?? (instancePath === '' ? (this.#schema['properties'] as typeof own) : undefined))?.[key];
    const words = property?.['description'] ?? this.#target(property?.['$ref'])?.['description'];
    return typeof words === 'string' ? words : undefined;
  }

  #target(ref: unknown): Schema | undefined {
    return typeof ref === 'string' ? ((this.#schema['$defs'] as Schema | undefined)?.[ref.replace('#/$defs/', '')] as Schema | undefined) : undefined;
  }

  #report(error: ErrorObject): void {
    const place = followPointer(this.#root, error.instancePath);
    if (place === undefined) return;
    const { node, entry } = place;
    const inKey = error.propertyName === undefined ? undefined : entryOf(node, error.propertyName);
    switch (error.keyword) {
      case 'propertyNames':
      case 'if':
        return;
      case 'additionalProperties':
        return this.#reportUnknownKey(error, node);
      case 'const':
        return this.#diagnostics.add('unknown-language', node.span, describe(node));
      case 'enum':
        return this.#reportValue(error, node);
      case 'pattern':
      case 'minLength':
        return inKey === undefined ? this.#reportText(error, node, node.span) : this.#reportText(error, keyNode(inKey), inKey.keySpan);
      case 'maxLength':
        this.#diagnostics.add('too-long', inKey?.keySpan ?? node.span, String(error.params['limit']));
        return this.#diagnostics.silence(inKey?.keySpan ?? node.span);
      case 'minItems':
      case 'minProperties':
        return this.#diagnostics.add('too-few', startOf(place), nameOf(entry), String(error.params['limit']), this.#expectation(error.parentSchema));
      case 'maxItems':
      case 'maxProperties':
        return this.#diagnostics.add('too-many', startOf(place), nameOf(entry), String(error.params['limit']));
      case 'minimum':
      case 'maximum':
        return this.#reportRange(error, node);
      case 'uniqueItems':
        return this.#reportRepeated(error, node);
      default:
        return this.#reportType(error, node);
    }
  }

  #reportUnknownKey(error: ErrorObject, map: TextNode): void {
    const entry = entryOf(map, String(error.params['additionalProperty']));
    const allowed = allowedKeys(error);
    if (entry !== undefined) this.#diagnostics.add('unknown-key', entry.keySpan, entry.key, nearestName(entry.key, allowed), allowed);
  }

  #reportValue(error: ErrorObject, node: TextNode): void {
    const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String);
    const nearest = node.kind === 'scalar' ? nearestName(node.raw, allowed) : undefined;
    this.#diagnostics.add('unknown-value', node.span, describe(node), nearest, allowed);
    this.#diagnostics.silence(node.span);
  }

  /** A text of another form than belongs here; where a small change makes it fit, that is the help. */
  #reportText(error: ErrorObject, node: TextNode, span: Span): void {
    const raw = node.kind === 'scalar' ? node.raw : '';
    const fitting = fittingForm(raw, error);
    this.#diagnostics.add(
      'unexpected-value',
      span,
      describe(node),
      this.#expectation(error.parentSchema) ?? 'another text',
      fitting === undefined ? undefined : `did you mean \`${fitting}\`?`,
    );
    this.#diagnostics.silence(span);
  }

  #reportRange(error: ErrorObject, node: TextNode): void {
    const expected = this.#expectation(error.parentSchema) ?? `${String(error.params['comparison'])} ${String(error.params['limit'])}`;
    this.#diagnostics.add('out-of-range', node.span, node.kind === 'scalar' ? node.raw : '', expected);
    this.#diagnostics.silence(node.span);
  }

  #reportRepeated(error: ErrorObject, node: TextNode): void {
    const item = itemsOf(node)[Number(error.params['i'])];
    this.#diagnostics.add('repeated', item?.span ?? node.span, item?.kind === 'scalar' ? item.raw : 'this');
  }

  #reportType(error: ErrorObject, node: TextNode): void {
    const types = [error.params['type']].flat().map(String);
    const words = types.map((type) => typeInWords[type] ?? type).join(' or ');
    const hint = node.kind === 'scalar' ? quotingHint(node, types, error.parentSchema) : undefined;
    this.#wrong(node, describe(node), this.#expectation(error.parentSchema) ?? words, hint);
  }

  /** A schema's own word for what belongs in a place, or that of the values which a reading chooses between. */
  #expectation(schema: unknown): string | undefined {
    if (typeof schema !== 'object' || schema === null) return undefined;
    const { 'x-expects': words, additionalProperties: values, $ref: ref } = schema as Readonly<Record<string, unknown>>;
    if (typeof words === 'string') return words;
    if (typeof ref !== 'string') return this.#expectation(values);
    const target = this.#target(ref)?.['x-expects'];
    return typeof target === 'string' ? target : undefined;
  }
}

/** What to do where a value is right but for its quotes or brackets. */
function quotingHint({ value, raw }: ScalarNode, types: readonly string[], schema: unknown): string | undefined {
  const pattern = typeof schema === 'object' && schema !== null && 'pattern' in schema ? String(schema.pattern) : '';
  if (typeof value === 'number' && types.includes('string')) return new RegExp(pattern).test(raw) ? `write it in quotes: "${raw}"` : undefined;
  if (typeof value !== 'string') return undefined;
  if (types.length === 1 && types[0] === 'array' && /^[\w, -]+$/.test(value)) return `did you mean \`[${value}]\`?`;
  const isBare = types.includes('boolean') ? /^(true|false)$/ : /^[0-9]+(\.[0-9]+)?$/;
  return !types.includes('string') && isBare.test(value) ? 'write it without quotes' : undefined;
}

function lacksReading(error: ErrorObject): boolean {
  return error.keyword === 'required' && error.params['missingProperty'] === 'by';
}

function keyNode({ key, keySpan }: MapEntry): TextNode {
  return { kind: 'scalar', value: key, raw: key, span: keySpan };
}

function nameOf(entry: MapEntry | undefined): string {
  return entry === undefined ? 'this' : `\`${entry.key}\``;
}

/** Where a map or list is pointed at as a whole: its key, or its first character. */
function startOf({ node, entry }: { readonly node: TextNode; readonly entry?: MapEntry }): Span {
  return entry?.keySpan ?? beginningOf(node.span);
}

/** A text with other capitals, hyphens or spaces that has the form that is asked for. */
function fittingForm(text: string, error: ErrorObject): string | undefined {
  const pattern: unknown = error.params['pattern'];
  if (typeof pattern !== 'string' || text.length > 100) return undefined;
  const hyphened = text.trim().replaceAll(/[\s_]+/g, '-');
  const forms = [hyphened, hyphened.charAt(0).toLowerCase() + hyphened.slice(1), text.toUpperCase(), text.toLowerCase()];
  const spaced = text
    .toLowerCase()
    .replaceAll(/([0-9])([a-z])/g, '$1 $2')
    .replaceAll(/[\s-]+/g, ' ')
    .trim();
  return [...forms, spaced].find((form) => new RegExp(pattern).test(form));
}
