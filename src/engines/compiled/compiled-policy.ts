/**
 * Engine: a policy of the core comes in; what goes out decides raw requests in which everything is as it should be, at once and with little
 * work. Whatever is unusual about a request is left to others.
 */
import { AmountWorker } from '../../meaning/amounts.ts';
import { decideRequest, finish } from '../../meaning/decide-request.ts';
import { type Situation, situate } from '../../meaning/situation.ts';
import { judge, type Truth } from '../../meaning/truth.ts';
import type { Decision, Outcome, Totals } from '../../model/generated/decision.ts';
import type { Condition, CorePolicy, FactValue } from '../../model/policy.ts';
import { Bill } from './bill.ts';
import { type Cell, CellMaker, canBeCompiled } from './cells.ts';
import { type Judge, toJudge } from './closures.ts';
import { type Frame, type Layout, layOut, makeFrame, valueInFrame } from './frame.ts';
import { type CellJudge, closeJudge, generateJudge, mayGenerateCode } from './generate.ts';
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

/** A cell gets code of its own once it was asked so often, as long as not too many have some. */
const visitsForCode = 20;
const mostGenerated = 64;

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

/** Compiles a policy; undefined for one that this engine does not decide. */
export function compilePolicy(policy: CorePolicy, { codegen }: { readonly codegen: boolean }): Compiled | undefined {
  return canBeCompiled(policy) ? new CompiledPolicy(policy, codegen && mayGenerateCode()) : undefined;
}

/** One policy, compiled. INVARIANT: its frame is that of one request at a time. */
class CompiledPolicy implements Compiled {
  readonly #layout: Layout;
  readonly #frame: Frame;
  readonly #reader: FrameReader;
  readonly #cells: CellMaker;
  readonly #rooms: (Room | undefined)[] = [];
  readonly #nodes: NodeMaker;
  readonly #windows: WindowStates;
  readonly #judgement: Judgement;
  readonly #bill: Bill;
  readonly #writer: DecisionWriter;
  readonly #judges = new Map<Condition, Judge>();
  readonly #codegen: boolean;
  #generated = 0;
  #isBusy = false;
  #situation: Situation | undefined;

  /** @param codegen whether code may be made of text */
  constructor(policy: CorePolicy, codegen: boolean) {
    const offsets = offsetsOf(policy);
    const statements = [...policy.rules, ...policy.evidence, ...policy.lines, ...policy.duties].map(({ condition }) => condition);
    this.#codegen = codegen;
    this.#layout = layOut(policy);
    this.#frame = makeFrame(this.#layout, offsets.end);
    this.#reader = new FrameReader(this.#layout);
    this.#nodes = new NodeMaker(this.#layout);
    this.#cells = new CellMaker(this.#layout, this.#nodes, statements);
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
      const verdict = this.#judgement.verdict(room);
      if (!alternatives && verdict.missing !== 'facts') return this.#writer.write(room, verdict);
      const own = this.#situationNow();
      return finish(decideRequest(own, { alternatives }), (situation) => (situation === own ? this.#truthOf : (condition) => judge(condition, situation)))
        .decision;
    });
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
    if (room.visits === visitsForCode) this.#improve(room);
    if (!room.judge()) return undefined;
    const { unsafe } = this.#windows;
    for (let at = 0; at < unsafe.length; at += 1) if (this.#situationNow().windowOf(unsafe[at] as string).beyond !== null) return undefined;
    return room;
  }

  #furnish(index: number): Room {
    const { policy } = this.#layout;
    const offsets = offsetsOf(policy);
    const cell = this.#cells.make(this.#frame);
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
    this.#rooms[index] = room;
    return room;
  }

  #improve(room: Room): void {
    if (!this.#codegen || this.#generated >= mostGenerated) return;
    this.#generated += 1;
    room.judge = generateJudge(room.cell, this.#frame, this.#windows.workOut) ?? room.judge;
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
