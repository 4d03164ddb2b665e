import { Composer, isAlias, isMap, isScalar, isSeq, type ParsedNode, Parser, type YAMLError } from 'yaml';
import type { MapEntry, ScalarNode, TextNode } from './node.ts';
import { maximumTextLength, type SourceFile, type Span } from './source-file.ts';

/** What can be wrong with a text before it is looked at as a policy. */
export type TextProblemCode =
  | 'text-too-long'
  | 'nul-character'
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
  /** The user's own words, or a plain sentence for a mistake in the syntax. */
  readonly detail: string;
}

export interface ReadText {
  /** Absent where the text could not be read at all. */
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

/**
 * Reads a YAML 1.2 (or JSON) text into nodes with positions. Nothing in the text is expanded or executed: anchors,
 * aliases, merge keys and tags are problems, and so is everything that two YAML programs could read differently.
 */
export function readYaml(file: SourceFile, options: ReadOptions = {}): ReadText {
  const problems: TextProblem[] = [];
  const report = (code: TextProblemCode, start: number, end: number, detail = ''): void => {
    if (problems.length < maximumProblems) problems.push({ code, span: { start, end }, detail });
  };
  const { text } = file;
  if (text.length > maximumTextLength) {
    report('text-too-long', 0, 0, String(text.length));
    return { problems };
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    report('nul-character', nul, nul + 1);
    return { problems };
  }
  if (text.startsWith('\uFEFF')) report('byte-order-mark', 0, 1);
  const carriageReturn = options.allowCarriageReturn === true ? -1 : text.indexOf('\r');
  if (carriageReturn !== -1) report('carriage-return', carriageReturn, carriageReturn + 1);

  const tokens = [...new Parser().parse(text)];
  const tooDeep = findTooDeep(tokens);
  if (tooDeep !== undefined) {
    report('nested-too-deep', tooDeep, tooDeep + 1, String(maximumDepth));
    return { problems };
  }
  const composer = new Composer({ version: '1.2', schema: 'failsafe', uniqueKeys: false, merge: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [first, second] = documents;
  for (const document of documents) for (const error of document.errors) reportSyntax(error, report);
  if (second !== undefined) report('several-documents', second.range[0], second.range[0] + 3);
  if (problems.some((problem) => problem.code === 'yaml-syntax' || problem.code === 'tab-indent')) return { problems };
  const contents: ParsedNode | null = first?.contents ?? null;
  if (contents === null || (isScalar(contents) && contents.source === '' && contents.type === 'PLAIN')) {
    report('empty-text', 0, 0);
    return { problems };
  }
  const root = toNode(contents, report);
  return root === undefined ? { problems } : { root, problems };
}

type Report = (code: TextProblemCode, start: number, end: number, detail?: string) => void;

/** The offset of the first token that nests too deep. Walks the tokens with a stack of its own, so that no depth can exhaust the machine's. */
function findTooDeep(tokens: readonly unknown[]): number | undefined {
  const stack: { token: unknown; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { token, depth } = next;
    if (typeof token !== 'object' || token === null) continue;
    const collection = 'items' in token && Array.isArray(token.items);
    const inside = collection ? depth + 1 : depth;
    if (inside > maximumDepth) return 'offset' in token && typeof token.offset === 'number' ? token.offset : 0;
    if (collection) for (const item of token.items as readonly unknown[]) stack.push({ token: item, depth: inside });
    if ('key' in token) stack.push({ token: token.key, depth: inside });
    if ('value' in token) stack.push({ token: token.value, depth: inside });
  }
  return undefined;
}

/** The parser's error codes in plain words. */
const syntaxInWords: Readonly<Record<string, string>> = {
  BAD_INDENT: 'this line is indented otherwise than the lines it belongs to',
  MISSING_CHAR: 'a character is missing here, such as a closing quote, bracket or comma, or the colon after a key',
  UNEXPECTED_TOKEN: 'this does not belong here',
  BLOCK_AS_IMPLICIT_KEY: 'a key and its value must stand on lines of their own; there is a second colon in this line',
  BLOCK_IN_FLOW: 'inside { } and [ ] everything must be written with commas and brackets',
  BAD_SCALAR_START: 'a text that begins with this character must stand in quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes must be written twice',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line',
  BAD_COLLECTION_TYPE: 'lists and maps are mixed here',
  KEY_OVER_1024_CHARS: 'a key must have its colon within 1024 characters',
  BAD_PROP_ORDER: 'this does not belong here',
};

function reportSyntax(error: YAMLError, report: Report): void {
  const [start, end] = error.pos;
  if (error.code === 'TAB_AS_INDENT') report('tab-indent', start, end);
  else if (error.code === 'BAD_ALIAS') report('alias', start, end);
  else report('yaml-syntax', start, Math.max(end, start + 1), syntaxInWords[error.code] ?? 'this cannot be read as YAML');
}

function toNode(node: ParsedNode, report: Report): TextNode | undefined {
  const span = { start: node.range[0], end: node.range[1] };
  if (isAlias(node)) {
    report('alias', span.start, span.end, node.source);
    return undefined;
  }
  if (node.anchor !== undefined) report('anchor', span.start, span.end, node.anchor);
  if (node.tag !== undefined) report('tag', span.start, span.end, node.tag);
  if (isScalar(node)) return toScalar(node.source, node.type === 'PLAIN', span, report);
  if (isSeq(node)) {
    const items = (node.items as readonly ParsedNode[]).map((item) => toNode(item, report));
    return { kind: 'list', items: items.filter((item) => item !== undefined), span };
  }
  if (isMap(node)) {
    const entries = new Map<string, MapEntry>();
    for (const pair of node.items) {
      const entry = toEntry(pair.key as ParsedNode | null, pair.value as ParsedNode | null, report);
      if (entry === undefined) continue;
      if (entries.has(entry.key)) report('duplicate-key', entry.keySpan.start, entry.keySpan.end, entry.key);
      else entries.set(entry.key, entry);
    }
    return { kind: 'map', entries: [...entries.values()], span };
  }
  return undefined;
}

function toEntry(key: ParsedNode | null, value: ParsedNode | null, report: Report): MapEntry | undefined {
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
  if (key.anchor !== undefined) report('anchor', keySpan.start, keySpan.end, key.anchor);
  if (plain && (name === '' || strictNumber.test(name) || looseNumber.test(name))) {
    report('key-not-text', keySpan.start, keySpan.end, name);
    return undefined;
  }
  if (value === null) {
    report('empty-value', keySpan.start, keySpan.end, name);
    return undefined;
  }
  const node = toNode(value, report);
  return node === undefined ? undefined : { key: name, keySpan, value: node };
}

const strictNumber = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
/** What some YAML program takes for a number although it is not written as one. */
const looseNumber = /^[-+]?(0[xob][0-9a-f_]+|[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|\.[0-9_]+(e[-+]?[0-9]+)?|\.inf|\.nan)$/i;
/** What some YAML program takes for true, false or null. */
const looseWord = /^(yes|no|on|off|true|false|null|~)$/i;

function toScalar(raw: string, plain: boolean, span: Span, report: Report): ScalarNode {
  const scalar = (value: ScalarNode['value']): ScalarNode => ({ kind: 'scalar', value, raw, span });
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
