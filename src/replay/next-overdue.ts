import { nextOverdue } from '../engine/find-overdue.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../platform/time.ts';
import type { ReplayTarget } from './play-context.ts';

/** The next moment at which a job is overdue, by target. It is looked up when that may have changed. */
export class NextOverdue {
  readonly #targets: readonly ReplayTarget[];
  readonly #details: (job: KnownJob) => JobDetails;
  readonly #next = new Map<string, Instant>();

  constructor(targets: readonly ReplayTarget[], details: (job: KnownJob) => JobDetails) {
    this.#targets = targets;
    this.#details = details;
  }

  /** Infinity when no job will be overdue. */
  get next(): Instant {
    return Math.min(Infinity, ...this.#next.values());
  }

  async lookAll(store: Store): Promise<void> {
    for (const target of this.#targets) await this.look(store, target);
  }

  async look(store: Store, { name }: { name: string }): Promise<void> {
    const target = this.#targets.find((known) => known.name === name);
    if (target?.rules.some(({ tooLong }) => tooLong !== undefined) !== true) return;
    const by = { rules: target.rules, details: this.#details };
    this.#next.set(name, (await store.read((db) => nextOverdue(db, name, by))) ?? Infinity);
  }
}
