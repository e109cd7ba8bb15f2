import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** `batchwatch silence expire`: ends a silence now, in somebody's name. @returns 1 when there is none to end. @throws ConfigFault, StoreFault, RemoteFault */
export async function silenceExpire(
  options: Pick<ActorOptions, 'author'> & { location: BackendLocation; id: number },
  terminal: Terminal,
): Promise<number> {
  return await withBackend(options.location, terminal, async ({ silences, language }) => {
    const actor = await resolveActor(options, terminal, cliWords(language).author);
    if (actor === undefined) return EXIT.failed;
    const isEnded = await silences.expire(options.id, actor.by);
    const words = cliWords(language).silence;
    if (isEnded) terminal.out(words.expired(options.id));
    else terminal.err(words.nothingToExpire(options.id));
    return isEnded ? EXIT.done : EXIT.failed;
  });
}
