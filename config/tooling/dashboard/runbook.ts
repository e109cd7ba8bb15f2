import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

/** Where a team keeps its copy of docs/runbooks.md: the default of the variable `runbooks`. */
export const RUNBOOKS = 'https://example.com/batchwatch/docs/runbooks.md';

/** The alerts of config/prometheus, less the `Batchwatch` before each. */
export const ALERTS = [
  'Down',
  'Restarting',
  'PollStale',
  'PollFailing',
  'EngineUnheld',
  'WorkUnheld',
  'CredentialsRefused',
  'OutboxStuck',
  'RecipientBlocked',
  'DeadLetters',
  'NotificationFailures',
  'StoreNotWritable',
  'ConfigReloadFailed',
  'JobsFailed',
  'FailureRatio',
  'JobsQueuedTooLong',
  'JobsPausedTooLong',
  'JobsRunningTooLong',
  'NoSuccess',
  'UnknownState',
  'EventLoopLag',
  'ClockSkew',
  'Watchdog',
] as const;
export type Alert = (typeof ALERTS)[number];

/** A panel's link to what to do about it. */
export function runbook(alert: Alert): DashboardLinkBuilder {
  const name = `Batchwatch${alert}`;
  return new DashboardLinkBuilder(`Runbook: ${name}`)
    .type(DashboardLinkType.Link)
    .url(`\${runbooks:raw}#${name.toLowerCase()}`)
    .targetBlank(true);
}
