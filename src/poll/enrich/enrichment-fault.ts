import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { SourceFault } from '../port/job-source.ts';

/**
 * Returns what is kept and shown of a call that failed. Such a fault says nothing about the target: only a poll shows
 * whether its key is refused altogether.
 */
export function toEnrichmentFault({
  code,
  reason,
  action,
}: Pick<SourceFault, 'code' | 'reason'> & { action?: string | undefined }): EnrichmentFault {
  if (!RIGHT_MISSING.has(code)) return { code, kind: reason };
  return { code, kind: 'right-missing', ...(action !== undefined && { action }) };
}

/** Refused for want of a right, not for a bad key; a bare status where a front end sent no code. */
const RIGHT_MISSING: ReadonlySet<string> = new Set(['AccessDenied', 'http-401', 'http-403']);
