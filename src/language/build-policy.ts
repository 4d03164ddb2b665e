/**
 * Language: a text comes in; a checked policy of the core goes out, or the diagnostics that say what is wrong with it. May
 * import text, diagnostics and model.
 */
import { DiagnosticList, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { freezeDeep } from '../model/freeze.ts';
import { compareText } from '../model/order.ts';
import type { WorkCalendar } from '../model/calendar.ts';
import type { About, Acceptance, Condition, CorePolicy, Impossible, Invariant, Reading, Tier, Window } from '../model/policy.ts';
import { isTimezone, parseInstant, timezoneNames, Zone } from '../model/time.ts';
import { childOf, entriesOf, entryOf, itemsOf, stringOf, type TextNode } from '../text/node.ts';
import { type Place, placeOf, type SourceFile } from '../text/source-file.ts';
import { applyReadings, choicesOf, readReadings } from './apply-readings.ts';
import { buildAccepted } from './build-accepted.ts';
import { ConditionBuilder, noUses } from './build-condition.ts';
import { buildFactConditions, readCurrency, readFacts, readTaxonomies } from './build-facts.ts';
import { buildInvariants } from './build-invariants.ts';
import { buildStatements, closeReadings, type StatementContext, type Statements } from './build-statements.ts';
import { checkNoPlaceholder } from './build-text.ts';
import { buildTiers } from './build-tiers.ts';
import { buildWindows } from './build-windows.ts';
import { ClauseCheck, statementEntries } from './check-clauses.ts';
import { checkShape } from './check-shape.ts';
import { checkUses } from './check-uses.ts';
import { type Choices, choicesToCheck } from './choices-to-check.ts';
import { CalendarShelf } from './calendar-shelf.ts';
import { refuseDerivedFacts, resolveDerivedFacts } from './derived-facts.ts';
import { digestOf } from './digest.ts';
import { readWholePolicy, type WholePolicy } from './extend-policy.ts';
import { factConditionsOf } from './fact-conditions.ts';
import { emptyLibrary, type Library } from './library.ts';
import { policySchema } from './generated/policy-schema.ts';
import { checkReservedNames, isReserved, Names } from './names.ts';
import { resolveFact } from './resolve-fact.ts';

/** What became of a policy's text. */
export interface BuiltPolicy {
  /** Absent where a diagnostic is an error. */
  readonly policy?: CorePolicy;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Where each statement stands, by its id; further `fact <name>`, `term <name>`, `invariant <id>`, by its number in the list `accepted <index>`,
   * by its reason `impossible <because>`, and `whole policy`.
   */
  readonly positions: ReadonlyMap<string, Place>;
  /** When each fact exists, in the policy's own words; facts that always exist are left out. */
  readonly factConditions: ReadonlyMap<string, string>;
}

/** So many characters are looked at again under other readings: enough for a hundred rounds of a long policy, and done within a second. */
const affordable = 6_000_000;

/**
 * Reads, checks and builds one version of a policy. It is also checked under other choices of its readings, until each branch was
 * seen, so that switching uncovers no mistake.
 * @param overrides choices by reading, for those that are chosen otherwise than the text says
 * @param library texts that the policy may lean on
 */
export function buildPolicy(file: SourceFile, overrides: Choices = new Map(), library: Library = emptyLibrary): BuiltPolicy {
  const diagnostics = new DiagnosticList(file);
  const shelf = new CalendarShelf(library.calendars);
  const whole = readWholePolicy(file, library, diagnostics, (base, found) => {
    inspect(base, new Map(), shelf, found);
  });
  const checked = whole === undefined ? undefined : inspect(whole, overrides, shelf, diagnostics);
  // Only now: mistakes of a calendar are none of a policy that is extended.
  shelf.reportMistakes(diagnostics);
  if (whole === undefined || checked === undefined) return { diagnostics: diagnostics.toArray(), positions: new Map(), factConditions: new Map() };
  const policy = diagnostics.hasErrors ? undefined : toPolicy(checked);
  return {
    ...(policy === undefined ? {} : { policy }),
    diagnostics: diagnostics.toArray(),
    positions: positionsOf(whole.root, file),
    factConditions: freezeDeep(factConditionsOf(whole.root, file)),
  };
}

/** A term as it stands under the choices that hold, with the readings that it consults. */
export interface BuiltTerm {
  readonly condition: Condition;
  readonly readings: readonly string[];
}

/** What checks of all requests need of a policy's text, besides the core. */
export interface PolicyVariants {
  readonly terms: ReadonlyMap<string, BuiltTerm>;
  /** The same policy under other choices; undefined where it has mistakes under them. */
  readonly choose: (choices: Choices) => CorePolicy | undefined;
}

/** Opens a policy that was built before without mistakes, under the same choices. */
export function openVariants(file: SourceFile, overrides: Choices = new Map(), library: Library = emptyLibrary): PolicyVariants {
  const shelf = new CalendarShelf(library.calendars);
  const whole = readWholePolicy(file, library, new DiagnosticList(file), () => undefined);
  const checkUnder = (choices: Choices): { readonly checked: Checked; readonly diagnostics: DiagnosticList } | undefined => {
    if (whole === undefined) return undefined;
    const diagnostics = new DiagnosticList(file);
    return {
      checked: check(whole.root, new Map([...overrides, ...choices]), { clauses: new ClauseCheck(whole.root, diagnostics), diagnostics, shelf }),
      diagnostics,
    };
  };
  const own = checkUnder(new Map())?.checked;
  const terms =
    own === undefined ? [] : [...own.conditions.terms].map(([name, { condition, uses }]) => [name, { condition, readings: closeReadings(uses, own) }] as const);
  return {
    terms: new Map(terms),
    choose: (choices) => {
      const variant = checkUnder(choices);
      return variant === undefined || variant.diagnostics.hasErrors ? undefined : toPolicy(variant.checked);
    },
  };
}

/** Checks a policy as a whole. */
function inspect({ root, length, base }: WholePolicy, overrides: Choices, shelf: CalendarShelf, diagnostics: DiagnosticList): Checked {
  checkReservedNames(root, diagnostics);
  const id = childOf(root, 'policy');
  if (id !== undefined && isReserved(stringOf(id) ?? '')) diagnostics.add('reserved-name', id.span, stringOf(id) ?? '');
  checkOverrides(root, overrides, diagnostics);
  const clauses = new ClauseCheck(root, diagnostics);
  const round: Round = { clauses, diagnostics, shelf };
  const checked = check(root, overrides, round);
  checkOtherChoices(root, length, checked.readings, overrides, round);
  clauses.finish();
  // What a mistake hides is not unused.
  if (!diagnostics.hasErrors) checkUses(root, diagnostics);
  // A choice of the caller's that cannot be made is no fault of this file.
  else if (base !== undefined && overrides.size === 0 && diagnostics.hasErrorsElsewhere) diagnostics.add('base-unfit', base.span, base.raw);
  return checked;
}

/** Choices that a caller wants must exist; what is wrong with them is shown at the reading. */
function checkOverrides(root: TextNode, overrides: Choices, diagnostics: DiagnosticList): void {
  const list = entryOf(root, 'readings');
  const names = entriesOf(list?.value).map((entry) => entry.key);
  for (const [name, choice] of overrides) {
    const reading = entryOf(list?.value, name);
    const place = reading?.keySpan ?? list?.keySpan ?? { start: 0, end: 1 };
    const choices = choicesOf(childOf(reading?.value, 'of'));
    const found = choices.find((candidate) => candidate.name === choice);
    const known = choices.map((candidate) => candidate.name);
    if (reading === undefined) diagnostics.add('unknown-name', place, name, 'reading', nearestName(name, names), names);
    else if (found === undefined) diagnostics.add('unknown-value', place, `\`${choice}\``, nearestName(choice, known), known);
    else if (found.needs !== null) diagnostics.add('choice-unavailable', place, choice, name, found.needs);
  }
}

function checkOtherChoices(root: TextNode, length: number, readings: ReadonlyMap<string, Reading>, overrides: Choices, round: Round): void {
  const { diagnostics } = round;
  const rounds = choicesToCheck(root, readings, Math.ceil(affordable / length));
  if (rounds === undefined) diagnostics.add('too-many-choices', entryOf(root, 'readings')?.keySpan ?? root.span);
  for (const choices of rounds ?? []) {
    diagnostics.startRound();
    check(root, new Map([...overrides, ...choices]), round);
  }
}

/** All parts of a policy under one choice for each reading. */
interface Checked extends StatementContext {
  readonly root: TextNode;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly statements: Statements;
  readonly impossible: readonly Impossible[];
  readonly invariants: readonly Invariant[];
  readonly accepted: readonly Acceptance[];
  readonly effectiveFrom: number | undefined;
  readonly effectiveBy: string | undefined;
  readonly zone: Zone | undefined;
  readonly calendars: ReadonlyMap<string, WorkCalendar>;
}

/** What stays the same under all choices. */
interface Round {
  readonly clauses: ClauseCheck;
  readonly diagnostics: DiagnosticList;
  readonly shelf: CalendarShelf;
}

function check(source: TextNode, overrides: Choices, { clauses, diagnostics, shelf }: Round): Checked {
  const readings = readReadings(source, overrides, diagnostics);
  const root = checkShape(applyReadings(source, readings, diagnostics), policySchema, diagnostics);
  const names = new Names(root, diagnostics);
  const policyCurrency = readCurrency(childOf(root, 'currency'), 'CNY', diagnostics);
  const facts = readFacts(root, policyCurrency, diagnostics);
  const taxonomies = readTaxonomies(root, diagnostics);
  resolveDerivedFacts(root, facts, names, diagnostics);
  const conditions = new ConditionBuilder(root, names, facts, taxonomies, readings, diagnostics);
  const factUses = buildFactConditions(root, facts, conditions, diagnostics);
  conditions.buildAllTerms();
  const zone = readZone(childOf(root, 'timezone'), diagnostics);
  const { windows, uses: windowUses, calendars } = buildWindows(root, { names, facts, conditions, calendars: shelf, diagnostics, zone });
  const tiers = buildTiers(root, policyCurrency, names, facts, diagnostics);
  const context: StatementContext = { names, facts, taxonomies, conditions, diagnostics, policyCurrency, windows, windowUses, tiers, factUses };
  clauses.readCitations(root);
  const statements = buildStatements(root, context);
  return {
    ...context,
    root,
    readings,
    statements,
    impossible: buildImpossible(root, context),
    invariants: buildInvariants(root, { ...context, lines: statements.lines }),
    accepted: buildAccepted(root, names, diagnostics),
    effectiveFrom: readInstant(childOf(childOf(root, 'effective'), 'from'), diagnostics),
    effectiveBy: resolveFact(childOf(childOf(root, 'effective'), 'by'), ['instant'], context)?.name,
    zone,
    calendars,
  };
}

function buildImpossible(root: TextNode, { conditions, facts, diagnostics }: StatementContext): readonly Impossible[] {
  return itemsOf(childOf(root, 'impossible'))
    .map((node) => {
      checkNoPlaceholder(childOf(node, 'because'), diagnostics);
      const uses = noUses();
      const when = conditions.build(childOf(node, 'when'), uses, 'impossible');
      refuseDerivedFacts(childOf(node, 'when'), uses, facts, diagnostics);
      return { when, because: stringOf(childOf(node, 'because')) ?? '' };
    })
    .sort((a, b) => compareText(a.because, b.because));
}

/** INVARIANT: nothing was wrong, so that every part is there. */
function toPolicy(checked: Checked): CorePolicy | undefined {
  const { root, readings, statements, impossible, effectiveFrom, effectiveBy, zone } = checked;
  const version = childOf(root, 'version');
  if (zone === undefined || effectiveFrom === undefined || effectiveBy === undefined) return undefined;
  const policy = {
    id: stringOf(childOf(root, 'policy')) ?? '',
    version: version?.kind === 'scalar' ? Number(version.value) : 0,
    title: stringOf(childOf(root, 'title')) ?? '',
    draft: stringOf(childOf(root, 'draft')) ?? null,
    about: readAbout(root),
    effectiveFrom,
    effectiveBy,
    zone,
    currency: checked.policyCurrency,
    clauses: new Map(
      entriesOf(childOf(childOf(root, 'source'), 'clauses')).map(({ key, value }) => [key, stringOf(value) ?? stringOf(childOf(value, 'says')) ?? '']),
    ),
    facts: sortedByKey(checked.facts),
    impossible,
    readings: sortedByKey(readings),
    windows: sortedByKey(withClosedReadings(checked.windows, checked)),
    tiers: sortedByKey(tiersWithClosedReadings(checked.tiers, checked)),
    calendars: sortedByKey(checked.calendars),
    ...statements,
    invariants: checked.invariants,
    accepted: checked.accepted,
  };
  return freezeDeep({ ...policy, digest: digestOf(policy) });
}

function readAbout(root: TextNode): About {
  const sections = entriesOf(childOf(root, 'sections')).map(({ key, value }) => [key, stringOf(childOf(value, 'title')) ?? null] as const);
  return {
    source: stringOf(childOf(childOf(root, 'source'), 'title')) ?? null,
    sections: new Map(sections),
  };
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
  const factsOf = (tier: Tier): readonly string[] => [tier.counts, tier.units, tier.column, tier.distinct].filter((name) => name !== null);
  return new Map(
    [...tiers].map(([id, tier]) => [
      id,
      { ...tier, readings: closeReadings({ readings: new Set(tier.readings), facts: new Set(factsOf(tier)), windows: new Set() }, context) },
    ]),
  );
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
  const zone = zoneOf(name);
  if (zone === undefined) diagnostics.add('unknown-timezone', node.span, name, nearestName(name, timezoneNames()));
  return zone;
}

const zones = new Map<string, Zone | undefined>();

/** The zone of a name that is written as the IANA list writes it. */
function zoneOf(name: string): Zone | undefined {
  if (!zones.has(name)) {
    if (zones.size > 1000) zones.clear();
    const exact = isTimezone(name) && !timezoneNames().some((known) => known !== name && known.toLowerCase() === name.toLowerCase());
    zones.set(name, exact ? new Zone(name) : undefined);
  }
  return zones.get(name);
}

/** A tier may have the name of a charge: by the list and the name, a statement is found for certain. */
const listsOfStatements = ['readings', 'windows', 'tiers', 'rules', 'charges', 'credits', 'evidence', 'duties'] as const;

function positionsOf(root: TextNode, file: SourceFile): ReadonlyMap<string, Place> {
  const facts = entriesOf(childOf(root, 'facts')).map((entry) => [`fact ${entry.key}`, placeOf(entry.keySpan, file)] as const);
  const invariants = entriesOf(childOf(root, 'invariants')).map((entry) => [`invariant ${entry.key}`, placeOf(entry.keySpan, file)] as const);
  const accepted = itemsOf(childOf(root, 'accepted')).map((item, index) => [`accepted ${index}`, placeOf(item.span, file)] as const);
  const terms = entriesOf(childOf(root, 'terms')).map((entry) => [`term ${entry.key}`, placeOf(entry.keySpan, file)] as const);
  const impossible = itemsOf(childOf(root, 'impossible')).map(
    (item) => [`impossible ${stringOf(childOf(item, 'because')) ?? ''}`, placeOf(item.span, file)] as const,
  );
  const policy = [['whole policy', placeOf(entryOf(root, 'policy')?.keySpan ?? root.span, file)] as const];
  const statements = statementEntries(root).map((entry) => [entry.key, placeOf(entry.keySpan, file)] as const);
  const inLists = [root, ...entriesOf(childOf(root, 'sections')).map(({ value }) => value)].flatMap((node) =>
    listsOfStatements.flatMap((list) => entriesOf(childOf(node, list)).map((entry) => [`${list} ${entry.key}`, placeOf(entry.keySpan, file)] as const)),
  );
  return new Map([...policy, ...facts, ...terms, ...impossible, ...invariants, ...accepted, ...statements, ...inLists]);
}
