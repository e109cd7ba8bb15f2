import type { Logger } from 'pino';
import { FailureLog } from '../platform/log.ts';
import { readSigningKey, type SigningPurpose } from '../store/settings/signing-keys.ts';
import { StoreFault } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';

/** The pause between two looks at the keys. */
const LOOK_EVERY: Duration = SECOND;

/** Something that signs, and takes a new key. */
export interface Signer {
  purpose: SigningPurpose;
  /** Says whether the key is another one than before. */
  useKey(key: Buffer): boolean;
}

/** Follows the keys that `rotate-keys` puts into the store, until `signal` aborts. */
export async function followKeys(
  signers: readonly Signer[],
  context: { store: Store; clock: Clock; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, log } = context;
  const failures = new FailureLog(log, clock);
  while (!signal.aborted) {
    await clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
    if (signal.aborted) return;
    try {
      for (const signer of signers) {
        const key = await store.read((db) => readSigningKey(db, signer.purpose));
        if (key !== undefined && signer.useKey(key))
          log.info({ purpose: signer.purpose }, 'signing key changed');
      }
      failures.recovered({ fields: {}, message: 'signing keys are followed again' });
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      failures.failed({
        signature: error.code,
        fields: { err: error },
        message: 'signing keys cannot be followed',
      });
    }
  }
}
