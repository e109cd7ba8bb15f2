import { z } from '@hono/zod-openapi';
import { toIso, type Instant } from '../../platform/time.ts';

/** A moment as the API writes it: ISO 8601, UTC. */
export const apiTime = z.iso.datetime().openapi({ example: '2026-11-23T09:15:02.000Z' });

export function toApiTime(at: Instant): string {
  return toIso(at);
}

/** Absent stays absent. */
export function toApiTimeIfAny(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}
