import { ConfigFile } from '../../config/config-file.ts';
import { logWarnings } from '../../config/advice/log-warnings.ts';
import { startDaemon } from '../../app/daemon.ts';
import { ConfigFollower } from '../../app/follow-config.ts';
import { createLogger, flushLog } from '../../platform/log.ts';
import { EXIT, exitCodeOf } from '../exit/exit-code.ts';
import { describeFault } from '../exit/describe-fault.ts';
import type { Terminal } from '../../platform/terminal.ts';

/**
 * `batchwatch run`: the daemon, until it is asked to stop; reads its configuration again at SIGHUP, and when it or a
 * file that it names changes. @returns the exit code. @throws ConfigFault
 */
export async function run(options: { config: string }, terminal: Terminal): Promise<number> {
  const file = new ConfigFile({ path: options.config, env: terminal.env });
  const follower = new ConfigFollower({ clock: terminal.clock, findChange: () => file.findChange() });
  // First of all: from now on a SIGHUP waits for its turn instead of ending the process.
  terminal.onHangUp(() => follower.request('SIGHUP'));
  const { config, warnings } = file.read();
  const log = createLogger({ level: config.log.level });
  logWarnings(log, warnings);
  const platform = { ...terminal, log };
  const stopping = new AbortController();
  const starting = new AbortController();
  void terminal.stopRequested.then((signal) => starting.abort(signal));
  try {
    const daemon = await startDaemon(config, platform, starting.signal);
    try {
      const reload = (trigger: string) => daemon.reload(trigger, () => file.read());
      const following = follower.run(reload, stopping.signal);
      const failed = following.then(() => new Promise<never>(() => {}));
      const signal = await Promise.race([terminal.stopRequested, daemon.bug, failed]);
      log.info({ signal }, 'stopping');
      return EXIT.done;
    } finally {
      stopping.abort(new Error('stopping'));
      await daemon.stop();
      log.info('stopped');
    }
  } catch (error) {
    if (starting.signal.aborted && error === starting.signal.reason) {
      log.info({ signal: error }, 'stopping');
      return EXIT.done;
    }
    log.fatal({ err: error }, 'cannot go on');
    terminal.err(describeFault(error, config.language));
    return exitCodeOf(error);
  } finally {
    await flushLog(log);
  }
}
