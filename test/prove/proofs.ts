import type { Proof } from './proof.ts';
import { refusedRecipient } from './refused-recipient.ts';

/** In the order of the table. */
export const PROOFS: readonly Proof[] = [refusedRecipient];
