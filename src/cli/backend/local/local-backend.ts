import { receiverPlans } from '../../../app/receiver-plans.ts';
import { silenceSpan } from '../../../core/mute/silence-span.ts';
import { silenceState, type Silence } from '../../../core/mute/silence.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { acknowledgeIncident, closeManually } from '../../../actions/incident-actions.ts';
import { incidentsByPrefix } from '../../../store/views/incident-history.ts';
import { listJobs } from '../../../store/jobs/listed-jobs.ts';
import { resendAll, resendEntry } from '../../../actions/resend.ts';
import { createSilence, expireSilence } from '../../../actions/silences.ts';
import { currentSilences, silencesSince } from '../../../store/incidents/silences.ts';
import type { Database } from '../../../store/database.ts';
import type { Store } from '../../../store/store.ts';
import { incidentView, incidentViews } from '../../../store/views/incident-views.ts';
import { receiverViews } from '../../../store/views/receiver-views.ts';
import { notificationList } from '../../../store/views/notification-list.ts';
import type { Clock } from '../../../platform/time.ts';
import type { Actor } from '../../../core/incident/evaluate/operate.ts';
import { localStatus, type StatusPlatform } from './local-status.ts';
import type {
  ActionResult,
  Backend,
  IncidentBackend,
  JobBackend,
  KeptSilence,
  NotificationBackend,
  ReceiverBackend,
  SilenceBackend,
} from '../backend.ts';

/** Works straight on the store of a configuration, beside a running daemon or without one. */
export function localBackend(store: Store, config: Config, platform: StatusPlatform): Backend {
  const { clock } = platform;
  return {
    language: config.language,
    timezone: config.timezone,
    targets: () => Promise.resolve(config.targets.map(({ name }) => name)),
    status: () => localStatus(store, config, platform),
    receivers: receiverBackend(store, config, clock),
    incidents: incidentBackend(store, clock),
    silences: silenceBackend(store, config, clock),
    jobs: jobBackend(store),
    notifications: notificationBackend(store, config, clock),
  };
}

function receiverBackend(store: Store, config: Config, clock: Clock): ReceiverBackend {
  return {
    names: () => Promise.resolve(config.receivers.map(({ name }) => name)),
    list: () => store.read((db) => receiverViews(db, receiverPlans(config), clock.now())),
  };
}

function incidentBackend(store: Store, clock: Clock): IncidentBackend {
  const by =
    (act: typeof acknowledgeIncident) =>
    (id: string, actor: Actor): Promise<ActionResult | undefined> =>
      store.write(async (trx) => {
        const outcome = await act(trx, id, { at: clock.now(), ...actor });
        const incident = await incidentView(trx, id);
        return outcome === 'unknown' ? undefined : incident && { incident, outcome };
      });
  return {
    list: (asked) => store.read((db) => incidentViews(db, asked)),
    idsBeginning: async (prefix) =>
      (await store.read((db) => incidentsByPrefix(db, prefix))).map(({ public_id: id }) => id),
    acknowledge: by(acknowledgeIncident),
    close: by(closeManually),
  };
}

function silenceBackend(store: Store, config: Config, clock: Clock): SilenceBackend {
  const { timezone } = config;
  const targets = config.targets.map(({ name }) => name);
  const toKept = (silence: Silence): KeptSilence => ({
    ...silence,
    state: silenceState(silence, clock.now()),
  });
  return {
    list: async ({ all }) => {
      const asked = (db: Database) => (all ? silencesSince(db, -Infinity) : currentSilences(db, clock.now()));
      return (await store.read(asked)).map(toKept);
    },
    add: async ({ matchers, author, comment, ...asked }) => {
      const now = clock.now();
      const span = silenceSpan(asked, { now, timezone });
      if (typeof span === 'string') return span;
      const silence = { matchers, ...span, author, comment };
      return toKept(await store.write((trx) => createSilence(trx, silence, { now, targets })));
    },
    expire: (id, by) => store.write((trx) => expireSilence(trx, { id, by, now: clock.now() })),
  };
}

function jobBackend(store: Store): JobBackend {
  return {
    list: (filter) => store.read((db) => listJobs(db, filter)),
  };
}

function notificationBackend(store: Store, config: Config, clock: Clock): NotificationBackend {
  const receivers = config.receivers.map(({ name }) => name);
  return {
    list: async (filter) => {
      const asked = { ...filter, limit: Number.MAX_SAFE_INTEGER - 1, now: clock.now() };
      return (await store.read((db) => notificationList(db, asked))).items;
    },
    resend: (entry, by) => store.write((trx) => resendEntry(trx, { entry, by, at: clock.now(), receivers })),
    resendAll: (wish, by) =>
      store.write((trx) => resendAll(trx, { ...wish, by, at: clock.now(), receivers })),
  };
}
