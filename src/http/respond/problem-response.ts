import { z } from '@hono/zod-openapi';

const problemSchema = z
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

/** What a route may answer in place of what was asked for (RFC 9457); `description` says what that means there. */
export function problemResponse(description: string): {
  description: string;
  content: Record<string, { schema: typeof problemSchema }>;
} {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}
