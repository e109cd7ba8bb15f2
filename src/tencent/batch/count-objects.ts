import type { Job } from '../../core/job/job.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import { KNOWN_STATES } from '../../core/job/state.ts';
import type { Api, Call } from '../request/signed-api.ts';
import { askFitting } from '../request/ask-fitting.ts';
import { readDetails, readOperation } from '../job/details.ts';
import { oneLine } from '../request/faults.ts';
import { JOB_LIST } from '../xml/list-layout.ts';
import { readPage, type ParsedPage } from '../xml/parse-answer.ts';
import { DEFAULT_FAMILY, familyOf, TASK_ACTIONS, type TaskList } from '../job/task-family.ts';
import { textOf } from '../xml/xml.ts';

/** Bounds of one count: so many pages of so many tasks, the most that the call gives at once. */
const MAX_PAGES = 10;
const PAGE_SIZE = 100;

/**
 * Counts the tasks of a batch job, in at most ten pages. The API gives no totals, so tasks are read and counted, the
 * failed ones first. The bound cuts off other tasks, unless a thousand have failed.
 *
 * The call needs the `Tag` of the tasks, which only jobs of type Job have; the tag also says which list has them.
 * `queueId` is sent where the job names it, else its `queueType`: one of them was required once (460/84766).
 * @throws SourceFault when a page could not be had.
 */
export async function countObjects(api: Api, job: Job, signal: AbortSignal): Promise<ObjectCounts> {
  const { queueId, tag } = readDetails(job);
  if (tag === '') return { kind: 'unknown', reason: 'no-tag' };
  const family = familyOf(tag);
  const list = (family ?? DEFAULT_FAMILY).taskList;
  const queueType = queueId === '' ? textOf(readOperation(job), 'QueueType').trim() : '';
  const count = new Count(
    api,
    { list, filters: { queueId, queueType, tag, inventoryTriggerJobId: job.jobId } },
    signal,
  );
  const isFailedComplete = await count.read(['Failed']);
  // No mail says how many objects of a good job went well: most jobs are good, and cost one request this way.
  const isGood =
    family !== undefined && job.state === 'Success' && isFailedComplete && count.tasks.size === 0;
  const isComplete =
    isFailedComplete && !isGood && (await count.read(KNOWN_STATES.filter((state) => state !== 'Failed')));
  const tasks = [...count.tasks.values()];
  if (tasks.length === 0 && isComplete) return { kind: 'unknown', reason: 'not-listed', list };
  return {
    kind: 'counted',
    total: tasks.length,
    byState: countBy(tasks, ({ state }) => state),
    failedByCode: countBy(
      tasks.filter(({ state }) => state === 'Failed'),
      ({ code }) => code,
    ),
    isFailedComplete,
    isComplete,
  };
}

/** A task, as far as it is kept. */
type Task = Pick<Job, 'state' | 'code'>;

/** One count under way; the bound holds for all its reads together. */
class Count {
  /** By id, so that a task which a moving list shows twice counts once. */
  readonly tasks = new Map<string, Task>();
  #pagesLeft = MAX_PAGES;
  readonly #api: Api;
  readonly #list: TaskList;
  readonly #filters: Readonly<Record<string, string>>;
  readonly #signal: AbortSignal;

  constructor(
    api: Api,
    { list, filters }: { list: TaskList; filters: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ) {
    this.#api = api;
    this.#list = list;
    this.#filters = filters;
    this.#signal = signal;
  }

  /** Reads all tasks in these states; false when some were left out. */
  async read(states: readonly string[]): Promise<boolean> {
    const tokens = new Set(['']);
    let isWhole = true;
    for (let nextToken = ''; this.#pagesLeft > 0; tokens.add(nextToken)) {
      this.#pagesLeft -= 1;
      const { jobs, skippedRows, nextToken: next } = await this.#page(states, nextToken);
      for (const { jobId, state, code } of jobs) this.tasks.set(jobId, { state, code: oneLine(code, 80) });
      isWhole &&= skippedRows === 0;
      // The signs of an end are those of the list of jobs (interface, Paging).
      if (tokens.has(next) || jobs.length + skippedRows === 0) return isWhole;
      nextToken = next;
    }
    return false;
  }

  async #page(states: readonly string[], nextToken: string) {
    const call = (size: number): Call<ParsedPage> => ({
      path: this.#list,
      action: TASK_ACTIONS[this.#list],
      params: {
        ...this.#filters,
        states: states.join(','),
        size: String(size),
        orderByTime: 'Asc',
        nextToken,
      },
      layout: JOB_LIST,
      read: readPage,
    });
    const { value } = await askFitting(PAGE_SIZE, (size) => this.#api.ask(call(size), this.#signal));
    return value;
  }
}

/** Built from entries, so that a key such as `__proto__` is a key like any other. */
function countBy(tasks: readonly Task[], keyOf: (task: Task) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const task of tasks) counts.set(keyOf(task), (counts.get(keyOf(task)) ?? 0) + 1);
  return Object.fromEntries(counts);
}
