import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { RefreshTokenKeeper } from './access-tokens.ts';
import { Secret } from '../../../platform/secret.ts';
import { setSetting, getSetting } from '../../../store/settings/settings.ts';
import { StoreFault } from '../../../store/store-fault.ts';
import type { ChannelContext } from '../../base/channel-definition.ts';

/**
 * Keeps the newest refresh token in the store. The configured one cannot be replaced in its file, and stops
 * working at providers that rotate.
 */
export function createRefreshTokenKeeper(open: ChannelContext['store'], log: Logger): RefreshTokenKeeper {
  return {
    async read(configured) {
      const store = await open();
      const kept = await store?.read((db) => getSetting(db, 'smtp-refresh-token'));
      return kept?.of === fingerprint(configured) ? new Secret(kept.token) : undefined;
    },
    async keep(configured, newest) {
      const kept = { of: fingerprint(configured), token: newest.reveal() };
      try {
        const store = await open();
        await store?.write((trx) => setSetting(trx, 'smtp-refresh-token', kept));
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        // The process still knows it; a restart may need a new authorization.
        log.error({ err: error }, 'replaced refresh token not kept');
      }
    },
  };
}

function fingerprint(configured: Secret): string {
  return createHash('sha256').update(configured.reveal()).digest('hex');
}
