import { wire } from '../../app/wire.ts';
import { openResources } from '../../app/resources.ts';
import { Cleanups } from '../../platform/cleanups.ts';
import { readConfig } from '../../config/load.ts';
import { logWarnings } from '../../config/advice/log-warnings.ts';
import { createLogger, flushLog } from '../../platform/log.ts';
import { resume } from '../../app/resume.ts';
import { SECOND } from '../../platform/time.ts';
import { EXIT, exitCodeOf } from '../exit/exit-code.ts';
import { describeFault } from '../exit/describe-fault.ts';
import type { Terminal } from '../../platform/terminal.ts';

/**
 * `batchwatch once`: polls every target once, delivers all that is due, and ends.
 * @returns the exit code: 1 when a poll or a delivery failed. @throws ConfigFault
 */
export async function once(options: { config: string }, terminal: Terminal): Promise<number> {
  const { config, warnings } = readConfig({ path: options.config, env: terminal.env });
  const log = createLogger({ level: config.log.level });
  logWarnings(log, warnings);
  const cleanups = new Cleanups();
  const stopping = new AbortController();
  void terminal.stopRequested.then((signal) => stopping.abort(new Error(signal)));
  try {
    const context = { ...terminal, log, cleanups, onBug: () => undefined };
    const resources = await openResources(config, context);
    const wiring = wire(config, { ...context, resources });
    await resume(config, { ...context, resources });
    const stopPolls = () => wiring.pollers.forEach((poller) => void poller.stop());
    if (stopping.signal.aborted) stopPolls();
    else stopping.signal.addEventListener('abort', stopPolls);
    const polls = await Promise.all(wiring.pollers.map((poller) => poller.pollOnce()));
    const undelivered = await Promise.all(
      wiring.deliveries.map((delivery) => delivery.drain(stopping.signal)),
    );
    const isWell =
      polls.every(({ outcome }) => outcome === 'complete') && undelivered.every((entries) => entries === 0);
    return isWell ? EXIT.done : EXIT.failed;
  } catch (error) {
    log.fatal({ err: error }, 'cannot go on');
    terminal.err(describeFault(error, config.language));
    return exitCodeOf(error);
  } finally {
    await cleanups.run({ deadline: 5 * SECOND, clock: terminal.clock, log });
    await flushLog(log);
  }
}
