import { SECOND, type Clock, type Duration } from '../../platform/time.ts';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import { toEnrichmentFault } from './enrichment-fault.ts';
import { SourceFault } from '../port/job-source.ts';

/** So long, in all, may the messages of a poll wait for enrichment. */
const LONGEST_WAIT: Duration = 5 * SECOND;

/** Either what was asked for, or why it could not be had. */
export type EnrichmentAnswer<Value> = { value: Value } | { fault: EnrichmentFault };

/** The time for the enrichment of one poll. Its maker ends it. */
export class EnrichmentDeadline {
  readonly #stopping: AbortSignal;
  readonly #over = new AbortController();
  readonly #ended = new AbortController();

  /** @param stopping aborts when the program stops. */
  constructor(clock: Clock, stopping: AbortSignal) {
    this.#stopping = stopping;
    clock.sleep(LONGEST_WAIT, this.#ended.signal).then(
      () => this.#over.abort(new Error('the time for facts is up')),
      () => undefined,
    );
  }

  /** Says whether nothing more can be asked for. */
  get isOver(): boolean {
    return this.#over.signal.aborted || this.#stopping.aborted;
  }

  get isStopping(): boolean {
    return this.#stopping.aborted;
  }

  /** Asks within the time. A fault of the other side is an answer, too; a bug is thrown. */
  async ask<Value>(question: (signal: AbortSignal) => Promise<Value>): Promise<EnrichmentAnswer<Value>> {
    try {
      return { value: await question(AbortSignal.any([this.#stopping, this.#over.signal])) };
    } catch (error) {
      if (error instanceof SourceFault) return { fault: toEnrichmentFault(error) };
      if (this.isOver) return { fault: { kind: 'timeout', code: 'facts-late' } };
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
  }
}
