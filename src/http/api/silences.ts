import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { matchersMeant } from '../../core/mute/matchers-meant.ts';
import { LONGEST_GLOB, MOST_MATCHERS } from '../../core/mute/parse-matcher.ts';
import { SILENCE_KEYS, SILENCE_STATES, silenceState, type Silence } from '../../core/mute/silence.ts';
import { addSilence, expireSilence, silencePage, silencesByIds } from '../../store/incidents/silences.ts';
import type { Instant } from '../../platform/time.ts';
import type { WebEnv } from '../base/principal.ts';
import { actorOf } from '../base/actor-of.ts';
import { faultyField, readTimes, type AskedTimes, type TimesFault } from '../base/silence-request.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { apiTime, toApiTime } from '../respond/api-time.ts';
import { badCursor } from './query/bad-cursor.ts';
import { invalidRequest } from './query/invalid-request.ts';
import { fromCursor, pageOf, pageQuery, toCursor } from './query/paging.ts';
import { problemResponse } from '../respond/problem-response.ts';
import { problem } from '../respond/problem.ts';
import { smallBody } from './small-body.ts';

/** Silences. */
export function addSilences(api: Api, options: ApiOptions): void {
  addList(api, options);
  addOne(api, options);
  addCreation(api, options);
  addExpiry(api, options);
}

const matcherJson = z.object({
  key: z.enum(SILENCE_KEYS),
  glob: z
    .string()
    .min(1)
    .max(LONGEST_GLOB)
    .openapi({ description: '`*` stands for any run of characters, `?` for one.' }),
});

const silenceJson = z
  .object({
    id: z.int(),
    state: z.enum(SILENCE_STATES),
    matchers: z.array(matcherJson).openapi({
      description: 'All must match. Empty when they are damaged in the store: then it silences nothing.',
    }),
    from: apiTime,
    until: apiTime,
    author: z.string(),
    comment: z.string(),
    ended: z
      .object({ by: z.string(), at: apiTime })
      .optional()
      .openapi({ description: 'Who ended it before its time; absent when nobody did.' }),
  })
  .openapi('Silence');

const answered = (description: string) => ({
  description,
  content: { 'application/json': { schema: silenceJson } },
});

function toSilenceJson({ ended, ...silence }: Silence, now: Instant): z.infer<typeof silenceJson> {
  return {
    ...silence,
    state: silenceState(silence, now),
    matchers: [...silence.matchers],
    from: toApiTime(silence.from),
    until: toApiTime(silence.until),
    ...(ended && { ended: { by: ended.by, at: toApiTime(ended.at) } }),
  };
}

function addList(api: Api, { store, clock, access }: ApiOptions): void {
  const query = pageQuery.extend({
    all: z.enum(['true', 'false']).optional().openapi({ description: '`true`: those that are over, too.' }),
  });
  const route = createRoute({
    method: 'get',
    path: '/silences',
    operationId: 'listSilences',
    summary: 'Silences that hold or are to come, the newest first',
    tags: ['silences'],
    middleware: [access.requires('read')],
    request: { query },
    responses: {
      200: {
        description: 'One page of them.',
        content: { 'application/json': { schema: pageOf(silenceJson) } },
      },
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const { limit, cursor, all } = context.req.valid('query');
    const key = cursor === undefined ? [Number.MAX_SAFE_INTEGER] : fromCursor(cursor);
    if (key === undefined) return badCursor(context);
    const now = clock.now();
    const endsAfter = all === 'true' ? Number.MIN_SAFE_INTEGER : now;
    const asked = { endsAfter, before: key[0] ?? 0, limit: limit + 1 };
    const found = await store.read((db) => silencePage(db, asked));
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    const next = toCursor(last && [last.id, 0]);
    return context.json(
      { items: items.map((silence) => toSilenceJson(silence, now)), ...(next && { next }) },
      200,
    );
  });
}

const idParam = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

function addOne(api: Api, { store, clock, access }: ApiOptions): void {
  const route = createRoute({
    method: 'get',
    path: '/silences/{id}',
    operationId: 'readSilence',
    summary: 'One silence',
    tags: ['silences'],
    middleware: [access.requires('read')],
    request: { params: idParam },
    responses: { 200: answered('The silence.'), 404: problemResponse('There is no such silence.') },
  });
  api.openapi(route, async (context) => {
    const { id } = context.req.valid('param');
    const [silence] = await store.read((db) => silencesByIds(db, [id]));
    return silence === undefined ? unknown(context) : context.json(toSilenceJson(silence, clock.now()), 200);
  });
}

const author = z
  .string()
  .optional()
  .openapi({ description: 'Who does it; whom the request is proved to come from goes before.' });

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
  const route = createRoute({
    method: 'post',
    path: '/silences',
    operationId: 'createSilence',
    summary: 'Notifies of nothing that all matchers match, for a time; what is still open then is notified',
    tags: ['silences'],
    middleware: [access.requires('write'), smallBody],
    request: { body: { required: true, content: { 'application/json': { schema: creationBody } } } },
    responses: {
      201: answered('It is kept; the daemon obeys within a second. `Location` says where it stands.'),
      400: problemResponse('The request is not valid.'),
    },
  });
  api.openapi(route, async (context) => {
    const asked = context.req.valid('json');
    const now = clock.now();
    const span = readTimes(asked, { now, timezone: display().timezone });
    if (typeof span === 'string') return badTimes(context, span, asked);
    const { by, comment } = actorOf(context.get('principal'), asked);
    const names = targets().map(({ name }) => name);
    const silence = { ...span, matchers: matchersMeant(asked.matchers, names), author: by, comment };
    const id = await store.write((trx) => addSilence(trx, { ...silence, createdAt: now }));
    // Relative to the path of the request: the server may be reached below a path that it does not know.
    context.header('Location', `silences/${id}`);
    return context.json(toSilenceJson({ ...silence, id }, now), 201);
  });
}

const expiryBody = z.object({ author }).openapi('Expiry');

function addExpiry(api: Api, { store, clock, access }: ApiOptions): void {
  const route = createRoute({
    method: 'post',
    path: '/silences/{id}/expire',
    operationId: 'expireSilence',
    summary: 'Ends a silence now; it stays on record',
    description: 'Done again, it changes nothing and answers the silence as it is.',
    tags: ['silences'],
    middleware: [access.requires('write'), smallBody],
    request: { params: idParam, body: { content: { 'application/json': { schema: expiryBody } } } },
    responses: {
      200: answered('The silence as it is now.'),
      404: problemResponse('There is no such silence.'),
    },
  });
  api.openapi(route, async (context) => {
    const { id } = context.req.valid('param');
    const { by } = actorOf(context.get('principal'), context.req.valid('json'));
    const now = clock.now();
    const [silence] = await store.write(async (trx) => {
      await expireSilence(trx, { id, by, now });
      return await silencesByIds(trx, [id]);
    });
    return silence === undefined ? unknown(context) : context.json(toSilenceJson(silence, now), 200);
  });
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
