import { hintText } from '../alerts/delivery-hints.ts';
import { createChannels, createCredentials, createSource } from '../daemon/parts.ts';
import { createLogger } from '../log.ts';
import { BatchwatchError } from '../errors.ts';
import type { Config } from '../config/schema.ts';
import { visitStore } from '../store/open.ts';
import { StoreFault } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import { MINUTE } from '../time.ts';
import type { Probes } from './check.ts';
import type { Terminal } from './terminal.ts';
import { cliWords } from './words.ts';

/** How `check --online` asks the other sides: one signed list request, one SMTP login. */
export function createProbes(terminal: Terminal): Probes {
  const surroundings = { ...terminal, log: createLogger({ level: 'fatal' }) };
  return {
    async target(config, target) {
      const events = { requestSent() {}, requestFailed() {}, clockSkewSeen() {} };
      const source = createSource(target, createCredentials(config, surroundings), {
        ...surroundings,
        events,
      });
      try {
        const page = await source.list({ orderByTime: 'Desc', size: 1 }, AbortSignal.timeout(MINUTE));
        const newest = page.jobs[0];
        const { listRead } = cliWords(config.language).check;
        const detail = newest === undefined ? listRead.empty : listRead.newest(newest.jobId, newest.state);
        return { ok: true, detail };
      } catch (error) {
        if (!(error instanceof BatchwatchError)) throw error;
        return { ok: false, detail: error.message, hint: error.hint };
      } finally {
        source.close();
      }
    },
    async smtp(config) {
      const store = storeOfTokens(config, terminal);
      try {
        const [channel] = createChannels(config, surroundings, store);
        if (channel === undefined) return { ok: true, detail: cliWords(config.language).check.noMailServer };
        const verdict = await channel.verify(AbortSignal.timeout(MINUTE));
        return verdict.outcome === 'delivered'
          ? { ok: true, detail: verdict.response }
          : {
              ok: false,
              detail: `${verdict.reason}: ${verdict.response}`,
              hint: verdict.hint && hintText(verdict.hint, config.language),
            };
      } finally {
        await store?.close();
      }
    },
  };
}

/** Where the newest refresh token is, if the daemon got one: many providers take the configured one only once. */
function storeOfTokens({ smtp, storage }: Config, { clock }: Terminal): Store | undefined {
  if (smtp?.oauth2?.refreshToken === undefined) return undefined;
  try {
    return visitStore({ path: storage.path, clock });
  } catch (error) {
    if (error instanceof StoreFault) return undefined;
    throw error;
  }
}
