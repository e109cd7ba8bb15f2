import { BatchwatchError } from '../platform/errors.ts';

export type StoreFaultCode =
  | 'store-missing'
  | 'store-empty'
  | 'store-damaged'
  | 'store-foreign'
  | 'store-newer'
  | 'store-older'
  | 'store-in-use'
  | 'store-unreachable'
  | 'store-full'
  | 'store-read-only'
  | 'store-busy'
  | 'store-refused'
  | 'store-untrusted'
  | 'store-not-empty'
  | 'store-copy-differs'
  | 'store-unfinished'
  | 'store-failed';

/** The store could not be opened, read or written. */
export class StoreFault extends BatchwatchError {
  declare readonly code: StoreFaultCode;

  constructor(code: StoreFaultCode, message: string, details: { hint?: string; cause?: unknown } = {}) {
    super(message, { code, reason: 'store', retryable: RETRYABLE.has(code), ...details });
  }
}

const RETRYABLE: ReadonlySet<StoreFaultCode> = new Set(['store-full', 'store-read-only', 'store-busy']);
