import type { Leases } from '../../lease/leases.ts';
import type { Store } from '../../store/store.ts';
import type { Clock, Instant } from '../../platform/time.ts';
import type { BuildInfo } from '../../platform/platform.ts';
import type { BodySchema } from '../../core/message/body-schema.ts';
import type { ErrorCodes } from '../../core/message/error-codes.ts';
import type { ReceiverPlan } from '../../core/message/receiver-plan.ts';
import type { MessageDefaults } from '../../render/compose/compose-message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import type { Language } from '../../core/message/message.ts';

/** The settings that pages and API follow. */
export interface DisplaySettings {
  language: Language;
  /** IANA. */
  timezone: string;
  /** The address of the server for readers, without a trailing slash. All links begin with its path. */
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

/** The options of pages and API. Some are functions: the configuration may change while the program runs. */
export interface WebOptions {
  store: Store;
  /** The work of this replica. */
  leases: Leases;
  clock: Clock;
  display: () => DisplaySettings;
  targets: () => readonly TargetPlan[];
  /** Names of all channels. */
  channels: readonly string[];
  /** Describes what programs of other people are sent. */
  bodySchemas: readonly BodySchema[];
  /** Names of the receivers. */
  receivers: () => readonly string[];
  /** The receivers with their ways, as configured. */
  receiverPlans: () => readonly ReceiverPlan[];
  /** The parts that every message has. */
  messageDefaults: () => MessageDefaults;
  /** Makes ids; never the same twice. */
  newId: () => string;
  /** The effective configuration as YAML, secrets as `***`. */
  configuration: () => string;
  /** The reasons why the program is not ready, in words; empty when it is. */
  unready: () => Promise<readonly string[]>;
  build: BuildInfo;
  startedAt: Instant;
  /** To be called when something was put into the outbox. */
  wakeDelivery: () => void;
}
