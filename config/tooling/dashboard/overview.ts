import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Section } from './layout.ts';
import { CHOSEN, CHOSEN_CHANNELS } from './query.ts';
import { NEVER, stat } from './stat.ts';

const UP_OR_DOWN: ValueMapping = {
  type: MappingType.ValueToText,
  options: { '0': { text: 'DOWN', color: 'red', index: 0 }, '1': { text: 'UP', color: 'green', index: 1 } },
};

/** The first look at 3 a.m.: all green, or which of them is not. */
export const overview: Section = {
  title: 'Is it alive and current?',
  height: 4,
  rows: [
    [
      stat({
        title: 'Batchwatch',
        description: 'Whether Prometheus reads the metrics of at least one Batchwatch.',
        expr: 'clamp_max(count(batchwatch_build_info), 1) or vector(0)',
        unit: 'none',
        limits: {},
        alerts: ['Down', 'Restarting', 'ConfigReloadFailed'],
        mappings: [UP_OR_DOWN],
      }),
      stat({
        title: 'Alerts firing',
        description:
          'Alerts of the shipped rules. `no data`: the rules are not loaded, so nobody is alerted.',
        // The watchdog always fires; where it does not, the rules are not there.
        expr:
          'count(ALERTS{alertname=~"Batchwatch.+", alertname!="BatchwatchWatchdog", alertstate="firing"})' +
          ' or 0 * count(ALERTS{alertname="BatchwatchWatchdog"})',
        unit: 'short',
        limits: { wrong: 1 },
        alerts: ['Watchdog'],
      }),
      stat({
        title: 'Targets failing',
        description: 'Targets whose last poll was not complete.',
        expr: `sum(1 - max by (target) (batchwatch_target_up{${CHOSEN}}))`,
        unit: 'short',
        limits: { wrong: 1 },
        alerts: ['PollFailing'],
      }),
      stat({
        title: 'Oldest snapshot',
        description: 'How long ago the last complete poll was, of the target where that is longest.',
        expr: `time() - min(max by (target) (batchwatch_last_complete_poll_timestamp_seconds{${CHOSEN}}))`,
        unit: 's',
        limits: { odd: 120, wrong: 600 },
        alerts: ['PollStale'],
        mappings: [NEVER],
      }),
      stat({
        title: 'Failed, last hour',
        description: 'Jobs seen to fail. A first read counts those that it finds.',
        expr: `round(sum(increase(batchwatch_job_transitions_total{${CHOSEN}, state="Failed"}[1h])))`,
        unit: 'short',
        limits: { wrong: 1 },
        alerts: ['JobsFailed'],
      }),
      stat({
        title: 'Paused now',
        description: 'Jobs that wait until somebody resumes their queue.',
        expr: `sum(max by (target, job_type) (batchwatch_jobs{${CHOSEN}, state="Pause"}))`,
        unit: 'short',
        limits: { odd: 1 },
        alerts: ['JobsPausedTooLong'],
      }),
      stat({
        title: 'Oldest message waiting',
        description: 'How long the oldest message that is not delivered yet has waited; 0 when none waits.',
        expr:
          `max(time() - batchwatch_outbox_oldest_entry_timestamp_seconds{${CHOSEN_CHANNELS}})` +
          ` or 0 * sum(batchwatch_outbox_entries{${CHOSEN_CHANNELS}})`,
        unit: 's',
        limits: { odd: 60, wrong: 600 },
        alerts: ['OutboxStuck', 'RecipientBlocked'],
      }),
      stat({
        title: 'Dead letters',
        description: 'Messages that the other side refused for good: somebody was not notified.',
        expr: `sum(max by (channel) (batchwatch_outbox_entries{${CHOSEN_CHANNELS}, state="dead"}))`,
        unit: 'short',
        limits: { wrong: 1 },
        alerts: ['DeadLetters'],
      }),
    ],
  ],
};
