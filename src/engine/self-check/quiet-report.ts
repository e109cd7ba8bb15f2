import { routesFor } from '../../core/receiver.ts';
import { composeReport } from '../../render/compose/compose-message.ts';
import { conditionWords } from '../../render/condition/condition-words.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import { nextTimeOfDay } from '../../platform/text/time-of-day.ts';
import { OPEN_STATES } from '../../core/job/state.ts';
import { jobCounts, oldestJobs } from '../../store/jobs/counts.ts';
import { setSetting, getSetting, type Settings } from '../../store/settings/settings.ts';
import { openTitles } from '../../store/incidents/incidents.ts';
import { addNotification } from '../../store/outbox/notifications.ts';
import { sumUncovered, uncoveredJobs } from '../../store/jobs/uncovered-jobs.ts';
import { countPolls } from '../../store/incidents/self-check-readings.ts';
import type { WriteTransaction } from '../../store/database.ts';
import { DAY, formatLocal, type Instant } from '../../platform/time.ts';
import type { EvaluationContext } from '../context/evaluation-context.ts';
import type { Watchdog, Monitors } from '../context/monitors.ts';

/**
 * Reports once a day how things stand, also when nothing happened: a mail that does not come is a sign, too. The same
 * transaction keeps that it was sent, so that no restart sends it twice.
 */
export async function sendQuietReport(
  trx: WriteTransaction,
  { watchdog }: Pick<Monitors, 'watchdog'>,
  context: EvaluationContext,
): Promise<void> {
  const { quietReport: timeOfDay } = watchdog;
  if (timeOfDay === undefined) return;
  const { timezone } = context.defaults;
  const last = await getSetting(trx, 'quiet-report');
  // One that is further away than a day was planned by a clock that has been set back since.
  const latest = nextTimeOfDay(timeOfDay, timezone, context.now + DAY);
  const isSame = last?.timeOfDay === timeOfDay && last.timezone === timezone && last.nextAt <= latest;
  if (last !== undefined && isSame && context.now < last.nextAt) return;
  const polls = await countPolls(trx);
  if (last !== undefined && isSame) await send(trx, { watchdog, last, polls }, context);
  const nextAt = nextTimeOfDay(timeOfDay, timezone, context.now);
  await setSetting(trx, 'quiet-report', { at: context.now, polls, nextAt, timeOfDay, timezone });
}

async function send(
  trx: WriteTransaction,
  reported: { watchdog: Watchdog; last: Settings['quiet-report']; polls: number },
  context: EvaluationContext,
): Promise<void> {
  const { now, defaults } = context;
  const report = await writeReport(trx, reported, context);
  for (const name of reported.watchdog.receivers) {
    const receiver = context.receivers.get(name);
    if (receiver === undefined) continue;
    const message = composeReport({ incident: context.newIncident(), report }, { defaults, receiver, now });
    const { incident, severity } = message;
    const to = routesFor(receiver, severity);
    if (to.length === 0) {
      context.stats.count('severity-not-taken', 1);
      context.stats.untaken.push({ incident, receiver: name, severity });
      continue;
    }
    await addNotification(trx, { message, to, detectedAt: now });
    context.stats.countNotification();
  }
}

async function writeReport(
  trx: WriteTransaction,
  { watchdog, last, polls }: Parameters<typeof send>[1],
  { defaults, now }: EvaluationContext,
): Promise<ConditionSummary> {
  const { language, timezone } = defaults;
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
