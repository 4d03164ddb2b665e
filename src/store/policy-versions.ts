import { basename, dirname, join, relative, resolve } from 'node:path';
import type { DiagnosticCode, DiagnosticWords } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticList } from '../diagnostics/diagnostic.ts';
import type { Library } from '../language/library.ts';
import { checkRelease, readReleases, type Release, type Releases } from '../language/read-releases.ts';
import { loadWithLibrary, type Policy, type Request } from '../policy/policy.ts';
import { type InForce, versionInForce } from '../policy/version-in-force.ts';
import type { SourceFile } from '../text/source-file.ts';
import { releasesFile, type VersionFile } from './policy-folder.ts';
import { readLibrary } from './read-library.ts';
import { readTextFile } from './read-text-file.ts';
import { shippedPolicies } from './shipped-policies.ts';

/** A version with the texts that it is read from, so that another thread can load the same. */
export interface OpenedVersion {
  readonly policy: Policy;
  readonly file: SourceFile;
  readonly library: Library;
  /** Its warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A version as it was read, or what is wrong with it. */
export type ReadVersion = (OpenedVersion & { readonly ok: true }) | { readonly ok: false; readonly path: string; readonly diagnostics: readonly Diagnostic[] };

/** Which version a request is decided by; or the mistakes for which that cannot be said. */
export type PickedVersion = InForce<OpenedVersion> | { readonly kind: 'mistakes'; readonly path: string; readonly diagnostics: readonly Diagnostic[] };

/** Why a version is picked by a moment or not: it is on the list of releases, not on it, there is no such list, or it is a draft. */
export type Standing = 'released' | 'unreleased' | 'by-date' | 'draft';

/** The versions of one policy on disk, each read when it is first needed, and once. */
export class PolicyVersions {
  /** The newest first. */
  readonly files: readonly VersionFile[];
  /** Where the list of releases is, or would be. */
  readonly releasesPath: string;
  /** Undefined where there is no list, or one with mistakes. */
  readonly releases: Releases | undefined;
  /** What is wrong with the list by itself. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #read = new Map<string, Promise<ReadVersion>>();

  private constructor(files: readonly VersionFile[], releasesPath: string, list: ReturnType<typeof readReleases>) {
    this.files = files;
    this.releasesPath = releasesPath;
    this.releases = list.releases;
    this.diagnostics = list.diagnostics;
  }

  /** @param folder that of the policy, which holds `v<N>.policy.yaml` and, where versions are released, `releases.yaml` */
  static async open(folder: string, files: readonly VersionFile[]): Promise<PolicyVersions> {
    const path = join(folder, releasesFile);
    const read = await readTextFile(path);
    if (read.ok) return new PolicyVersions(files, path, readReleases(read.file));
    return new PolicyVersions(files, path, { diagnostics: read.missing === true ? [] : report(path, 'file-unreadable', read.message) });
  }

  /** One version. A released one whose file was changed has a mistake. */
  read(file: VersionFile): Promise<ReadVersion> {
    const known = this.#read.get(file.path) ?? this.#readNow(file);
    this.#read.set(file.path, known);
    return known;
  }

  async #readNow({ version, path }: VersionFile): Promise<ReadVersion> {
    const read = await readVersion(path);
    if (!read.ok) return read;
    const { policy } = read;
    const id = basename(dirname(resolve(this.releasesPath)));
    const isMisplaced = policy.version !== version || (id !== '' && policy.id !== id);
    if (isMisplaced) return { ok: false, path, diagnostics: report(path, 'misplaced-policy', say(policy.id, policy.version), say(id, version)) };
    const release = this.releaseOf(version);
    const changed = release === undefined ? [] : this.#check(release, policy);
    return changed.length === 0 ? read : { ok: false, path, diagnostics: [...read.diagnostics, ...changed] };
  }

  releaseOf(version: number): Release | undefined {
    return this.releases?.list.find((release) => release.version === version);
  }

  #check(release: Release, policy: Policy | undefined): readonly Diagnostic[] {
    return this.releases === undefined ? [] : checkRelease(this.releases, release, policy?.core, (this.files[0]?.version ?? 0) + 1);
  }

  /** Releases whose file is gone. */
  releasesWithoutFile(): readonly Diagnostic[] {
    const gone = (this.releases?.list ?? []).filter((release) => this.files.every(({ version }) => version !== release.version));
    return gone.flatMap((release) => this.#check(release, undefined));
  }

  /** Why a version is picked by a moment, or not. */
  standingOf({ core }: Policy): Standing {
    if (core.draft !== null) return 'draft';
    if (this.releases === undefined) return 'by-date';
    return this.releaseOf(core.version) === undefined ? 'unreleased' : 'released';
  }

  /** All versions that a moment may pick, newest first; or the mistakes for which they are not known. */
  async candidates(): Promise<{ readonly ok: true; readonly versions: readonly OpenedVersion[] } | Extract<ReadVersion, { readonly ok: false }>> {
    const versions: OpenedVersion[] = [];
    for await (const version of this.#candidates()) {
      if (!version.ok) return version;
      versions.push(version);
    }
    return { ok: true, versions };
  }

  /** The version of the moment that a request tells. Versions that are not needed are not read. */
  async pick(request: Request): Promise<PickedVersion> {
    const versions: OpenedVersion[] = [];
    for await (const version of this.#candidates()) {
      if (!version.ok) return { ...version, kind: 'mistakes' };
      versions.push(version);
      const picked = versionInForce(versions, request);
      if (picked.kind !== 'before-first') return picked;
    }
    return versionInForce(versions, request);
  }

  async *#candidates(): AsyncGenerator<ReadVersion> {
    if (this.diagnostics.some(({ severity }) => severity === 'error')) {
      yield { ok: false, path: this.releasesPath, diagnostics: this.diagnostics };
      return;
    }
    // A draft among released versions need not even be readable.
    for (const file of this.releases === undefined ? this.files : this.releases.list.toReversed().map((release) => this.#fileOf(release))) {
      const version = 'path' in file ? await this.read(file) : file.missing;
      if (!version.ok || version.policy.core.draft === null) yield version;
    }
  }

  #fileOf(release: Release): VersionFile | { readonly missing: ReadVersion } {
    const file = this.files.find(({ version }) => version === release.version);
    return file ?? { missing: { ok: false, path: this.releasesPath, diagnostics: this.#check(release, undefined) } };
  }
}

/** Reads one version from its file, with what it leans on. */
export async function readVersion(path: string): Promise<ReadVersion> {
  const read = await readTextFile(path);
  if (!read.ok) return { ok: false, path, diagnostics: report(path, 'file-unreadable', read.message) };
  const library = await readLibrary(read.file, [relative('', shippedPolicies)]);
  const loaded = loadWithLibrary(read.file, library);
  return loaded.ok ? { ...loaded, file: read.file, library } : { ok: false, path, diagnostics: loaded.diagnostics };
}

function say(id: string, version: number): string {
  return `${id}, version ${version}`;
}

function report<Code extends DiagnosticCode>(path: string, code: Code, ...words: DiagnosticWords<Code>): readonly Diagnostic[] {
  const list = new DiagnosticList({ path, text: '' });
  list.add(code, { start: 0, end: 0 }, ...words);
  return list.toArray();
}
