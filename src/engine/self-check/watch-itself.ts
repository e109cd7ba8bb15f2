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
  type WatchdogFacts,
} from '../../core/incident/self-check.ts';
import { keepFact, readFact } from '../../store/settings/facts.ts';
import { openIncidentsOf, type StoredIncident } from '../../store/incidents/incidents.ts';
import { outboxFacts } from '../../store/outbox/outbox-facts.ts';
import { deliveredAfterAll } from '../../store/outbox/recipient-facts.ts';
import { targetHealth, unknownStates, vanishedJobs } from '../../store/incidents/self-facts.ts';
import type { WriteTransaction } from '../../store/sqlite/store.ts';
import { DAY, MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import { closeCondition, openCondition, reviseCondition } from '../base/condition-incident.ts';
import type { Pass } from '../base/context.ts';
import type { Watchers } from '../base/watchers.ts';

/**
 * Opens an incident for each thing that is wrong with the watching itself, and closes those of what is over. What has
 * lasted since an incident of it was closed by hand stays closed, unless something is new about it.
 */
export async function watchItself(trx: WriteTransaction, watchers: Watchers, pass: Pass): Promise<void> {
  const facts = await collectFacts(trx, watchers, pass);
  const open = new Map(
    (await openIncidentsOf(trx, WATCHDOG)).map((incident) => [incident.group_key, incident]),
  );
  const lasting = new Set(await readFact<readonly string[]>(trx, LASTING));
  const conditions = findConditions(facts, {
    limits: watchers.watchdog.limits,
    isOpen: (key) => open.has(key) || lasting.has(key),
    now: pass.now,
  });
  for (const condition of conditions) {
    const known = open.get(keyOf(condition));
    const isNew = partsOf(condition).some((part) => !lasting.has(part));
    if (known === undefined && isNew) await begin(trx, condition, { watchers, pass });
    if (known !== undefined)
      await reviseCondition(trx, known, summarizeCondition(condition, pass.letterhead));
  }
  const active = new Set(conditions.map(keyOf));
  for (const [key, incident] of open) {
    if (active.has(key) || !isJudged(key, facts)) continue;
    const reason = await endOf(trx, incident, { pass, lasting, channel: watchers.watchdog.channel });
    await closeCondition(trx, incident, { at: pass.now, reason });
  }
  await keepLasting(trx, { lasting, conditions, facts });
  await tellOutage(trx, watchers, pass);
}

/** Under which it is kept what was wrong at the last look. */
const LASTING = 'lasting-conditions';

async function keepLasting(
  trx: WriteTransaction,
  looked: {
    lasting: ReadonlySet<string>;
    conditions: readonly WatchdogCondition[];
    facts: WatchdogFacts;
  },
): Promise<void> {
  const unjudged = [...looked.lasting].filter((part) => !isJudged(part, looked.facts));
  const lasting = new Set([...looked.conditions.flatMap(partsOf), ...unjudged]);
  const isSame =
    lasting.size === looked.lasting.size && [...lasting].every((part) => looked.lasting.has(part));
  if (!isSame) await keepFact(trx, LASTING, lasting.size === 0 ? undefined : [...lasting]);
}

/** What nobody can mend is not told of for longer. */
const FORGET_VANISHED: Duration = DAY;

async function collectFacts(trx: WriteTransaction, watchers: Watchers, pass: Pass): Promise<WatchdogFacts> {
  const { targets, channel, recipients } = watchers.watchdog;
  const { live } = watchers;
  const { startedAt } = live;
  return {
    targets: await targetHealth(trx, targets),
    ...(await outboxFacts(trx, { channel, recipients, startedAt, now: pass.now })),
    unknownStates: await unknownStates(trx, targets),
    vanished: await vanishedJobs(trx, { now: pass.now, within: FORGET_VANISHED }),
    endingKeys: live.endingKeys(),
    refusedConfig: await readFact<WatchdogFacts['refusedConfig']>(trx, REFUSED_CONFIG),
  };
}

async function begin(
  trx: WriteTransaction,
  condition: WatchdogCondition,
  { watchers, pass, since = pass.now }: { watchers: Watchers; pass: Pass; since?: Instant },
): Promise<StoredIncident> {
  const { severity } = watchers.watchdog;
  const concerned = concernedAddresses(condition);
  // A receiver with no other address would only add to what waits.
  const receivers = watchers.watchdog.receivers.filter((name) => {
    const { recipients = [] } = pass.receivers.get(name) ?? {};
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
      summary: summarizeCondition(condition, pass.letterhead),
      reason: condition.kind,
      since,
    },
    pass,
  );
}

/**
 * That something was forgotten is no news; that it was mended is. Mails that were refused for good are mended when their
 * addresses got them: an address that left the configuration, or copies that grew too old, mend nothing.
 */
async function endOf(
  trx: WriteTransaction,
  { group_key: key, opened_at: openedAt }: StoredIncident,
  { pass, lasting, channel }: { pass: Pass; lasting: ReadonlySet<string>; channel: string },
): Promise<'aged' | 'recovered'> {
  if (key.startsWith('["jobs-vanished"') && pass.now - openedAt >= FORGET_VANISHED) return 'aged';
  if (!key.startsWith('["dead-letters"')) return 'recovered';
  const recipients = deadAddresses(lasting);
  const delivered = await deliveredAfterAll(trx, { channel, recipients, since: openedAt });
  return recipients.every((recipient) => delivered.includes(recipient)) ? 'recovered' : 'aged';
}

/** Shorter ones, of a backup for one, are made up for by the next poll. */
const SHORTEST_OUTAGE: Duration = MINUTE;

/** Under which it is kept which outage was told, by its end. */
const TOLD_OUTAGE = 'told-outage';

/** Tells of a time without writes once it is over: until then, nothing could be kept of it but in memory. */
async function tellOutage(trx: WriteTransaction, watchers: Watchers, pass: Pass): Promise<void> {
  const { since, until, fault } = watchers.live.outage() ?? NO_OUTAGE;
  if (until === undefined || until - since < SHORTEST_OUTAGE) return;
  if ((await readFact<Instant>(trx, TOLD_OUTAGE)) === until) return;
  await keepFact(trx, TOLD_OUTAGE, until);
  const condition = { kind: 'store-not-writable', since, until, fault } as const;
  const incident = await begin(trx, condition, { watchers, pass, since });
  await closeCondition(trx, incident, { at: until, reason: 'recovered' });
}

const NO_OUTAGE = { since: 0, until: undefined, fault: { reason: '', code: '', message: '' } };
