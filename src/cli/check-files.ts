import { basename, dirname, join, normalize, relative } from 'node:path';
import type { DiagnosticCode, DiagnosticWords } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticList } from '../diagnostics/diagnostic.ts';
import { readCalendar } from '../language/read-calendar.ts';
import { type Cases, checkCases, readCases } from '../language/read-cases.ts';
import { checkRelease, readReleases, type Release, type Releases } from '../language/read-releases.ts';
import { compareText } from '../model/order.ts';
import { type AcceptedDiagnostic, diagnoseProofs } from '../policy/diagnose-proofs.ts';
import { loadWithLibrary, type Policy } from '../policy/policy.ts';
import { provePolicy } from '../policy/prove-policy.ts';
import { findFiles } from '../store/find-files.ts';
import { checkVersionOrder, type PlacedVersion } from '../store/check-version-order.ts';
import { releasesFile, versionsIn } from '../store/policy-folder.ts';
import { readLibrary } from '../store/read-library.ts';
import { readTextFile } from '../store/read-text-file.ts';
import { shippedPolicies } from '../store/shipped-policies.ts';
import type { SourceFile } from '../text/source-file.ts';

/** What was found in some files and folders. */
export interface CheckedFiles {
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Cases that can be run, with their policy. */
  readonly cases: readonly { readonly cases: Cases; readonly policy: Policy; readonly policyPath: string }[];
  /** What the proofs found and a policy accepts. */
  readonly accepted: readonly AcceptedDiagnostic[];
  /** Invariants that hold for all complete requests. */
  readonly proven: readonly { readonly path: string; readonly policy: string; readonly version: number; readonly invariant: string }[];
  /** Paths that lead nowhere. */
  readonly problems: readonly string[];
}

export interface CheckOptions {
  /** Whether all complete requests to each policy are looked at, too. */
  readonly proofs: boolean;
}

/** Checks calendars, policies, cases and lists of releases; cases and releases against their policies. Each policy is loaded once. */
export async function checkFiles(paths: readonly string[], { proofs }: CheckOptions): Promise<CheckedFiles> {
  const found = await findFiles(paths);
  const checker = new Checker();
  for (const path of found.calendars) await checker.calendar(path);
  for (const path of found.policies) await checker.policy(path);
  for (const path of found.cases) await checker.casesFile(path);
  for (const path of found.policies) await checker.releaseOf(path);
  for (const path of found.releases) await checker.releases(path);
  checker.checkOrder();
  if (proofs) checker.prove(found.policies);
  return {
    files: found.policies.length + found.cases.length + found.calendars.length + found.releases.length,
    diagnostics: unique(checker.diagnostics).sort(compareDiagnostics),
    accepted: [...checker.accepted].sort((a, b) => compareDiagnostics(a.diagnostic, b.diagnostic)),
    proven: checker.proven,
    cases: checker.cases,
    problems: found.problems,
  };
}

