import { wire } from '../../app/wire.ts';
import { openResources, type Resources } from '../../app/resources.ts';
import type { Config } from '../../config/schema/schema.ts';
import { ENGINE_LEASE } from '../../lease/lease-names.ts';
import type { Platform } from '../../platform/platform.ts';
import { replicaViews } from '../../store/replicas/replica-views.ts';
import { Cleanups } from '../../platform/cleanups.ts';
import { readConfig } from '../../config/load.ts';
import { logWarnings } from '../../config/advice/log-warnings.ts';
import { createLogger, flushLog } from '../../platform/log.ts';
import { resume, resumeEngine } from '../../app/resume.ts';
import { SECOND } from '../../platform/time.ts';
import { EXIT, exitCodeOf } from '../exit/exit-code.ts';
import { describeFault } from '../exit/describe-fault.ts';
import type { Terminal } from '../../platform/terminal.ts';

/**
 * `batchwatch once`: polls every target once, delivers all that is due, and ends. Beside replicas it does what none of them
 * holds, and says what it leaves to them.
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
    const platform = { ...terminal, log, cleanups, onBug: () => undefined };
    const resources = await openResources(config, { ...platform, isVisit: true });
    const context = { ...platform, resources };
    const wiring = wire(config, context);
    await resume(config, context);
    await visitReplicas(config, context);
    const stopPolls = () => wiring.pollers.forEach((poller) => void poller.stop());
    if (stopping.signal.aborted) stopPolls();
    else stopping.signal.addEventListener('abort', stopPolls);
    const polls = await Promise.all(wiring.pollers.map((poller) => poller.pollOnce()));
    const undelivered = await Promise.all(
      wiring.deliveries.map((delivery) => delivery.drain(stopping.signal)),
    );
    const isWell =
      polls.every((poll) => poll === undefined || poll.outcome === 'complete') &&
      undelivered.every((entries) => entries === 0);
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

/** A line of the log names so many. */
const MOST_NAMED = 20;

/** Takes the leases that no replica holds, and resumes the work of the engine with its lease. @throws StoreFault */
async function visitReplicas(config: Config, context: Platform & { resources: Resources }): Promise<void> {
  const { store, leases } = context.resources;
  const engine = leases.get(ENGINE_LEASE);
  await leases.takeFree?.();
  if (!leases.isShared) return;
  await engine.duringTerm(({ fence }) => resumeEngine(store.fencedBy(fence), config, context));
  const others = (await store.read(replicaViews)).filter(({ id }) => id !== leases.holder);
  for (const { name: replica, leases: held } of others) {
    const names = held.map(({ kind, name }) => (name === '' ? kind : `${kind}/${name}`));
    const fields = { replica, count: names.length, leases: names.slice(0, MOST_NAMED) };
    if (names.length > 0) context.log.info(fields, 'left to a replica');
  }
}
