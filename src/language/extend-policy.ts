import type { DiagnosticCode, DiagnosticWords } from '../diagnostics/catalogue.ts';
import { DiagnosticList } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { childOf, entryOf, type ScalarNode, stringOf, type TextNode } from '../text/node.ts';
import { maximumTextLength, type SourceFile } from '../text/source-file.ts';
import { checkShape, repairTopKeys } from './check-shape.ts';
import { extensionSchema } from './generated/extension-schema.ts';
import { policySchema } from './generated/policy-schema.ts';
import type { Library } from './library.ts';
import { mergePolicies } from './merge-policies.ts';
import { readSource } from './read-source.ts';

/** A policy as one text, whatever it extends. */
export interface WholePolicy {
  readonly root: TextNode;
  /** The characters of all files that it is made of. */
  readonly length: number;
  /** The node that names what it extends. */
  readonly base: ScalarNode | undefined;
}

/** Checks a policy that is extended, as though it stood alone. */
export type Inspect = (policy: WholePolicy, diagnostics: DiagnosticList) => void;

/** More bases on top of each other than this help nobody to understand a policy. */
const maximumLevels = 10;

/**
 * Reads a policy and makes one text of it and of what it extends, in which each part keeps the place that it has in its own file. A base
 * with mistakes is not extended: they are reported at its file, and that it has some where it is named.
 * @returns undefined where the text, or a base, cannot be read or made one
 */
export function readWholePolicy(file: SourceFile, library: Library, diagnostics: DiagnosticList, inspect: Inspect): WholePolicy | undefined {
  const top = readLayer(file, undefined, diagnostics);
  const chain = readChain(top, library) ?? [];
  let whole: WholePolicy | undefined;
  for (const layer of chain.toReversed()) {
    whole = putTogether(layer, whole);
    if (layer === top) return whole;
    if (whole !== undefined) inspect(whole, layer.diagnostics);
    if (whole === undefined || layer.diagnostics.hasErrors) return blame(top, layer);
    for (const other of chain) if (other !== layer) other.diagnostics.leaveTo(layer.diagnostics);
  }
  return whole;
}

/** One file of several that make a policy. */
interface Layer {
  readonly file: SourceFile;
  /** `<policy-id>@<version>`, as far as it says so. */
  readonly name: string;
  readonly root: TextNode | undefined;
  readonly base: ScalarNode | undefined;
  readonly diagnostics: DiagnosticList;
}

/** `<policy-id>@<version>`. */
const reference = new RegExp((policySchema as { properties: { extends: { pattern: string } } }).properties.extends.pattern);

/** @param wanted the name under which the file stands in the library */
function readLayer(file: SourceFile, wanted: string | undefined, diagnostics: DiagnosticList): Layer {
  const read = readSource(file, diagnostics);
  if (read === undefined) return { file, name: wanted ?? '', root: undefined, base: undefined, diagnostics };
  const root = checkExtension(repairTopKeys(read, policySchema, diagnostics), diagnostics);
  const base = childOf(root, 'extends');
  const isReadable = base?.kind === 'scalar' && reference.test(stringOf(base) ?? '');
  if (wanted !== undefined) checkPlace(root, wanted, diagnostics);
  const failed = base !== undefined && !isReadable;
  return { file, name: wanted ?? nameOf(root), root: failed ? undefined : root, base: isReadable ? base : undefined, diagnostics };
}

function nameOf(root: TextNode): string {
  const version = childOf(root, 'version');
  return `${stringOf(childOf(root, 'policy')) ?? ''}@${version?.kind === 'scalar' ? version.raw : ''}`;
}

/** A text stands in the library under what it says of itself. */
function checkPlace(root: TextNode, wanted: string, diagnostics: DiagnosticList): void {
  const policy = entryOf(root, 'policy');
  const found = nameOf(root);
  const say = (name: string): string => name.replace('@', ', version ');
  if (policy !== undefined && entryOf(root, 'version') !== undefined && found !== wanted)
    diagnostics.add('misplaced-policy', policy.value.span, say(found), say(wanted));
}

function checkExtension(root: TextNode, diagnostics: DiagnosticList): TextNode {
  const base = entryOf(root, 'extends');
  const overrides = entryOf(root, 'overrides');
  if (root.kind !== 'map' || (base === undefined && overrides === undefined)) return root;
  if (base === undefined && overrides !== undefined) diagnostics.add('overrides-alone', overrides.keySpan);
  const entries = [base, overrides].filter((entry) => entry !== undefined);
  const checked = checkShape({ ...root, entries }, extensionSchema, diagnostics);
  return { ...root, entries: root.entries.map((entry) => entryOf(checked, entry.key) ?? entry) };
}

/** A file and what it extends, from the top down; undefined where that cannot be found out, which is reported. */
function readChain(top: Layer, library: Library): readonly Layer[] | undefined {
  const chain: [Layer, ...Layer[]] = [top];
  let length = top.file.text.length;
  for (let last = top; last.base !== undefined; ) {
    const file = nextFile(chain, last, last.base, library);
    if (file === undefined && last !== top && last.diagnostics.hasErrors) return blame(top, last);
    if (file === undefined) return undefined;
    length += file.text.length;
    if (length > maximumTextLength) return refuse(top, 'extends-too-long', String(length), String(maximumTextLength));
    last = readLayer(file, last.base.raw, new DiagnosticList(file));
    chain.push(last);
  }
  return chain;
}

/** The file that the last one of a chain extends. */
function nextFile(chain: readonly [Layer, ...Layer[]], last: Layer, base: ScalarNode, library: Library): SourceFile | undefined {
  const [top] = chain;
  const names = chain.map((layer) => layer.name);
  const name = base.raw;
  if (names.includes(name)) return refuse(top, 'cycle', names.slice(names.indexOf(name)));
  if (chain.length > maximumLevels) return refuse(top, 'extends-too-deep', String(maximumLevels));
  const file = library.policies.get(name);
  if (isLater(name, last.name)) last.diagnostics.add('extends-version', base.span, name, last.name);
  else if (file === undefined) last.diagnostics.add('unknown-base', base.span, name, nearestName(name, [...library.policies.keys()]));
  else return file;
  return undefined;
}

/** Whether one of two versions of the same policy comes after the other. */
function isLater(name: string, other: string): boolean {
  const [id, version] = name.split('@');
  const [otherId, otherVersion] = other.split('@');
  return id === otherId && Number(version) > Number(otherVersion);
}

/** Reports what is wrong with the files together, where the first of them names the next. */
function refuse<Code extends DiagnosticCode>(top: Layer, code: Code, ...words: DiagnosticWords<Code>): undefined {
  if (top.base !== undefined) top.diagnostics.add(code, top.base.span, ...words);
}

/** Reports that a file which is extended has mistakes, and them. */
function blame(top: Layer, layer: Layer): undefined {
  refuse(top, 'base-mistakes', layer.name);
  top.diagnostics.takeIn(layer.diagnostics);
}

/** A file laid over what it extends. */
function putTogether({ file, root, base, diagnostics }: Layer, below: WholePolicy | undefined): WholePolicy | undefined {
  if (root === undefined) return undefined;
  const length = file.text.length + (below?.length ?? 0);
  if (root.kind === 'map' && base !== undefined && below !== undefined) return { root: mergePolicies(below.root, root, base.raw, diagnostics), length, base };
  // Without a base there is nothing to replace, and that was said.
  return { root: root.kind === 'map' ? { ...root, entries: root.entries.filter(({ key }) => key !== 'overrides') } : root, length, base };
}
