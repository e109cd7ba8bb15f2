import { apiFaults } from './api-faults/api-faults.ts';
import { damagedStore } from './damaged-store.ts';
import { parserAndMail } from './fuzz/parser-and-mail.ts';
import { hangs } from './hangs/hangs.ts';
import { kills } from './kills/kills.ts';
import type { Proof } from './proof.ts';
import { refusedRecipient } from './refused-recipient.ts';
import { smtpOutage } from './smtp-outage/smtp-outage.ts';
import { replicas } from './replicas/replicas.ts';
import { soak } from './soak.ts';

/** In the order of the table. */
export const PROOFS: readonly Proof[] = [
  kills,
  smtpOutage,
  refusedRecipient,
  apiFaults,
  damagedStore,
  parserAndMail,
  soak,
  hangs,
  replicas,
];
