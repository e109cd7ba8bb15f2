import { followRange, type LastRead } from '../core/job/window.ts';
import { isEnded, isKnown, OPEN_STATES } from '../core/job/state.ts';
import { parseApiTime } from '../core/job/api-time.ts';
import { planLookups, type Lookup, type MissingJob } from '../core/job/lookup.ts';
import type { Job } from '../core/job/job.ts';
import type { Transition } from '../core/job/transition.ts';
import { followedJobs, oldestSought } from '../store/jobs/jobs.ts';
import { SECOND, type Duration, type Instant } from '../platform/time.ts';
import { commitPage } from './commit-page.ts';
import type { ListQuery, Page } from './port/job-source.ts';
import { readPages } from './read-pages.ts';
import { readToEnd } from './read-to-end.ts';
import { reportTransitions } from './report-transitions.ts';
import { ReadWindow } from './read-window.ts';
import { unreadableRows } from './unreadable-rows.ts';
import type { PollStep } from './port/poll-step.ts';

export interface ReadContext extends PollStep {
  /** Undefined until the target was read completely once. */
  lastRead: LastRead | undefined;
}

/** The conclusions from a complete read. */
export interface ReadResult {
  /** When it began, by the server's clock; earlier when an answer of the window was older than that. */
  startedAt: Instant;
  /** Own clock minus the server's; undefined when no answer had a `Date`. */
  clockSkew: Duration | undefined;
  /** Followed jobs that neither the lists nor a look-up of their own showed. */
  notFound: readonly string[];
  /** Open jobs older than `followFor` that only a look-up of their own still showed: no list covers them. */
  followExpired: readonly string[];
}

/**
 * One read of a target: the window, the open jobs older than it, and the followed jobs that neither showed.
 * Each page is committed before the next page is asked for.
 */
export class Read {
  pages = 0;
  jobs = 0;
  transitions = 0;
  /** Those that were never seen before. */
  newJobs = 0;
  /** True when a job came back, or has or had a state that nobody knows. */
  sawTrouble = false;
  readonly #context: ReadContext;
  /** Open jobs that this read showed: as many as are open, however long the history. */
  readonly #seenOpen = new Set<string>();
  /** Jobs whose state on a page contradicts what is known: what a stale answer would show. */
  readonly #doubtful = new Map<string, MissingJob>();
  /** Rows of this read that could not be understood: any job may stand in them. */
  #unreadableRows = 0;
  readonly #window: ReadWindow;
  #notFound: readonly string[] = [];
  #followExpired: readonly string[] = [];

  constructor(context: ReadContext) {
    this.#context = context;
    this.#window = new ReadWindow(context);
  }

  /** @throws SourceFault, StoreFault; what was read until then is kept. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#readWindow(signal);
    await this.#readOlderOpen(signal);
    await this.#lookUpMissing(signal);
    await this.#settleDoubts(signal);
    if (this.#unreadableRows > 0) throw unreadableRows(this.#unreadableRows);
  }

  /** Meaningful after `run` has ended without a fault. */
  get result(): ReadResult {
    return {
      startedAt: this.#window.startedAt,
      clockSkew: this.#window.clockSkew,
      notFound: this.#notFound,
      followExpired: this.#followExpired,
    };
  }

