/**
 * Engine: a policy of the core comes in; what goes out decides raw requests in which everything is as it should be, at once and with little
 * work. Whatever is unusual about a request is left to others.
 */
import { AmountWorker } from '../../meaning/amounts.ts';
import { type Situation, situate } from '../../meaning/situation.ts';
import type { Truth } from '../../meaning/truth.ts';
import type { Alternative, Decision, Outcome, Totals } from '../../model/generated/decision.ts';
import type { Condition, CorePolicy, FactValue } from '../../model/policy.ts';
import { Bill } from './bill.ts';
import { type Cell, CellMaker, canBeCompiled } from './cells.ts';
import { type Judge, toJudge } from './closures.ts';
import { type Frame, type Layout, layOut, makeFrame, valueInFrame } from './frame.ts';
import { type CellCode, type CellJudge, closeJudge, printCell } from './generate.ts';
import { DecisionWriter } from './decision-writer.ts';
import { NodeMaker } from './nodes.ts';
import { FrameReader } from './read-request.ts';
import { type Candidates, Judgement, offsetsOf } from './verdict.ts';
import { WindowStates } from './window-states.ts';

/** A cell that requests came to. */
interface Room extends Candidates {
  readonly cell: Cell;
  judge: CellJudge;
  visits: number;
}

/** Where the code of cells comes from: it is made of text, or was made beforehand. */
export interface CodeMaker {
  /** A cell gets code of its own when it is asked for so often, … */
  readonly visits: number;
  /** … as long as no more than these have some. */
  readonly most: number;
  /** The code of a cell; undefined where it has none. */
  codeOf(cell: number, source: string): CellCode | undefined;
}

/** So many conditions are kept in all cells together; then they are made anew. */
const mostKept = 200_000;

/** What a request comes to. */
export interface OutcomeAndTotals {
  readonly ok: true;
  readonly outcome: Outcome;
  readonly totals: Totals;
}

/** Decides raw requests; undefined where one is not as usual: then others decide it, or say what is wrong. */
export interface Compiled {
  outcome(request: unknown): OutcomeAndTotals | undefined;
  /** @param alternatives whether other remedies are decided too */
  decide(request: unknown, alternatives: boolean): Decision | undefined;
}

/** Compiles a policy; undefined for one that this engine does not decide. Without `code`, cells have none of their own. */
export function compileWith(policy: CorePolicy, code: CodeMaker | undefined): Compiled | undefined {
  return canBeCompiled(policy) ? new CompiledPolicy(policy, code) : undefined;
}

/** One policy, compiled. INVARIANT: its frame is that of one request at a time. */
class CompiledPolicy implements Compiled {
  readonly #layout: Layout;
  readonly #frame: Frame;
  readonly #reader: FrameReader;
  readonly #cells: CellMaker;
  #rooms: (Room | undefined)[] = [];
  #kept = 0;
  readonly #nodes: NodeMaker;
  readonly #windows: WindowStates;
  readonly #judgement: Judgement;
  readonly #bill: Bill;
  readonly #writer: DecisionWriter;
  readonly #judges = new Map<Condition, Judge>();
  readonly #code: CodeMaker | undefined;
  #generated = 0;
  #isBusy = false;
  #situation: Situation | undefined;

  constructor(policy: CorePolicy, code: CodeMaker | undefined) {
    const offsets = offsetsOf(policy);
    this.#code = code;
    this.#layout = layOut(policy);
    this.#frame = makeFrame(this.#layout, offsets.end);
    this.#reader = new FrameReader(this.#layout);
    this.#nodes = new NodeMaker(this.#layout);
    this.#cells = new CellMaker(this.#layout, this.#nodes);
    this.#windows = new WindowStates(this.#layout, () => this.#situationNow());
    this.#judgement = new Judgement(this.#layout, this.#frame, offsets);
    const tools = {
      layout: this.#layout,
      frame: this.#frame,
      offsets,
      judgeOf: (condition: Condition): Judge => this.#judgeOf(condition),
      workerOf: (currency: string): AmountWorker => new AmountWorker(this.#situationNow(), this.#truthOf, currency),
    };
    this.#bill = new Bill(tools);
    const situationOf = (): Situation => this.#situationNow();
    this.#writer = new DecisionWriter({ ...tools, judgement: this.#judgement, bill: this.#bill, windows: this.#windows, situationOf });
  }

  /** Outcome and totals of a request; undefined where it is not as usual. */
  outcome(request: unknown): OutcomeAndTotals | undefined {
    return this.#alone(request, (room) => {
      const { outcome } = this.#judgement.verdict(room);
      return { ok: true, outcome, totals: this.#bill.totals(this.#bill.lines(room, outcome)) };
    });
  }

