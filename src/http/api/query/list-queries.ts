import { z } from '@hono/zod-openapi';
import type { Instant } from '../../../platform/time.ts';

/** States, named once or several times. */
export const stateQuery = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(z.string().min(1).max(300)).max(20),
  )
  .optional()
  .openapi({
    param: { name: 'state', in: 'query', style: 'form', explode: true },
    type: 'array',
    items: { type: 'string' },
    description:
      'Any of these, by `state=Failed&state=Pause`; `unknown` for all that the API does not document.',
  });

/** A moment in a query, as an instant. */
export function momentQuery(description: string) {
  return z.iso
    .datetime({ offset: true })
    .transform((text): Instant => Date.parse(text))
    .optional()
    .openapi({ type: 'string', format: 'date-time', description });
}

/** Filters by the time of creation. */
export const createdSpan = {
  createdFrom: momentQuery('Created then or later.'),
  createdUntil: momentQuery('Created before.'),
};
