import type { Fact } from '../../model/policy.ts';
import { type Frame, type Layout, valueCodesOf } from './frame.ts';
import { readDate, readInstant } from './read-moment.ts';

const toTag = Object.prototype.toString;

/** So many digits every number in JSON keeps. */
const safeDigits = 15;

/** Of longer lists the problems are told elsewhere. */
const longestList = 1_000;

/** How a told fact is read. */
interface Reader {
  readonly fact: Fact;
  readonly slot: number;
  readonly nullCode: number;
  /** Of an enum. */
  readonly codes: ReadonlyMap<unknown, number>;
  readonly least: number;
  readonly most: number;
}

/**
 * Reads requests in which everything is as it should be into a frame, and gives up at whatever is not: what is wrong, if anything is, others
 * say. Reading may run code of the caller's (getters, proxies) and throw what that throws.
 */
export class FrameReader {
  readonly #readers: ReadonlyMap<string, Reader>;
  readonly #evidenceSlots: ReadonlyMap<string, number>;
  readonly #untold: Int32Array;
  readonly #hasLists: boolean;

  constructor({ facts, evidenceSlots }: Layout) {
    this.#readers = new Map(facts.flatMap((fact, slot): [string, Reader][] => (fact.derived === null ? [[fact.name, readerOf(fact, slot)]] : [])));
    this.#evidenceSlots = evidenceSlots;
    this.#untold = Int32Array.from(facts, (fact) => valueCodesOf(fact) + 1);
    this.#hasLists = facts.some((fact) => ['text', 'set', 'instants', 'dates', 'periods'].includes(fact.type));
  }

  /** Whether the request could be read. */
  read(request: unknown, frame: Frame): boolean {
    if (toTag.call(request) !== '[object Object]') return false;
    this.#empty(frame);
    const data = request as Readonly<Record<string, unknown>>;
    const keys = Object.keys(data);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as string;
      const value = data[key];
      if (value === undefined) continue;
      const reader = this.#readers.get(key);
      if (reader === undefined) {
        if (key !== 'evidence' || !this.#readEvidence(value, frame)) return false;
      } else if (!readFact(reader, value, frame)) return false;
    }
    return true;
  }

  #empty(frame: Frame): void {
    frame.codes.set(this.#untold);
    frame.told.fill(0);
    frame.evidence.fill(0);
    frame.states.fill(-1);
    if (this.#hasLists) frame.others.fill(undefined);
  }

  #readEvidence(evidence: unknown, frame: Frame): boolean {
    if (toTag.call(evidence) !== '[object Object]') return false;
    const data = evidence as Readonly<Record<string, unknown>>;
    const names = Object.keys(data);
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] as string;
      const slot = this.#evidenceSlots.get(name);
      const state = data[name];
      if (slot === undefined || (state !== 'provided' && state !== 'unavailable')) return false;
      frame.evidence[slot] = state === 'provided' ? 1 : 2;
    }
    return true;
  }
}

function readerOf(fact: Fact, slot: number): Reader {
  return {
    fact,
    slot,
    nullCode: valueCodesOf(fact),
    codes: new Map(fact.type === 'enum' ? fact.values.map((value, code) => [value, code]) : []),
    least: fact.atLeast ?? Number.NEGATIVE_INFINITY,
    most: fact.atMost ?? Number.POSITIVE_INFINITY,
  };
}

function readFact(reader: Reader, value: unknown, frame: Frame): boolean {
  const { fact, slot } = reader;
  frame.told[slot] = 1;
  if (value === null) {
    frame.codes[slot] = reader.nullCode;
    return fact.nullable;
  }
  switch (fact.type) {
    case 'boolean':
      frame.codes[slot] = value === true ? 1 : 0;
      return typeof value === 'boolean';
    case 'enum': {
      const code = reader.codes.get(value);
      if (code === undefined) return false;
      frame.codes[slot] = code;
      return true;
    }
    case 'instant':
      return typeof value === 'string' && keepNumber(reader, readInstant(value), frame);
    case 'date':
      return typeof value === 'string' && keepNumber(reader, readDate(value), frame);
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) && keepNumber(reader, value, frame);
    case 'decimal':
    case 'money':
      return keepNumber(reader, typeof value === 'string' ? readUnits(value, fact.decimals) : readNumber(value, fact.decimals), frame);
    case 'text':
      return typeof value === 'string' && value.length > 0 && value.length <= 200 && keepOther(reader, value, frame);
    case 'set':
    case 'instants':
    case 'dates':
      return Array.isArray(value) && readList(reader, value, frame);
    case 'periods':
      return false;
  }
}

/** Keeps a number that the fact can have; NaN is none. -0 becomes 0. */
function keepNumber({ slot, least, most }: Reader, value: number, { codes, numbers }: Frame): boolean {
  if (!(value >= least && value <= most)) return false;
  codes[slot] = 0;
  numbers[slot] = value + 0;
  return true;
}

function keepOther({ slot }: Reader, value: string | ReadonlySet<string> | readonly number[], { codes, others }: Frame): boolean {
  codes[slot] = 0;
  others[slot] = value;
  return true;
}

function readNumber(value: unknown, decimals: number): number {
  return typeof value === 'number' ? readUnits(String(value === 0 ? 0 : value), decimals) : Number.NaN;
}

/** Units of the last decimal of a plainly written number of few digits; NaN for any other text. */
function readUnits(text: string, decimals: number): number {
  const { length } = text;
  const start = text.charCodeAt(0) === 45 ? 1 : 0;
  const first = text.charCodeAt(start);
  let units = 0;
  let point = -1;
  for (let at = start; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 && point === -1 && at > start) point = at;
    else if (code >= 48 && code <= 57) units = units * 10 + code - 48;
    else return Number.NaN;
  }
  const fraction = point === -1 ? 0 : length - point - 1;
  const whole = (point === -1 ? length : point) - start;
  const isPlain = whole > 0 && (first !== 48 || whole === 1) && (point === -1 || fraction > 0) && fraction <= decimals && whole + decimals <= safeDigits;
  if (!isPlain) return Number.NaN;
  for (let more = fraction; more < decimals; more += 1) units *= 10;
  return start === 1 && units !== 0 ? -units : units;
}

function readList(reader: Reader, list: readonly unknown[], frame: Frame): boolean {
  const { fact } = reader;
  const { length } = list;
  if (!(length <= longestList)) return false;
  if (fact.type === 'set') return readSet(reader, list, length, frame);
  const moments: number[] = [];
  for (let at = 0; at < length; at += 1) {
    const value = list[at];
    const moment = typeof value !== 'string' ? Number.NaN : fact.type === 'dates' ? readDate(value) : readInstant(value);
    if (Number.isNaN(moment)) return false;
    moments.push(moment);
  }
  return keepOther(reader, moments, frame);
}

function readSet(reader: Reader, list: readonly unknown[], length: number, frame: Frame): boolean {
  const members = new Set<string>();
  for (let at = 0; at < length; at += 1) {
    const value = list[at];
    if (typeof value !== 'string' || !reader.fact.values.includes(value)) return false;
    members.add(value);
  }
  return members.size === length && keepOther(reader, members, frame);
}
