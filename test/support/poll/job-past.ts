import type { Duration } from '../../../src/platform/time.ts';
import type { ScriptedJob } from './scripted-job.ts';

/** Every state that a job entered, and when by a clock that never steps; undefined until it left. */
export interface StateSpell {
  job: ScriptedJob;
  entered: Duration;
  left: Duration | undefined;
}

/** What became of the jobs of a scripted cloud, so that it can be asked as it was, and a test what was so. */
export class JobPast {
  /** In the order in which they began. */
  readonly spells: StateSpell[] = [];
  readonly #current = new Map<string, StateSpell>();

  record(job: ScriptedJob, now: Duration): void {
    const current = this.#current.get(job.jobId);
    if (current?.job.state === job.state) return;
    if (current !== undefined) current.left = now;
    const spell: StateSpell = { job, entered: now, left: undefined };
    this.#current.set(job.jobId, spell);
    this.spells.push(spell);
  }

  /** The job is gone; when it comes back, it enters its state again. */
  remove(jobId: string, now: Duration): void {
    const current = this.#current.get(jobId);
    if (current !== undefined) current.left = now;
    this.#current.delete(jobId);
  }

  /** The jobs as they stood then; what happened at that very moment had happened. */
  at(moment: Duration): ScriptedJob[] {
    return this.spells
      .filter(({ entered, left }) => entered <= moment && (left === undefined || left > moment))
      .map(({ job }) => job);
  }

  /** The number of all jobs that there ever were. */
  get jobs(): number {
    return new Set(this.spells.map(({ job }) => job.jobId)).size;
  }

  /** The job as it stood last, gone or not. */
  last(jobId: string): ScriptedJob | undefined {
    return this.spells.findLast(({ job }) => job.jobId === jobId)?.job;
  }

  current(jobId: string): StateSpell | undefined {
    return this.#current.get(jobId);
  }
}
