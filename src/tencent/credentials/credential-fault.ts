import { SourceFault, type SourceFaultReason } from '../../poll/port/job-source.ts';
import { hideKeys } from '../../platform/hide-keys.ts';
import { oneLine } from '../request/faults.ts';

/** No key can be had from a source. The next `get` asks again. */
export function credentialFault(
  message: string,
  details: { code: string; hint: string; reason?: SourceFaultReason; retryable?: boolean; cause?: unknown },
): SourceFault {
  const { reason = 'auth', retryable = reason !== 'auth' } = details;
  return new SourceFault(hideKeys(oneLine(message, 300)), { ...details, reason, retryable });
}
