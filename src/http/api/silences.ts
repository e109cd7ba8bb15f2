import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { MOST_MATCHERS } from '../../core/mute/parse-matcher.ts';
import { silenceState, type Silence } from '../../core/mute/silence.ts';
import type { Instant } from '../../platform/time.ts';
import { createSilence, expireSilence } from '../../actions/silences.ts';
import { silencePage, silencesByIds } from '../../store/incidents/silences.ts';
import { actorOf } from '../auth/actor-of.ts';
import type { WebEnv } from '../auth/principal.ts';
import { faultyField, readTimes, type AskedTimes, type TimesFault } from '../../core/mute/silence-request.ts';
import { problem } from '../respond/problem.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { matcherJson, silenceJson, toSilenceJson } from './json/silence-json.ts';
import { invalidRequest } from './query/invalid-request.ts';
import { pageOf } from './json/page-json.ts';
import { FIRST_PAGE, toRowPage } from './query/paging.ts';
import { actionRoute, author, listRoute, NO_PARAMS, readRoute } from './routes.ts';

/** Silences: listing, reading, adding and ending them. */
export function addSilences(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
  addCreation(api, options);
  addExpiry(api, options);
}

function addList(api: Api, { store, clock, access }: ApiOptions): void {
  const list = listRoute(access, {
    path: '/silences',
    operationId: 'listSilences',
    summary: 'Silences that hold or are to come, the newest first',
    query: {
      all: z.enum(['true', 'false']).optional().openapi({ description: '`true`: those that are over, too.' }),
    },
    page: pageOf(silenceJson),
  });
  api.openapi(list, async (context) => {
    const { limit, cursor: [before] = FIRST_PAGE, all } = context.req.valid('query');
    const now = clock.now();
    const endsAfter = all === 'true' ? Number.MIN_SAFE_INTEGER : now;
    const found = await store.read((db) => silencePage(db, { endsAfter, before, limit: limit + 1 }));
    const page = toRowPage(found, {
      limit,
      idOf: ({ id }) => id,
      toItem: (silence) => jsonOf(silence, now),
    });
    return context.json(page, 200);
  });
}

const params = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const refusals = { 404: 'There is no such silence.' };

function addOne(api: Api, { store, clock, access }: ApiOptions): void {
  const one = readRoute(access, {
    path: '/silences/{id}',
    operationId: 'readSilence',
    summary: 'One silence',
    request: { params },
    answer: ['The silence.', silenceJson],
    refusals,
  });
  api.openapi(one, async (context) => {
    const { id } = context.req.valid('param');
    const [silence] = await store.read((db) => silencesByIds(db, [id]));
    return silence === undefined ? unknown(context) : context.json(jsonOf(silence, clock.now()), 200);
  });
}

const creationBody = z
  .object({
    matchers: z.array(matcherJson).min(1).max(MOST_MATCHERS),
    from: z.string().optional().openapi({ description: 'When it begins; now when it is left out.' }),
    until: z
      .string()
      .optional()
      .openapi({ description: 'When it ends, at most a year from now; this, or `for`. ISO 8601.' }),
    for: z
      .string()
      .optional()
      .openapi({ description: 'How long it holds, a year at most: `30m`, `2h`, `3d`.' }),
    author,
    comment: z.string().optional().openapi({ description: 'Why, for those who ask later.' }),
  })
  .openapi('NewSilence');

function addCreation(api: Api, { store, clock, display, targets, access }: ApiOptions): void {
  const creation = actionRoute(access, {
    path: '/silences',
    operationId: 'createSilence',
    summary: 'Notifies of nothing that all matchers match, for a time; what is still open then is notified',
    params: NO_PARAMS,
    body: creationBody,
    isBodyRequired: true,
    status: 201,
    answer: ['It is kept; the daemon obeys within a second. `Location` says where it stands.', silenceJson],
  });
  api.openapi(creation, async (context) => {
    const asked = context.req.valid('json');
    const now = clock.now();
    const span = readTimes(asked, { now, timezone: display().timezone });
    if (typeof span === 'string') return badTimes(context, span, asked);
    const { by, comment } = actorOf(context.get('principal'), asked);
    const wanted = { ...span, matchers: asked.matchers, author: by, comment };
    const options = { now, targets: targets().map(({ name }) => name) };
    const silence = await store.write((trx) => createSilence(trx, wanted, options));
    // Relative to the path of the request: the server may be reached below a path that it does not know.
    context.header('Location', `silences/${silence.id}`);
    return context.json(jsonOf(silence, now), 201);
  });
}

function addExpiry(api: Api, { store, clock, access }: ApiOptions): void {
  const expiry = actionRoute(access, {
    path: '/silences/{id}/expire',
    operationId: 'expireSilence',
    summary: 'Ends a silence now; it stays on record',
    description: 'Done again, it changes nothing and answers the silence as it is.',
    params,
    body: z.object({ author }).openapi('Expiry'),
    answer: ['The silence as it is now.', silenceJson],
    refusals,
  });
  api.openapi(expiry, async (context) => {
    const { id } = context.req.valid('param');
    const { by } = actorOf(context.get('principal'), context.req.valid('json'));
    const now = clock.now();
    const [silence] = await store.write(async (trx) => {
      await expireSilence(trx, { id, by, now });
      return await silencesByIds(trx, [id]);
    });
    return silence === undefined ? unknown(context) : context.json(jsonOf(silence, now), 200);
  });
}

function jsonOf(silence: Silence, now: Instant): ReturnType<typeof toSilenceJson> {
  return toSilenceJson({ ...silence, state: silenceState(silence, now) });
}

const TIMES_FAULTS: Readonly<Record<TimesFault, string>> = {
  'for-or-until': 'Give either `for` or `until`.',
  'bad-from': 'Write 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured timezone.',
  'bad-until': 'Write 2026-11-23T08:00+08:00, or "2026-11-23 08:00" in the configured timezone.',
  'bad-for': 'Write e.g. 30m, 2h or 3d.',
  over: 'It must be in the future: the silence would be over already.',
  'ends-first': 'It must be after `from`: the silence would end before it begins.',
  'too-far': 'It must be at most a year from now: nobody would remember the silence.',
  'long-begun': 'It must be at most a year ago.',
};

function badTimes(context: Context<WebEnv>, fault: TimesFault, asked: AskedTimes): Response {
  return invalidRequest(context, [{ path: faultyField(fault, asked), message: TIMES_FAULTS[fault] }]);
}

function unknown(context: Context<WebEnv>): Response {
  const detail = 'GET /api/v1/silences?all=true lists what there is.';
  return problem(context, { status: 404, title: 'no such silence', detail });
}
