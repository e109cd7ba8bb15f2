import { z } from '@hono/zod-openapi';
import { jobPage } from '../../store/views/job-list.ts';
import { isNameFilter, MOST_STARS } from '../../store/jobs/job-filter.ts';
import { jobView } from '../../store/views/job-view.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { jobDetailSchema, toJobDetail } from './json/job-detail.ts';
import { jobSchema, toApiJob } from './json/job-schema.ts';
import { createdSpan, stateQuery } from './query/list-queries.ts';
import { pageOf } from './json/page-json.ts';
import { toPage } from './query/paging.ts';
import { problem } from '../respond/problem.ts';
import { listRoute, readRoute } from './routes.ts';

/** The most jobs that one page looks at: some 10 ms. */
const BUDGET = 5_000;

const text = (description: string) => z.string().min(1).max(300).optional().openapi({ description });

const FILTERS = {
  target: text('Name of a target.'),
  state: stateQuery,
  type: text('`Job` or `Workflow`.'),
  name: text('The whole name; `*` stands for any run of characters, at most three times.').refine(
    (name) => name === undefined || isNameFilter(name),
    { message: `at most ${MOST_STARS} stars` },
  ),
  code: text('The code of failed jobs.'),
  ...createdSpan,
  incident: z.literal('none').optional().openapi({
    description:
      '`none`: jobs of configured targets that are paused, or failed within the last 7 days, and that no incident has.',
  }),
};

/** Jobs: a list by what the page Jobs filters by, and each with its whole history. */
export function addJobs(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
}

function addList(api: Api, { store, access, clock, targets }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/jobs',
    operationId: 'listJobs',
    summary: 'Jobs, the newest created first',
    description:
      'A page may hold fewer jobs than `limit`, even none, and still have a `next`: where hardly any job matches, it ends ' +
      'when enough were looked at.',
    query: FILTERS,
    page: pageOf(jobSchema).openapi('JobPage'),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor, state, incident, ...filter } = context.req.valid('query');
    const scope = { targets: targets().map(({ name }) => name), now: clock.now() };
    const from = cursor && { age: cursor[0], id: cursor[1] };
    const { jobs, next } = await store.read((db) =>
      jobPage(db, {
        filter: { ...filter, states: state, uncovered: incident && scope },
        direction: { towards: 'older', from },
        limit,
        budget: BUDGET,
      }),
    );
    return context.json(toPage(jobs.map(toApiJob), next && [next.age, next.id]), 200);
  });
}

function addOne(api: Api, { store, access }: ApiOptions): void {
  const one = readRoute(access, {
    path: '/jobs/{target}/{jobId}',
    operationId: 'readJob',
    summary: 'One job with all that is kept of it',
    request: { params: z.object({ target: z.string(), jobId: z.string() }) },
    answer: ['The job', jobDetailSchema],
    refusals: { 404: 'There is no such job.' },
  });
  api.openapi(one, async (context) => {
    const view = await store.read((db) => jobView(db, context.req.valid('param')));
    if (view !== undefined) return context.json(toJobDetail(view), 200);
    const detail =
      'It may be older than the initial scan, pruned, or of another target; GET /api/v1/jobs lists what is known.';
    return problem(context, { status: 404, title: 'no such job', detail });
  });
}
