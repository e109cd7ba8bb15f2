import { ConfigFault } from '../config/config-fault.ts';
import { logWarnings } from '../config/advice/log-warnings.ts';
import type { Problem } from '../platform/document/problem.ts';
import type { Config } from '../config/schema/schema.ts';
import { pinStaticSettings } from './pin-static-settings.ts';
import { Runtime, type RuntimeContext } from './runtime.ts';
import { setSetting } from '../store/settings/settings.ts';
import { StoreFault } from '../store/store-fault.ts';
import { resume } from './resume.ts';
import { MINUTE, type Duration } from '../platform/time.ts';
import { usedChannels } from './channels-from-config.ts';

/** Reads and checks the configuration. @throws ConfigFault */
export type ReadConfig = () => { config: Config; warnings: readonly Problem[] };

/** The time that a poll has to stop. It is far longer than a poll needs. */
const CHANGEOVER: Duration = MINUTE;

/**
 * Holds the current runtime and replaces it when the configuration changes. The store, its lock, the
 * metrics and the HTTP server stay; in between nobody works, so that no two ever work on the same target or
 * mail.
 */
export class ConfigReloader {
  readonly #context: RuntimeContext;
  readonly #stopping = new AbortController();
  #runtime: Runtime;
  #reloading: Promise<void> = Promise.resolve();

  constructor(first: Runtime, context: RuntimeContext) {
    this.#runtime = first;
    this.#context = context;
  }

  /** The runtime at work. */
  get runtime(): Runtime {
    return this.#runtime;
  }

  async reload(trigger: string, read: ReadConfig): Promise<void> {
    this.#reloading = this.#reload(trigger, read).catch(this.#context.onBug);
    await this.#reloading;
  }

  /** Gives up a reload that is under way and stops the runtime. */
  async stop(deadline: Duration): Promise<void> {
    this.#stopping.abort();
    // What is waited for there may be what only the stop of the runtime ends.
    await this.#reloading;
    await this.#runtime.stop(deadline);
  }

  async #reload(trigger: string, read: ReadConfig): Promise<void> {
    const { clock, log, resources } = this.#context;
    const before = this.#runtime.config;
    const begun = clock.monotonic();
    try {
      const { config: wanted, warnings } = read();
      logWarnings(log, warnings);
      const { config, kept } = pinStaticSettings(wanted, before);
      for (const path of kept) log.warn({ path }, 'configuration: takes effect at the next start');
      const isDone = await this.#changeOver(config);
      if (!isDone) return;
      resources.metrics.config.loaded(clock.now());
      const fields = { trigger, duration_ms: Math.round(clock.monotonic() - begun) };
      log.info({ ...fields, ...compareTargets(before, config) }, 'configuration reloaded');
    } catch (error) {
      if (!(error instanceof ConfigFault || error instanceof StoreFault)) throw error;
      resources.metrics.config.refused();
      log.error({ trigger, err: error }, 'configuration not reloaded, the one before stays in use');
      await this.#keepRefusal(error);
    }
  }

  /** For the watchdog; a store that cannot keep it has an alarm of its own. */
  async #keepRefusal(error: ConfigFault | StoreFault): Promise<void> {
    const { resources, clock } = this.#context;
    const problems = error.message.split('\n').slice(0, 5).join('; ');
    const refused = { at: clock.now(), problems };
    try {
      await resources.store.write((trx) => setSetting(trx, 'refused-config', refused));
    } catch (fault) {
      if (!(fault instanceof StoreFault)) throw fault;
    }
  }

  /** @returns false when the program is stopping. @throws StoreFault; then the old configuration stays in use. */
  async #changeOver(config: Config): Promise<boolean> {
    const old = this.#runtime;
    const next = this.#createRuntime(config);
    await Promise.race([old.finishDeliveries(), aborted(this.#stopping.signal)]);
    if (!this.#stopping.signal.aborted) await old.stop(CHANGEOVER);
    if (this.#stopping.signal.aborted) {
      await next.stop(CHANGEOVER);
      return false;
    }
    try {
      await resume(config, this.#context);
      this.#begin(next);
      return true;
    } catch (error) {
      await next.stop(CHANGEOVER);
      this.#begin(this.#createRuntime(old.config));
      throw error;
    }
  }

  #createRuntime(config: Config): Runtime {
    return new Runtime(config, { ...this.#context, polledBefore: this.#runtime.polled });
  }

  #begin(runtime: Runtime): void {
    const { resources, log } = this.#context;
    resources.metrics.setTargets(runtime.config.targets.map(({ name }) => name));
    resources.metrics.addChannels(usedChannels(runtime.config));
    log.level = runtime.config.log.level;
    this.#runtime = runtime;
    void runtime.start();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Names of targets that came and went. */
function compareTargets(before: Config, now: Config) {
  const [old, current] = [before, now].map(({ targets }) => targets.map(({ name }) => name));
  return {
    targets: now.targets.length,
    added: current?.filter((name) => old?.includes(name) === false),
    removed: old?.filter((name) => current?.includes(name) === false),
  };
}