/** A base with mistakes is found by itself, and by each policy that extends it. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map((diagnostic) => [JSON.stringify({ ...diagnostic, path: normalize(diagnostic.path) }), diagnostic]));
  return [...seen.values()];
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareText(a.path, b.path) || a.start.line - b.start.line || a.start.column - b.start.column;
}

class Checker {
  readonly diagnostics: Diagnostic[] = [];
  readonly cases: { readonly cases: Cases; readonly policy: Policy; readonly policyPath: string }[] = [];
  readonly accepted: AcceptedDiagnostic[] = [];
  readonly proven: CheckedFiles['proven'][number][] = [];
  readonly #policies = new Map<string, Policy | undefined>();

  async policy(path: string): Promise<Policy | undefined> {
    const key = normalize(path);
    if (this.#policies.has(key)) return this.#policies.get(key);
    const file = await this.#read(path);
    const loaded = file === undefined ? undefined : loadWithLibrary(file, await readLibrary(file, [relative('', shippedPolicies)]));
    this.diagnostics.push(...(loaded?.diagnostics ?? []));
    const policy = loaded?.ok === true ? loaded.policy : undefined;
    this.#policies.set(key, policy);
    if (policy !== undefined && file !== undefined) this.#checkPlace(file, policy);
    return policy;
  }

  /** A calendar stands in a file of its name: by that name policies find it. */
  async calendar(path: string): Promise<void> {
    const file = await this.#read(path);
    if (file === undefined) return;
    const [, expected] = /^(.+)\.calendar\.ya?ml$/.exec(basename(path)) ?? [];
    this.diagnostics.push(...readCalendar(file, expected).diagnostics);
  }

  async casesFile(path: string): Promise<void> {
    const file = await this.#read(path);
    if (file === undefined) return;
    const { cases, diagnostics } = readCases(file);
    this.diagnostics.push(...diagnostics);
    if (cases === undefined) return;
    const policyPath = join(dirname(path), cases.policyPath);
    const policy = await this.policy(policyPath);
    // What is wrong with the policy was said at its own place.
    if (policy === undefined) return;
    const mistakes = checkCases(cases, policy.core);
    this.diagnostics.push(...mistakes);
    if (mistakes.length === 0) this.cases.push({ cases, policy, policyPath });
  }

  /** Looks at all requests to those of some policies that have no mistakes. */
  prove(paths: readonly string[]): void {
    for (const path of new Set(paths.map((one) => normalize(one)))) {
      const policy = this.#policies.get(path);
      if (policy === undefined) continue;
      const found = provePolicy(policy);
      const { diagnostics, accepted } = diagnoseProofs(policy, found);
      this.diagnostics.push(...diagnostics);
      this.accepted.push(...accepted);
      this.proven.push(...found.proven.map((invariant) => ({ path, policy: policy.id, version: policy.version, invariant })));
    }
  }

  /** Each released version has its file, and means what it meant. What is wrong with the file is said at its own place. */
  async releases(path: string): Promise<void> {
    const file = await this.#read(path);
    if (file === undefined) return;
    const { releases, diagnostics } = readReleases(file);
    this.diagnostics.push(...diagnostics);
    for (const release of releases?.list ?? []) if (releases !== undefined) await this.#release(releases, release);
  }

  async #release(releases: Releases, release: Release): Promise<void> {
    const versions = await versionsIn(dirname(releases.file.path));
    const own = versions.find(({ version }) => version === release.version);
    const policy = own === undefined ? undefined : await this.policy(own.path);
    if (own === undefined || policy !== undefined) this.diagnostics.push(...checkRelease(releases, release, policy?.core, (versions[0]?.version ?? 0) + 1));
  }

  /** A policy file that is checked by itself is held to its release too. */
  async releaseOf(path: string): Promise<void> {
    const read = await readTextFile(join(dirname(path), releasesFile));
    const releases = read.ok ? readReleases(read.file).releases : undefined;
    const release = releases?.list.find(({ version }) => basename(path) === `v${version}.policy.yaml`);
    if (releases !== undefined && release !== undefined) await this.#release(releases, release);
  }

  async #read(path: string): Promise<SourceFile | undefined> {
    const read = await readTextFile(path);
    if (read.ok) return read.file;
    this.#report({ path, text: '' }, 'file-unreadable', read.message);
    return undefined;
  }

  /** A version stands where its number says and, in a folder of policies, where its id says. Files with other names may be called as they like. */
  #checkPlace(file: SourceFile, policy: Policy): void {
    const [, folder, number] = /(?:^|[\\/])(?:policies[\\/]([^\\/]+)[\\/])?v([1-9][0-9]*)\.policy\.yaml$/.exec(normalize(file.path)) ?? [];
    if (number === undefined || (Number(number) === policy.version && (folder === undefined || folder === policy.id))) return;
    this.#report(file, 'misplaced-policy', `${policy.id}, version ${policy.version}`, `${folder ?? policy.id}, version ${number}`);
  }

  /** Of the versions of one policy in one folder. */
  checkOrder(): void {
    const groups = new Map<string, PlacedVersion[]>();
    for (const [path, policy] of this.#policies) {
      if (policy === undefined) continue;
      const key = `${dirname(path)} ${policy.id}`;
      groups.set(key, [...(groups.get(key) ?? []), { path, policy }]);
    }
    for (const versions of groups.values()) this.diagnostics.push(...checkVersionOrder(versions));
  }

  #report<Code extends DiagnosticCode>(file: SourceFile, code: Code, ...words: DiagnosticWords<Code>): void {
    const list = new DiagnosticList(file);
    list.add(code, { start: 0, end: 0 }, ...words);
    this.diagnostics.push(...list.toArray());
  }
}
