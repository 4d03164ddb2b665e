/**
 * The policy that callers hold: loads a text, evaluates requests, explains decisions. Puts language, meaning and an engine
 * together; reads no file and no clock.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { RulesEngine } from '../engines/rules-engine/rules-engine.ts';
import { buildPolicy } from '../language/build-policy.ts';
import type { Library } from '../language/library.ts';
import { type JsonSchema, requestSchemaOf } from '../language/request-schema.ts';
import { type DecidedRequest, decideRequest, finishLater } from '../meaning/decide-request.ts';
import { explainRequest } from '../meaning/explain-request.ts';
import type { Explanation } from '../meaning/explain.ts';
import type { Decision } from '../model/generated/decision.ts';
import type { CorePolicy } from '../model/policy.ts';
import type { RequestProblem } from '../model/request-problem.ts';
import type { Place, SourceFile } from '../text/source-file.ts';
import { copyRequest } from './copy-request.ts';
import { RequestGate } from './request-gate.ts';
import { type Fetched, FetchRounds } from './fetch-rounds.ts';
import { isSourceFile, type LibraryTexts, toLibrary } from './to-library.ts';

/** A request: facts by name, evidence under `evidence`, and items with facts of their own under `items`. A fact may be an async function, which is called only when the decision needs it. */
export type Request = Readonly<Record<string, unknown>>;

export interface EvaluateOptions {
  /** Also decide the same request for the other remedies. */
  readonly alternatives?: boolean;
}

/** A decision, or all that is wrong with the request. */
export type Evaluation = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly problems: readonly RequestProblem[] };

/** A decision with its explanation, or all that is wrong with the request. */
export type Explained =
  | { readonly ok: true; readonly decision: Decision; readonly explanation: Explanation }
  | { readonly ok: false; readonly problems: readonly RequestProblem[] };

export interface LoadOptions {
  /** Choices by reading, where another than the policy's own is wanted. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Texts that the policy leans on: policies that it extends, calendars that it names. */
  readonly library?: LibraryTexts;
}

/** A policy and its warnings, or the diagnostics that say why there is none. */
export type Loaded =
  | { readonly ok: true; readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Loads one version of a policy from its text. Mistakes in it are returned, never thrown; a TypeError says that it is no text at all.
 * @param source the YAML text, with the path that diagnostics show
 */
export function loadPolicy(source: string | SourceFile, options: LoadOptions = {}): Loaded {
  const file: unknown = typeof source === 'string' ? { path: 'policy.yaml', text: source } : source;
  if (!isSourceFile(file)) throw new TypeError('loadPolicy takes the text of a policy, or { path, text }; a Buffer must be decoded first');
  return loadWithLibrary(file, toLibrary(options.library), options.readings);
}

/** What a policy is read from. */
export interface Source {
  readonly file: SourceFile;
  readonly library: Library;
}

/**
 * Loads a policy with a library that was gathered before.
 * @internal
 */
export function loadWithLibrary(file: SourceFile, library: Library, readings: Readonly<Record<string, string>> = {}): Loaded {
  const choices = new Map(Object.entries(readings).map(([name, choice]) => [name, String(choice)]));
  const { policy, diagnostics, positions, factConditions } = buildPolicy(file, choices, library);
  return policy === undefined
    ? { ok: false, diagnostics }
    : { ok: true, policy: new Policy(policy, { file, library, positions, factConditions }), diagnostics };
}

/** What is known of a policy's text. */
interface PolicyText extends Source {
  readonly positions: ReadonlyMap<string, Place>;
  readonly factConditions: ReadonlyMap<string, string>;
}

/** One version of a policy, under one choice for each reading. */
export class Policy {
  readonly #core: CorePolicy;
  readonly #text: PolicyText;
  readonly #gate: RequestGate;
  /** Made for the first request: who compiles the policy needs none. */
  #engine: RulesEngine | undefined;

  /** @internal use `loadPolicy` */
  constructor(core: CorePolicy, text: PolicyText) {
    this.#core = core;
    this.#text = text;
    this.#gate = new RequestGate(core);
  }

  get id(): string {
    return this.#core.id;
  }

  get version(): number {
    return this.#core.version;
  }

  get title(): string {
    return this.#core.title;
  }

  /** `sha256:…` over all that can reach a decision's bytes. */
  get digest(): string {
    return this.#core.digest;
  }

  /** The core that engines and analysis work on. */
  get core(): CorePolicy {
    return this.#core;
  }

  /** The JSON Schema (2020-12) of requests. */
  get requestSchema(): JsonSchema {
    return requestSchemaOf(this.#core);
  }

  /** When each fact exists, in the policy's own words; facts that always exist are left out. */
  get factConditions(): ReadonlyMap<string, string> {
    return this.#text.factConditions;
  }

  /**
   * Where each statement stands, by its id; further `fact <name>`, `invariant <id>` and `accepted <index>`.
   * @internal
   */
  get positions(): ReadonlyMap<string, Place> {
    return this.#text.positions;
  }

  /**
   * The text that it was read from, with those that it leans on.
   * @internal
   */
  get source(): Source {
    return this.#text;
  }

  /** The same policy under other choices of its readings. */
  withReadings(readings: Readonly<Record<string, string>>): Loaded {
    return loadWithLibrary(this.#text.file, this.#text.library, readings);
  }

  /**
   * Decides a request. A mistake in the request is returned with its JSON pointer; nothing is thrown and the request is not changed.
   * The decision has stable bytes: `JSON.stringify` of it depends on the policy version and the request alone.
   */
  async evaluate(request: Request, options?: EvaluateOptions): Promise<Evaluation> {
    const decided = await this.#decide(request, options ?? {});
    return decided.ok ? { ok: true, decision: decided.decided.decision } : decided;
  }

  /** Decides a request and says for each statement why it holds or does not. */
  async explain(request: Request, options?: EvaluateOptions): Promise<Explained> {
    const decided = await this.#decide(request, options ?? {});
    if (!decided.ok) return decided;
    const { decision } = decided.decided;
    return { ok: true, decision, explanation: explainRequest(decided.decided, (id) => this.#text.positions.get(id)) };
  }

  async #decide(
    request: Request,
    options: EvaluateOptions,
  ): Promise<{ readonly ok: true; readonly decided: DecidedRequest } | { readonly ok: false; readonly problems: readonly RequestProblem[] }> {
    const copied = copyRequest(request);
    if (!copied.ok) return { ok: false, problems: [copied.problem] };
    this.#engine ??= new RulesEngine(this.#core);
    const engine = this.#engine;
    const rounds = new FetchRounds(copied.data, (name) => this.#core.facts.has(name));
    for (;;) {
      const admitted = this.#gate.admit(rounds.data, copied);
      if (!admitted.ok) return admitted;
      const decided = await finishLater(decideRequest(admitted.situation, { alternatives: options.alternatives === true }), (one) => engine.judge(one));
      const fetched: Fetched = await rounds.fetch(decided.decision);
      if (!fetched.ok) return fetched;
      if (!fetched.more) return { ok: true, decided };
    }
  }
}
