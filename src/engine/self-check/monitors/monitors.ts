import { clockSkew } from './clock-skew.ts';
import { configRefused } from './config-refused.ts';
import { credentialsEnding } from './credentials-ending.ts';
import { deadLetters } from './dead-letters.ts';
import { jobsVanished } from './jobs-vanished.ts';
import type { Monitor } from './monitor.ts';
import { outboxBlocked } from './outbox-blocked.ts';
import { recipientBlocked } from './recipient-blocked.ts';
import { storeNotWritable } from './store-not-writable.ts';
import { unknownState } from './unknown-state.ts';
import { unreadable } from './unreadable.ts';

/**
 * All that the watching is checked for. A new monitor is a file and a line here; the compiler then asks for the name of
 * its reason and for its sentences in each language.
 */
export const MONITORS: Monitor[] = [
  unreadable,
  credentialsEnding,
  outboxBlocked,
  recipientBlocked,
  deadLetters,
  unknownState,
  jobsVanished,
  clockSkew,
  configRefused,
  storeNotWritable,
];
