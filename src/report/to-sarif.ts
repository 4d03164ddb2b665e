import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printableData } from './printable.ts';

/** Findings in the format of code review systems: SARIF 2.1.0, as far as it is used here. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning';
  readonly message: { readonly text: string };
  readonly locations: readonly [SarifLocation];
  readonly partialFingerprints: { readonly 'recourse/v1': string };
  readonly suppressions: readonly { readonly kind: 'inSource'; readonly justification: string }[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
      readonly snippet: { readonly text: string };
    };
  };
}

interface Shown {
  readonly diagnostic: Diagnostic;
  /** Why it is accepted; null where it is not. */
  readonly because: string | null;
}

/** Diagnostics as one run. What a policy accepts is suppressed, with the reason. */
export function toSarif(diagnostics: readonly Diagnostic[], accepted: readonly { readonly diagnostic: Diagnostic; readonly because: string }[]): SarifLog {
  const shown: readonly Shown[] = printableData([...diagnostics.map((diagnostic) => ({ diagnostic, because: null })), ...accepted]);
  const codes = [...new Set(shown.map(({ diagnostic }) => diagnostic.code))].sort();
  const fingerprints = new Fingerprints();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'recourse', rules: codes.map((code) => toRule(code, shown)) } },
        columnKind: 'utf16CodeUnits',
        results: shown.map((one) => toResult(one, codes.indexOf(one.diagnostic.code), fingerprints)),
      },
    ],
  };
}

function toRule(code: string, shown: readonly Shown[]): SarifRule {
  const [first] = shown.flatMap(({ diagnostic }) => (diagnostic.code === code ? [diagnostic] : []));
  const title = code.replaceAll('-', ' ');
  return {
    id: code,
    shortDescription: { text: `${title.charAt(0).toUpperCase()}${title.slice(1)}` },
    help: { text: first?.help ?? first?.message ?? title },
    defaultConfiguration: { level: first?.severity ?? 'warning' },
  };
}

function toResult({ diagnostic, because }: Shown, ruleIndex: number, fingerprints: Fingerprints): SarifResult {
  const { code, severity, message, help, path, start, end, source, proof } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(path.replaceAll('\\', '/')) },
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, snippet: { text: source } },
        },
      },
    ],
    partialFingerprints: { 'recourse/v1': fingerprints.of(diagnostic) },
    suppressions: because === null ? [] : [{ kind: 'inSource', justification: because }],
    ...(proof === undefined ? {} : { properties: { ...proof } }),
  };
}

/** Names of findings that stay the same while the lines around them move. */
class Fingerprints {
  readonly #counts = new Map<string, number>();

  of({ code, path, proof, source }: Diagnostic): string {
    const what = proof === undefined ? source.trim().replaceAll(/\s+/g, ' ') : `${proof.about.kind} ${proof.about.id}`;
    const name = `${code}:${path.replaceAll('\\', '/')}:${what}`;
    const before = this.#counts.get(name) ?? 0;
    this.#counts.set(name, before + 1);
    return `${name}:${before}`;
  }
}
