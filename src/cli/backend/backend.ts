import type { IncidentOutcome } from '../../actions/incident-actions.ts';
import type { ExpireOutcome } from '../../actions/silences.ts';
import type { Actor } from '../../core/incident/evaluate/operate.ts';
import type { IncidentState } from '../../core/incident/lifecycle.ts';
import type { Language } from '../../core/message/message.ts';
import type { AskedSpan, SpanFault } from '../../core/mute/silence-span.ts';
import type { Silence, SilenceState } from '../../core/mute/silence.ts';
import type { ResendOutcome, ResendWish, ResentAll } from '../../actions/resend.ts';
import type { ListedJob } from '../../store/jobs/listed-jobs.ts';
import type { NotificationFilter } from '../../store/views/notification-list.ts';
import type { SystemStatus } from '../../http/health/system-status.ts';
import type { IncidentView } from '../../store/views/incident-views.ts';
import type { ReceiverView } from '../../store/views/receiver-views.ts';
import type { NotificationView } from '../../store/views/notification-views.ts';

/** The store file or a running daemon, on which commands look and act. Both answer the same. */
export interface Backend {
  language: Language;
  /** IANA. */
  timezone: string;
  /** Names of the configured targets. */
  targets: () => Promise<readonly string[]>;
  /** Reads the state of the whole program. */
  status: () => Promise<SystemStatus>;
  receivers: ReceiverBackend;
  incidents: IncidentBackend;
  silences: SilenceBackend;
  jobs: JobBackend;
  notifications: NotificationBackend;
}

export interface ReceiverBackend {
  /** Names of the configured receivers. `undefined` when a daemon of an older version does not send them. */
  names: () => Promise<readonly string[] | undefined>;
  /** In the order of the configuration. */
  list(): Promise<readonly ReceiverView[]>;
}

export interface IncidentBackend {
  /** The newest first. */
  list(asked: {
    states: readonly IncidentState[];
    target?: string | undefined;
  }): Promise<readonly IncidentView[]>;
  /** Returns the ids with this prefix, oldest first. An exact match is returned alone. */
  idsBeginning(prefix: string): Promise<readonly string[]>;
  /** @param id the whole id. @returns undefined when there is none. */
  acknowledge(id: string, actor: Actor): Promise<ActionResult | undefined>;
  /** @param id the whole id. @returns undefined when there is none. */
  close(id: string, actor: Actor): Promise<ActionResult | undefined>;
}

export interface ActionResult {
  /** The incident after the action. */
  incident: IncidentView;
  outcome: Exclude<IncidentOutcome, 'unknown'>;
}

export interface SilenceBackend {
  /** Lists silences that hold or are to come, in the order of their ends. `all`: also those that are over. */
  list(asked: { all: boolean }): Promise<readonly KeptSilence[]>;
  /** @returns what is kept, or what is wrong with when it is wanted; by the clock of where it is kept. */
  add(
    silence: AskedSpan & Pick<Silence, 'matchers' | 'author' | 'comment'>,
  ): Promise<KeptSilence | SpanFault>;
  expire(id: number, by: string): Promise<ExpireOutcome>;
}

/** A silence, and how it is by the clock of where it is kept: a client's may differ. */
export type KeptSilence = Silence & { state: SilenceState };

export interface JobBackend {
  /** Newest change first. */
  list(filter: { target?: string | undefined; state?: string | undefined }): Promise<readonly ListedJob[]>;
}

export interface NotificationBackend {
  /** The newest first. */
  list(filter: NotificationFilter): Promise<readonly NotificationView[]>;
  resend(id: number, by: string): Promise<ResendOutcome>;
  /** Sends all undeliverable ones again. */
  resendAll(wish: ResendWish, by: string): Promise<ResentAll>;
}
