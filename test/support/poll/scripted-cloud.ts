import { renderJob, renderPage } from '../../../src/demo/simulator/render.ts';
import type { XmlTree } from '../../../src/demo/simulator/simulated-job.ts';
import type { Job, JobDetails } from '../../../src/core/job/job.ts';
import { readDetails } from '../../../src/tencent/job/details.ts';
import { bodyFault } from '../../../src/tencent/request/faults.ts';
import type { ParsedPage } from '../../../src/tencent/xml/parse-answer.ts';
import { SourceFault, type JobSource, type ListQuery, type Page } from '../../../src/poll/port/job-source.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../../../src/platform/time.ts';
import { JobPast } from './job-past.ts';
import { parseBody } from './parse-body.ts';
import type { ScriptedJob } from './scripted-job.ts';

/** The fault of one request. `undefined` lets it be answered well. */
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
  /** The rows stand in a list of another name. */
  | 'other-layout'
  /** An error of the service under status 200. */
  | 'error-in-response'
  /** The first row has no state. */
  | 'odd-row'
  /** Only this share of the answer's bytes arrives, at least 0 and below 1. */
  | { truncateTo: number }
  /** The server answers from a copy of its data that is this old. */
  | { lagBy: Duration }
  /** A cache gives a whole answer of old with its `Date`, this one of those to the like of this query. */
  | { cached: number };

export interface GivenAnswer {
  query: ListQuery;
  fault: ListFault | undefined;
  /** The jobs in the answer, in the order of its rows. `undefined` when it was no page. */
  rows: readonly { jobId: string; state: string }[] | undefined;
  /** The moment whose jobs it shows, by a clock that never steps. */
  asOf: Duration;
}

/**
 * A cloud in memory, behind the interface that watching knows: for thousands of histories a minute. Its answers
 * are bytes, written as the service writes them and read by the program's own parser.
 */
export class ScriptedCloud implements JobSource {
  readonly jobs = new Map<string, ScriptedJob>();
  readonly past = new JobPast();
  /** In the order in which they were given. */
  readonly answers: GivenAnswer[] = [];
  readonly queries: ListQuery[] = [];
  /** Asked before each request, with its number in the poll, from 0. */
  fault: (request: number, query: ListQuery) => ListFault | undefined = () => undefined;
  /** The answer to a request that fails. */
  refusal: () => SourceFault = () => new SourceFault('scripted', { code: 'Scripted', reason: 'server' });
  /** Called after each answer: the simulation may change between pages. */
  afterAnswer: (request: number) => void = () => {};
  readonly #clock: Clock;
  /** By likeness of their queries. */
  readonly #cache = new Map<string, CachedAnswer[]>();
  /** Complete reads without an old answer. */
  #reads = 0;
  #isFresh = true;
  /** The server's clock minus one that never steps; a step of ours does not move it. */
  #ahead: Duration;
  #request = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ahead = clock.now() - clock.monotonic();
  }

  /** The server's clock minus ours. */
  get skew(): Duration {
    return this.serverNow - this.#clock.now();
  }

  /** No cache outlives a step of the server's clock: the `Date` of its answers is by the clock of now. */
  set skew(skew: Duration) {
    this.#ahead = this.#clock.now() + skew - this.#clock.monotonic();
    this.#cache.clear();
  }

  get serverNow(): Instant {
    return this.#clock.monotonic() + this.#ahead;
  }

  startPoll(): void {
    this.#request = 0;
    this.#isFresh = true;
  }

  /** To be called when the poll showed everything there is, as far as the answers were fresh. */
  endCompleteRead(): void {
    if (this.#isFresh) this.#reads += 1;
  }

  put(job: ScriptedJob): void {
    this.jobs.set(job.jobId, job);
    this.past.record(job, this.#clock.monotonic());
  }

  /** Takes a job out of every list. */
  remove(jobId: string): void {
    this.jobs.delete(jobId);
    this.past.remove(jobId, this.#clock.monotonic());
  }

  list(query: ListQuery): Promise<Page> {
    const request = this.#request++;
    const fault = this.#possible(query, this.fault(request, query));
    const { body, serverTime, asOf } = this.#answer(query, fault);
    const parsed = parseBody(arriving(body, fault));
    const page = parsed.kind === 'page' && fault !== 'fail' ? parsed.page : undefined;
    this.queries.push(query);
    this.answers.push({ query, fault, rows: page?.jobs, asOf });
    this.afterAnswer(request);
    if (fault === 'fail') {
      return Promise.reject(this.refusal());
    }
    if (page === undefined) return Promise.reject(bodyFault('scripted'));
    return Promise.resolve(this.#toPage(page, { size: query.size, serverTime }));
  }

  details(job: Job): JobDetails {
    return readDetails(job);
  }

  queueLists() {
    return ['/queue'];
  }

  queues() {
    return Promise.resolve([]);
  }

  objects() {
    return Promise.resolve({ kind: 'unknown' as const, reason: 'no-tag' as const });
  }

  close(): void {}

  #toPage({ jobs, skippedRows, nextToken }: ParsedPage, asked: Pick<Page, 'size' | 'serverTime'>): Page {
    const now = this.#clock.now();
    return { jobs, skippedRows, nextToken, ...asked, sentAt: now, receivedAt: now };
  }

  /** A cache that has nothing like it passes the request on. */
  #possible(query: ListQuery, fault: ListFault | undefined): ListFault | undefined {
    const isCached = typeof fault === 'object' && 'cached' in fault;
    return isCached && this.#cached(query).length === 0 ? undefined : fault;
  }

  /**
   * Old answers to this very question; and, rougher than a cache would be, to the like of it, when all that stood
   * then was read since. Not those of a window that began later: they would be no answers at all.
   */
  #cached(query: ListQuery): readonly CachedAnswer[] {
    const alike = this.#cache.get(likeness(query)) ?? [];
    return alike.filter(
      (old) => from(old.query) === from(query) || (old.read < this.#reads && from(old.query) < from(query)),
    );
  }

  #answer(query: ListQuery, fault: ListFault | undefined): CachedAnswer {
    const cached = typeof fault === 'object' && 'cached' in fault ? this.#oldAnswer(query, fault) : undefined;
    this.#isFresh &&= !(typeof fault === 'object' && ('cached' in fault || 'lagBy' in fault));
    if (cached !== undefined) return cached;
    const lag = typeof fault === 'object' && 'lagBy' in fault ? fault.lagBy : 0;
    const asOf = this.#clock.monotonic() - lag;
    const { rows, nextToken } = pageOf(lag === 0 ? [...this.jobs.values()] : this.past.at(asOf), query);
    const token =
      fault === 'lose-token' ? '' : fault === 'repeat-token' ? (query.nextToken ?? nextToken) : nextToken;
    const body = renderPage(disturb(rows, fault).map(toRow), token, 'request');
    const serverTime = Math.floor(this.serverNow / SECOND) * SECOND;
    const answer = { query, body, serverTime, asOf, read: this.#reads };
    if (fault === undefined) this.#keep(answer);
    return answer;
  }

  #oldAnswer(query: ListQuery, { cached }: { cached: number }): CachedAnswer | undefined {
    const old = this.#cached(query);
    return old[cached % old.length];
  }

  #keep(answer: CachedAnswer): void {
    const like = likeness(answer.query);
    const alike = this.#cache.get(like);
    if (alike === undefined) this.#cache.set(like, [answer]);
    else alike.push(answer);
  }
}

