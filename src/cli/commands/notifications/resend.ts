import { showUnseen } from '../../../platform/unseen.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { refuse, type Session } from '../../session/session.ts';
import { readMoment } from '../../terminal/read-moment.ts';

/**
 * `batchwatch notifications resend`: tries an undeliverable notification again. @returns 1 when there is nothing to resend.
 * @throws StoreFault, RemoteFault
 */
export async function resend(
  session: Session,
  options: Pick<ActorOptions, 'author'> & { id: number },
): Promise<number> {
  const words = session.words.notifications;
  const actor = await resolveActor(options, session);
  if (actor === undefined) return EXIT.failed;
  const outcome = await session.backend.notifications.resend(options.id, actor.by);
  if (outcome !== 'done') return refuse(session, words.refused[outcome](options.id));
  session.terminal.out(words.resent(options.id));
  return EXIT.done;
}

export interface ResendAllOptions {
  author?: string | undefined;
  receiver?: string | undefined;
  /** As typed: `2h`, `2026-11-23 09:15`. */
  since?: string | undefined;
}

/**
 * `batchwatch notifications resend --all`: tries all undeliverable notifications again. @returns 1 when some of them stay
 * undeliverable, 64 when `since` is no time. @throws StoreFault, RemoteFault
 */
export async function resendAll(session: Session, options: ResendAllOptions): Promise<number> {
  const { backend, terminal } = session;
  const { notifications: words, names } = session.words;
  const { since: typed } = options;
  const receiver = await resolveName(options.receiver, backend.receivers.names);
  const moment = { now: terminal.clock.now(), timezone: backend.timezone };
  const since = typed === undefined ? undefined : readMoment(typed, moment);
  if (typed !== undefined && since === undefined)
    return refuse(session, words.badSince(showUnseen(typed)), EXIT.usage);
  const actor = await resolveActor(options, session);
  if (actor === undefined) return EXIT.failed;
  const wish = { receiver: receiver?.name, since };
  const { resent, receiverRemoved, left } = await backend.notifications.resendAll(wish, actor.by);
  if (resent + receiverRemoved + left === 0 && receiver?.isKnown === false)
    return refuse(session, unknownName('receiver', receiver, names));
  terminal.out(resent === 0 ? words.noneResent : words.resentAll(resent));
  if (left > 0) terminal.err(words.left(left));
  if (receiverRemoved > 0) terminal.err(words.receiverRemoved(receiverRemoved));
  return left + receiverRemoved > 0 ? EXIT.failed : EXIT.done;
}
