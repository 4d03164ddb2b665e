import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { RequestProblem, RequestProblemCode } from '../model/request-problem.ts';
import { copyRequest } from '../policy/copy-request.ts';
import type { EvaluateOptions, Evaluation, Policy, Request } from '../policy/policy.ts';
import { sayBeforeFirst } from '../policy/version-in-force.ts';
import { checkVersionOrder } from './check-version-order.ts';
import { namesIn, versionsIn } from './policy-folder.ts';
import { type PickedVersion, PolicyVersions, type Standing } from './policy-versions.ts';

/** A version of a policy in a folder of policies. */
export interface PolicyVersion {
  readonly version: number;
  /** The path of its file. */
  readonly path: string;
  /** Undefined where the file has mistakes: they are among the diagnostics. */
  readonly policy: Policy | undefined;
  /** Whether moments pick it: only what is `released`, or without a list of releases `by-date`. Undefined where the file has mistakes. */
  readonly standing: Standing | undefined;
}

/**
 * Opens folders of policies: `<policy-id>/v<N>.policy.yaml`, with `<policy-id>/releases.yaml` where versions are released. Mistakes are
 * returned as diagnostics, never thrown.
 * @param folders of two policies with one id, that of the first folder is taken
 */
export async function openPolicies(folders: string | readonly string[]): Promise<Policies> {
  const found = new Map<string, PolicyVersions>();
  for (const folder of typeof folders === 'string' ? [folders] : folders)
    for (const id of await namesIn(folder)) {
      const files = await versionsIn(join(folder, id));
      if (files.length > 0 && !found.has(id)) found.set(id, await PolicyVersions.open(join(folder, id), files));
    }
  const versions = new Map<string, readonly PolicyVersion[]>();
  const diagnostics: Diagnostic[] = [];
  for (const [id, policy] of found) {
    const list: PolicyVersion[] = [];
    diagnostics.push(...policy.diagnostics);
    for (const { version, path } of policy.files) {
      const read = await policy.read({ version, path });
      diagnostics.push(...read.diagnostics);
      list.push({ version, path, policy: read.ok ? read.policy : undefined, standing: read.ok ? policy.standingOf(read.policy) : undefined });
    }
    diagnostics.push(
      ...policy.releasesWithoutFile(),
      ...checkVersionOrder(list.flatMap(({ path, policy: one }) => (one === undefined ? [] : [{ path, policy: one }]))),
    );
    versions.set(id, list);
  }
  return new Policies(found, versions, diagnostics);
}

/** All policies of some folders, in all their versions. */
export class Policies {
  readonly #found: ReadonlyMap<string, PolicyVersions>;
  readonly #versions: ReadonlyMap<string, readonly PolicyVersion[]>;
  /** What is wrong with the files: errors and warnings. */
  readonly diagnostics: readonly Diagnostic[];

  /** @internal use `openPolicies` */
  constructor(found: ReadonlyMap<string, PolicyVersions>, versions: ReadonlyMap<string, readonly PolicyVersion[]>, diagnostics: readonly Diagnostic[]) {
    this.#found = found;
    this.#versions = versions;
    this.diagnostics = diagnostics;
  }

  /** The ids of all policies. */
  get policies(): readonly string[] {
    return [...this.#found.keys()];
  }

  /** The versions of a policy, newest first; none of one that there is not. */
  versions(id: string): readonly PolicyVersion[] {
    return this.#versions.get(id) ?? [];
  }

  /** One version of a policy; undefined where there is none, or where its file has mistakes. */
  get(id: string, version: number): Policy | undefined {
    return this.versions(id).find((candidate) => candidate.version === version)?.policy;
  }

  /**
   * Decides a request by the version that was in force at its moment: the newest one whose `by` instant in the request is not before its `from`.
   * Of a moment that is not told, and of one before the first version, a problem says so.
   */
  async evaluate(id: string, request: Request, options?: EvaluateOptions): Promise<Evaluation> {
    const versions = this.#found.get(id);
    if (versions === undefined) return refuse('', 'unknown-policy', `there is no policy \`${id}\``, this.#helpFor(id));
    const copied = copyRequest(request);
    if (!copied.ok) return { ok: false, problems: [copied.problem] };
    const picked = await versions.pick(copied.data);
    return picked.kind === 'found' ? picked.version.policy.evaluate(request, options) : notPicked(id, picked);
  }

  #helpFor(id: string): string | undefined {
    const nearest = nearestName(id, this.policies);
    if (nearest !== undefined) return `did you mean \`${nearest}\`?`;
    return this.policies.length === 0 ? undefined : `there is ${this.policies.map((name) => `\`${name}\``).join(', ')}`;
  }
}

function notPicked(id: string, picked: Exclude<PickedVersion, { readonly kind: 'found' }>): Evaluation {
  switch (picked.kind) {
    case 'untold': {
      const fact = picked.version.policy.core.effectiveBy;
      return refuse(
        `/${fact}`,
        'moment-not-told',
        `\`${fact}\` is not told, and picks the version that decides`,
        'tell it as a moment, or take a version with `get`',
      );
    }
    case 'before-first': {
      const { policy } = picked.first;
      return refuse(`/${policy.core.effectiveBy}`, 'before-first-version', sayBeforeFirst(policy, id), 'take a version with `get`');
    }
    case 'none':
      return refuse('', 'no-version', `no version of \`${id}\` is in force: none is released, or all are drafts`, 'take a version with `get`');
    case 'mistakes': {
      const [first] = picked.diagnostics.filter(({ severity }) => severity === 'error');
      const why = first === undefined ? '' : `: ${first.path}:${first.start.line}:${first.start.column}: ${first.message}`;
      return refuse('', 'policy-mistakes', `the files of \`${id}\` have mistakes${why}`, first?.help);
    }
  }
}

function refuse(pointer: string, code: RequestProblemCode, message: string, help: string | undefined): Evaluation {
  const problem: RequestProblem = { pointer, code, message, ...(help === undefined ? {} : { help }) };
  return { ok: false, problems: [problem] };
}
