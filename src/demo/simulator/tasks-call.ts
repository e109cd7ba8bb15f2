import { leaf, renderResponse, renderTask, type RenderedTask } from './render.ts';
import { invalidArgument, type Refusal } from './refusal.ts';
import type { SimulatedJob } from './simulated-job.ts';
import { readSize, readStates } from './list-parameters.ts';
import type { Tokens } from './tokens.ts';
import type { SimulatedJobs } from './simulated-jobs.ts';

export interface TaskService {
  jobs: SimulatedJobs;
  tokens: Tokens<number>;
  tokenOnLastPage: boolean;
  /** The path that was asked. */
  list: string;
}

/**
 * Answers `GET /jobs`, or another list of tasks, with the tasks of one batch job: one for each of its objects, failed
 * ones first. `tag` is required, as the vendor has it. Without `inventoryTriggerJobId` the list is empty.
 */
export function answerTasks(
  query: Readonly<Record<string, string>>,
  service: TaskService,
  requestId: string,
): string | Refusal {
  const size = readSize(query['size']);
  if (size === undefined) return invalidArgument('size');
  const states = readStates(query['states']);
  if (states === undefined) return invalidArgument('states');
  const { tag = '', queueId, inventoryTriggerJobId: jobId = '', nextToken: token = '' } = query;
  if (tag === '') return invalidArgument('tag');
  const from = token === '' ? 0 : service.tokens.meaningOf(token);
  if (from === undefined) return invalidArgument('nextToken');

  const job = service.jobs.get(jobId);
  const isAsked =
    job !== undefined &&
    (job.taskList ?? '/jobs') === service.list &&
    hasNode(job, 'Tag', tag) &&
    (queueId === undefined || hasNode(job, 'QueueId', queueId));
  const runs = (isAsked ? runsOf(job) : []).filter(({ state }) => states === 'all' || states.has(state));
  const total = runs.reduce((sum, { count }) => sum + count, 0);
  const until = Math.min(from + size, total);
  const rows = tasksBetween(runs, from, until).map((task) =>
    renderTask(job?.jobId ?? '', task, { tag, queueId }),
  );
  const goesOn = until < total || (service.tokenOnLastPage && rows.length > 0);
  return renderResponse(requestId, [...rows, leaf('NextToken', goesOn ? service.tokens.issue(until) : '')]);
}

/** So many objects in a row that fared alike. */
interface Run {
  /** The number of the first of them in its job, from 0. */
  first: number;
  count: number;
  state: string;
  code: string;
}

/** Objects that did not fail are in the state of their job, or succeeded where it failed. */
function runsOf({ state, objects }: SimulatedJob): Run[] {
  if (objects === undefined) return [];
  const runs: Run[] = [];
  let first = 0;
  for (const [code, count] of Object.entries(objects.failed)) {
    runs.push({ first, count, state: 'Failed', code });
    first += count;
  }
  const rest = { state: state === 'Failed' ? 'Success' : state, code: 'Success' };
  return [...runs, { first, count: objects.total - first, ...rest }];
}

/** The tasks from one place in the runs to another: never more than a page, however many there are. */
function tasksBetween(runs: readonly Run[], from: number, until: number): RenderedTask[] {
  const tasks: RenderedTask[] = [];
  let start = 0;
  for (const { first, count, state, code } of runs) {
    for (let place = Math.max(from, start); place < Math.min(until, start + count); place += 1) {
      tasks.push({ number: first + place - start, state, code });
    }
    start += count;
  }
  return tasks;
}

function hasNode({ operation, extra }: SimulatedJob, name: string, value: string): boolean {
  return operation?.[name] === value || extra?.[name] === value;
}
