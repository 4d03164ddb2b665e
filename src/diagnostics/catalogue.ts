/**
 * Every mistake that a file of a policy, of cases or of a calendar can have: code, severity, message and help, in the words of whoever
 * wrote the file. Messages are one sentence in lower case without a full stop; the user's own words stand in backticks.
 */

import { listWords } from './list-words.ts';

export type Severity = 'error' | 'warning';

interface Entry {
  readonly severity: Severity;
  readonly message: (...words: never[]) => string;
  readonly help?: (...words: never[]) => string | undefined;
}

const quote = (word: string): string => `\`${word}\``;

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** Help for a name that does not exist: the nearest one, else all. */
function didYouMean(nearest: string | undefined, allowed: readonly string[]): string | undefined {
  if (nearest !== undefined) return `did you mean ${quote(nearest)}?`;
  return allowed.length === 0 ? undefined : `possible here: ${listWords(allowed)}`;
}

/** Mistakes in the writing of YAML: what is wrong, and what to do. */
const syntaxMistakes: Readonly<Record<string, readonly [message: string, help: string]>> = {
  'bracket-open': ['a bracket that opens before this place is not closed', 'close it with } or ] where its list or map ends'],
  'bracket-stray': ['this bracket closes nothing', 'remove it, or open one before it'],
  'colon-missing': ['this is neither `key: value` nor an item of a list', 'write a colon and a space after a key, or begin an item with `- `'],
  'colon-second': ['there is a second colon in the value of this line', 'put a text with a colon in quotes, or write an inner key on a line of its own'],
  'comma-missing': ['a comma is missing here', 'separate what stands in { } or [ ] by commas'],
  'comma-stray': ['there is a comma too many here', 'remove it, or write what is missing between the commas'],
  escape: ['this backslash begins a sign that does not exist', 'write \\\\ for a backslash, or use single quotes'],
  indent: ['this line is not indented like the lines that it belongs to', 'begin all lines of one level in the same column'],
  'indent-deeper': ['the line after this one is indented deeper, as though it belonged to this value', 'begin it in the same column as this line'],
  'key-too-long': ['this key does not end within 1024 characters', 'write a colon after the key'],
  'quote-inside': ['a text goes on after its closing quote', 'put the whole text in one pair of quotes; for a quote within, use the other kind outside'],
  'quote-open': ['this quote is not closed', 'write the same quote at the end of the text'],
  'start-character': ['a text cannot begin with this character', 'put the text in quotes'],
  'block-text': ['the text after this sign begins on the next line', 'write only `>-` or `|` here, and the text below, indented'],
  other: ['this cannot be read as YAML', 'compare it with the lines around it, or put a text in quotes'],
};

/** What people write for a currency, and its code; the most similar code would be that of another country. */
const commonCodes: Readonly<Record<string, string>> = { RMB: 'CNY', CNH: 'CNY', NTD: 'TWD', YEN: 'JPY', UKP: 'GBP' };

