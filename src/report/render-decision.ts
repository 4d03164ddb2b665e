import type { Charge, Credit, Decision, Total, WindowState, Working } from '../model/generated/decision.ts';
import { testsOf } from '../model/condition.ts';
import type { CorePolicy } from '../model/policy.ts';
import { parseInstant, type Zone } from '../model/time.ts';
import { alignColumns, type Cell } from './align-columns.ts';
import { printable, printableData } from './printable.ts';
import { plainStyle, type Style } from './style.ts';

const headline: Readonly<Record<Decision['outcome'], string>> = {
  accepted: 'ACCEPTED',
  rejected: 'REJECTED',
  review: 'FOR A PERSON TO DECIDE',
  incomplete: 'MORE IS NEEDED',
  uncovered: 'THE POLICY SAYS NOTHING ABOUT THIS',
};

/** A decision as a receipt that can be read out: outcome and reasons, deadlines, the bill line by line, what to show and to do, each with its clauses. */
export function renderDecision(decided: Decision, policy: CorePolicy, style: Style = plainStyle): string {
  const decision = printableData(decided);
  const draft = policy.draft === null ? [] : [style.yellow(`This version is a draft and not in force: ${printable(policy.draft)}`)];
  const head = [style.bold(printable(policy.title)), style.dim(`${decision.policy}, version ${decision.version}`), ...draft];
  const blocks = [head, ...(decision.items === undefined ? blocksOf(decision, policy, style) : blocksOfItems(decision, decision.items, policy, style))];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function blocksOf(decision: Decision, policy: CorePolicy, style: Style): readonly (readonly string[])[] {
  return [
    outcomeBlock(decision, style),
    missingBlock(decision, policy, style),
    windowBlock(decision, policy, style),
    billBlock('Charges', decision.charges, decision.totals, 'charges', style),
    billBlock('Credits', decision.credits, decision.totals, 'credits', style),
    balanceBlock(decision, [], style),
    evidenceBlock(decision, policy, style),
    dutyBlock(decision, policy, style),
    alternativeBlock(decision, policy, style),
  ];
}

/** The items one after another, then what counts once, and what it all comes to. */
function blocksOfItems(decision: Decision, items: readonly Decision[], policy: CorePolicy, style: Style): readonly (readonly string[])[] {
  const inItems = items.flatMap((item, index) => [
    [`${style.bold(`Item ${index + 1} of ${items.length}`)} ${style.dim(`(items.${index})`)}`],
    ...blocksOf(item, policy, style),
  ]);
  return [
    outcomeBlock(decision, style),
    ...inItems,
    billBlock('Charges for the request', decision.charges, {}, 'charges', style),
    billBlock('Credits for the request', decision.credits, {}, 'credits', style),
    [style.bold('All items together'), ...totalLines(decision, items, style), ...summaryLines(decision)],
    balanceBlock(decision, items, style),
  ];
}

function totalLines(decision: Decision, items: readonly Decision[], style: Style): readonly string[] {
  const has = (side: 'charges' | 'credits', currency: string): boolean =>
    [decision, ...items].some((part) => part[side].some((line) => line.amount.currency === currency));
  const rows = (['charges', 'credits'] as const).flatMap((side) =>
    Object.entries(decision.totals)
      .filter(([currency]) => has(side, currency))
      .map(([currency, total]): Cell[] => [
        { text: side === 'charges' ? '  Total of the charges' : '  Total of the credits', style: style.bold },
        { text: sayTotal(total[side], currency), style: style.bold },
      ]),
  );
  return alignColumns(rows, [1]);
}

/** What is left where there are charges and credits in a currency. */
function balanceBlock(decision: Decision, items: readonly Decision[], style: Style): readonly string[] {
  const parts = [decision, ...items];
  const has = (side: 'charges' | 'credits', currency: string): boolean => parts.some((part) => part[side].some((line) => line.amount.currency === currency));
  const titles = new Map([...decision.charges, ...decision.credits].map((line) => ['charge' in line ? line.charge : line.credit, line.title]));
  const both = Object.entries(decision.totals).filter(([currency]) => has('charges', currency) && has('credits', currency));
  return both.length === 0 ? [] : [style.bold('Balance'), ...both.map(([currency, { net }]) => `  ${sayBalance(net, currency, titles)}`)];
}

function sayBalance(net: Total, currency: string, titles: ReadonlyMap<string, string>): string {
  if (net.kind === 'range') return `${net.atLeast} to ${net.atMost} ${currency} to the customer`;
  const known = net.kind === 'exact' ? net.value : net.known;
  const sum = known.startsWith('-') ? `${known.slice(1)} ${currency} from the customer` : `${known} ${currency} to the customer`;
  if (net.kind === 'exact') return sum;
  const open = net.because.length > 2 ? `${net.because.length} lines` : net.because.map((id) => titles.get(id) ?? id).join(' and ');
  return `${sum}, not counting ${open}`;
}

function summaryLines({ summary }: Decision): readonly string[] {
  if (summary === undefined) return [];
  const words = { accepted: 'accepted', rejected: 'rejected', review: 'for a person to decide', incomplete: 'not told in full', uncovered: 'not covered' };
  const counts = (['accepted', 'rejected', 'review', 'incomplete', 'uncovered'] as const).filter((outcome) => summary[outcome] > 0);
  return [`  ${summary.items} ${summary.items === 1 ? 'item' : 'items'}: ${counts.map((outcome) => `${summary[outcome]} ${words[outcome]}`).join(', ')}`];
}

const citation = (clauses: readonly string[]): string => printable(`[${clauses.join(', ')}]`);
const cited = (clauses: readonly string[], style: Style): string => style.dim(citation(clauses));

function outcomeBlock({ outcome, remedy, reasons }: Decision, style: Style): readonly string[] {
  const color = { accepted: style.green, rejected: style.red, review: style.yellow, incomplete: style.yellow, uncovered: style.red }[outcome];
  const head = `${color(style.bold(headline[outcome]))}${remedy === null ? '' : ` (${remedy})`}`;
  return [head, ...reasons.map((reason) => `  ${reason.message} ${cited(reason.clauses, style)}`)];
}

function missingBlock({ missing, evidence }: Decision, policy: CorePolicy, style: Style): readonly string[] {
  if (missing.facts.length + missing.evidence.length === 0) return [];
  const exists = (name: string): boolean => {
    const when = policy.facts.get(name)?.when;
    return when === undefined || !testsOf(when).some((test) => test.kind !== 'window' && missing.facts.includes(test.fact));
  };
  const questions = missing.facts.filter(exists).map((name) => `  ${name}: ${printable(policy.facts.get(name)?.ask ?? 'not told')}`);
  const later = missing.facts.filter((name) => !exists(name));
  if (later.length > 0) questions.push(style.dim(`  and then, as the case may be: ${later.join(', ')}`));
  const items = missing.evidence.map((id) => `  ${id}: ${evidence.find((item) => item.evidence === id)?.what ?? 'not told'}`);
  return [style.bold('Still to be told'), ...questions, ...items];
}

function windowBlock(decision: Decision, policy: CorePolicy, style: Style): readonly string[] {
  const relevant = relevantWindows(decision, policy);
  const shown = Object.entries(decision.windows).filter(([id]) => relevant.has(id));
  const lines = shown.map(([id, window]) => {
    const known = policy.windows.get(id);
    return `  ${printable(known?.title ?? id)}: ${sayWindow(window, policy.zone)} ${cited(known?.clauses ?? [], style)}`;
  });
  return lines.length === 0 ? [] : [style.bold('Deadlines'), ...lines];
}

/** The windows that the statements of a decision look at; where it is incomplete, any may matter. */
function relevantWindows(decision: Decision, policy: CorePolicy): ReadonlySet<string> {
  if (decision.outcome === 'incomplete') return new Set(policy.windows.keys());
  const ids = new Set<string | undefined>([
    ...decision.reasons.map((reason) => reason.rule ?? reason.evidence),
    ...decision.charges.map((line) => line.charge),
    ...decision.credits.map((line) => line.credit),
    ...decision.evidence.map((item) => item.evidence),
    ...decision.duties.map((duty) => duty.duty),
  ]);
  const statements = [...policy.rules, ...policy.lines, ...policy.evidence, ...policy.duties].filter((statement) => ids.has(statement.id));
  const tested = statements.flatMap((statement) => testsOf(statement.condition)).flatMap((test) => (test.kind === 'window' ? [test.window] : []));
  const deadlines = policy.duties.filter((duty) => ids.has(duty.id)).flatMap((duty) => (duty.deadline === null ? [] : [duty.deadline]));
  return new Set([...tested, ...deadlines]);
}

function sayWindow({ state, closesAt }: WindowState, zone: Zone): string {
  const end = parseInstant(closesAt ?? '');
  // What is no moment is the last number of a window on numbers.
  const until = end.ok ? `${zone.printShort(end.value)}, ${zone.name}` : (closesAt ?? '');
  switch (state) {
    case 'early':
      return until === '' ? 'not begun' : `not begun; ends ${end.ok ? '' : 'at '}${until}`;
    case 'open':
      return until === '' ? 'open, and no end is known' : `open ${end.ok ? 'until' : 'up to'} ${until}`;
    case 'closed':
      return until === '' ? 'closed' : `closed ${end.ok ? 'since' : 'above'} ${until}`;
    case 'unknown':
    case 'none':
      return until === '' ? 'its end is not known yet' : `ends ${end.ok ? '' : 'at '}${until}`;
  }
}

function billBlock(
  title: string,
  lines: readonly (Charge | Credit)[],
  totals: Decision['totals'],
  side: 'charges' | 'credits',
  style: Style,
): readonly string[] {
  if (lines.length === 0) return [];
  const rows: Cell[][] = [];
  for (const line of lines) {
    rows.push([{ text: `  ${line.title}` }, { text: sayAmount(line.amount) }, { text: citation(line.clauses), style: style.dim }]);
    if (line.waived !== undefined) rows.push([{ text: `    waived: ${line.waived}`, style: style.dim }]);
    for (const step of stepsOf(line)) rows.push([{ text: `    ${step}`, style: style.dim }]);
  }
  const titles = new Map(lines.map((line) => ['charge' in line ? line.charge : line.credit, line.title]));
  const currencies = new Set(lines.map((line) => line.amount.currency));
  for (const [currency, total] of Object.entries(totals)) {
    if (!currencies.has(currency)) continue;
    rows.push([
      { text: '  Total', style: style.bold },
      { text: sayTotal(total[side], currency, titles), style: style.bold },
    ]);
  }
  return [style.bold(title), ...alignColumns(rows, [1])];
}

function sayAmount(amount: Charge['amount']): string {
  switch (amount.kind) {
    case 'exact':
      return `${amount.value} ${amount.currency}`;
    case 'range':
      return `${amount.atLeast} to ${amount.atMost} ${amount.currency}`;
    case 'unspecified':
      return 'not specified';
    case 'unknown':
      return `needs ${amount.waitsFor.join(', ')}`;
  }
}

function sayTotal(total: Total, currency: string, titles?: ReadonlyMap<string, string>): string {
  if (total.kind === 'exact') return `${total.value} ${currency}`;
  if (total.kind === 'range') return `${total.atLeast} to ${total.atMost} ${currency}`;
  const open = total.because.length > 2 ? [`${total.because.length} more lines`] : total.because.map((id) => titles?.get(id) ?? id);
  return `${total.known} ${currency} + ${open.join(' + ')}`;
}

/** How a line's amount came about, its rounding last. */
function stepsOf({ amount, working }: Charge | Credit): readonly string[] {
  if (working === undefined) return [];
  const isRounded = amount.kind === 'exact' && amount.value !== working.amount;
  return [...sayWorking(working), ...(isRounded ? [`rounded to ${amount.value}`] : [])];
}

/** The steps of an amount that are worth a line of their own. */
function sayWorking(working: Working): readonly string[] {
  switch (working.kind) {
    case 'fixed':
    case 'unspecified':
    case 'fact':
      return [];
    case 'tier':
      return working.parts.map(({ first, last, rate, amount }) => {
        const numbers = first === last ? `number ${first}` : `numbers ${first} to ${last}`;
        return `${numbers}: ${last - first + 1} × ${rate} = ${amount}`;
      });
    case 'percent':
      return [`${working.percent} % of ${working.of.amount}${sayResult(working)}`, ...sayWorking(working.of)];
    case 'each':
    case 'started':
      return [`${working.units ?? 'no number of'} × ${working.each.amount}${sayResult(working)}`, ...sayWorking(working.each)];
    case 'sum':
    case 'difference': {
      const sign = working.kind === 'sum' ? ' + ' : ' − ';
      return [`${working.of.map(({ amount }) => amount).join(sign)}${sayResult(working)}`, ...working.of.flatMap(sayWorking)];
    }
    case 'pro-rata':
      return [`${working.part ?? 'no part'} of ${working.whole ?? 'no whole'} of ${working.of.amount}${sayResult(working)}`, ...sayWorking(working.of)];
    case 'up-to':
      return sayWorking(working.of);
    case 'match':
    case 'choose':
      return sayWorking(working.of);
  }
}

/** What a formula came to. Where a bound took the place of its result, that is no equation. */
function sayResult({ amount, bound }: { readonly amount: string; readonly bound?: 'atLeast' | 'atMost' }): string {
  if (bound === undefined) return ` = ${amount}`;
  return bound === 'atLeast' ? `, raised to the minimum of ${amount}` : `, lowered to the maximum of ${amount}`;
}

const mark = { provided: '[x]', missing: '[ ]', unavailable: '[-]' } as const;

function evidenceBlock({ evidence }: Decision, policy: CorePolicy, style: Style): readonly string[] {
  return certainFirst('To show', evidence, (item) => `  ${mark[item.state]} ${item.what}${sayAlternatives(item, policy)} ${cited(item.clauses, style)}`, style);
}

/** Any one of these is enough; where one was shown, the others need not be named. */
function sayAlternatives({ evidence, anyOf, state }: Decision['evidence'][number], policy: CorePolicy): string {
  if (anyOf === undefined || state === 'provided') return '';
  const texts = new Map(policy.evidence.find((item) => item.id === evidence)?.anyOf.map(({ id, what }) => [id, printable(what)]));
  const item = policy.evidence.find(({ id }) => id === evidence);
  return ` (${item === undefined || item.atLeast === 1 ? 'any' : item.atLeast} of: ${Object.entries(anyOf)
    .map(([id, told]) => `${mark[told]} ${texts.get(id) ?? id}`)
    .join(', ')})`;
}

function dutyBlock({ duties }: Decision, policy: CorePolicy, style: Style): readonly string[] {
  const sayBy = (by: string | null): string => {
    const parsed = parseInstant(by ?? '');
    return parsed.ok ? ` (by ${policy.zone.printShort(parsed.value)}, ${policy.zone.name})` : '';
  };
  return certainFirst('To do', duties, (duty) => `  ${duty.who}: ${duty.what}${sayBy(duty.by)} ${cited(duty.clauses, style)}`, style);
}

/** Lists what is certain, and counts what depends on facts that are still to be told. */
function certainFirst<Item extends { readonly waitsFor?: readonly string[] }>(
  title: string,
  items: readonly Item[],
  say: (item: Item) => string,
  style: Style,
): readonly string[] {
  if (items.length === 0) return [];
  const certain = items.filter((item) => item.waitsFor === undefined);
  const open = items.length - certain.length;
  return [style.bold(title), ...certain.map(say), ...(open === 0 ? [] : [style.dim(`  and, as the case may be, ${open} more`)])];
}

function alternativeBlock({ alternatives }: Decision, policy: CorePolicy, style: Style): readonly string[] {
  if (alternatives === undefined) return [];
  // The lines of an alternative are not in the decision, so a title that shows a moment or an amount cannot be filled in.
  const titles = new Map(policy.lines.map(({ id, title }) => [id, title.every((part) => typeof part === 'string') ? printable(title.join('')) : id]));
  const lines = Object.entries(alternatives).map(([remedy, { outcome, totals }]) => {
    const bill = Object.entries(totals).map(([currency, total]) => sayTotal(total.charges, currency, titles));
    return `  ${remedy}: ${outcome}${outcome === 'accepted' || outcome === 'review' ? `, charges ${bill.join(', ')}` : ''}`;
  });
  return lines.length === 0 ? [] : [style.bold('Instead'), ...lines];
}

/** The readings that the statements of a decision consulted, for whoever wants to know why. */
export function renderReadings({ readings }: Decision, policy: CorePolicy, style: Style = plainStyle): string {
  const lines = Object.entries(printableData(readings)).map(([name, choice]) => {
    const reading = policy.readings.get(name);
    return `  ${name}: ${choice} ${cited(reading?.clauses ?? [], style)} ${style.dim(printable(reading?.question ?? ''))}`;
  });
  return lines.length === 0 ? '' : `${[style.bold('Readings of the source that were consulted'), ...lines].join('\n')}\n`;
}
