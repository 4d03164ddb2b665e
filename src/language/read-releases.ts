import { type Diagnostic, DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { CorePolicy } from '../model/policy.ts';
import { parseInstant } from '../model/time.ts';
import { childOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import type { SourceFile } from '../text/source-file.ts';
import { checkShape } from './check-shape.ts';
import { releasesSchema } from './generated/releases-schema.ts';
import { readSource } from './read-source.ts';

/** One released version, as its list says it. Instants are milliseconds. */
export interface Release {
  readonly version: number;
  readonly from: number;
  readonly digest: string;
  readonly released: number;
  readonly reason: string;
  readonly by: string | null;
  /** Its entry: where mistakes in it are shown. */
  readonly node: TextNode;
}

/** The released versions of a policy, the oldest first. */
export interface Releases {
  readonly file: SourceFile;
  readonly list: readonly Release[];
}

/** Reads a list of releases by itself; `checkRelease` holds its entries to their files. The list is absent where a diagnostic is an error. */
export function readReleases(file: SourceFile): { readonly releases?: Releases; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = new DiagnosticList(file);
  const read = readSource(file, diagnostics);
  if (read === undefined) return { diagnostics: diagnostics.toArray() };
  const root = checkShape(read, releasesSchema, diagnostics);
  const list = diagnostics.hasErrors ? [] : itemsOf(childOf(root, 'releases')).flatMap((node) => readRelease(node, diagnostics));
  checkOrder(list, diagnostics);
  return diagnostics.hasErrors ? { diagnostics: diagnostics.toArray() } : { releases: { file, list }, diagnostics: diagnostics.toArray() };
}

function readRelease(node: TextNode, diagnostics: DiagnosticList): readonly Release[] {
  const version = childOf(node, 'version');
  const text = (key: string): string | undefined => stringOf(childOf(node, key));
  const [from, released] = [readMoment(childOf(node, 'from'), diagnostics), readMoment(childOf(node, 'released'), diagnostics)];
  if (from === undefined || released === undefined || version?.kind !== 'scalar') return [];
  const words = { digest: text('digest') ?? '', reason: text('reason') ?? '', by: text('by') ?? null };
  return [{ version: Number(version.value), from, released, ...words, node }];
}

function readMoment(node: TextNode | undefined, diagnostics: DiagnosticList): number | undefined {
  const parsed = parseInstant(stringOf(node) ?? '');
  if (parsed.ok) return parsed.value;
  if (node !== undefined) diagnostics.add('malformed-value', node.span, stringOf(node) ?? '', parsed.problem);
  return undefined;
}

/** Each release is of a later version than the one before it, and begins later. */
function checkOrder(list: readonly Release[], diagnostics: DiagnosticList): void {
  list.forEach((release, index) => {
    const before = list[index - 1];
    if (before === undefined) return;
    const [version, from] = [childOf(release.node, 'version'), childOf(release.node, 'from')];
    if (release.version <= before.version) diagnostics.add('release-order', (version ?? release.node).span, release.version, before.version, 'version');
    else if (release.from <= before.from) diagnostics.add('release-order', (from ?? release.node).span, release.version, before.version, 'start');
  });
}

/**
 * Holds a release to its file: it means what it meant when it was released, and begins when the list says.
 * @param policy the version of the file under its own choices; undefined where there is no such file
 * @param next the number that a new version would have
 */
export function checkRelease({ file }: Releases, release: Release, policy: CorePolicy | undefined, next: number): readonly Diagnostic[] {
  const diagnostics = new DiagnosticList(file);
  const { version, node } = release;
  const at = (key: string): TextNode => childOf(node, key) ?? node;
  if (policy === undefined) diagnostics.add('release-without-file', at('version').span, version);
  else if (policy.digest !== release.digest) diagnostics.add('released-file-changed', at('digest').span, version, policy.digest, next);
  else if (policy.effectiveFrom !== release.from) diagnostics.add('release-start', at('from').span, version, policy.zone.print(policy.effectiveFrom));
  if (policy !== undefined && policy.draft !== null) diagnostics.add('released-draft', at('version').span, version);
  return diagnostics.toArray();
}
