import { z } from '@hono/zod-openapi';
import type { Instant } from '../../platform/time.ts';

/** A moment in the API: ISO 8601 in UTC as it is sent, an instant as it is read. */
export const apiTime = z.iso
  .datetime()
  .transform((text): Instant => Date.parse(text))
  .openapi({ example: '2026-11-23T09:15:02.000Z' });
