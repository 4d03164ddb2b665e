import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { MapEntry, ScalarNode, TextNode } from './node.ts';
import { maximumTextLength, type SourceFile, type Span } from './source-file.ts';
import { type SyntaxMistake, type SyntaxMistakeKind, syntaxMistakeOf } from './syntax-mistake.ts';

/** What can be wrong with a text before it is looked at as a policy. */
export type TextProblemCode =
  | 'text-too-long'
  | 'nul-character'
  | 'unseen-character'
  | 'byte-order-mark'
  | 'carriage-return'
  | 'nested-too-deep'
  | 'tab-indent'
  | 'yaml-syntax'
  | 'several-documents'
  | 'empty-text'
  | 'anchor'
  | 'alias'
  | 'merge-key'
  | 'tag'
  | 'key-not-text'
  | 'duplicate-key'
  | 'odd-number'
  | 'odd-word'
  | 'empty-value';

export interface TextProblem {
  readonly code: TextProblemCode;
  readonly span: Span;
  /** The user's own words, or for `yaml-syntax` which mistake it is. */
  readonly detail: string;
}

export interface ReadText {
  /** Absent where the text could not be read whole, so that looking at the rest of it would report what is not wrong. */
  readonly root?: TextNode;
  readonly problems: readonly TextProblem[];
}

/** Rules of the text that hold for policies and cases, but are harmless in a request that a program sent. */
export interface ReadOptions {
  readonly allowCarriageReturn?: boolean;
}

/** Deeper nesting than this is refused: it exceeds every real text and would exhaust the stack of whoever walks it. */
const maximumDepth = 64;
const maximumProblems = 100;

/** After these the nodes say less than the text does. */
const unreadable: ReadonlySet<TextProblemCode> = new Set(['several-documents', 'empty-text', 'alias', 'merge-key']);

/**
 * Reads a YAML 1.2 (or JSON) text into nodes with positions. Nothing in the text is expanded or executed: anchors,
 * aliases, merge keys and tags are problems, and so is everything that two YAML programs could read differently.
 */
export function readYaml(file: SourceFile, options: ReadOptions = {}): ReadText {
  const problems: TextProblem[] = [];
  const report: Report = (code, start, end, detail = '') => {
    if (problems.length < maximumProblems) problems.push({ code, span: { start, end }, detail });
  };
  const { text } = file;
  if (!checkCharacters(text, options, report)) return { problems };
  const tokens = parse(text, report);
  if (tokens === undefined) return { problems };
  const contents = compose(tokens, text, report);
  // What follows a mistake of the syntax is read otherwise than it was meant.
  if (problems.some(({ code }) => code === 'yaml-syntax' || code === 'tab-indent')) return { problems };
  const root = contents === undefined ? undefined : toNode(contents, text, report);
  return root === undefined || problems.some((problem) => unreadable.has(problem.code)) ? { problems } : { root, problems };
}

/** Reports characters that do not belong in a text; false where it cannot be read further. */
function checkCharacters(text: string, options: ReadOptions, report: Report): boolean {
  if (text.length > maximumTextLength) {
    report('text-too-long', 0, 0, String(text.length));
    return false;
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    report('nul-character', nul, nul + 1);
    return false;
  }
  if (text.startsWith('\uFEFF')) report('byte-order-mark', 0, 1);
  const carriageReturn = options.allowCarriageReturn === true ? -1 : text.indexOf('\r');
  if (carriageReturn !== -1) report('carriage-return', carriageReturn, carriageReturn + 1);
  return true;
}

/** After these a comma says that something is missing. */
const commaNeedsValue: ReadonlySet<string> = new Set([',', '[', '{']);

type Token = ReturnType<Parser['next']> extends Generator<infer Item, unknown, unknown> ? Item : never;

