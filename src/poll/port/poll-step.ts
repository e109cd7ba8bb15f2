import type { Logger } from 'pino';
import type { EnrichmentCall, EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { Store } from '../../store/store.ts';
import type { Clock } from '../../platform/time.ts';
import type { JobSource } from './job-source.ts';
import type { PollEvents } from './poll-events.ts';
import type { PolledTarget } from './polled-target.ts';

/** Takes the writes of polls that nobody waits for, which may share a transaction with those of other polls. */
export interface QuietWrites extends Pick<Store, 'write'> {
  /** Runs a poll. While no other runs, its writes do not wait for each other. */
  during<T>(poll: () => Promise<T>): Promise<T>;
}

/** One poll of a target, for each of its steps. */
export interface PollStep {
  target: PolledTarget;
  source: JobSource;
  store: Store;
  clock: Clock;
  log: Logger;
  events: PollEvents;
  pollId: string;
  /** Absent: each write has a transaction of its own. */
  quietWrites?: QuietWrites | undefined;
  /** True when no transition of the target waits for its incident. Absent: some may, from before a crash. */
  isSettled?: boolean;
}

/** Logs a call that could not be made; the messages that miss its answer say so, too. */
export function logFault(
  { log, target, pollId }: PollStep,
  call: EnrichmentCall,
  fault: EnrichmentFault,
): void {
  const { kind: reason, code, action } = fault;
  const fields = { target: target.name, poll_id: pollId, reason, code, action };
  if (call === 'queues') log.warn(fields, 'queues could not be asked');
  else log.warn(fields, 'objects could not be counted');
}
