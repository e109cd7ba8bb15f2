import { acknowledgeIncident } from '../store/incident-actions.ts';
import { incidentByRow } from '../store/incidents.ts';
import { findIncident } from './find-incident.ts';
import { describeDeed } from './describe-deed.ts';
import { EXIT } from './exit-code.ts';
import { signed, type Signature } from './signature.ts';
import type { Terminal } from './terminal.ts';
import { withStore } from './with-store.ts';
import { cliWords } from './words.ts';

/**
 * `batchwatch ack`: somebody has the incident. @returns 1 when there is no such incident; 0 also when it was
 * acknowledged before or is closed. @throws ConfigFault, StoreFault
 */
export async function ack(
  options: Signature & { readonly config: string; readonly incident: string },
  terminal: Terminal,
): Promise<number> {
  return await withStore(options.config, terminal, async (store, { language, timezone }) => {
    const words = cliWords(language).incidents;
    const done = await store.write(async (trx) => {
      const found = await findIncident(trx, options.incident, words);
      if (found.incident === undefined) return found;
      const deed = { at: terminal.clock.now(), ...signed(options, terminal) };
      const before = await acknowledgeIncident(trx, found.incident, deed);
      return { before, incident: await incidentByRow(trx, found.incident.id) };
    });
    if (done.incident === undefined) {
      terminal.err(done.error);
      return done.exitCode;
    }
    const isNew = 'before' in done && done.before === 'open';
    terminal.out(describeDeed(done.incident, { isNew, deed: 'acknowledged', words, timezone }));
    return EXIT.done;
  });
}