/** The tokens of a text. Stops where it nests too deep, before anything walks it by recursion. */
function parse(text: string, report: Report): readonly Token[] | undefined {
  const parser = new Parser();
  const tokens: Token[] = [];
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    // Reported here, because the parser would gather an error for each of a million commas.
    if (lexeme === ',' && commaNeedsValue.has(before)) {
      report('yaml-syntax', parser.offset, parser.offset + 1, 'comma-stray' satisfies SyntaxMistakeKind);
      return undefined;
    }
    if (lexeme.trim() !== '') before = lexeme;
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Only the first mistake is reported, and a text of nothing else would have thousands.
    if (tokens.at(-1)?.type === 'error') return tokens;
    // The document and the value under way stand on the stack beside the maps and lists.
    if (parser.stack.length <= maximumDepth + 2) continue;
    report('nested-too-deep', parser.offset, parser.offset + 1, String(maximumDepth));
    return undefined;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** The contents of the only document. */
function compose(tokens: readonly Token[], text: string, report: Report): ParsedNode | undefined {
  const composer = new Composer({ version: '1.2', schema: 'failsafe', uniqueKeys: false, merge: false });
  const [first, second] = composer.compose(tokens, true, text.length);
  reportSyntax([...(first?.errors ?? []), ...(second?.errors ?? [])], text, report);
  if (second !== undefined) {
    const start = text.lastIndexOf('---', second.range[0] + 3);
    report('several-documents', start, start + 3);
  }
  const contents: ParsedNode | null = first?.contents ?? null;
  if (contents !== null && !(isScalar(contents) && contents.source === '' && contents.type === 'PLAIN')) return contents;
  report('empty-text', 0, 0);
  return undefined;
}

/** Tabs each; of other mistakes the first alone, because the parser finds many more behind it that are none. */
function reportSyntax(errors: readonly YAMLError[], text: string, report: Report): void {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  for (const { pos } of tabs) report('tab-indent', pos[0], pos[1]);
  const [first] = errors;
  if (first === undefined || tabs.length > 0) return;
  const { mistake, span }: SyntaxMistake = syntaxMistakeOf(first, text);
  report('yaml-syntax', span.start, span.end, mistake);
}

type Report = (code: TextProblemCode, start: number, end: number, detail?: string) => void;

function toNode(node: ParsedNode, text: string, report: Report): TextNode | undefined {
  const span = { start: node.range[0], end: node.range[1] };
  if (isAlias(node)) {
    report('alias', span.start, span.end, node.source);
    return undefined;
  }
  reportProperties(node, text, report);
  if (isScalar(node)) return toScalar(node.source, node.type === 'PLAIN', span, report);
  if (isMap(node)) return { kind: 'map', entries: toEntries(node.items, text, report), span };
  if (!isSeq(node)) return undefined;
  const items = (node.items as readonly ParsedNode[]).map((item) => toNode(item, text, report));
  return { kind: 'list', items: items.filter((item) => item !== undefined), span };
}

/** Reports an anchor and a tag where they stand: before the node. */
function reportProperties(node: ParsedNode, text: string, report: Report): void {
  if (isAlias(node)) return;
  const { anchor, tag } = node;
  if (anchor !== undefined) report('anchor', ...propertySpan(`&${anchor}`, node.range[0], text), anchor);
  if (tag !== undefined) report('tag', ...propertySpan('!', node.range[0], text), tag);
}

function propertySpan(mark: string, before: number, text: string): readonly [start: number, end: number] {
  const last = Math.max(text.lastIndexOf(mark, before), 0);
  // A tag may begin with two of its marks.
  const start = mark === '!' && text[last - 1] === '!' ? last - 1 : last;
  return [start, start + Math.max(text.slice(start, before).search(/\s/), mark.length)];
}

function toEntries(pairs: readonly { readonly key: unknown; readonly value: unknown }[], text: string, report: Report): readonly MapEntry[] {
  const entries = new Map<string, MapEntry>();
  for (const pair of pairs) {
    const entry = toEntry(pair.key as ParsedNode | null, pair.value as ParsedNode | null, text, report);
    if (entry === undefined) continue;
    if (entries.has(entry.key)) report('duplicate-key', entry.keySpan.start, entry.keySpan.end, entry.key);
    else entries.set(entry.key, entry);
  }
  return [...entries.values()];
}

/** An entry whose key is no text, or whose value is missing, is reported and kept, so that nothing else seems to be missing. */
function toEntry(key: ParsedNode | null, value: ParsedNode | null, text: string, report: Report): MapEntry | undefined {
  if (key === null) return undefined;
  const keySpan = { start: key.range[0], end: key.range[1] };
  if (!isScalar(key)) {
    report('key-not-text', keySpan.start, keySpan.end);
    return undefined;
  }
  const plain = key.type === 'PLAIN';
  const name = key.source;
  if (plain && name === '<<') {
    report('merge-key', keySpan.start, keySpan.end);
    return undefined;
  }
  reportProperties(key, text, report);
  if (unseen.test(name)) report('unseen-character', keySpan.start, keySpan.end);
  const isEmpty = value === null || (isScalar(value) && value.source === '' && value.type === 'PLAIN');
  const number = value === null && /^[0-9]+$/.test(name) ? numberCutAtComma(text, keySpan) : undefined;
  if (number !== undefined) report('odd-number', number.start, number.end, text.slice(number.start, number.end));
  else if (isEmpty) report('empty-value', keySpan.start, keySpan.end, name);
  else if (plain && (name === '' || strictNumber.test(name) || looseNumber.test(name))) report('key-not-text', keySpan.start, keySpan.end, name);
  if (isEmpty) return { key: name, keySpan, value: { kind: 'scalar', value: null, raw: '', span: keySpan } };
  const node = toNode(value, text, report);
  return node === undefined ? undefined : { key: name, keySpan, value: node };
}

/** In `{ over: 1,000 }` the comma begins a new entry, which is not what was meant. */
function numberCutAtComma(text: string, rest: Span): Span | undefined {
  const before = /[0-9]+,$/.exec(text.slice(Math.max(0, rest.start - 20), rest.start));
  return before === null ? undefined : { start: rest.start - before[0].length, end: rest.end };
}

/** Control characters, halves of characters, and signs that make a line look otherwise than it is read. Line breaks and tabs are texts' own. */
const unseen = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Whether a text holds a character that nobody sees as what it is; such a text is refused. */
export function hasUnseenCharacter(text: string): boolean {
  return unseen.test(text);
}

const strictNumber = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
/** What some YAML program takes for a number although it is not written as one. */
const looseNumber = /^[-+]?(0[xob][0-9a-f_]+|[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9_]+(e[-+]?[0-9]+)?|\.inf|\.nan)$/i;
/** What some YAML program takes for true, false or null. */
const looseWord = /^(yes|no|on|off|true|false|null|~)$/i;

/** Whether a text would be read as something else than a text, or refused, if it stood there without quotes. */
export function needsQuotes(text: string): boolean {
  return text === '' || text === '<<' || strictNumber.test(text) || looseNumber.test(text) || looseWord.test(text);
}

function toScalar(raw: string, plain: boolean, span: Span, report: Report): ScalarNode {
  const scalar = (value: ScalarNode['value']): ScalarNode => ({ kind: 'scalar', value, raw, span });
  if (unseen.test(raw)) report('unseen-character', span.start, span.end);
  if (!plain) return scalar(raw);
  if (raw === 'true') return scalar(true);
  if (raw === 'false') return scalar(false);
  if (raw === 'null') return scalar(null);
  if (raw === '') {
    report('empty-value', span.start, span.end);
    return scalar(null);
  }
  if (strictNumber.test(raw)) return scalar(Number(raw));
  if (looseNumber.test(raw)) report('odd-number', span.start, span.end, raw);
  else if (looseWord.test(raw)) report('odd-word', span.start, span.end, raw);
  return scalar(raw);
}
