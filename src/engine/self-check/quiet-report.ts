import { composeReport } from '../../render/compose/compose-message.ts';
import { conditionWords } from '../../render/condition/locale.ts';
import type { ConditionSummary } from '../../core/message/message.ts';
import { nextTimeOfDay, type TimeOfDay } from '../../platform/text/time-of-day.ts';
import { OPEN_STATES } from '../../core/job/state.ts';
import { jobCounts, oldestJobs } from '../../store/jobs/counts.ts';
import { keepFact, readFact } from '../../store/settings/facts.ts';
import { openTitles } from '../../store/incidents/incidents.ts';
import { addNotification } from '../../store/outbox/notifications.ts';
import { sumUncovered, uncoveredJobs } from '../../store/jobs/uncovered-jobs.ts';
import { countPolls } from '../../store/incidents/self-facts.ts';
import type { WriteTransaction } from '../../store/sqlite/store.ts';
import { DAY, formatLocal, type Instant } from '../../platform/time.ts';
import type { Pass } from '../base/context.ts';
import type { Watchdog, Watchers } from '../base/watchers.ts';

/** What is kept from one report to the next. */
interface LastReport {
  at: Instant;
  /** How many polls there had been. */
  polls: number;
  nextAt: Instant;
  timeOfDay: TimeOfDay;
  timezone: string;
}

const FACT = 'quiet-report';

/**
 * Tells once a day how things stand, also when nothing happened: a mail that does not come is a sign, too. That it
 * was sent is kept in the same transaction, so that no restart sends it twice.
 */
export async function tellQuietReport(
  trx: WriteTransaction,
  { watchdog }: Pick<Watchers, 'watchdog'>,
  pass: Pass,
): Promise<void> {
  const { quietReport: timeOfDay } = watchdog;
  if (timeOfDay === undefined) return;
  const { timezone } = pass.letterhead;
  const last = await readFact<LastReport>(trx, FACT);
  // One that is further away than a day was planned by a clock that has been set back since.
  const latest = nextTimeOfDay(timeOfDay, timezone, pass.now + DAY);
  const isSame = last?.timeOfDay === timeOfDay && last.timezone === timezone && last.nextAt <= latest;
  if (last !== undefined && isSame && pass.now < last.nextAt) return;
  const polls = await countPolls(trx);
  if (last !== undefined && isSame) await send(trx, { watchdog, last, polls }, pass);
  const nextAt = nextTimeOfDay(timeOfDay, timezone, pass.now);
  await keepFact(trx, FACT, { at: pass.now, polls, nextAt, timeOfDay, timezone } satisfies LastReport);
}

async function send(
  trx: WriteTransaction,
  reported: { watchdog: Watchdog; last: LastReport; polls: number },
  pass: Pass,
): Promise<void> {
  const { now, letterhead } = pass;
  const report = await writeReport(trx, reported, pass);
  for (const name of reported.watchdog.receivers) {
    const receiver = pass.receivers.get(name);
    if (receiver === undefined) continue;
    const message = composeReport({ incident: pass.newIncident(), report }, { letterhead, receiver, now });
    await addNotification(trx, { message, channel: receiver.channel, detectedAt: now });
    pass.tally.notifications += 1;
  }
}

async function writeReport(
  trx: WriteTransaction,
  { watchdog, last, polls }: Parameters<typeof send>[1],
  { letterhead, now }: Pass,
): Promise<ConditionSummary> {
  const { language, timezone } = letterhead;
  const time = (instant: Instant) => formatLocal(instant, timezone);
  const open = await oldestJobs(trx, watchdog.targets, OPEN_STATES);
  const [oldest] = open.toSorted((a, b) => a.since - b.since);
  const counts = (await jobCounts(trx)).filter(({ target }) => watchdog.targets.includes(target));
  return conditionWords(language).report({
    since: time(last.at),
    polls: Math.max(0, polls - last.polls),
    jobs: counts.reduce((sum, { jobs }) => sum + jobs, 0),
    oldest: oldest === undefined ? undefined : { ...oldest, since: time(oldest.since) },
    open: await openTitles(trx),
    uncovered: sumUncovered(await uncoveredJobs(trx, { targets: watchdog.targets, now })),
  });
}
