import { readConfig } from '../config/load.ts';
import { startDaemon } from '../daemon.ts';
import { createLogger, flushLog } from '../log.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { describeFault } from './describe-fault.ts';
import type { Terminal } from './terminal.ts';

/** `batchwatch run`: the daemon, until it is asked to stop. @returns the exit code. @throws ConfigFault */
export async function run(options: { readonly config: string }, terminal: Terminal): Promise<number> {
  const { config, warnings } = readConfig({ path: options.config, env: terminal.env });
  const log = createLogger({ level: config.log.level });
  for (const { path, message, hint } of warnings) log.warn({ path, hint }, `configuration: ${message}`);
  const surroundings = { ...terminal, log };
  try {
    const daemon = await startDaemon(config, surroundings);
    try {
      const signal = await Promise.race([terminal.stopRequested, daemon.bug]);
      log.info({ signal }, 'stopping');
      return EXIT.done;
    } finally {
      await daemon.stop();
      log.info('stopped');
    }
  } catch (error) {
    log.fatal({ err: error }, 'cannot go on');
    terminal.err(describeFault(error));
    return exitCodeOf(error);
  } finally {
    await flushLog(log);
  }
}
