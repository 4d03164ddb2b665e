/**
 * Language: a text comes in; a checked policy of the core goes out, or the diagnostics that say what is wrong with it. May
 * import text, diagnostics and model.
 */
import { DiagnosticList, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { compareText } from '../model/order.ts';
import type { CorePolicy, Reading, Tier, Window } from '../model/policy.ts';
import { isTimezone, parseInstant, timezoneNames, Zone } from '../model/time.ts';
import { childOf, entriesOf, stringOf, type TextNode } from '../text/node.ts';
import { readYaml } from '../text/read-yaml.ts';
import { positionOf, type Position, type SourceFile } from '../text/source-file.ts';
import { applyReadings, readReadings } from './apply-readings.ts';
import { ConditionBuilder } from './build-condition.ts';
import { buildFactConditions, readCurrency, readFacts } from './build-facts.ts';
import { buildStatements, closeReadings, type StatementContext } from './build-statements.ts';
import { buildTiers } from './build-tiers.ts';
import { buildWindows } from './build-windows.ts';
import { checkShape } from './check-shape.ts';
import { clauseNodesOf } from './clauses.ts';
import { digestOf } from './digest.ts';
import { policySchema } from './generated/policy-schema.ts';
import { checkReservedNames, Names } from './names.ts';

/** What became of a policy's text. */
export interface BuiltPolicy {
  /** Absent where a diagnostic is an error. */
  readonly policy?: CorePolicy;
  readonly diagnostics: readonly Diagnostic[];
  /** Where each statement and fact stands. */
  readonly positions: ReadonlyMap<string, Position>;
}

/**
 * Reads, checks and builds one version of a policy. Everything is also checked under each reading's other choices, one
 * switch at a time, so that switching never uncovers a mistake.
 * @param overrides choices by reading, for those that are chosen otherwise than the text says
 */
export function buildPolicy(file: SourceFile, overrides: ReadonlyMap<string, string> = new Map()): BuiltPolicy {
  const diagnostics = new DiagnosticList(file);
  const { root, problems } = readYaml(file);
  for (const problem of problems) diagnostics.add(problem.code, problem.span, problem.detail);
  if (root === undefined) return { diagnostics: diagnostics.toArray(), positions: new Map() };
  const policy = buildChoice(root, overrides, diagnostics);
  for (const switched of otherChoices(root, overrides)) buildChoice(root, switched, diagnostics);
  const built = { diagnostics: diagnostics.toArray(), positions: positionsOf(root, file) };
  return policy === undefined || diagnostics.hasErrors ? built : { ...built, policy };
}

/** The choices of a policy under each switch of one reading. */
function otherChoices(root: TextNode, overrides: ReadonlyMap<string, string>): readonly ReadonlyMap<string, string>[] {
  const unreported = new DiagnosticList({ path: '', text: '' });
  return [...readReadings(root, overrides, unreported).values()].flatMap((reading) =>
    reading.choices
      .filter((choice) => choice.name !== reading.choice && choice.needs === null)
      .map((choice) => new Map([...overrides, [reading.name, choice.name]])),
  );
}

function buildChoice(source: TextNode, overrides: ReadonlyMap<string, string>, diagnostics: DiagnosticList): CorePolicy | undefined {
  const readings = readReadings(source, overrides, diagnostics);
  const root = applyReadings(source, readings, diagnostics);
  checkShape(root, policySchema, diagnostics);
  checkReservedNames(root, diagnostics);
  const names = new Names(root, diagnostics);
  const currency = readCurrency(childOf(root, 'currency'), 'CNY', diagnostics);
  const facts = readFacts(root, currency, diagnostics);
  const conditions = new ConditionBuilder(root, names, facts, readings, diagnostics);
  const factUses = buildFactConditions(root, facts, conditions, diagnostics);
  conditions.buildAllTerms();
  const effectiveBy = readEffectiveBy(root, names, facts, diagnostics);
  const windows = buildWindows(root, names, facts, diagnostics);
  const tiers = buildTiers(root, currency, names, facts, diagnostics);
  const context: StatementContext = { names, facts, conditions, diagnostics, policyCurrency: currency, windows, tiers, factUses };
  const statements = buildStatements(root, context);
  const impossible = (childOf(root, 'impossible')?.kind === 'list' ? childOf(root, 'impossible') : undefined) as { items: readonly TextNode[] } | undefined;
  const combinations = (impossible?.items ?? []).map((node) => ({
    when: conditions.build(childOf(node, 'when'), { readings: new Set(), facts: new Set(), windows: new Set() }, 'impossible'),
    because: stringOf(childOf(node, 'because')) ?? '',
  }));
  checkClauses(root, diagnostics);
  const effectiveFrom = readInstant(childOf(childOf(root, 'effective'), 'from'), diagnostics);
  const zone = readZone(childOf(root, 'timezone'), diagnostics);
  const version = childOf(root, 'version');
  if (diagnostics.hasErrors || zone === undefined || effectiveFrom === undefined || effectiveBy === undefined) return undefined;
  const policy = {
    id: stringOf(childOf(root, 'policy')) ?? '',
    version: version?.kind === 'scalar' ? Number(version.value) : 0,
    title: stringOf(childOf(root, 'title')) ?? '',
    effectiveFrom,
    effectiveBy,
    zone,
    currency,
    clauses: new Map(
      entriesOf(childOf(childOf(root, 'source'), 'clauses')).map(({ key, value }) => [key, stringOf(value) ?? stringOf(childOf(value, 'says')) ?? '']),
    ),
    facts: sortedByKey(facts),
    impossible: combinations.sort((a, b) => compareText(a.because, b.because)),
    readings: sortedByKey(readings as ReadonlyMap<string, Reading>),
    windows: sortedByKey(withClosedReadings(windows, context)),
    tiers: sortedByKey(tiersWithClosedReadings(tiers, context)),
    ...statements,
  };
  return { ...policy, digest: digestOf(policy) };
}

function sortedByKey<Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...map].sort(([a], [b]) => compareText(a, b)));
}

