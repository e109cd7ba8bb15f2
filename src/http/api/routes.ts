import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { Access } from '../auth/access.ts';
import { problemResponse } from '../respond/problem-response.ts';
import { problem } from '../respond/problem.ts';
import { pageQuery } from './query/paging.ts';
import { strictQuery } from './query/strict-query.ts';

/** A request in the document. The first part of the path is its tag. */
interface Described {
  path: `/${string}`;
  operationId: string;
  summary: string;
  description?: string;
  answer: Answer;
  /** The refusals that this request alone has: by status, what each means. */
  refusals?: Readonly<Record<number, string>>;
}

/** A good answer: its description, and its content, which is JSON unless another type is named. */
type Answer = readonly [description: string, schema: z.ZodType, type?: 'text/event-stream'];

/** A list, read page by page. `query` holds its filters. */
export function listRoute<Query extends z.ZodRawShape>(
  access: Access,
  { query, page, ...described }: Omit<Described, 'answer'> & { query: Query; page: z.ZodType },
) {
  const request = { query: pageQuery.extend(query) };
  return readRoute(access, { ...described, request, answer: ['One page of them.', page] });
}

/** One thing that is only looked at. */
export function readRoute<
  Request extends { params?: z.ZodObject; query?: z.ZodObject; headers?: z.ZodObject },
>(access: Access, { request, ...described }: Described & { request: Request }) {
  const names = Object.keys(request.query?.shape ?? {});
  return createRoute({
    ...common(described),
    method: 'get',
    middleware: [access.requires('read'), strictQuery(names)],
    request,
  });
}

/** An action on one thing, or on several. */
export function actionRoute<Params extends z.ZodObject, Body extends z.ZodType>(
  access: Access,
  asked: Described & { params: Params; body: Body; isBodyRequired?: true; status?: 201 },
) {
  const { params, body, isBodyRequired, ...described } = asked;
  const content = { 'application/json': { schema: body } };
  return createRoute({
    ...common(described),
    method: 'post',
    middleware: [access.requires('write'), strictQuery([]), smallBody],
    request: { params, body: { content, ...(isBodyRequired && { required: true }) } },
  });
}

/** For actions that name nothing in their path. */
export const NO_PARAMS = z.object({});

/** The author, in the body of an action. */
export const author = z
  .string()
  .optional()
  .openapi({ description: 'Who does it. The user that the request proves comes before this name.' });

function common({ answer, refusals = {}, status = 200, ...described }: Described & { status?: 200 | 201 }) {
  const [description, schema, type = 'application/json'] = answer;
  const good: Response = { description, content: { [type]: { schema } } };
  const bad = Object.entries(refusals).map(([code, means]) => [code, problemResponse(means)]);
  const responses: Record<number, Response> = { [status]: good, ...Object.fromEntries(bad) };
  return { ...described, tags: [described.path.split('/')[1] ?? ''], responses };
}

interface Response {
  description: string;
  content: Record<string, { schema: z.ZodType }>;
}

const MOST_BYTES = 16 * 1024;

/** Refuses a body that holds more than any request of ours can. */
const smallBody = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (context) =>
    problem(context, {
      status: 413,
      title: 'the request is too large',
      detail: `Send at most ${MOST_BYTES} bytes; /api/v1/openapi.json describes every request.`,
    }),
});
