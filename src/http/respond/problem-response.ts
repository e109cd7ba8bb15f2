import { z } from '@hono/zod-openapi';

/** A refusal or a failure (RFC 9457). */
export const problemJson = z
  .object({
    type: z.string(),
    status: z.int(),
    title: z.string().openapi({ description: 'The same for the same kind of problem.' }),
    detail: z.string().openapi({ description: 'What to do about this one.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'What is wrong with the request, one per place.' }),
  })
  .openapi('Problem');

/** A refusal of a route. `description` says what it means there. */
export function problemResponse(description: string): {
  description: string;
  content: Record<string, { schema: typeof problemJson }>;
} {
  return { description, content: { 'application/problem+json': { schema: problemJson } } };
}
