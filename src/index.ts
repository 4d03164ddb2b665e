/** The public API: everything here runs in a browser too. `recourse/node` adds what reads files. */
export { TooLarge } from './analysis/diagram.ts';
export type { Diagnostic } from './diagnostics/diagnostic.ts';
export type { DiagnosticCode, Severity } from './diagnostics/catalogue.ts';
export { diagnosticCodes } from './diagnostics/catalogue.ts';
export type { JsonSchema } from './language/request-schema.ts';
export type { Explanation, StatementReport, TestReport } from './meaning/explain.ts';
export type { CalendarDocument } from './model/generated/calendar-document.ts';
export type { CasesDocument } from './model/generated/cases-document.ts';
export type {
  Alternative,
  Amount,
  Charge,
  Credit,
  Decision,
  Duty,
  Evidence,
  Missing,
  Outcome,
  Reason,
  Summary,
  Total,
  Totals,
  WindowState,
  Working,
} from './model/generated/decision.ts';
export type { DiffChange, DiffConstraint, DiffMoney, DiffRegion, DiffWhat, DiffWitness, PolicyDiff } from './model/generated/diff.ts';
export type { PolicyDocument } from './model/generated/policy-document.ts';
export type { RequestProblem, RequestProblemCode } from './model/request-problem.ts';
export { compile, type CompileOptions } from './policy/compile.ts';
export type { Decide, OutcomeOnly } from './policy/decide-compiled.ts';
export { diffPolicies, type DiffOptions } from './policy/diff-policies.ts';
export type { FactFetch } from './policy/fetch-rounds.ts';
export { type Evaluation, type EvaluateOptions, type Explained, type Loaded, type LoadOptions, loadPolicy, Policy, type Request } from './policy/policy.ts';
export type { LibraryTexts } from './policy/to-library.ts';
export type { DiffChoice } from './report/diff-words.ts';
export { renderDecision } from './report/render-decision.ts';
export { renderDiagnostics } from './report/render-diagnostics.ts';
export { type DiffView, renderDiff } from './report/render-diff.ts';
export { renderDiffHtml } from './report/render-diff-html.ts';
export { renderDiffMarkdown } from './report/render-diff-markdown.ts';
export { renderExplanation } from './report/render-explanation.ts';
export type { SourceFile } from './text/source-file.ts';
