import type { BodySchema } from '../../core/message/body-schema.ts';
import type { Api } from './api-options.ts';
import { OPENAPI_HEAD } from './openapi-head.ts';

type Document = ReturnType<Api['getOpenAPI31Document']>;
type PathItem = NonNullable<Document['paths']>[string];
type Responses = NonNullable<NonNullable<PathItem['get']>['responses']>;

/**
 * Returns the document of all routes, with the answers of the checks before them, and what programs of other people are
 * sent.
 */
export function openApiDocument(api: Api, bodySchemas: readonly BodySchema[]): Document {
  const document = api.getOpenAPI31Document(OPENAPI_HEAD);
  for (const { get, post } of Object.values(document.paths ?? {})) {
    if (get !== undefined) get.responses = { ...toRead(get.responses ?? {}), ...ALWAYS, ...get.responses };
    if (post !== undefined) {
      const refused = post.requestBody === undefined ? TOO_LARGE : { ...TOO_LARGE, ...NO_JSON };
      post.responses = { ...refused, ...ALWAYS, ...post.responses };
    }
  }
  return {
    ...document,
    webhooks: Object.fromEntries(bodySchemas.map((body) => [body.file, toWebhook(body)])),
  };
}

/** The schema lies beside the document. */
function toWebhook({ file, title, description }: BodySchema): PathItem {
  return {
    post: {
      summary: title,
      description,
      security: [],
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: file } } } },
      responses: { '2XX': { description: 'The message is taken.' } },
    },
  };
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const ALWAYS: Responses = {
  400: problem('The request is not valid.'),
  401: problem('Who asks must say who they are.'),
  403: problem('Who asks may not, or comes from elsewhere.'),
  429: problem('Too many logins have failed; `Retry-After` says when to try again.'),
  500: problem('A failure inside; the log of the daemon says more.'),
  503: problem('The store cannot be used now; `Retry-After` says when to try again.'),
};

const TOO_LARGE: Responses = { 413: problem('The body is too large.') };
const NO_JSON: Responses = { 415: problem('The body is no JSON.') };

/** A stream has no tag. */
function toRead(responses: Responses): Responses {
  const isJson = 'application/json' in (responses['200']?.content ?? {});
  return isJson ? { 304: { description: 'What `If-None-Match` names is still so.' } } : {};
}