interface CachedAnswer {
  query: ListQuery;
  /** The number of reads without an old answer that were complete before it was given. */
  read: number;
  body: string;
  serverTime: Instant;
  asOf: Duration;
}

function from({ createdFrom }: ListQuery): Instant {
  return createdFrom ?? -Infinity;
}

function likeness({ jobId, states, createdUntil, nextToken }: ListQuery): string {
  const isRange = createdUntil !== undefined && states === undefined;
  return JSON.stringify([jobId, states, isRange, nextToken]);
}

function disturb<Row>(rows: readonly Row[], fault: ListFault | undefined): readonly Row[] {
  if (fault === 'duplicate') return [...rows, ...rows];
  return fault === 'reorder' ? rows.toReversed() : rows;
}

function arriving(body: string, fault: ListFault | undefined): string {
  if (fault === 'error-in-response') return '<Response><Error><Code>InternalError</Code></Error></Response>';
  if (fault === 'odd-row') return body.replace(/<State>.*?<\/State>/, '');
  if (fault === 'other-layout')
    return body.replace(/<RequestId>.*<NextToken>/, (all) => {
      const [rows = ''] = /<JobsDetail>.*<\/JobsDetail>/.exec(all) ?? [];
      return `<RequestId>r</RequestId><JobsDetailList>${rows}</JobsDetailList><NextToken>`;
    });
  if (typeof fault !== 'object' || !('truncateTo' in fault)) return body;
  const bytes = Buffer.from(body);
  return bytes.subarray(0, Math.floor(bytes.length * fault.truncateTo)).toString('utf8');
}

/** Tokens are offsets: rows that leave or enter the list in between shift what the next page shows. */
function pageOf(jobs: readonly ScriptedJob[], query: ListQuery) {
  const all = jobs
    .filter(({ createdAt }) => second(createdAt) >= second(query.createdFrom ?? -Infinity))
    .filter(({ createdAt }) => second(createdAt) <= second(query.createdUntil ?? Infinity))
    .filter(({ state }) => query.states?.includes(state) ?? true)
    .filter(({ jobId }) => query.jobId === undefined || query.jobId === jobId)
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.jobId < b.jobId ? -1 : 1));
  const offset = Number(query.nextToken ?? 0);
  const rows = all.slice(offset, offset + query.size);
  const end = offset + rows.length;
  return { rows, nextToken: end < all.length ? String(end).padStart(5, '0') : '' };
}

/** The API filters by whole seconds. */
function second(instant: Instant): number {
  return Math.floor(instant / SECOND);
}

/** Short, so that a cut often falls where a careless parser would not notice: outside `Input` and `Operation`. */
function toRow({
  jobId,
  createdAt,
  state,
  name = `name of ${jobId}`,
  code,
  message,
  details = {},
  startedAt: startTime,
  endedAt: endTime,
}: ScriptedJob): string {
  const operation = toOperation(details);
  const notified = {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(startTime !== undefined && { startTime }),
    ...(endTime !== undefined && { endTime }),
  };
  return renderJob({ jobId, state, creationTime: createdAt, name, ...notified, input: {}, operation });
}

function toOperation(details: NonNullable<ScriptedJob['details']>): XmlTree {
  const { queueId, tag, templateId, userData, workflowIds } = details;
  return {
    ...(queueId !== undefined && { QueueId: queueId }),
    ...(tag !== undefined && { Tag: tag }),
    ...(userData !== undefined && { UserData: userData }),
    ...(templateId !== undefined && { JobParam: { TemplateId: templateId } }),
    ...(workflowIds !== undefined && { WorkflowIds: workflowIds.join(',') }),
  };
}