function withClosedReadings(windows: ReadonlyMap<string, Window>, context: StatementContext): ReadonlyMap<string, Window> {
  return new Map(
    [...windows].map(([id, window]) => [
      id,
      { ...window, readings: closeReadings({ readings: new Set(), facts: new Set(), windows: new Set([id]) }, context) },
    ]),
  );
}

function tiersWithClosedReadings(tiers: ReadonlyMap<string, Tier>, context: StatementContext): ReadonlyMap<string, Tier> {
  const factsOf = (tier: Tier): readonly string[] => [tier.counts, tier.units, tier.column].filter((name) => name !== null);
  return new Map(
    [...tiers].map(([id, tier]) => [
      id,
      { ...tier, readings: closeReadings({ readings: new Set(tier.readings), facts: new Set(factsOf(tier)), windows: new Set() }, context) },
    ]),
  );
}

function readEffectiveBy(root: TextNode, names: Names, facts: ReturnType<typeof readFacts>, diagnostics: DiagnosticList): string | undefined {
  const node = childOf(childOf(root, 'effective'), 'by');
  const name = names.resolve(node, 'fact');
  const fact = facts.get(name ?? '');
  if (node === undefined || fact === undefined) return undefined;
  if (fact.type === 'instant' || fact.type === 'date') return fact.name;
  const fitting = [...facts.values()].filter((other) => other.type === 'instant').map((other) => other.name);
  diagnostics.add('wrong-kind', node.span, fact.name, `fact of type \`${fact.type}\``, 'fact of type `instant`', fitting);
  return undefined;
}

function readInstant(node: TextNode | undefined, diagnostics: DiagnosticList): number | undefined {
  const text = stringOf(node);
  if (node === undefined || text === undefined) return undefined;
  const parsed = parseInstant(text);
  if (parsed.ok) return parsed.value;
  diagnostics.add('malformed-value', node.span, text, parsed.problem);
  return undefined;
}

function readZone(node: TextNode | undefined, diagnostics: DiagnosticList): Zone | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined) return undefined;
  if (isTimezone(name)) return new Zone(name);
  diagnostics.add('unknown-timezone', node.span, name, nearestName(name, timezoneNames()));
  return undefined;
}

const statementKeys = ['rules', 'charges', 'credits', 'evidence', 'duties'] as const;

/** The nodes of everything that cites clauses, by id. */
function statementEntries(root: TextNode): readonly { readonly key: string; readonly keySpan: { readonly start: number }; readonly value: TextNode }[] {
  return [
    ...['readings', 'windows', 'tiers'].flatMap((key) => entriesOf(childOf(root, key))),
    ...entriesOf(childOf(root, 'sections')).flatMap((section) => statementKeys.flatMap((key) => entriesOf(childOf(section.value, key)))),
  ];
}

function checkClauses(root: TextNode, diagnostics: DiagnosticList): void {
  const clauses = entriesOf(childOf(childOf(root, 'source'), 'clauses'));
  const known = clauses.map((clause) => clause.key);
  const cited = new Set<string>();
  for (const statement of statementEntries(root))
    for (const node of clauseNodesOf(statement.value)) {
      const clause = stringOf(node);
      if (clause === undefined) continue;
      cited.add(clause);
      if (!known.includes(clause)) diagnostics.add('unknown-name', node.span, clause, 'clause', nearestName(clause, known), known);
    }
  for (const { key, keySpan, value } of clauses) {
    const hasNoEffect = value.kind === 'map';
    if (hasNoEffect && cited.has(key)) diagnostics.add('clause-has-effect', keySpan, key);
    if (!hasNoEffect && !cited.has(key)) diagnostics.add('clause-not-cited', keySpan, key);
  }
}

function positionsOf(root: TextNode, file: SourceFile): ReadonlyMap<string, Position> {
  const facts = entriesOf(childOf(root, 'facts')).map((entry) => [`fact ${entry.key}`, positionOf(file, entry.keySpan.start)] as const);
  return new Map([...facts, ...statementEntries(root).map((entry) => [entry.key, positionOf(file, entry.keySpan.start)] as const)]);
}
