import type { OutboxReadings, SelfCheckReason, TargetHealth } from '../../../core/incident/self-check.ts';
import type { ConditionSummary } from '../../../core/incident/condition.ts';
import type { Instant } from '../../../platform/time.ts';
import type { ConditionWriter } from '../../../render/condition/condition-writer.ts';
import type { OpenIncident } from '../../../store/incidents/incidents.ts';
import type { WriteTransaction } from '../../../store/database.ts';
import type { LiveReadings, Watchdog } from '../../context/monitors.ts';

/** Looks for one kind of trouble with the watching itself. */
export interface Monitor {
  /** Distinguishes its incidents from those of other monitors. It is stored, so it stays for ever. */
  name: string;
  /** Returns what is wrong now. `undefined` when that cannot be known now: what was found before then stands. */
  find: (look: Look) => Found | Promise<Found>;
  /** Says how an incident ends whose condition is no longer found; left out: it recovered. */
  endOf?: (look: Look, incident: OpenIncident) => Ending | Promise<Ending>;
}

type Found = Condition[] | undefined;
type Ending = 'aged' | 'recovered';

/** Something that is wrong, for as long as it lasts. It has the severity and the receivers of the watchdog. */
export interface Condition {
  reason: SelfCheckReason;
  /** Its subject, where a monitor may find several. Each subject has an incident of its own. */
  about?: string;
  target?: string;
  /** Parts that open the incident again by themselves, also after somebody closed it. Left out: none. */
  parts?: string[];
  /** Addresses that are concerned. Whoever has no other cannot be notified of it by mail. */
  recipients?: string[];
  summary: ConditionSummary;
  /** Left out: now. */
  since?: Instant;
  /** When it ended, for a condition that is found only afterwards; left out: it lasts. */
  until?: Instant;
}

/** The readings that a monitor judges, read once for all monitors. */
export interface Look {
  trx: WriteTransaction;
  now: Instant;
  watchdog: Watchdog;
  live: LiveReadings;
  targets: TargetHealth[];
  mail: OutboxReadings;
  /** Parts of this monitor's conditions at the last look. */
  lastParts: string[];
  /** Says whether a condition of this monitor lasts since an earlier look. */
  lasts: (about?: string) => boolean;
  writer: ConditionWriter;
}