const catalogue = {
  // The text
  'text-too-long': {
    severity: 'error',
    message: (length: string) => `this file has ${length} characters, more than a policy can have`,
    help: () => 'check that this is the right file',
  },
  'nul-character': { severity: 'error', message: () => 'there is a NUL character in this text', help: () => 'save the file as plain text in UTF-8' },
  'unseen-character': {
    severity: 'error',
    message: () => 'there is a character in this text that cannot be seen',
    help: () => 'type the text anew; where it has a backslash, write the character itself',
  },
  'byte-order-mark': { severity: 'error', message: () => 'the file begins with a byte order mark', help: () => 'save it as UTF-8 without BOM' },
  'carriage-return': { severity: 'error', message: () => 'the lines of this file end with a carriage return', help: () => 'save it with Unix line ends (LF)' },
  'nested-too-deep': {
    severity: 'error',
    message: (depth: string) => `this is nested more than ${depth} levels deep`,
    help: () => 'give inner conditions a name under `terms`',
  },
  'tab-indent': { severity: 'error', message: () => 'this line is indented with a tab', help: () => 'indent with spaces' },
  'yaml-syntax': {
    severity: 'error',
    message: (mistake: string) => (syntaxMistakes[mistake] ?? syntaxMistakes['other'])?.[0] ?? '',
    help: (mistake: string) => (syntaxMistakes[mistake] ?? syntaxMistakes['other'])?.[1],
  },
  'several-documents': { severity: 'error', message: () => 'a second document begins here', help: () => 'keep one document in a file; remove the line `---`' },
  'empty-text': {
    severity: 'error',
    message: () => 'nothing stands in this file, comments aside',
    help: () => 'start from a file that exists, or see policies/README.md',
  },
  anchor: {
    severity: 'error',
    message: (name: string) => `the anchor ${quote(`&${name}`)} cannot be used here`,
    help: () => 'write the value out; conditions can be named under `terms`',
  },
  alias: {
    severity: 'error',
    message: (name: string) => `the alias ${quote(`*${name}`)} cannot be used here`,
    help: () => 'write the value out, or put a text that begins with * in quotes',
  },
  'merge-key': { severity: 'error', message: () => 'the merge key `<<` cannot be used here', help: () => 'write the entries out' },
  tag: {
    severity: 'error',
    message: (name: string) => `the tag ${quote(name)} cannot be used here`,
    help: () => 'remove it, or put a text that begins with ! in quotes',
  },
  'key-not-text': {
    severity: 'error',
    message: (name: string) => (name === '' ? 'a key must be a text' : `the key ${quote(name)} is a number, and keys are texts`),
    help: (name: string) => (name === '' ? undefined : `write it in quotes: "${name}"`),
  },
  'duplicate-key': {
    severity: 'error',
    message: (name: string) => `${quote(name)} is here twice`,
    help: () => 'keep one of the two, or rename one; two tests of one fact go into `all: [ … ]`',
  },
  'odd-number': {
    severity: 'error',
    message: (raw: string) => `${quote(raw)} is not a plainly written number`,
    help: (raw: string) => `write it as digits with a point, such as 15 or 7.5; a text goes in quotes: "${raw}"`,
  },
  'odd-word': {
    severity: 'error',
    message: (raw: string) => `${quote(raw)} is read as true, false or null by some programs and as a text by others`,
    help: (raw: string) => `write \`true\`, \`false\` or \`null\`, or a text in quotes: "${raw}"`,
  },
  'empty-value': {
    severity: 'error',
    message: (name: string) => (name === '' ? 'a value is missing here' : `${quote(name)} has no value`),
    help: () => 'write its value, or remove it',
  },
  // The shape
  'unknown-key': {
    severity: 'error',
    message: (key: string) => `${quote(key)} is not known here`,
    help: (_key: string, nearest: string | undefined, allowed: readonly string[]) => didYouMean(nearest, allowed),
  },
  'missing-key': {
    severity: 'error',
    message: (keys: readonly string[]) => (keys.length === 1 ? `${listWords(keys)} is missing here` : `${listWords(keys, 'and')} are missing here`),
    help: (_keys: readonly string[], about: string | undefined) =>
      about === undefined ? undefined : about.charAt(0).toLowerCase() + about.slice(1).replace(/\.$/, ''),
  },
  'unexpected-value': {
    severity: 'error',
    message: (found: string, expected: string) => `${found} stands where ${expected}${expected.includes(',') ? ',' : ''} belongs`,
    help: (_found: string, _expected: string, hint: string | undefined) => hint,
  },
  'unknown-value': {
    severity: 'error',
    message: (found: string) => `${found} is not possible here`,
    help: (_found: string, nearest: string | undefined, allowed: readonly string[]) => didYouMean(nearest, allowed),
  },
  'too-few': {
    severity: 'error',
    message: (name: string, needed: string) => (needed === '1' ? `${name} is empty` : `${name} needs at least ${needed} entries`),
    help: (_name: string, _needed: string, expected: string | undefined) => (expected === undefined ? undefined : `write ${expected}`),
  },
  'too-many': {
    severity: 'error',
    message: (name: string, allowed: string) => (allowed === '1' ? `${name} has more than one entry` : `${name} has more than ${allowed} entries`),
  },
  'too-long': { severity: 'error', message: (allowed: string) => `this is longer than ${allowed} characters` },
  repeated: {
    severity: 'error',
    message: (word: string) => `${quote(word)} is in this list twice`,
    help: () => 'keep it once, or write what was meant instead',
  },
  'out-of-range': { severity: 'error', message: (found: string, expected: string) => `${quote(found)} is out of range: ${expected} belongs here` },
  'unknown-language': { severity: 'error', message: (found: string) => `this is written in language ${found}, and this program reads language 1` },
  // Names
  'reserved-name': { severity: 'error', message: (name: string) => `${quote(name)} is a reserved word`, help: () => 'choose another name' },
  'name-taken': {
    severity: 'error',
    message: (name: string, kind: string) => `the name ${quote(name)} is taken by ${withArticle(kind)}`,
    help: () => 'choose another name',
  },
  'unknown-name': {
    severity: 'error',
    message: (name: string, expected: string) => `there is no ${expected} ${quote(name)}`,
    help: (_name: string, _expected: string, nearest: string | undefined, allowed: readonly string[]) => didYouMean(nearest, allowed),
  },
  'wrong-kind': {
    severity: 'error',
    message: (name: string, found: string, expected: string) => `${quote(name)} is ${withArticle(found)}, and ${withArticle(expected)} belongs here`,
    help: (_name: string, _found: string, _expected: string, allowed: readonly string[]) => didYouMean(undefined, allowed),
  },
  cycle: {
    severity: 'error',
    message: (names: readonly string[]) =>
      names.length === 1 ? `${listWords(names)} depends on itself` : `${listWords(names, 'and')} depend on each other in a circle`,
    help: (names: readonly string[]) => (names.length === 1 ? 'say it without itself' : 'say one of them without the others'),
  },
  // Facts and values
  'key-not-for-type': {
    severity: 'error',
    message: (key: string, type: string) => `${quote(key)} has no meaning for a fact of type ${quote(type)}`,
    help: () => 'remove it, or correct the type',
  },
  'two-remedies': {
    severity: 'error',
    message: (name: string, other: string) => `${quote(name)} is a second remedy; ${quote(other)} is the first`,
    help: () => 'mark one fact with `remedy: true`',
  },
  'values-and-tree': {
    severity: 'error',
    message: () => 'an enum has its values in `values` or in `tree`, not in both',
    help: () => 'keep the one that says more',
  },
  'two-values': {
    severity: 'error',
    message: (category: string, name: string, from: readonly string[]) =>
      `${quote(category)} gets two values for ${quote(name)}: one from ${listWords(from, 'and one from')}`,
    help: (category: string, name: string, _from: readonly string[]) => `say at ${quote(category)} which of them holds for ${quote(name)}`,
  },
  'wrong-test': { severity: 'error', message: (name: string, kind: string, expected: string) => `${quote(name)} is ${kind}, and is tested with ${expected}` },
  'not-nullable': {
    severity: 'error',
    message: (name: string) => `${quote(name)} is never null`,
    help: () => 'say `nullable: true` at the fact, or drop this test',
  },
  'malformed-value': { severity: 'error', message: (found: string, problem: string) => `${quote(found)} ${problem}` },
  'too-many-decimals': { severity: 'error', message: (found: string, decimals: string) => `${quote(found)} has more than ${decimals} decimals` },
  'derived-fact': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: () => 'a fact with `derived` is one money fact less another one of the same currency, and nobody tells it',
  },
  'derived-place': {
    severity: 'error',
    message: (name: string) => `${quote(name)} is known only when all items are decided, and cannot be used here`,
    help: () => 'use it in the `when`, `unless` or `amount` of a charge or credit with `per: request`',
  },
  'empty-range': { severity: 'error', message: () => 'no value can pass these bounds together' },
  'bounds-crossed': { severity: 'error', message: () => '`atLeast` is greater than `atMost`' },
  // Time
  'unknown-timezone': {
    severity: 'error',
    message: (name: string) => `there is no time zone ${quote(name)}`,
    help: (_name: string, nearest: string | undefined) =>
      nearest === undefined ? 'use a name of the IANA list, such as `Asia/Shanghai`' : `did you mean ${quote(nearest)}?`,
  },
  'counting-from-unit': {
    severity: 'error',
    message: (word: string, unit: string) => `${quote(word)} does not go with ${unit}`,
    help: (_word: string, unit: string) =>
      unit === 'hours'
        ? 'hours count `at-once` or from the `next-hour`'
        : `${unit} count from the \`same-day\` or the \`next-day\`, to the end of a day, or \`at-once\`, to the clock time of the event`,
  },
  'date-with-hours': {
    severity: 'error',
    message: (name: string) => `${quote(name)} is a date, and a date has no hours`,
    help: () => 'use an instant, or let the window last days from the `same-day` or the `next-day`',
  },
  'window-parts': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: () => 'a window has { from, counting-from, lasts }, { from, until }, { from, lasts: forever }, or is one of { later-of }, { earlier-of }, { choose }',
  },
  'window-end-first': {
    severity: 'error',
    message: (event: string, until: string) => `this window can end before it begins: ${quote(event)} may be after ${quote(until)}`,
    help: () => 'begin it with a day before its end, or bound the fact with `atMost`',
  },
  'judged-differently': {
    severity: 'error',
    message: (id: string, one: string, other: string) => `${quote(id)} puts windows together that judge ${quote(one)} and ${quote(other)}`,
    help: () => 'give all of them the same `at`',
  },
  'window-without-time': {
    severity: 'error',
    message: (window: string, user: string) => `${quote(window)} has to do with numbers, and ${quote(user)} needs its last moment`,
    help: () => 'name a window of time',
  },
  'unknown-calendar': {
    severity: 'error',
    message: (name: string) => `there is no calendar ${quote(name)}`,
    help: (name: string, nearest: string | undefined, allowed: readonly string[]) =>
      nearest === undefined && allowed.length === 0
        ? `calendars stand in files such as \`policies/calendars/${name}.calendar.yaml\``
        : didYouMean(nearest, allowed),
  },
  'wrong-calendar': {
    severity: 'error',
    message: (name: string, path: string) => `the calendar ${quote(name)} has mistakes and cannot be used: ${path}`,
    help: () => 'they are shown at their own file',
  },
  // Money
  'unknown-currency': {
    severity: 'error',
    message: (name: string) => `there is no currency ${quote(name)}`,
    help: (name: string) =>
      commonCodes[name] === undefined ? 'use a code of ISO 4217, such as `CNY`, `EUR` or `USD`' : `did you mean ${quote(commonCodes[name])}?`,
  },
  'not-an-amount': {
    severity: 'error',
    message: (found: string) => `${quote(found)} is not an amount`,
    help: (_found: string, meant: string | undefined) =>
      meant === undefined ? 'write it as 20 or "12.50", without currency and thousands, or `unspecified`' : `did you mean ${quote(meant)}?`,
  },
  'negative-amount': {
    severity: 'error',
    message: (found: string) => `the amount ${quote(found)} is negative`,
    help: () => 'an amount that the customer gets back is a line under `credits`',
  },
  'formula-parts': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: () =>
      'a formula is one of { fact }, { tier }, { percent, of }, { each, per }, { each, per-started, late or of }, { sum }, { difference, atLeast }, { pro-rata, part, whole }, { up-to }, { match }, { choose }',
  },
  'of-unspecified': {
    severity: 'error',
    message: (kind: string) => `${quote(kind)} of an amount that the source does not give is nothing that could be worked out`,
    help: () => 'write `unspecified` alone',
  },
  'match-incomplete': {
    severity: 'error',
    message: (fact: string, missing: readonly string[]) => `there is no amount here for ${listWords(missing, 'and')} of ${quote(fact)}`,
    help: () => 'give one for each value, or end with `otherwise`',
  },
  'whole-zero': {
    severity: 'error',
    message: (fact: string) => `${quote(fact)} could be 0, and nothing can be divided by that`,
    help: () => 'give the fact an `atLeast` above 0',
  },
  'round-missing': {
    severity: 'error',
    message: (line: string, currency: string) => `${quote(line)} can come to a fraction of the smallest ${currency} coin, and does not say how it is rounded`,
    help: () => 'add `round:` half-up, half-even, up or down',
  },
  'mixed-currencies': { severity: 'error', message: (one: string, other: string) => `${one} and ${other} are mixed in one line` },
  'choose-end': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: (_sentence: string, picked: 'amount' | 'window') => `\`choose\` lists { when, ${picked} } branches and ends with one { otherwise: ${picked} }`,
  },
  // Tiers
  'tier-facts': {
    severity: 'error',
    message: (name: string) => `\`counts\` and \`units\` are both ${quote(name)}`,
    help: () => '`counts` is how many came before the request, and `units` how many it has itself',
  },
  'band-order': {
    severity: 'error',
    message: (upTo: string, before: string) => `this band ends at ${upTo}, and the one before it at ${before}`,
    help: () => 'list the bands from the lowest numbers to the highest',
  },
  'band-end': { severity: 'error', message: (sentence: string) => sentence, help: () => 'each band but the last has `upTo`; the last has none' },
  'band-columns': {
    severity: 'error',
    message: (column: string) => `this band has no rate for ${quote(column)}, and another band has`,
    help: () => 'give every band the same columns; a rate that the source does not give is `unspecified`',
  },
  // Statements
  'effect-count': {
    severity: 'error',
    message: (id: string, effects: readonly string[]) =>
      effects.length === 0 ? `the rule ${quote(id)} does not say what it does` : `the rule ${quote(id)} does several things: ${listWords(effects, 'and')}`,
    help: () => 'a rule has one of `accept`, `reject` and `review`, with its reason',
  },
  placeholder: {
    severity: 'error',
    message: (found: string) => `${quote(found)} is not something that a text can show`,
    help: (_found: string, meant: readonly string[]) =>
      meant.length === 1
        ? `did you mean ${listWords(meant)}?`
        : `a text can show ${listWords(meant.length === 0 ? ['{window.closesAt}', '{window.opensAt}', '{window.countsFrom}', '{charge}'] : meant)}`,
  },
  'placeholder-per': {
    severity: 'error',
    message: (found: string, line: string, once: boolean) =>
      once
        ? `${quote(found)} is an amount of each item, and this text is of a line that counts once`
        : `${quote(found)} cannot be shown in a text of an item: ${quote(line)} counts once for the request`,
    help: (_found: string, line: string, once: boolean) =>
      once
        ? 'leave the amount out of this text'
        : `leave the amount out of this text; it stands in the decision of the request, or take \`per: request\` from ${quote(line)}`,
  },
  'placeholder-place': {
    severity: 'warning',
    message: (found: string) => `${quote(found)} is shown as it stands: this text has no places for moments and amounts`,
    help: () => 'only the texts of rules, evidence items, duties, charges and credits have such places',
  },
  'brace-alone': {
    severity: 'error',
    message: (found: string) => `the ${quote(found)} in this text has no counterpart`,
    help: () => 'what a text is to show stands in a pair of braces, such as {window.closesAt}',
  },
  'evidence-threshold': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: () => '`atLeast` says how many of the alternatives under `any-of` are enough',
  },
  'policy-too-large': {
    severity: 'error',
    message: (name: string, most: string) => `${quote(name)} makes more than ${most} tests once the terms in it are written out`,
    help: () => 'test less here, or build terms from fewer others',
  },
  'chain-too-long': {
    severity: 'error',
    message: (name: string, most: string) => `${quote(name)} depends on others, and they on others, more than ${most} steps deep`,
    help: () => 'say the condition by facts instead of further names',
  },
  // Invariants
  'invariant-parts': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: (_sentence: string, help: string) => help,
  },
  'bound-currency': {
    severity: 'error',
    message: (fact: string, currency: string, measured: string, other: string) => `${quote(fact)} is in ${currency}, and ${measured} in ${other}`,
    help: () => 'bound it by a sum, or by a money fact of the same currency',
  },
  // The source
  'clause-not-cited': {
    severity: 'error',
    message: (clause: string) => `no statement cites clause ${quote(clause)}`,
    help: () => 'cite it where it has its effect, or say { says: …, no-effect: why }',
  },
  'clause-has-effect': {
    severity: 'error',
    message: (clause: string) => `clause ${quote(clause)} is marked as without effect, and is cited`,
    help: () => 'drop `no-effect`, or the citation',
  },
  // Readings
  'choice-missing': {
    severity: 'error',
    message: (choice: string, reading: string) => `there is nothing for ${quote(choice)}, a choice of the reading ${quote(reading)}`,
    help: () => 'give one entry for each choice',
  },
  'choice-unavailable': {
    severity: 'error',
    message: (choice: string, reading: string) => `${quote(choice)} of the reading ${quote(reading)} cannot be chosen`,
    help: (_choice: string, _reading: string, needs: string) => `it needs: ${needs}`,
  },
  'too-many-choices': {
    severity: 'error',
    message: () => 'there are too many choices for this policy to be checked under each of them',
    help: () => 'drop readings whose answer is settled, or use each in fewer places',
  },
  // Calendars
  'years-crossed': {
    severity: 'error',
    message: (from: string, to: string) => `the first year, ${from}, is after the last, ${to}`,
    help: () => 'exchange the two years',
  },
  'no-working-day': {
    severity: 'error',
    message: () => 'all seven days of the week are weekend here',
    help: () => 'leave out the days that are worked',
  },
  'day-not-covered': {
    severity: 'error',
    message: (day: string, years: string) => `${quote(day)} is not in the years that this calendar covers: ${years}`,
    help: () => 'correct the day, or let `covers` reach it and give all holidays of its year',
  },
  'year-without-holidays': {
    severity: 'error',
    message: (years: string) => `the calendar covers ${years}, and has no holiday there`,
    help: () => 'add the holidays, or let `covers` leave out what is not known: a missing holiday would be counted as a working day',
  },
  'holiday-and-working-day': {
    severity: 'error',
    message: (day: string) => `${quote(day)} is a holiday and a working day`,
    help: () => 'keep it under `holidays` or under `working-days`',
  },
  'worked-anyway': {
    severity: 'error',
    message: (day: string, weekday: string) => `${quote(day)} is a ${weekday}, and is worked anyway`,
    help: () => '`working-days` are days of the weekend: correct the day, or remove it',
  },
  // Extending a policy
  'unknown-base': {
    severity: 'error',
    message: (base: string) => `there is no ${quote(base)} that could be extended`,
    help: (base: string, nearest: string | undefined) =>
      nearest === undefined
        ? `it is looked for at policies/${base.replace('@', '/v')}.policy.yaml, or among the policies that a program gives`
        : didYouMean(nearest, []),
  },
  'extends-version': {
    severity: 'error',
    message: (base: string, own: string) => `${quote(own)} extends ${quote(base)}, which is not older`,
    help: () => 'a policy can extend an older version of itself, or another policy',
  },
  'extends-too-deep': {
    severity: 'error',
    message: (most: string) => `this policy extends another one, and that again another one, more than ${most} levels deep`,
    help: () => 'extend one of them that stands further down',
  },
  'extends-too-long': {
    severity: 'error',
    message: (length: string, most: string) => `this policy and those that it extends have ${length} characters together; a policy can have ${most}`,
    help: () => 'extend a shorter policy',
  },
  'overrides-alone': {
    severity: 'error',
    message: () => '`overrides` replaces something of another policy, and this one extends none',
    help: () => 'name the other policy: `extends: <policy-id>@<version>`; or write what is new in its usual place',
  },
  'not-in-base': {
    severity: 'error',
    message: (what: string, where: string) => `there is no ${what} in ${where} that could be replaced`,
    help: (_what: string, _where: string, hint: string | undefined, nearest: string | undefined) =>
      hint ?? (nearest === undefined ? 'what is new stands in its usual place, outside of `overrides`' : didYouMean(nearest, [])),
  },
  'in-base': {
    severity: 'error',
    message: (what: string, where: string) => `${where} has the ${what} already`,
    help: () => 'to replace it, put it under `overrides`',
  },
  'base-mistakes': {
    severity: 'error',
    message: (base: string) => `${quote(base)} has mistakes of its own, so that it cannot be extended`,
    help: () => 'they are shown at their own file',
  },
  'base-unfit': {
    severity: 'error',
    message: (base: string) => `some of ${quote(base)} no longer fits what this file changes`,
    help: () => 'it is shown at its own file; replace or remove it here, under `overrides`',
  },
  // What has no effect
  'never-used': {
    severity: 'warning',
    message: (name: string, kind: string) => `the ${kind} ${quote(name)} is used nowhere`,
    help: (_name: string, kind: string) => (kind === 'tier' ? 'use it in an amount, or remove it' : 'use it in a condition or value, or remove it'),
  },
  'only-claimed': {
    severity: 'warning',
    message: (name: string) => `the fact ${quote(name)} is used by invariants alone, and no decision depends on it`,
    help: () => 'use it in a condition or value of a statement, or say the invariant without it',
  },
  'empty-section': {
    severity: 'warning',
    message: (name: string) => `nothing stands in the section ${quote(name)}`,
    help: () => 'write its `rules`, `charges`, `credits`, `evidence` or `duties`, or remove it',
  },
  // Files
  'file-unreadable': { severity: 'error', message: (why: string) => why },
  'misplaced-policy': {
    severity: 'error',
    message: (found: string, expected: string) => `this file says ${found}, and its place says ${expected}`,
    help: () => 'a version stands at policies/<policy-id>/v<version>.policy.yaml',
  },
  'misplaced-calendar': {
    severity: 'error',
    message: (found: string, expected: string) => `this file says it is the calendar ${quote(found)}, and its name says ${quote(expected)}`,
    help: () => 'a calendar stands at policies/calendars/<calendar>.calendar.yaml',
  },
  'version-order': {
    severity: 'error',
    message: (version: string, before: string) => `${version}, which is not after the one before it: ${before}`,
    help: () => 'a version ends where the next one begins: give each a later `effective.from` than the one before it',
  },
  // Releases
  'release-order': {
    severity: 'error',
    message: (version: number, before: number, what: 'version' | 'start') =>
      what === 'version'
        ? `version ${version} is listed after version ${before}`
        : `version ${version} begins no later than version ${before}, which is listed before it`,
    help: () => 'list each version once, the oldest first; each begins after the one before it. `recourse release` writes the list',
  },
  'release-without-file': {
    severity: 'error',
    message: (version: number) => `version ${version} is released, and its file is not there`,
    help: (version: number) => `restore v${version}.policy.yaml from version control`,
  },
  'released-file-changed': {
    severity: 'error',
    message: (version: number, digest: string) => `version ${version} was changed after it was released: it now has the digest ${digest}`,
    help: (version: number, _digest: string, next: number) =>
      `restore v${version}.policy.yaml, and what it extends or counts by, from version control; make the change in a new version, v${next}.policy.yaml`,
  },
  'release-start': {
    severity: 'error',
    message: (version: number, from: string) => `version ${version} begins at ${from}, and this list says otherwise`,
    help: () => 'restore this list from version control',
  },
  'released-draft': {
    severity: 'error',
    message: (version: number) => `version ${version} is released, and its file says that it is a draft`,
    help: (version: number) => `remove \`draft\` from v${version}.policy.yaml; a change is made in a new version`,
  },
  // Cases
  'case-request': {
    severity: 'error',
    message: (sentence: string) => sentence,
    help: (_sentence: string, help: string | undefined) => help ?? 'correct the request, or expect the mistake: { invalid: [ pointer ] }',
  },
} as const satisfies Record<string, Entry>;

