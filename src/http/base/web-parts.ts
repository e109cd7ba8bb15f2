import type { Store } from '../../store/sqlite/store.ts';
import type { Clock, Instant } from '../../platform/time.ts';
import type { BuildInfo } from '../../platform/surroundings.ts';
import type { OwnAdvice } from '../../render/compose/error-codes.ts';
import type { Language } from '../../core/message/message.ts';

/** What pages and API follow of the configuration. */
export interface Manners {
  readonly language: Language;
  /** IANA. */
  readonly timezone: string;
  /** How readers reach the server, without a trailing slash; its path is where all links begin. */
  readonly publicUrl: string;
  /** What the operator wrote about error codes, by code. */
  readonly errorCodes: Readonly<Record<string, OwnAdvice>>;
}

/** A configured target. */
export interface TargetPlan {
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
  /** As configured. */
  readonly schedule: string;
  /** The next few runs after `now`, in order. */
  readonly nextRuns: (now: Instant) => readonly Instant[];
}

/** What the pages and the API are made of. Functions: the configuration may change while the program runs. */
export interface WebParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly manners: () => Manners;
  readonly targets: () => readonly TargetPlan[];
  /** Names of those who can be told. */
  readonly receivers: () => readonly string[];
  /** The effective configuration as YAML, secrets as `***`. */
  readonly configuration: () => string;
  /** What keeps the program from being ready, in words; empty when it is. */
  readonly unready: () => Promise<readonly string[]>;
  readonly build: BuildInfo;
  readonly startedAt: Instant;
  /** To be called when something was put into the outbox. */
  readonly wakeDelivery: () => void;
}
