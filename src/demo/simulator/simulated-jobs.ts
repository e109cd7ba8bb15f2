import type { Instant } from '../../platform/time.ts';
import { renderJob } from './render.ts';
import type { SimulatedJob } from './simulated-job.ts';

/** The filters of the list call, already read; bounds are inclusive, in whole seconds. */
export interface JobFilters {
  order: 'Asc' | 'Desc';
  states?: ReadonlySet<string> | undefined;
  type?: string | undefined;
  name?: string | undefined;
  workflowId?: string | undefined;
  jobId?: string | undefined;
  from?: Instant | undefined;
  until?: Instant | undefined;
}

/** The end of a page. The next page begins behind this row, also when rows were added or removed meanwhile. */
export interface Position {
  second: Instant;
  jobId: string;
}

interface Slice {
  rows: readonly string[];
  /** The end of the slice. `undefined` when no row that matches is left behind it. */
  next: Position | undefined;
  /** The place of the last row; undefined for an empty slice. */
  last: Position | undefined;
}

interface Entry extends Position {
  job: SimulatedJob;
  /** Rendered once, when first asked for. */
  row: string | undefined;
}

/** The jobs of one bucket, kept in the order of creation time, then id. */
export class SimulatedJobs {
  readonly #byId = new Map<string, Entry>();
  readonly #sorted: Entry[] = [];

  get size(): number {
    return this.#byId.size;
  }

  get(jobId: string): SimulatedJob | undefined {
    return this.#byId.get(jobId)?.job;
  }

  /** All jobs, oldest first. */
  jobs(): SimulatedJob[] {
    return this.#sorted.map(({ job }) => job);
  }

  /** Adds a job, or replaces the one of the same id. */
  put(job: SimulatedJob): void {
    this.remove(job.jobId);
    const second = Math.floor(job.creationTime / 1000) * 1000;
    const entry: Entry = { second, jobId: job.jobId, job, row: undefined };
    this.#byId.set(job.jobId, entry);
    this.#sorted.splice(this.#firstAtOrAfter(entry), 0, entry);
  }

  remove(jobId: string): boolean {
    const entry = this.#byId.get(jobId);
    if (entry === undefined) return false;
    this.#byId.delete(jobId);
    this.#sorted.splice(this.#firstAtOrAfter(entry), 1);
    return true;
  }

  /** Changes a job; its id and creation time stay. */
  change(jobId: string, changes: Partial<SimulatedJob>): void {
    const entry = this.#byId.get(jobId);
    if (entry === undefined) throw new Error(`the simulated service has no job ${jobId}`);
    const { creationTime } = entry.job;
    entry.job = { ...entry.job, ...changes, jobId, creationTime };
    entry.row = undefined;
  }

  row(jobId: string): string | undefined {
    const entry = this.#byId.get(jobId);
    return entry === undefined ? undefined : rowOf(entry);
  }

  /** Up to `size` rows that match, behind `after`. */
  slice(filters: JobFilters, size: number, after: Position | undefined): Slice {
    const found: Entry[] = [];
    for (const entry of this.#candidates(filters, after)) {
      if (!matches(entry.job, filters)) continue;
      if (found.length === size) return toSlice(found, found.at(-1));
      found.push(entry);
    }
    return toSlice(found, undefined);
  }

  *#candidates({ order, from, until, jobId }: JobFilters, after: Position | undefined): Iterable<Entry> {
    let low = from === undefined ? 0 : this.#firstAtOrAfter({ second: from, jobId: '' });
    let high =
      until === undefined ? this.#sorted.length : this.#firstAtOrAfter({ second: until + 1, jobId: '' });
    if (after !== undefined) {
      const at = this.#firstAtOrAfter(after);
      const present = this.#sorted[at]?.jobId === after.jobId;
      if (order === 'Asc') low = Math.max(low, present ? at + 1 : at);
      else high = Math.min(high, at);
    }
    if (jobId !== undefined) {
      const entry = this.#byId.get(jobId);
      const at = entry === undefined ? -1 : this.#firstAtOrAfter(entry);
      if (entry !== undefined && at >= low && at < high) yield entry;
      return;
    }
    for (let step = 0; step < high - low; step += 1) {
      const entry = this.#sorted[order === 'Asc' ? low + step : high - 1 - step];
      if (entry !== undefined) yield entry;
    }
  }

  #firstAtOrAfter(position: Position): number {
    const last = this.#sorted.at(-1);
    if (last === undefined || compare(last, position) < 0) return this.#sorted.length;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#sorted[middle];
      if (entry !== undefined && compare(entry, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: Position, b: Position): number {
  if (a.second !== b.second) return a.second - b.second;
  if (a.jobId === b.jobId) return 0;
  return a.jobId < b.jobId ? -1 : 1;
}

function toSlice(found: readonly Entry[], next: Entry | undefined): Slice {
  return { rows: found.map(rowOf), next, last: found.at(-1) };
}

function rowOf(entry: Entry): string {
  entry.row ??= renderJob(entry.job);
  return entry.row;
}

function matches(job: SimulatedJob, filters: JobFilters): boolean {
  const { states, type, name, workflowId } = filters;
  if (states !== undefined && !states.has(job.state)) return false;
  if (type !== undefined && (job.type ?? 'Job') !== type) return false;
  if (name !== undefined && (job.name ?? 'job-demo') !== name) return false;
  if (workflowId === undefined) return true;
  const ids = job.operation?.['WorkflowIds'];
  return typeof ids === 'string' && ids.split(',').includes(workflowId);
}
