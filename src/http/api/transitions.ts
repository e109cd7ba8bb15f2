import { z } from '@hono/zod-openapi';
import { withIsoTimes } from '../../platform/iso-times.ts';
import { transitionPage, type TransitionView } from '../../store/views/transition-list.ts';
import { apiTime } from '../respond/api-time.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { momentQuery, stateQuery } from './query/list-queries.ts';
import { pageOf } from './json/page-json.ts';
import { toPage } from './query/paging.ts';
import { listRoute } from './routes.ts';

/** The most transitions that one page looks at: some 10 ms. */
const BUDGET = 3_000;

const transitionJson = z
  .object({
    id: z.int(),
    target: z.string(),
    jobId: z.string(),
    name: z.string(),
    from: z.string().nullable().openapi({ description: 'Null when the job was seen for the first time.' }),
    to: z.string(),
    since: apiTime.openapi({ description: 'Since when it is in `to`, by the API where the API says so.' }),
    observedAt: apiTime.openapi({ description: 'When a poll showed it.' }),
    pollId: z.string(),
    baseline: z.boolean().openapi({ description: 'Found by the initial scan of its target.' }),
  })
  .openapi('Transition');

/** Transitions of all jobs. */
export function addTransitions(api: Api, { store, access }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/transitions',
    operationId: 'listTransitions',
    summary: 'Transitions, the newest observed first',
    description:
      'A page may hold fewer transitions than `limit`, even none, and still have a `next`: where hardly any matches, it ' +
      'ends when enough were looked at.',
    query: {
      target: z.string().min(1).max(300).optional().openapi({ description: 'Name of a target.' }),
      state: stateQuery,
      since: momentQuery('Observed then or later.'),
      until: momentQuery('Observed before.'),
    },
    page: pageOf(transitionJson).openapi('TransitionPage'),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor, state, ...filter } = context.req.valid('query');
    const from = cursor && { at: cursor[0], id: cursor[1] };
    const { transitions, next } = await store.read((db) =>
      transitionPage(db, { filter: { ...filter, states: state }, from, limit, budget: BUDGET }),
    );
    return context.json(toPage(transitions.map(toTransitionJson), next && [next.at, next.id]), 200);
  });
}

function toTransitionJson(transition: TransitionView): z.input<typeof transitionJson> {
  return withIsoTimes(transition, 'since', 'observedAt');
}
