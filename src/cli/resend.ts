import { withDesk, type Place } from './desk/with-desk.ts';
import { EXIT } from './exit-code.ts';
import { signed, type Signature } from './signature.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';

/**
 * `batchwatch notifications resend`: tries again what was given up. @returns 1 when there is nothing to resend.
 * @throws ConfigFault, StoreFault, RemoteFault
 */
export async function resend(
  options: Pick<Signature, 'author'> & { readonly place: Place; readonly id: number },
  terminal: Terminal,
): Promise<number> {
  return await withDesk(options.place, terminal, async (desk) => {
    const words = cliWords(desk.language).notifications;
    const { by } = signed(options, terminal);
    const resending = await desk.notifications.resend(options.id, by);
    if (resending === 'done') {
      terminal.out(words.resent(options.id));
      return EXIT.done;
    }
    terminal.err(words.refused[resending](options.id));
    return EXIT.failed;
  });
}
