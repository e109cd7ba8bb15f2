import { describeDeed } from './describe-deed.ts';
import { withDesk, type Place } from '../base/with-desk.ts';
import { EXIT } from '../base/exit-code.ts';
import { findIncident } from './find-incident.ts';
import { signed, type Signature } from '../base/signature.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/words.ts';

/**
 * `batchwatch ack`: somebody has the incident. `batchwatch incidents close`: it is over, whatever its jobs do.
 * @returns 1 when there is no such incident; 0 also when it was so before, or is closed.
 * @throws ConfigFault, StoreFault, RemoteFault
 */
export async function changeIncident(
  options: Signature & {
    place: Place;
    incident: string;
    deed: 'acknowledged' | 'closed';
  },
  terminal: Terminal,
): Promise<number> {
  const { place, deed } = options;
  return await withDesk(place, terminal, async ({ incidents, language, timezone }) => {
    const words = cliWords(language).incidents;
    const found = await findIncident(incidents, options.incident, words);
    if (found.id === undefined) {
      terminal.err(found.error);
      return found.exitCode;
    }
    const said = await signed(options, terminal, cliWords(language).author);
    if (said === undefined) return EXIT.failed;
    const done = await (deed === 'closed'
      ? incidents.close(found.id, said)
      : incidents.acknowledge(found.id, said));
    if (done === undefined) {
      terminal.err(words.unknown(showUnseen(found.id)));
      return EXIT.failed;
    }
    terminal.out(describeDeed(done, { deed, words, timezone }));
    return EXIT.done;
  });
}
