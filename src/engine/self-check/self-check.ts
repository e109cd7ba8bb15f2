import { WATCHDOG } from '../../core/incident/self-check.ts';
import { conditionWriter } from '../../render/condition/condition-writer.ts';
import { openIncidentsOf, type OpenIncident } from '../../store/incidents/incidents.ts';
import { targetHealth } from '../../store/incidents/self-check-readings.ts';
import { outboxReadings } from '../../store/outbox/outbox-readings.ts';
import { getSetting, setSetting } from '../../store/settings/settings.ts';
import type { WriteTransaction } from '../../store/database.ts';
import { closeCondition, openCondition, reviseCondition } from '../../store/incidents/conditions.ts';
import type { EvaluationContext } from '../context/evaluation-context.ts';
import type { Monitors, Watchdog } from '../context/monitors.ts';
import type { Condition, Look, Monitor } from './monitors/monitor.ts';
import { MONITORS } from './monitors/monitors.ts';

/**
 * Opens an incident for each thing that is wrong with the watching itself, and closes those of what is over. What has
 * lasted since an incident of it was closed manually stays closed, unless something is new about it.
 */
export async function selfCheck(
  trx: WriteTransaction,
  monitors: Monitors,
  context: EvaluationContext,
): Promise<void> {
  const lasting = new Set(await getSetting(trx, 'lasting-conditions'));
  const incidents = await openIncidentsOf(trx, WATCHDOG);
  const open = new Map(incidents.map((incident) => [incident.groupKey, incident]));
  const lookFor = await lookAround(trx, { monitors, context, lasting, open });
  const found: FoundCondition[] = [];
  const unknown = new Set<Monitor>();
  for (const monitor of MONITORS) {
    const conditions = await monitor.find(lookFor(monitor));
    if (conditions === undefined) unknown.add(monitor);
    else found.push(...conditions.map((condition) => withKeys(monitor, condition)));
  }
  for (const condition of found) {
    const known = open.get(condition.key);
    if (known !== undefined) await reviseCondition(trx, known, condition.summary);
    else if (condition.parts.some((part) => !lasting.has(part))) {
      const incident = await begin(trx, condition, { watchdog: monitors.watchdog, context });
      const { until } = condition;
      if (until !== undefined) await closeCondition(trx, incident, { at: until, reason: 'recovered' });
    }
  }
  const active = found.filter(({ until }) => until === undefined);
  const isUnknown = (key: string) => unknown.values().some((monitor) => isOf(monitor, key));
  for (const [key, incident] of open) {
    if (active.some((condition) => condition.key === key) || isUnknown(key)) continue;
    const monitor = MONITORS.find((each) => isOf(each, key));
    const reason = (await monitor?.endOf?.(lookFor(monitor), incident)) ?? 'recovered';
    await closeCondition(trx, incident, { at: context.now, reason });
  }
  const unjudged = lasting.values().filter(isUnknown);
  await keepLasting(trx, lasting, new Set([...active.flatMap(({ parts }) => parts), ...unjudged]));
}

/** A condition with the key of its incident; each part begins with that key. */
type FoundCondition = Condition & { key: string; parts: string[] };

function withKeys(monitor: Monitor, condition: Condition): FoundCondition {
  const key = keyOf(monitor, condition.about);
  return { ...condition, key, parts: condition.parts?.map((part) => `${key} ${part}`) ?? [key] };
}

function keyOf({ name }: Monitor, about?: string): string {
  return JSON.stringify(about === undefined ? [name] : [name, about]);
}

/** Says whether a key, or a part of a condition, is one of this monitor's. */
function isOf({ name }: Monitor, key: string): boolean {
  return key.startsWith(`["${name}"`);
}

interface Around {
  monitors: Monitors;
  context: EvaluationContext;
  lasting: ReadonlySet<string>;
  open: ReadonlyMap<string, OpenIncident>;
}

async function lookAround(
  trx: WriteTransaction,
  { monitors: { watchdog, live }, context, lasting, open }: Around,
): Promise<(monitor: Monitor) => Look> {
  const { now } = context;
  const { startedAt } = live;
  const shared = {
    trx,
    now,
    watchdog,
    live,
    targets: await targetHealth(trx, watchdog.targets),
    mail: await outboxReadings(trx, { ...watchdog, startedAt, now }),
    writer: conditionWriter(context.defaults),
  };
  return (monitor) => ({
    ...shared,
    lastParts: [...lasting]
      .filter((part) => part.startsWith(`${keyOf(monitor)} `))
      .map((part) => part.slice(keyOf(monitor).length + 1)),
    lasts: (about) => open.has(keyOf(monitor, about)) || lasting.has(keyOf(monitor, about)),
  });
}

interface Begin {
  watchdog: Watchdog;
  context: EvaluationContext;
}

async function begin(
  trx: WriteTransaction,
  { key, reason, target, recipients: concerned = [], summary, since }: FoundCondition,
  { watchdog, context }: Begin,
): Promise<OpenIncident> {
  // A receiver with no other address would only add to what waits.
  const others = watchdog.receivers.filter((name) => {
    const recipients = context.receivers.get(name)?.routes.flatMap((route) => route.recipients) ?? [];
    return concerned.length === 0 || recipients.some((address) => !concerned.includes(address));
  });
  // Where nobody has another way, they are notified when this one works again.
  const receivers = others.length > 0 || reason !== 'outbox-blocked' ? others : watchdog.receivers;
  const { severity } = watchdog;
  const begun = since ?? context.now;
  const opened = { rule: WATCHDOG, key, target, severity, receivers, summary, reason, since: begun };
  return await openCondition(trx, opened, context);
}

async function keepLasting(
  trx: WriteTransaction,
  before: ReadonlySet<string>,
  lasting: ReadonlySet<string>,
): Promise<void> {
  if (lasting.size === before.size && lasting.values().every((part) => before.has(part))) return;
  await setSetting(trx, 'lasting-conditions', lasting.size === 0 ? undefined : [...lasting]);
}
