import { summarizeCondition } from '../../render/condition/summarize.ts';
import {
  concernedAddresses,
  deadAddresses,
  findConditions,
  isJudged,
  keyOf,
  partsOf,
  REFUSED_CONFIG,
  WATCHDOG,
  type WatchdogCondition,
  type SelfCheckReadings,
} from '../../core/incident/self-check.ts';
import { setSetting, getSetting } from '../../store/settings/settings.ts';
import { openIncidentsOf, type StoredIncident } from '../../store/incidents/incidents.ts';
import { outboxReadings } from '../../store/outbox/outbox-readings.ts';
import { deliveredAfterAll } from '../../store/outbox/recipient-readings.ts';
import { targetHealth, unknownStates, vanishedJobs } from '../../store/incidents/self-check-readings.ts';
import type { WriteTransaction } from '../../store/sqlite/store.ts';
import { DAY, MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import { closeCondition, openCondition, reviseCondition } from '../base/condition-incident.ts';
import type { EvaluationContext } from '../base/evaluation-context.ts';
import type { Monitors } from '../base/monitors.ts';

/**
 * Opens an incident for each thing that is wrong with the watching itself, and closes those of what is over. What has
 * lasted since an incident of it was closed by hand stays closed, unless something is new about it.
 */
export async function selfCheck(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<void> {
  const readings = await collectReadings(trx, monitors, context);
  const open = new Map(
    (await openIncidentsOf(trx, WATCHDOG)).map((incident) => [incident.group_key, incident]),
  );
  const lasting = new Set(await getSetting<readonly string[]>(trx, LASTING));
  const conditions = findConditions(readings, {
    limits: monitors.watchdog.limits,
    isOpen: (key) => open.has(key) || lasting.has(key),
    now: context.now,
  });
  for (const condition of conditions) {
    const known = open.get(keyOf(condition));
    const isNew = partsOf(condition).some((part) => !lasting.has(part));
    if (known === undefined && isNew) await begin(trx, condition, { monitors, context });
    if (known !== undefined)
      await reviseCondition(trx, known, summarizeCondition(condition, context.defaults));
  }
  const active = new Set(conditions.map(keyOf));
  for (const [key, incident] of open) {
    if (active.has(key) || !isJudged(key, readings)) continue;
    const reason = await endOf(trx, incident, { context, lasting, channel: monitors.watchdog.channel });
    await closeCondition(trx, incident, { at: context.now, reason });
  }
  await keepLasting(trx, { lasting, conditions, readings });
  await notifyOutage(trx, monitors, context);
}

/** Under which it is kept what was wrong at the last look. */
const LASTING = 'lasting-conditions';

async function keepLasting(
  trx: WriteTransaction,
  looked: {
    lasting: ReadonlySet<string>;
    conditions: readonly WatchdogCondition[];
    readings: SelfCheckReadings;
  },
): Promise<void> {
  const unjudged = [...looked.lasting].filter((part) => !isJudged(part, looked.readings));
  const lasting = new Set([...looked.conditions.flatMap(partsOf), ...unjudged]);
  const isSame =
    lasting.size === looked.lasting.size && [...lasting].every((part) => looked.lasting.has(part));
  if (!isSame) await setSetting(trx, LASTING, lasting.size === 0 ? undefined : [...lasting]);
}

/** What nobody can mend is not told of for longer. */
const FORGET_VANISHED: Duration = DAY;

async function collectReadings(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<SelfCheckReadings> {
  const { targets, channel, recipients } = monitors.watchdog;
  const { live } = monitors;
  const { startedAt } = live;
  return {
    targets: await targetHealth(trx, targets),
    ...(await outboxReadings(trx, { channel, recipients, startedAt, now: context.now })),
    unknownStates: await unknownStates(trx, targets),
    vanished: await vanishedJobs(trx, { now: context.now, within: FORGET_VANISHED }),
    endingKeys: live.endingKeys(),
    refusedConfig: await getSetting<SelfCheckReadings['refusedConfig']>(trx, REFUSED_CONFIG),
  };
}

async function begin(
  trx: WriteTransaction,
  condition: WatchdogCondition,
  {
    monitors,
    context,
    since = context.now,
  }: { monitors: Monitors; context: EvaluationContext; since?: Instant },
): Promise<StoredIncident> {
  const { severity } = monitors.watchdog;
  const concerned = concernedAddresses(condition);
  // A receiver with no other address would only add to what waits.
  const receivers = monitors.watchdog.receivers.filter((name) => {
    const { recipients = [] } = context.receivers.get(name) ?? {};
    return concerned.length === 0 || recipients.some((address) => !concerned.includes(address));
  });
  return await openCondition(
    trx,
    {
      rule: WATCHDOG,
      key: keyOf(condition),
      target: 'target' in condition ? condition.target : undefined,
      severity,
      receivers,
      summary: summarizeCondition(condition, context.defaults),
      reason: condition.kind,
      since,
    },
    context,
  );
}

/**
 * That something was forgotten is no news; that it was mended is. Mails that were refused for good are mended when their
 * addresses got them: an address that left the configuration, or copies that grew too old, mend nothing.
 */
async function endOf(
  trx: WriteTransaction,
  { group_key: key, opened_at: openedAt }: StoredIncident,
  {
    context,
    lasting,
    channel,
  }: { context: EvaluationContext; lasting: ReadonlySet<string>; channel: string },
): Promise<'aged' | 'recovered'> {
  if (key.startsWith('["jobs-vanished"') && context.now - openedAt >= FORGET_VANISHED) return 'aged';
  if (!key.startsWith('["dead-letters"')) return 'recovered';
  const recipients = deadAddresses(lasting);
  const delivered = await deliveredAfterAll(trx, { channel, recipients, since: openedAt });
  return recipients.every((recipient) => delivered.includes(recipient)) ? 'recovered' : 'aged';
}

/** Shorter ones, of a backup for one, are made up for by the next poll. */
const SHORTEST_OUTAGE: Duration = MINUTE;

/** Under which it is kept which outage was told, by its end. */
const NOTIFIED_OUTAGE = 'told-outage';

/** Tells of a time without writes once it is over: until then, nothing could be kept of it but in memory. */
async function notifyOutage(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<void> {
  const { since, until, fault } = monitors.live.outage() ?? NO_OUTAGE;
  if (until === undefined || until - since < SHORTEST_OUTAGE) return;
  if ((await getSetting<Instant>(trx, NOTIFIED_OUTAGE)) === until) return;
  await setSetting(trx, NOTIFIED_OUTAGE, until);
  const condition = { kind: 'store-not-writable', since, until, fault } as const;
  const incident = await begin(trx, condition, { monitors, context, since });
  await closeCondition(trx, incident, { at: until, reason: 'recovered' });
}

const NO_OUTAGE = { since: 0, until: undefined, fault: { reason: '', code: '', message: '' } };
