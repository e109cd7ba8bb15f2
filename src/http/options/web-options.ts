import type { Store } from '../../store/sqlite/store.ts';
import type { Clock, Instant } from '../../platform/time.ts';
import type { BuildInfo } from '../../platform/platform.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import type { Language } from '../../core/message/message.ts';

/** What pages and API follow of the configuration. */
export interface DisplaySettings {
  language: Language;
  /** IANA. */
  timezone: string;
  /** How readers reach the server, without a trailing slash; its path is where all links begin. */
  publicUrl: string;
  errorCodes: ErrorCodes;
  vendorPages: VendorPages;
}

/** A configured target. */
export interface TargetPlan {
  name: string;
  bucket: string;
  region: string;
  /** As configured. */
  schedule: string;
  /** The next few runs after `now`, in order. */
  nextRuns: (now: Instant) => readonly Instant[];
}

/** What the pages and the API are made of. Functions: the configuration may change while the program runs. */
export interface WebOptions {
  store: Store;
  clock: Clock;
  display: () => DisplaySettings;
  targets: () => readonly TargetPlan[];
  /** Names of all channels. */
  channels: readonly string[];
  /** Names of the receivers. */
  receivers: () => readonly string[];
  /** The effective configuration as YAML, secrets as `***`. */
  configuration: () => string;
  /** What keeps the program from being ready, in words; empty when it is. */
  unready: () => Promise<readonly string[]>;
  build: BuildInfo;
  startedAt: Instant;
  /** To be called when something was put into the outbox. */
  wakeDelivery: () => void;
}
