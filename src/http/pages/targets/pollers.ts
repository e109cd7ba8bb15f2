import type { Instant } from '../../../platform/time.ts';
import { replicaViews } from '../../../store/replicas/replica-views.ts';
import type { PageOptions } from '../../ui/page-options.ts';

/** The replica that polls a target. */
export interface Poller {
  replica: string;
  /** True of a command that works beside replicas. */
  isVisit: boolean;
  since: Instant;
}

/** Returns who polls each target. `undefined` where replicas do not share the store: this process polls all. */
export async function readPollers({
  store,
  leases,
}: Pick<PageOptions, 'store' | 'leases'>): Promise<ReadonlyMap<string, Poller> | undefined> {
  if (!leases.isShared) return undefined;
  const replicas = await store.read(replicaViews);
  const held = replicas.flatMap(({ name: replica, state, leases: all }) =>
    all
      .filter(({ kind }) => kind === 'target')
      .map(({ name, since }) => [name, { replica, isVisit: state === 'visiting', since }] as const),
  );
  return new Map(held);
}
