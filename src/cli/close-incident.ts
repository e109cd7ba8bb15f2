import { closeByHand } from '../store/incident-actions.ts';
import { incidentByRow } from '../store/incidents.ts';
import { findIncident } from './find-incident.ts';
import { describeDeed } from './describe-deed.ts';
import { EXIT } from './exit-code.ts';
import { signed, type Signature } from './signature.ts';
import type { Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';
import { cliWords } from './words.ts';

/**
 * `batchwatch incidents close`: the incident is over, whatever its jobs do. @returns 1 when there is no such
 * incident; 0 also when it is closed already. @throws ConfigFault, StoreFault
 */
export async function closeIncident(
  options: Signature & { readonly config: string; readonly incident: string },
  terminal: Terminal,
): Promise<number> {
  return await withStore(options.config, terminal, async (store, { language, timezone }) => {
    const words = cliWords(language).incidents;
    const done = await store.write(async (trx) => {
      const found = await findIncident(trx, options.incident, words);
      if (found.incident === undefined) return found;
      const deed = { at: terminal.clock.now(), ...signed(options, terminal) };
      const isNew = await closeByHand(trx, found.incident, deed);
      return { isNew, incident: await incidentByRow(trx, found.incident.id) };
    });
    if (done.incident === undefined) {
      terminal.err(done.error);
      return done.exitCode;
    }
    const isNew = 'isNew' in done && done.isNew;
    terminal.out(describeDeed(done.incident, { isNew, deed: 'closed', words, timezone }));
    return EXIT.done;
  });
}
