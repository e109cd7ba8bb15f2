import { stringify } from 'yaml';
import { LANGUAGES, type Language } from '../core/message/message.ts';
import { chatReceiver } from './chats/chat-receiver.ts';

/** The keys that the simulated service knows; no real ones look like this. */
export const DEMO_ACCOUNT = { secretId: 'EXAMPLE-SECRET-ID', secretKey: 'EXAMPLE-SECRET-KEY' } as const;

/** In whose zone the demo shows times. */
export const DEMO_TIMEZONE = 'Asia/Shanghai';

/** The configuration file of the demo: YAML as an operator would write it, read through the real schema. */
export function demoConfig(places: {
  /** `HOST:PORT` of the daemon's HTTP server. */
  listen: string;
  publicUrl: string;
  /** Path of the store. */
  store: string;
  /** URL of the simulated service. */
  endpoint: string;
  smtp: { host: string; port: number };
  /** Bases of the vendors of chats, by the language in which their readers read. Left out: there are no chats. */
  vendors?: Readonly<Partial<Record<Language, string>>>;
}): string {
  const { listen, publicUrl, store, endpoint, smtp, vendors = {} } = places;
  const chats = LANGUAGES.flatMap((language) => {
    const base = vendors[language];
    return base === undefined ? [] : [chatReceiver(base, language)];
  });
  return stringify({
    timezone: DEMO_TIMEZONE,
    // Whoever sees the demo may do everything in it.
    server: { listen, publicUrl, auth: { allowUnauthenticated: true } },
    storage: { url: `sqlite:${store}` },
    credentials: { default: DEMO_ACCOUNT },
    targets: [
      {
        name: 'media',
        bucket: 'examplebucket-1250000000',
        region: 'ap-beijing',
        endpoint,
        schedule: '*/2 * * * * *',
        enrich: ['failedObjects'],
      },
    ],
    smtp: { ...smtp, security: 'none', from: 'Batchwatch <batchwatch@example.com>' },
    receivers: [
      { name: 'oncall', email: { to: ['oncall@example.com'] } },
      { name: 'media-team', email: { to: ['media-team@example.com'] } },
      ...chats,
    ],
    rules: demoRules(chats.map(({ name }) => name)),
  });
}

/** @param chats names of receivers who get everything. */
function demoRules(chats: readonly string[]) {
  return [
    {
      name: 'failures',
      match: { states: ['Failed'] },
      receivers: ['oncall', ...chats],
      severity: 'critical',
    },
    {
      name: 'paused-queues',
      match: { states: ['Pause'] },
      receivers: ['oncall', 'media-team', ...chats],
      severity: 'warning',
    },
    {
      name: 'cancellations',
      match: { states: ['Cancel'] },
      receivers: ['media-team', ...chats],
      severity: 'info',
    },
  ];
}
