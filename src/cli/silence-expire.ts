import { expireSilence } from '../store/silences.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';
import { cliWords } from './words.ts';

/** `batchwatch silence expire`: ends a silence now. @returns 1 when there is none to end. @throws ConfigFault, StoreFault */
export async function silenceExpire(
  options: { readonly config: string; readonly id: number },
  terminal: Terminal,
): Promise<number> {
  return await withStore(options.config, terminal, async (store, { language }) => {
    const now = terminal.clock.now();
    const isEnded = await store.write((trx) => expireSilence(trx, { id: options.id, now }));
    const words = cliWords(language).silence;
    if (isEnded) terminal.out(words.expired(options.id));
    else terminal.err(words.nothingToExpire(options.id));
    return isEnded ? EXIT.done : EXIT.failed;
  });
}
