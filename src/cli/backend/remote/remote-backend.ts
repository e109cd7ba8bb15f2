import { z } from 'zod';
import { LANGUAGES } from '../../../core/message/message.ts';
import { jobSchema } from '../../../http/api/json/job-schema.ts';
import { statusJson } from '../../../http/api/json/status-json.ts';
import { targetJson } from '../../../http/api/json/target-json.ts';
import type { Backend } from '../backend.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { RemoteClient } from './client.ts';
import { RemoteFault } from './remote-fault.ts';
import { remoteIncidents } from './remote-incidents.ts';
import { remoteNotifications } from './remote-notifications.ts';
import { type RemoteReceivers, remoteReceivers } from './remote-receivers.ts';
import { remoteStatus } from './remote-status.ts';
import { remoteSilences } from './remote-silences.ts';

/** The settings of a daemon. A later version may know other languages, and an older one sends no receivers. */
const remoteSettings = z.object({
  language: z.enum(LANGUAGES).catch('en'),
  timezone: z.string().refine(isTimezone).catch('UTC'),
  receivers: statusJson.shape.receivers.optional(),
});

/** A job of a daemon, without the time of creation: the lists of the store file have none. */
const remoteJob = jobSchema.omit({ createdAt: true });

/** A daemon, which also tests its receivers. */
export interface RemoteBackend extends Backend {
  receivers: RemoteReceivers;
}

/** Works by the daemon at `url`; the token comes from the environment. @throws RemoteFault */
export async function remoteBackend(
  url: string,
  { env, clock }: Pick<Terminal, 'env' | 'clock'>,
): Promise<RemoteBackend> {
  const client = new RemoteClient({ url, token: readToken(env) });
  const { receivers, ...settings } = await client.get('/status', remoteSettings);
  return {
    ...settings,
    status: () => remoteStatus(client),
    receivers: { names: () => Promise.resolve(receivers), ...remoteReceivers(client) },
    targets: async () =>
      (await client.list('/targets', targetJson.pick({ name: true }))).map(({ name }) => name),
    incidents: remoteIncidents(client),
    silences: remoteSilences(client, { timezone: settings.timezone, clock }),
    jobs: {
      list: async (filter) =>
        (await client.list('/jobs', remoteJob, filter)).toSorted((a, b) => b.changedAt - a.changedAt),
    },
    notifications: remoteNotifications(client),
  };
}

/** @throws RemoteFault when it cannot stand in a header; whoever would send it so would print it as well. */
function readToken(env: Terminal['env']): string | undefined {
  const token = env['BATCHWATCH_TOKEN'] || undefined;
  if (token === undefined || /^[\x21-\x7E]+$/.test(token)) return token;
  throw new RemoteFault('BATCHWATCH_TOKEN holds no token', {
    reason: 'refused',
    hint: 'A token has letters, digits and signs of ASCII, without blanks or line breaks.',
  });
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
