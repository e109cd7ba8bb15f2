import { leaseLabel } from '../../lease/lease-names.ts';
import { type ReplicaView, replicaViews } from '../../store/replicas/replica-views.ts';
import type { WebOptions } from '../options/web-options.ts';

/** Returns the replicas that work on the store. Over a store of one process, that is this process. @throws StoreFault */
export async function readReplicas(
  options: Pick<WebOptions, 'store' | 'leases' | 'build' | 'startedAt'>,
): Promise<readonly ReplicaView[]> {
  if (options.leases.isShared) return await options.store.read(replicaViews);
  return [ownReplica(options)];
}

function ownReplica({
  leases,
  build,
  startedAt,
}: Pick<WebOptions, 'leases' | 'build' | 'startedAt'>): ReplicaView {
  const held = leases.all.flatMap(({ name, term }) =>
    term === undefined ? [] : [{ ...leaseLabel(name), epoch: term.fence?.epoch ?? 1, since: term.since }],
  );
  const { holder } = leases;
  const { version } = build;
  return { id: holder, name: holder, state: 'running', version, startedAt, heartbeatAge: 0, leases: held };
}