  /**
   * Reads the window from its start by our own clock. When the first answer's `Date` shows that the server's clock
   * wants an earlier start, reads it once more from there.
   */
  async #readWindow(signal: AbortSignal): Promise<void> {
    for (;;) {
      const query = { ...this.#query, createdFrom: this.#window.start };
      const end = await readToEnd(this.#context.source, query, {
        signal,
        onPage: async (page) => {
          await this.#commitPage(page, page.jobs);
          return this.#window.learnServerTime(page);
        },
      });
      if (end === 'complete') return;
    }
  }

  async #readOlderOpen(signal: AbortSignal): Promise<void> {
    const { source, store, target, lastRead } = this.#context;
    const horizon = this.#window.horizon;
    const range = followRange({
      windowStart: this.#window.start,
      horizon,
      isFirstRead: lastRead === undefined,
      oldestSought: await store.read((db) => oldestSought(db, { target: target.name, since: horizon })),
    });
    if (range === undefined) return;
    const query = { ...this.#query, createdFrom: range.from, createdUntil: range.until, states: OPEN_STATES };
    await readToEnd(source, query, { signal, onPage: (page) => this.#commitPage(page, page.jobs) });
  }

  async #lookUpMissing(signal: AbortSignal): Promise<void> {
    const { store, target } = this.#context;
    const expected = await store.read((db) => followedJobs(db, target.name));
    const missing = expected.filter(({ jobId }) => !this.#seenOpen.has(jobId) && !this.#doubtful.has(jobId));
    const found = new Set<string>();
    for (const lookup of planLookups(missing))
      await this.#lookUp(lookup, { found, signal, confirmed: false });
    this.#notFound = missing.map(({ jobId }) => jobId).filter((jobId) => !found.has(jobId));
    const horizon = this.#window.horizon;
    this.#followExpired = missing
      .filter(({ jobId, createdAt }) => this.#seenOpen.has(jobId) && (createdAt ?? horizon) < horizon)
      .map(({ jobId }) => jobId);
  }

  /** Asks again for what contradicts the known states. It counts when two answers agree. */
  async #settleDoubts(signal: AbortSignal): Promise<void> {
    const found = new Set<string>();
    for (const lookup of planLookups([...this.#doubtful.values()])) {
      await this.#lookUp(lookup, { found, signal, confirmed: true });
    }
  }

  async #lookUp(lookup: Lookup, options: LookUpOptions): Promise<void> {
    const { signal, found } = options;
    if (lookup.kind === 'by-id') {
      const page = await this.#context.source.list({ ...this.#query, jobId: lookup.jobId }, signal);
      await this.#commitWanted(page, { ...options, wanted: new Set([lookup.jobId]) });
      return;
    }
    const wanted = new Set(lookup.jobIds);
    const { from, until } = lookup.range;
    // Until one second later: were the server to keep fractions, the last second would be cut.
    const query = { ...this.#query, createdFrom: from, createdUntil: until + SECOND };
    await readPages(this.#context.source, query, {
      signal,
      maxPages: lookup.maxPages,
      onPage: async (page) => {
        await this.#commitWanted(page, { ...options, wanted });
        return lookup.jobIds.every((jobId) => found.has(jobId)) ? 'stop' : undefined;
      },
    });
    for (const jobId of lookup.jobIds) {
      if (!found.has(jobId)) await this.#lookUp({ kind: 'by-id', jobId }, options);
    }
  }

  /** Commits only the jobs asked for: a range may show others, long ended and forgotten, as if they were new. */
  async #commitWanted(
    page: Page,
    { wanted, found, confirmed }: LookUpOptions & { wanted: ReadonlySet<string> },
  ): Promise<void> {
    const jobs = page.jobs.filter(({ jobId }) => wanted.has(jobId));
    for (const { jobId } of jobs) found.add(jobId);
    await this.#commitPage(page, jobs, { confirmed });
  }

  async #commitPage(page: Page, jobs: readonly Job[], { confirmed } = { confirmed: false }): Promise<void> {
    const { clock, log, target, pollId, lastRead } = this.#context;
    const fields = { target: target.name, poll_id: pollId };
    this.pages += 1;
    this.jobs += jobs.length;
    if (page.skippedRows > 0) {
      this.#unreadableRows += page.skippedRows;
      log.warn({ ...fields, rows: page.skippedRows }, 'rows without id or state left out');
    }
    const committed = await commitPage(jobs, {
      ...this.#context,
      observedAt: clock.now(),
      baseline: lastRead === undefined,
      confirmed,
      isSettled: this.#context.isSettled === true && this.transitions === 0,
    });
    for (const job of jobs) if (!isEnded(job.state)) this.#seenOpen.add(job.jobId);
    for (const job of committed.doubtful) {
      this.#doubtful.set(job.jobId, { jobId: job.jobId, createdAt: parseApiTime(job.creationTime) });
      log.warn({ ...fields, job_id: job.jobId, state: job.state }, 'contradicting answer');
    }
    this.transitions += committed.transitions.length;
    this.sawTrouble ||= committed.transitions.some(({ transition }) => isTrouble(transition));
    this.newJobs += committed.transitions.filter(({ transition }) => transition.from === undefined).length;
    reportTransitions(this.#context, committed.transitions);
  }

  get #query(): ListQuery {
    return { orderByTime: 'Asc', size: this.#context.target.pageSize };
  }
}

function isTrouble({ from, to }: Transition): boolean {
  return from === to || !isKnown(to) || (from !== undefined && !isKnown(from));
}

interface LookUpOptions {
  /** Takes the ids that an answer showed. */
  found: Set<string>;
  /** True when it is the second answer that settles a doubt. */
  confirmed: boolean;
  signal: AbortSignal;
}
