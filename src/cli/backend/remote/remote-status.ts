import { toDeliveryHint } from '../../../core/delivery-hint.ts';
import { systemStatusJson } from '../../../http/api/json/status-json.ts';
import type { SystemStatus } from '../../../http/health/system-status.ts';
import { SECOND } from '../../../platform/time.ts';
import type { RemoteClient } from './client.ts';

/** Reads the status of a daemon and of the replicas beside it. @throws RemoteFault, also when the daemon is older */
export async function remoteStatus(client: RemoteClient): Promise<SystemStatus> {
  const { replicas, unheld, worstTargets, outbox, ...status } = await client.get('/status', systemStatusJson);
  return {
    ...status,
    replicas: replicas.map(({ heartbeatAgeSeconds: age, leases, ...replica }) => ({
      ...replica,
      version: replica.version,
      startedAt: replica.startedAt,
      heartbeatAge: age === undefined ? undefined : age * SECOND,
      leases: leases.map(({ lease: kind, ...held }) => ({ kind, ...held })),
    })),
    unheld: unheld.map(({ lease: kind, name }) => ({ kind, name })),
    worstTargets: worstTargets.map(({ lastCompletePollAt, ...target }) => ({
      ...target,
      lastPollAt: target.lastPollAt,
      lastCompleteAt: lastCompletePollAt,
      failingSince: target.failingSince,
      reason: target.reason,
      message: target.message,
    })),
    outbox: {
      ...outbox,
      oldestWaitingAt: outbox.oldestWaitingAt,
      held: outbox.held.map(({ oldestAt: since, answer, hint, ...held }) => ({
        ...held,
        since,
        answer: answer === undefined ? undefined : { response: answer, hint: toDeliveryHint(hint ?? '') },
      })),
    },
  };
}
