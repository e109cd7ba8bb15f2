import { z } from 'zod';
import { SILENCE_KEYS } from '../../alerts/silence.ts';
import type { SilenceBook } from '../desk/desk.ts';
import type { RemoteClient } from './client.ts';
import { orNone } from './or-none.ts';
import { remoteTime } from './remote-time.ts';

const silenceJson = z.object({
  id: z.int(),
  matchers: z.array(z.object({ key: z.enum(SILENCE_KEYS), glob: z.string() })),
  from: remoteTime,
  until: remoteTime,
  author: z.string(),
  comment: z.string(),
});

/** Silences of a running daemon. */
export function remoteSilences(client: RemoteClient): SilenceBook {
  return {
    list: async ({ all }) => {
      const silences = await client.list('/silences', silenceJson, { all: String(all) });
      return silences.toSorted((a, b) => a.until - b.until || a.id - b.id);
    },
    add: async ({ from, until, ...silence }) => {
      const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
      return (await client.post('/silences', silenceJson, { ...silence, ...span })).id;
    },
    expire: async (id) => {
      // To end one that is over changes nothing, and is not refused.
      const before = await orNone(client.get(`/silences/${id}`, z.object({ state: z.string() })));
      if (before === undefined || before.state === 'expired') return false;
      return (await orNone(client.post(`/silences/${id}/expire`, silenceJson, {}))) !== undefined;
    },
  };
}
