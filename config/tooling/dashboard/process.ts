import { bars, graph } from './graph.ts';
import type { Section } from './layout.ts';
import { query } from './query.ts';

/** Every process has such metrics; those of a Batchwatch come from where its `build_info` comes from. */
const own = (expr: string) => `${expr} and on (job, instance) batchwatch_build_info`;

export const processSection: Section = {
  title: 'The process',
  height: 7,
  rows: [
    [
      graph({
        title: 'CPU',
        description: 'Cores in use.',
        unit: 'short',
        queries: [query(own('rate(process_cpu_seconds_total[$__rate_interval])'), '{{instance}}')],
        alerts: ['EventLoopLag'],
      }),
      graph({
        title: 'Memory',
        description: 'Resident memory; the container may have 256 MiB.',
        unit: 'bytes',
        queries: [query(own('process_resident_memory_bytes'), '{{instance}}')],
        alerts: ['Down'],
      }),
      graph({
        title: 'Event loop lag',
        description: 'The 99th percentile of how late the process gets to what is due.',
        unit: 's',
        queries: [query(own('nodejs_eventloop_lag_p99_seconds'), '{{instance}}')],
        alerts: ['EventLoopLag'],
      }),
      bars({
        title: 'Store writes refused',
        description:
          'Transactions that the store refused: a full or read-only disk. What was seen is seen again.',
        unit: 'short',
        queries: [query('sum(increase(batchwatch_store_write_failures_total[$__rate_interval]))', 'refused')],
        alerts: ['StoreNotWritable'],
      }).interval('1m'),
    ],
    [
      graph({
        title: 'Work held',
        description: 'Leases by kind. Replicas share the targets and destinations; one holds the engine.',
        unit: 'short',
        queries: [query('sum by (instance, lease) (batchwatch_lease_held)', '{{instance}} {{lease}}')],
        alerts: ['EngineUnheld', 'WorkUnheld'],
      }),
    ],
  ],
};
