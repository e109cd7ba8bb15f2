import { createRoute, z } from '@hono/zod-openapi';
import { transitionPage } from '../../store/views/transition-list.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { apiTime, toApiTime } from '../respond/api-time.ts';
import { momentQuery, stateQuery } from './query/list-queries.ts';
import { badCursor } from './query/bad-cursor.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './query/paging.ts';
import { problemResponse } from '../respond/problem-response.ts';

/** How many transitions are looked at for one page at most: some 10 ms. */
const BUDGET = 3_000;

const schema = z
  .object({
    id: z.int(),
    target: z.string(),
    jobId: z.string(),
    name: z.string(),
    from: z.string().nullable().openapi({ description: 'Null when the job was seen for the first time.' }),
    to: z.string(),
    since: apiTime.openapi({ description: 'Since when it is in `to`, by the API where it tells.' }),
    observedAt: apiTime.openapi({ description: 'When a poll showed it.' }),
    pollId: z.string(),
    baseline: z.boolean().openapi({ description: 'Found by the initial scan of its target.' }),
  })
  .openapi('Transition');

const query = pageQuery.extend({
  target: z.string().min(1).max(300).optional().openapi({ description: 'Name of a target.' }),
  state: stateQuery,
  since: momentQuery('Observed then or later.'),
  until: momentQuery('Observed before.'),
});

/** Transitions of all jobs. */
export function addTransitions(api: Api, { store, access }: ApiOptions): void {
  const list = createRoute({
    method: 'get',
    path: '/transitions',
    operationId: 'listTransitions',
    summary: 'Transitions, the newest observed first',
    description:
      'A page may hold fewer transitions than `limit`, even none, and still have a `next`: where hardly any matches, it ' +
      'ends when enough were looked at.',
    tags: ['transitions'],
    middleware: [access.requires('read')],
    request: { query },
    responses: {
      200: {
        description: 'One page of them.',
        content: { 'application/json': { schema: pageOf(schema).openapi('TransitionPage') } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(list, async (context) => {
    const { limit, cursor, state, ...filter } = context.req.valid('query');
    const key = cursor === undefined ? undefined : fromCursor(cursor);
    if (cursor !== undefined && key === undefined) return badCursor(context);
    const from = key && { at: key[0], id: key[1] };
    const { transitions, next } = await store.read((db) =>
      transitionPage(db, { filter: { ...filter, states: state }, from, limit, budget: BUDGET }),
    );
    const after = toCursor(next && [next.at, next.id]);
    const items = transitions.map(({ since, observedAt, baseline, ...same }) => ({
      ...same,
      since: toApiTime(since),
      observedAt: toApiTime(observedAt),
      baseline: baseline === 1,
    }));
    return context.json({ items, ...(after !== undefined && { next: after }) }, 200);
  });
}
