import { pMapIterable } from 'p-map';
import { Piscina } from 'piscina';
import { BatchDecider, type BatchResult, type BulkPlan } from './batch-decider.ts';
import type { Batch } from './split-records.ts';

const workerFile = new URL('worker.js', import.meta.url).href;

/** Batches that wait for a thread, for each one that has a thread: enough that none stands idle, few enough that memory stays flat. */
const waitingPerWorker = 2;
/** Results that wait for one before them, for each thread. */
const aheadPerWorker = 4;

/**
 * Decides batches on several threads and yields what they come to in the order of the batches. Whoever reads slowly slows the reading of the
 * batches down.
 * @param workers how many threads; with 0 or 1 all is done in this one
 * @throws what the batches throw, after all that came before it; and where a thread ends by itself
 */
export function decideMany(batches: AsyncIterable<Batch>, plan: BulkPlan, workers: number, file: string = workerFile): AsyncIterable<BatchResult> {
  return workers <= 1 ? decideHere(batches, plan) : decideElsewhere(batches, plan, workers, file);
}

async function* decideHere(batches: AsyncIterable<Batch>, plan: BulkPlan): AsyncGenerator<BatchResult, void, undefined> {
  const decider = new BatchDecider(plan);
  for await (const batch of batches) yield decider.decide(batch);
}

async function* decideElsewhere(batches: AsyncIterable<Batch>, plan: BulkPlan, workers: number, file: string): AsyncGenerator<BatchResult, void, undefined> {
  const pool = new WorkerPool(plan, workers, file);
  try {
    const limits = { concurrency: workers * waitingPerWorker, backpressure: workers * aheadPerWorker };
    yield* pMapIterable(batches, (batch) => pool.decide(batch), limits);
  } catch (error) {
    throw pool.failure ?? error;
  } finally {
    await pool.close();
  }
}

/** What a batch leaves behind is collected soon, so that memory does not grow with the lines; that makes deciding no slower. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/** Threads that hold the policy. When one of them ends by itself, nothing that waits for it waits on. */
class WorkerPool {
  readonly #pool: Piscina<Batch, BatchResult>;
  readonly #failed = new AbortController();
  #failure: Error | undefined;

  constructor(plan: BulkPlan, workers: number, filename: string) {
    const oneUntilNeeded = { minThreads: 1, maxThreads: workers, idleTimeout: Number.POSITIVE_INFINITY };
    this.#pool = new Piscina<Batch, BatchResult>({
      filename,
      name: 'decideBatch',
      workerData: plan,
      maxQueue: Number.POSITIVE_INFINITY,
      resourceLimits,
      ...oneUntilNeeded,
    });
    this.#pool.on('error', (error) => this.#fail(error, ''));
  }

  /** Why a thread ended, where one did. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  async decide(batch: Batch): Promise<BatchResult> {
    try {
      return await this.#pool.run(batch, { signal: this.#failed.signal });
    } catch (error) {
      throw this.#fail(error, ` at lines ${batch.records[0]?.line ?? 0} to ${batch.records.at(-1)?.line ?? 0}`);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #fail(error: unknown, where: string): Error {
    this.#failure ??= new Error(`a worker failed${where}: ${error instanceof Error ? error.message : String(error)}`);
    this.#failed.abort();
    return this.#failure;
  }
}
