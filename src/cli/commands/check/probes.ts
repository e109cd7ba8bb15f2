import { credentialsFromConfig, sourceFromConfig } from '../../../app/tencent-from-config.ts';
import { ProxyPolicy } from '../../../platform/http/proxy-policy.ts';
import { createLogger } from '../../../platform/log.ts';
import { BatchwatchError } from '../../../platform/errors.ts';
import { MINUTE } from '../../../platform/time.ts';
import type { Probes } from './probe-all.ts';
import { checkStore } from '../../../store/open/open-store.ts';
import { StoreFault } from '../../../store/store-fault.ts';
import { probeChannel } from './probe-channel.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { cliWords } from '../../locale/cli-words.ts';

/** Creates the probes of `check`: one signed list request, each channel without a message, and the store's file. */
export function createProbes(terminal: Terminal): Probes {
  const platform = { ...terminal, log: createLogger({ level: 'fatal' }) };
  return {
    async target(config, target) {
      const events = { requestSent() {}, requestFailed() {}, clockSkewSeen() {} };
      const source = sourceFromConfig(target, credentialsFromConfig(config, platform), {
        ...platform,
        events,
        proxies: new ProxyPolicy(config.proxy, terminal.env),
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
    store({ storage, language }) {
      const { stored } = cliWords(language).check;
      try {
        return Promise.resolve({ ok: true, detail: checkStore(storage) ? stored.sound : stored.elsewhere });
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        return Promise.resolve({ ok: false, detail: error.message, hint: error.hint });
      }
    },
    channel: (config, channel) => probeChannel(config, channel, { terminal, platform }),
  };
}
