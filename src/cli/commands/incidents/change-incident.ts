import { describeAction } from './describe-action.ts';
import { withBackend, type BackendLocation } from '../../session/session.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { findIncident } from '../../session/find-incident.ts';
import { resolveActor, type ActorOptions } from '../../session/resolve-actor.ts';
import { showUnseen } from '../../../platform/unseen.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/**
 * `batchwatch ack`: somebody has the incident. `batchwatch incidents close`: it is over, whatever its jobs do.
 * @returns 1 when there is no such incident; 0 also when it was so before, or is closed.
 * @throws ConfigFault, StoreFault, RemoteFault
 */
export async function changeIncident(
  options: ActorOptions & {
    location: BackendLocation;
    incident: string;
    action: 'acknowledged' | 'closed';
  },
  terminal: Terminal,
): Promise<number> {
  const { location, action } = options;
  return await withBackend(location, terminal, async ({ incidents, language, timezone }) => {
    const words = cliWords(language).incidents;
    const found = await findIncident(incidents, options.incident, words);
    if (found.id === undefined) {
      terminal.err(found.error);
      return found.exitCode;
    }
    const actor = await resolveActor(options, terminal, cliWords(language).author);
    if (actor === undefined) return EXIT.failed;
    const done = await (action === 'closed'
      ? incidents.close(found.id, actor)
      : incidents.acknowledge(found.id, actor));
    if (done === undefined) {
      terminal.err(words.unknown(showUnseen(found.id)));
      return EXIT.failed;
    }
    terminal.out(describeAction(done, { action, words, timezone }));
    return EXIT.done;
  });
}
