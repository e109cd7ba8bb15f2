import type { Duration } from '../../src/platform/time.ts';
import type { ScriptedJob } from './scripted-job.ts';

/** Every state that a job entered, and when by a clock that never steps; undefined until it left. */
export interface Stay {
  job: ScriptedJob;
  entered: Duration;
  left: Duration | undefined;
}

/** What became of the jobs of a scripted cloud, so that it can be asked as it was, and a test what was so. */
export class JobPast {
  /** In the order in which they began. */
  readonly stays: Stay[] = [];
  readonly #current = new Map<string, Stay>();

  record(job: ScriptedJob, now: Duration): void {
    const current = this.#current.get(job.jobId);
    if (current?.job.state === job.state) return;
    if (current !== undefined) current.left = now;
    const stay: Stay = { job, entered: now, left: undefined };
    this.#current.set(job.jobId, stay);
    this.stays.push(stay);
  }

  /** The job is gone; when it comes back, it enters its state again. */
  remove(jobId: string, now: Duration): void {
    const current = this.#current.get(jobId);
    if (current !== undefined) current.left = now;
    this.#current.delete(jobId);
  }

  /** The jobs as they stood then; what happened at that very moment had happened. */
  at(moment: Duration): ScriptedJob[] {
    return this.stays
      .filter(({ entered, left }) => entered <= moment && (left === undefined || left > moment))
      .map(({ job }) => job);
  }

  /** How many jobs there ever were. */
  get jobs(): number {
    return new Set(this.stays.map(({ job }) => job.jobId)).size;
  }

  /** The job as it stood last, gone or not. */
  last(jobId: string): ScriptedJob | undefined {
    return this.stays.findLast(({ job }) => job.jobId === jobId)?.job;
  }

  current(jobId: string): Stay | undefined {
    return this.#current.get(jobId);
  }
}
