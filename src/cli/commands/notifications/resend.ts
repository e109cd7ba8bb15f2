import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { resolveName, unknownName } from '../../session/resolve-name.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { readMoment } from '../../terminal/read-moment.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/**
 * `batchwatch notifications resend`: tries again what was given up. @returns 1 when there is nothing to resend.
 * @throws ConfigFault, StoreFault, RemoteFault
 */
export async function resend(
  options: Pick<ActorOptions, 'author'> & { location: BackendLocation; id: number },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async (backend) => {
    const words = cliWords(backend.language).notifications;
    const actor = await resolveActor(options, terminal, cliWords(backend.language).author);
    if (actor === undefined) return EXIT.failed;
    const resending = await backend.notifications.resend(options.id, actor.by);
    if (resending === 'done') {
      terminal.out(words.resent(options.id));
      return EXIT.done;
    }
    terminal.err(words.refused[resending](options.id));
    return EXIT.failed;
  });
}

/**
 * `batchwatch notifications resend --all`: tries all undeliverable notifications again. @returns 1 when some of them stay
 * undeliverable, 64 when `since` is no time. @throws ConfigFault, StoreFault, RemoteFault
 */
export async function resendAll(
  options: Pick<ActorOptions, 'author'> & {
    location: BackendLocation;
    receiver?: string | undefined;
    /** As typed: `2h`, `2026-11-23 09:15`. */
    since?: string | undefined;
  },
  terminal: Terminal,
): Promise<number> {
  const { since: typed } = options;
  return await withBackend(options.location, terminal, async (backend) => {
    const words = cliWords(backend.language).notifications;
    const receiver = await resolveName(options.receiver, backend.receivers);
    const moment = { now: terminal.clock.now(), timezone: backend.timezone };
    const since = typed === undefined ? undefined : readMoment(typed, moment);
    if (typed !== undefined && since === undefined) {
      terminal.err(words.badSince(showUnseen(typed)));
      return EXIT.usage;
    }
    const actor = await resolveActor(options, terminal, cliWords(backend.language).author);
    if (actor === undefined) return EXIT.failed;
    const { resent, receiverRemoved, left } = await backend.notifications.resendAll(
      { receiver: receiver?.name, since },
      actor.by,
    );
    if (resent + receiverRemoved + left === 0 && receiver?.isKnown === false) {
      terminal.err(unknownName('receiver', receiver, cliWords(backend.language).names));
      return EXIT.failed;
    }
    terminal.out(resent === 0 ? words.noneResent : words.resentAll(resent));
    if (left > 0) terminal.err(words.left(left));
    if (receiverRemoved > 0) terminal.err(words.receiverRemoved(receiverRemoved));
    return left + receiverRemoved > 0 ? EXIT.failed : EXIT.done;
  });
}
