import { CHANNELS } from '../channel/channels.ts';
import type { Policy } from '../core/rule/rule.ts';
import { WATCHDOG } from '../core/incident/self-check.ts';
import { occurrencesBetween } from '../platform/cron/occurrences.ts';
import type { Config } from '../config/schema/schema.ts';
import { USUAL_POLICY } from '../engine/context/policies.ts';
import type { Expectation, LiveReadings, Monitors } from '../engine/context/monitors.ts';
import { ENGINE_LEASE, targetLease } from '../lease/lease-names.ts';
import type { Leases } from '../lease/leases.ts';
import type { Store } from '../store/store.ts';
import type { CredentialProvider } from '../tencent/request/credentials.ts';
import type { Clock } from '../platform/time.ts';

/** Makes what looks for trouble although nothing happened. */
export function monitorsFromConfig(
  config: Config,
  context: {
    credentials: ReadonlyMap<string, CredentialProvider>;
    store: Store;
    leases: Leases;
    clock: Clock;
  },
): Monitors {
  const { watchdog, receivers, targets } = config;
  return {
    expectations: config.expectations.map((expectation) => toExpectation(expectation, config)),
    watchdog: {
      limits: watchdog,
      receivers: watchdogReceivers(config),
      severity: watchdog.severity,
      targets: targets.map(({ name }) => name),
      destinations: CHANNELS.map((channel) => ({
        channel: channel.name,
        recipients: receivers.flatMap((receiver) => channel.recipients(receiver)),
        hasLanes: channel.usualRate !== undefined,
      })),
      quietReport: watchdog.quietReport,
    },
    fresh: new Set(),
    isElsewhere: (target) => context.leases.get(targetLease(target)).term === undefined,
    isWatching: () => context.leases.get(ENGINE_LEASE).term !== undefined,
    live: createLiveReadings(context),
  };
}

/** Policies of incidents without a rule, by the name that stands in place of the rule's. */
export function conditionPolicies({ expectations, watchdog }: Config): ReadonlyMap<string, Policy> {
  // Each cause has an incident of its own: there is nothing to gather.
  const base = { ...USUAL_POLICY, flapping: undefined };
  return new Map<string, Policy>([
    ...expectations.map(({ name, severity, repeat, tellRecovery, closeAfter, escalate }) => {
      const policy = { severity, repeat, tellRecovery, closeAfter, escalate };
      return [name, { ...base, groupInterval: 0, ...policy }] as const;
    }),
    [WATCHDOG, { ...base, severity: watchdog.severity, repeat: watchdog.repeat }],
  ]);
}

export function watchdogReceivers({ watchdog, receivers }: Config): readonly string[] {
  return watchdog.receivers ?? receivers.map(({ name }) => name);
}

function toExpectation(
  { job, schedule, ...rest }: Config['expectations'][number],
  { timezone }: Config,
): Expectation {
  return {
    ...rest,
    target: job.target,
    jobName: job.name,
    schedule: `${schedule} ${timezone}`,
    occurrences: (after, until) => occurrencesBetween({ expression: schedule, timezone, after, until }),
  };
}

function createLiveReadings({
  credentials,
  store,
  clock,
}: Pick<Parameters<typeof monitorsFromConfig>[1], 'credentials' | 'store' | 'clock'>): LiveReadings {
  return {
    startedAt: clock.now(),
    endingKeys: () =>
      [...credentials].flatMap(([name, { endsAt }]) =>
        endsAt === undefined ? [] : [{ credentials: name, endsAt }],
      ),
    outage: () => store.outage,
  };
}
