import type { ReceiverPlan } from '../../core/message/receiver-plan.ts';
import { laneLease } from '../../lease/lane-lease.ts';
import {
  ENGINE_LEASE,
  HOUSEKEEPING_LEASE,
  type LeaseLabel,
  leaseLabel,
  targetLease,
} from '../../lease/lease-names.ts';
import type { ReplicaView } from '../../store/replicas/replica-views.ts';

/** Returns the leases of a configuration that no replica holds: nobody does that work now. */
export function unheldLeases(
  replicas: readonly ReplicaView[],
  wanted: { targets: readonly string[]; receivers: readonly ReceiverPlan[] },
): LeaseLabel[] {
  const held = new Set(replicas.flatMap(({ leases }) => leases.map(keyOf)));
  const targets = wanted.targets.map(targetLease);
  const names = new Set([ENGINE_LEASE, HOUSEKEEPING_LEASE, ...targets, ...laneLeases(wanted.receivers)]);
  return Array.from(names, leaseLabel).filter((label) => !held.has(keyOf(label)));
}

function laneLeases(receivers: readonly ReceiverPlan[]): string[] {
  return receivers
    .flatMap(({ routes }) => routes)
    .flatMap(({ channel: name, recipients, hasLanes = false }) =>
      hasLanes ? recipients.map((recipient) => laneLease({ name, recipient })) : [laneLease({ name })],
    );
}

function keyOf({ kind, name }: LeaseLabel): string {
  return `${kind}/${name}`;
}
