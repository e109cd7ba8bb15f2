import { targetPlans } from '../../../app/plans/target-plans.ts';
import { receiverPlans } from '../../../app/receiver-plans.ts';
import { CHANNEL_NAMES } from '../../../channel/channel-names.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { addressFile, addressFileBeside } from '../../../http/address-file.ts';
import { monitoringState } from '../../../http/health/monitoring-state.ts';
import { type SystemStatus, systemStatus } from '../../../http/health/system-status.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { targetStates } from '../../../store/jobs/targets.ts';
import { type ReplicaView, replicaViews } from '../../../store/replicas/replica-views.ts';
import type { Store } from '../../../store/store.ts';
import { askHealth } from './ask-health.ts';

/** The processes that work on a store, and why they are not ready. */
interface Workers {
  replicas: readonly ReplicaView[];
  unready: readonly string[];
}

export type StatusPlatform = Pick<Terminal, 'clock' | 'env' | 'hostname'>;

/**
 * Reads the status from the store. Replicas write there that they live. The one process of a store file is asked by
 * the address that it left. @throws StoreFault
 */
export async function localStatus(
  store: Store,
  config: Config,
  platform: StatusPlatform,
): Promise<SystemStatus> {
  const { file } = store;
  const { replicas, unready } =
    file === undefined ? await findReplicas(store, config) : await findProcess(file, config, platform);
  const source = {
    store,
    targets: () => targetPlans(config),
    receiverPlans: () => receiverPlans(config),
    channels: CHANNEL_NAMES,
    unready: () => Promise.resolve(unready),
  };
  const monitoring = await monitoringState(source, platform.clock.now());
  return await systemStatus({ ...source, monitoring, replicas, isShared: file === undefined });
}

async function findReplicas(store: Store, { targets }: Config): Promise<Workers> {
  const replicas = await store.read(replicaViews);
  if (!(await store.isWritable(0))) return { replicas, unready: ['the store cannot be written'] };
  if (!replicas.some(({ state }) => state === 'running')) return { replicas, unready: ['no replica runs'] };
  const states = await store.read(targetStates);
  const unpolled = targets.filter(({ name }) => states.get(name)?.lastPollAt === undefined);
  return { replicas, unready: unpolled.map(({ name }) => `target ${name} was not polled yet`) };
}

async function findProcess(
  file: string,
  { server }: Config,
  { env, hostname }: StatusPlatform,
): Promise<Workers> {
  const { why, reasons } = await askHealth(addressFile(env) ?? addressFileBeside(file));
  if (reasons === undefined) return { replicas: [], unready: [why] };
  const name = server.replica ?? hostname;
  const unknown = { version: undefined, startedAt: undefined, heartbeatAge: 0, leases: [] };
  return { replicas: [{ id: name, name, state: 'running', ...unknown }], unready: reasons };
}
