import { rotateSigningKeys } from '../../store/settings/signing-keys.ts';
import { EXIT } from '../exit/exit-code.ts';
import type { Terminal } from '../../platform/terminal.ts';
import { withStore } from '../backend/local/with-store.ts';
import { cliWords } from '../locale/cli-words.ts';

/**
 * `batchwatch rotate-keys`: new keys for links in mails and for sessions. A running daemon uses them within two seconds.
 * @throws ConfigFault, StoreFault
 */
export async function rotateKeys(options: { config: string }, terminal: Terminal): Promise<number> {
  return await withStore(options.config, terminal, async (store, { language }) => {
    await store.write(rotateSigningKeys);
    terminal.out(cliWords(language).rotateKeys.done);
    return EXIT.done;
  });
}