export type DiagnosticCode = keyof typeof catalogue;

/** The words that the message and help of a code are made of. */
export type DiagnosticWords<Code extends DiagnosticCode> = (typeof catalogue)[Code] extends { help: (...words: infer Help extends unknown[]) => unknown }
  ? Parameters<(typeof catalogue)[Code]['message']>['length'] extends Help['length']
    ? Parameters<(typeof catalogue)[Code]['message']>
    : Help extends []
      ? Parameters<(typeof catalogue)[Code]['message']>
      : Help
  : Parameters<(typeof catalogue)[Code]['message']>;

/** All codes, in the order of the catalogue. */
export const diagnosticCodes: readonly DiagnosticCode[] = Object.keys(catalogue) as DiagnosticCode[];

/** A code with its words put into sentences. */
export function phrase<Code extends DiagnosticCode>(
  code: Code,
  words: DiagnosticWords<Code>,
): { readonly severity: Severity; readonly message: string; readonly help?: string } {
  const entry: { severity: Severity; message: (...words: never[]) => string; help?: (...words: never[]) => string | undefined } = catalogue[code];
  const spoken = words as unknown as never[];
  const help = entry.help?.(...spoken);
  return { severity: entry.severity, message: entry.message(...spoken), ...(help === undefined ? {} : { help }) };
}
