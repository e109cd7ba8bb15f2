import { toApiTime } from '../../src/jobs/api-time.ts';
import type { Job } from '../../src/jobs/job.ts';
import { SourceFault, type JobSource, type ListQuery, type Page } from '../../src/watch/job-source.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../../src/time.ts';

export interface ScriptedJob {
  readonly jobId: string;
  readonly createdAt: Instant;
  state: string;
}

/** What goes wrong with one request; undefined lets it be answered well. */
export type ListFault =
  | 'fail'
  /** The answer has no token, although there is more. */
  | 'lose-token'
  /** The answer has the token it was asked with. */
  | 'repeat-token'
  /** Every row twice. */
  | 'duplicate'
  /** Rows in reverse order. */
  | 'reorder'
  /** The rows of the first page that was ever asked for, long out of date. */
  | 'stale';

/** A cloud in memory, behind the interface that watching knows: for thousands of histories a minute. */
export class ScriptedCloud implements JobSource {
  readonly jobs = new Map<string, ScriptedJob>();
  /** Every row of every answer, in the order in which it was given. */
  readonly shown: { readonly jobId: string; readonly state: string }[] = [];
  readonly queries: ListQuery[] = [];
  /** The server's clock minus ours. */
  skew: Duration = 0;
  /** Asked before each request, with its number in the poll, from 0. */
  fault: (request: number) => ListFault | undefined = () => undefined;
  /** Called after each answer: the world may change between pages. */
  afterAnswer: (request: number) => void = () => {};
  readonly #clock: Clock;
  #request = 0;
  #stale: readonly Job[] | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get serverNow(): Instant {
    return this.#clock.now() + this.skew;
  }

  startPoll(): void {
    this.#request = 0;
  }

  put(job: ScriptedJob): void {
    this.jobs.set(job.jobId, job);
  }

  list(query: ListQuery): Promise<Page> {
    const request = this.#request++;
    this.queries.push(query);
    const fault = this.fault(request);
    if (fault === 'fail') {
      return Promise.reject(new SourceFault('scripted', { code: 'Scripted', reason: 'server' }));
    }
    const { rows, nextToken } = this.#page(query);
    const jobs = this.#disturb(rows, fault);
    for (const { jobId, state } of jobs) this.shown.push({ jobId, state });
    const now = this.#clock.now();
    const page: Page = {
      jobs,
      skippedRows: 0,
      nextToken:
        fault === 'lose-token' ? '' : fault === 'repeat-token' ? (query.nextToken ?? nextToken) : nextToken,
      serverTime: Math.floor(this.serverNow / SECOND) * SECOND,
      sentAt: now,
      receivedAt: now,
    };
    this.afterAnswer(request);
    return Promise.resolve(page);
  }

  details() {
    const nothing = {
      queueId: '',
      tag: '',
      templateId: '',
      userData: '',
      inputSummary: '',
      operationSummary: '',
    };
    return { ...nothing, workflowIds: [] };
  }

  close(): void {}

  #disturb(rows: readonly Job[], fault: ListFault | undefined): readonly Job[] {
    this.#stale ??= rows;
    if (fault === 'duplicate') return [...rows, ...rows];
    if (fault === 'reorder') return rows.toReversed();
    return fault === 'stale' ? this.#stale : rows;
  }

  /** Tokens are offsets: rows that leave or enter the list in between shift what the next page shows. */
  #page(query: ListQuery): { rows: readonly Job[]; nextToken: string } {
    const all = [...this.jobs.values()]
      .filter(({ createdAt }) => second(createdAt) >= second(query.createdFrom ?? -Infinity))
      .filter(({ createdAt }) => second(createdAt) <= second(query.createdUntil ?? Infinity))
      .filter(({ state }) => query.states?.includes(state) ?? true)
      .filter(({ jobId }) => query.jobId === undefined || query.jobId === jobId)
      .toSorted((a, b) => a.createdAt - b.createdAt || (a.jobId < b.jobId ? -1 : 1));
    const offset = Number(query.nextToken ?? 0);
    const rows = all.slice(offset, offset + query.size).map(toJob);
    const end = offset + rows.length;
    return { rows, nextToken: end < all.length ? String(end).padStart(5, '0') : '' };
  }
}

/** The API filters by whole seconds. */
function second(instant: Instant): number {
  return Math.floor(instant / SECOND);
}

function toJob({ jobId, createdAt, state }: ScriptedJob): Job {
  const nothing = { startTime: '', endTime: '', input: '', operation: '', extra: {} };
  const facts = { jobId, state, type: 'Job', name: `name of ${jobId}`, code: 'Success', message: '' };
  return { ...facts, creationTime: toApiTime(createdAt), ...nothing };
}
