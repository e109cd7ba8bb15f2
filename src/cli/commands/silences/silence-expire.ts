import { EXIT } from '../../exit/exit-code.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { refuse, type Session } from '../../session/session.ts';

/**
 * `batchwatch silence expire`: ends a silence now, in somebody's name. @returns 1 when there is none to end.
 * @throws StoreFault, RemoteFault
 */
export async function silenceExpire(
  session: Session,
  options: Pick<ActorOptions, 'author'> & { id: number },
): Promise<number> {
  const { backend, terminal, words } = session;
  const actor = await resolveActor(options, session);
  if (actor === undefined) return EXIT.failed;
  const outcome = await backend.silences.expire(options.id, actor.by);
  if (outcome !== 'done') return refuse(session, words.silence.nothingToExpire(options.id));
  terminal.out(words.silence.expired(options.id));
  return EXIT.done;
}
