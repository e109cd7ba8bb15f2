import { formatInstant } from '../../../platform/time.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { ActionResult } from '../../backend/backend.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { refuse, type Session } from '../../session/session.ts';

type Action = 'acknowledged' | 'closed';

/**
 * `batchwatch ack` and `batchwatch incidents close`: acknowledges an incident, or closes it whatever its jobs do.
 * @returns 1 when there is no such incident; 0 also when it was so before, or is closed. @throws StoreFault, RemoteFault
 */
export async function changeIncident(
  session: Session,
  options: ActorOptions & { incident: string; action: Action },
): Promise<number> {
  const { incidents } = session.backend;
  const found = await findIncident(session, options.incident);
  if ('exitCode' in found) return found.exitCode;
  const actor = await resolveActor(options, session);
  if (actor === undefined) return EXIT.failed;
  const done = await (options.action === 'closed'
    ? incidents.close(found.id, actor)
    : incidents.acknowledge(found.id, actor));
  if (done === undefined) return refuse(session, session.words.incidents.unknown(showUnseen(found.id)));
  session.terminal.out(describe(done, options.action, session));
  return EXIT.done;
}

/** Describes what the command did to an incident, or why there was nothing to do. */
function describe({ incident, outcome }: ActionResult, action: Action, { backend, words }: Session): string {
  const { id, acknowledged, closed } = incident;
  const { timezone } = backend;
  const all = words.incidents;
  const by = showUnseen(acknowledged?.by ?? '');
  if (outcome === 'done') return action === 'closed' ? all.closed(id) : all.acknowledged(id, by);
  if (closed !== undefined)
    return all.closedBefore(id, formatInstant(closed.at, timezone), all.closeReasons[closed.reason]);
  return all.acknowledgedBefore(id, by, formatInstant(acknowledged?.at ?? 0, timezone));
}
