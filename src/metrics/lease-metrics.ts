import { Counter, Gauge, type Registry } from 'prom-client';
import { leaseLabel } from '../lease/lease-names.ts';
import type { Leases } from '../lease/leases.ts';

/** Registers the series about the work that this replica holds: every lease that it knows, held or not. */
export function createLeaseMetrics(registry: Registry, leases: Leases): void {
  const held = new Gauge({
    name: 'batchwatch_lease_held',
    help: 'Whether this replica does the work: 1, or 0 while another one may do it.',
    labelNames: ['lease', 'name'],
    registers: [registry],
    collect() {
      held.reset();
      for (const { name: lease, term } of leases.all) {
        const { kind, name } = leaseLabel(lease);
        held.set({ lease: kind, name }, term === undefined ? 0 : 1);
      }
    },
  });
  const changes = new Counter({
    name: 'batchwatch_lease_changes_total',
    help: 'Leases that this replica took, gave up or lost.',
    registers: [registry],
  });
  leases.followChanges((count) => changes.inc(count));
}
