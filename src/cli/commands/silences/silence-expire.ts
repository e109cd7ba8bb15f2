import { withDesk, type Place } from '../base/with-desk.ts';
import { EXIT } from '../base/exit-code.ts';
import { signed, type Signature } from '../base/signature.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/words.ts';

/** `batchwatch silence expire`: ends a silence now, in somebody's name. @returns 1 when there is none to end. @throws ConfigFault, StoreFault, RemoteFault */
export async function silenceExpire(
  options: Pick<Signature, 'author'> & { place: Place; id: number },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async ({ silences, language }) => {
    const said = await signed(options, terminal, cliWords(language).author);
    if (said === undefined) return EXIT.failed;
    const isEnded = await silences.expire(options.id, said.by);
    const words = cliWords(language).silence;
    if (isEnded) terminal.out(words.expired(options.id));
    else terminal.err(words.nothingToExpire(options.id));
    return isEnded ? EXIT.done : EXIT.failed;
  });
}
