import { getSetting } from '../../../store/settings/settings.ts';
import type { Monitor } from './monitor.ts';

/** A changed configuration that was refused. */
export const configRefused: Monitor = {
  name: 'config-refused',
  async find({ trx, writer: { words, time } }) {
    const refused = await getSetting(trx, 'refused-config');
    if (refused === undefined) return [];
    const { at, problems } = refused;
    const summary = words.configRefused({ at: time(at), problems });
    return [{ reason: 'config-refused', parts: [String(at)], summary }];
  },
};