  /** The decision about a request; undefined where it is not as usual. */
  decide(request: unknown, alternatives: boolean): Decision | undefined {
    return this.#alone(request, (room) => {
      const isAsked = this.#judgement.remedy >= 0 && (alternatives || this.#judgement.isRemedyMissing);
      const decision = this.#writer.write(room, this.#judgement.verdict(room));
      if (!isAsked) return decision;
      const { policy, version, digest, outcome, remedy, reasons, missing, windows, evidence, charges, credits, totals, duties, readings } = decision;
      const rest = { reasons, missing, windows, evidence, charges, credits, totals, duties, readings };
      return { policy, version, digest, outcome, remedy, alternatives: this.#alternatives(), ...rest };
    });
  }

  /** The same request for the other remedies. INVARIANT: asked last, as the frame is then that of another request. */
  #alternatives(): NonNullable<Decision['alternatives']> {
    const slot = this.#judgement.remedy;
    const own = this.#frame.codes[slot];
    const found: Record<string, Alternative> = {};
    for (const [code, other] of (this.#layout.facts[slot]?.values ?? []).entries()) {
      if (code === own) continue;
      this.#reader.switchTo(slot, code, this.#frame);
      this.#situation = undefined;
      const room = this.#enter();
      if (room !== undefined) found[other] = this.#answer(room);
    }
    return found;
  }

  #answer(room: Room): Alternative {
    const { outcome } = this.#judgement.verdict(room);
    return { outcome, totals: this.#bill.totals(this.#bill.lines(room, outcome)) };
  }

  /** Reading a request may run code of the caller's, which may ask for another decision: that one is left to others. */
  #alone<Result>(request: unknown, answer: (room: Room) => Result): Result | undefined {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      this.#situation = undefined;
      if (!this.#reader.read(request, this.#frame)) return undefined;
      const room = this.#enter();
      return room === undefined ? undefined : answer(room);
    } catch {
      return undefined;
    } finally {
      this.#isBusy = false;
    }
  }

  /** The room of the request, whose conditions are judged then; undefined where the request says what cannot be. */
  #enter(): Room | undefined {
    const index = this.#cells.indexOf(this.#frame);
    const room = this.#rooms[index] ?? this.#furnish(index);
    room.visits += 1;
    if (room.visits === this.#code?.visits) this.#improve(index, room, this.#code);
    if (!room.judge()) return undefined;
    const { unsafe } = this.#windows;
    for (let at = 0; at < unsafe.length; at += 1) if (this.#situationNow().windowOf(unsafe[at] as string).beyond !== null) return undefined;
    return room;
  }

  #furnish(index: number): Room {
    const { policy } = this.#layout;
    const offsets = offsetsOf(policy);
    const cell = this.#cells.make(index);
    const slots = cell.statements.map(({ slot }) => slot);
    const between = (from: number, to: number): readonly number[] => slots.filter((slot) => slot >= from && slot < to);
    const room: Room = {
      cell,
      judge: closeJudge(cell, this.#frame, this.#windows.workOut),
      visits: 0,
      rules: between(0, offsets.evidence),
      evidence: between(offsets.evidence, offsets.lines),
      lines: between(offsets.lines, offsets.duties),
      duties: between(offsets.duties, offsets.end),
    };
    this.#kept += slots.length + cell.facts.length;
    if (this.#kept > mostKept) this.#rooms = [];
    if (this.#kept > mostKept) this.#kept = 0;
    this.#rooms[index] = room;
    return room;
  }

  #improve(index: number, room: Room, { most, codeOf }: CodeMaker): void {
    if (this.#generated >= most) return;
    this.#generated += 1;
    const printed = printCell(room.cell, this.#windows.workOut);
    const code = printed === undefined ? undefined : codeOf(index, printed.source);
    if (printed !== undefined && code !== undefined) room.judge = code(this.#frame, printed.judges, printed.tables, this.#windows.workOut);
  }

  #judgeOf(condition: Condition): Judge {
    const known = this.#judges.get(condition);
    if (known !== undefined) return known;
    const made = toJudge(this.#nodes.toNode(condition), this.#windows.workOut);
    this.#judges.set(condition, made);
    return made;
  }

  readonly #truthOf = (condition: Condition): Truth => {
    const grade = this.#judgeOf(condition)(this.#frame);
    return grade === 1 ? undefined : grade === 3;
  };

  /** What is told, as others work with it. */
  #situationNow(): Situation {
    if (this.#situation !== undefined) return this.#situation;
    const { policy, facts, evidenceSlots } = this.#layout;
    const told = new Map<string, Exclude<FactValue, undefined>>();
    for (const [slot, fact] of facts.entries()) {
      const value = this.#frame.told[slot] === 1 ? valueInFrame(fact, slot, this.#frame) : undefined;
      if (value !== undefined) told.set(fact.name, value);
    }
    const evidence = new Map<string, 'provided' | 'unavailable'>();
    for (const [name, slot] of evidenceSlots) {
      const state = this.#frame.evidence[slot];
      if (state !== 0) evidence.set(name, state === 1 ? 'provided' : 'unavailable');
    }
    this.#situation = situate(policy, { facts: told, evidence });
    return this.#situation;
  }
}
