import type { Language } from './message.ts';
import type { Receiver, Route } from '../receiver.ts';

/** A receiver as the configuration has it: its ways, and who notifies it. */
export interface ReceiverPlan extends Receiver {
  routes: readonly PlannedRoute[];
  /** Names of the rules and expectations that notify or escalate to it, and `watchdog`. */
  rules: readonly string[];
}

export interface PlannedRoute extends Route {
  language: Language;
  /** IANA. */
  timezone: string;
}
