import { z } from 'zod';
import { SERVER_KEYS } from '../../channel/channels.ts';
import { LANGUAGES } from '../../core/message/message.ts';
import { authSchema, tlsSchema } from './access-schema.ts';
import { integer, name as usableName, secret, timezone } from '../../platform/values/field-types.ts';
import { listenAddress } from '../../platform/values/listen-address.ts';
import { maintenanceSchema, quietHoursSchema } from './calendar-schema.ts';
import { errorCodeSchema } from './error-code-schema.ts';
import { channelsSchema } from './channels-schema.ts';
import { receiverSchema } from './receiver-schema.ts';
import { ruleSchema, type RuleConfig } from './rule-schema.ts';
import { storageSchema } from './storage-schema.ts';
import { targetSchema } from './target-schema.ts';
import { proxyUrl, publicUrl } from '../../platform/values/urls.ts';
import { expectationSchema, watchdogSchema } from './watch-schema.ts';

const writtenCredentials = z.strictObject({
  source: z.exactOptional(z.enum(['environment', 'profile', 'cvm-role', 'tke-oidc'])).meta({
    description: 'Where keys come from, in place of `secretId` and `secretKey`.',
  }),
  secretId: z.exactOptional(secret()).meta({ description: 'SecretId of a fixed key.', secret: true }),
  secretKey: z.exactOptional(secret()).meta({ description: 'SecretKey of a fixed key.', secret: true }),
  token: z
    .exactOptional(secret())
    .meta({ description: 'Session token, when the key is a temporary one.', secret: true }),
});

type WrittenCredentials = z.output<typeof writtenCredentials>;

/** The keys that sign requests of a target: fixed ones (`literal`), or those that a source hands out. */
export type CredentialsConfig =
  | Required<Pick<WrittenCredentials, 'source'>>
  | ({ source: 'literal' } & FixedKey);

type FixedKey = Required<Pick<WrittenCredentials, 'secretId' | 'secretKey'>> &
  Pick<WrittenCredentials, 'token'>;

const credentialsSchema = z.codec(writtenCredentials, z.custom<CredentialsConfig>(), {
  decode({ source, secretId, secretKey, ...token }, { issues }) {
    if (source !== undefined) return { source };
    if (secretId !== undefined && secretKey !== undefined) {
      return { source: 'literal' as const, secretId, secretKey, ...token };
    }
    issues.push({ code: 'custom', message: INCOMPLETE_CREDENTIALS, input: undefined });
    return z.NEVER;
  },
  encode({ source, ...key }) {
    return source === 'literal' ? key : { source };
  },
});

export const INCOMPLETE_CREDENTIALS = 'needs secretId and secretKey, or source';

const serverSchema = z.strictObject({
  listen: listenAddress().prefault('127.0.0.1:9464').meta({
    description: 'Where metrics, health, pages and API are served; port 0 takes a free one.',
    writtenAs: '`HOST:PORT`',
  }),
  publicUrl: publicUrl().prefault('http://localhost:9464').meta({
    description: 'Base of the links in messages: how readers reach this server.',
    writtenAs: 'URL',
  }),
  auth: z.exactOptional(authSchema).meta({
    description:
      'Who may look and act; left out, nobody is asked, and pages and API answer on loopback only.',
  }),
  replica: z.exactOptional(usableName()).meta({
    description:
      'The name of this process among the replicas on one database of PostgreSQL; left out, the name of the host.',
  }),
  maxConnections: integer({ min: 10, max: 100_000 }).default(200).meta({
    description:
      'How many may be connected at once; each takes a file descriptor. A new one takes the place of the one that is idle for longest.',
  }),
  maxConnectionsPerAddress: integer({ min: 5, max: 100_000 }).default(100).meta({
    description: 'The same of one address; behind a proxy everybody has that of the proxy.',
  }),
  targetMetrics: z.enum(['auto', 'all', 'few']).default('auto').meta({
    description:
      'Series of each target at `/metrics`. `all`: some 8 kB each. `few`: at most 2 kB each; histograms are of all targets together, and most series begin when they first count. `auto`: `all` for up to 50 targets, else `few`.',
  }),
  tls: z.exactOptional(tlsSchema).meta({ description: 'Serves HTTPS in place of HTTP.' }),
});

const writtenConfig = z.strictObject({
  timezone: timezone().prefault('UTC').meta({
    description:
      'Schedules run in this zone and messages show times in it. Abbreviations (`CST`), offsets and older names (`PRC`) are refused: they mean several zones.',
    writtenAs: 'IANA name `Area/City`, or `UTC`',
  }),
  language: z
    .enum(LANGUAGES)
    .default('en')
    .meta({ description: 'Language of messages and of what commands print.' }),
  log: z
    .strictObject({
      level: z
        .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
        .default('info')
        .meta({ description: 'The least severe lines that are written.' }),
    })
    .prefault({})
    .meta({ description: 'The log: one JSON line per event.' }),
  server: serverSchema.prefault({}).meta({ description: 'The HTTP server.' }),
  storage: storageSchema.prefault({}).meta({ description: 'The store.' }),
  proxy: z.exactOptional(proxyUrl()).meta({
    description:
      'HTTP proxy for the API, the services that give out keys and tokens, and `watchdog.ping`, in place of `HTTPS_PROXY` and `HTTP_PROXY` of the environment. `NO_PROXY` names hosts that are reached without. Mail never goes through it.',
    writtenAs: '`http://HOST:PORT`, with `USER:PASSWORD@` before the host where it wants a login',
    secret: true,
  }),
  credentials: z.record(z.string(), credentialsSchema).meta({
    description: 'Named sets of credentials: `secretId` and `secretKey`, or `source`.',
  }),
  targets: z.array(targetSchema).min(1).meta({ description: 'What is watched, side by side.' }),
  ...SERVER_KEYS,
  channels: z
    .exactOptional(channelsSchema)
    .meta({ description: 'Limits and the proxy of channels over HTTP.' }),
  receivers: z.array(receiverSchema).default([]).meta({ description: 'Who can be notified.' }),
  errorCodes: z.record(z.string(), errorCodeSchema).default({}).meta({
    description:
      'What messages say of an error code, by code: adds to the built-in table, or stands in place of an entry of it.',
  }),
  rules: z.exactOptional(z.array(ruleSchema)).meta({
    description:
      'Rules of notification, in order. The first rule that matches a job decides. Left out: one rule `failures` that notifies all receivers of Failed and Pause.',
  }),
  expectations: z.array(expectationSchema).default([]).meta({
    description: 'Jobs that must come and succeed; somebody is notified when one does not.',
  }),
  watchdog: watchdogSchema.prefault({}).meta({
    description:
      'Who is notified when Batchwatch itself is in trouble: it cannot read a target, or messages do not leave.',
  }),
  quietHours: z.exactOptional(quietHoursSchema).meta({
    description: 'When messages are held, those of `letThrough` excepted; nothing held is lost.',
  }),
  maintenance: z.array(maintenanceSchema).default([]).meta({
    description: 'Planned work that comes again: what happens in its windows is expected.',
  }),
});

/** The configuration, checked and complete: spans in milliseconds, secrets as `Secret`. */
export type Config = z.output<typeof writtenConfig> & { rules: readonly RuleConfig[] };

/** The one schema of the configuration: source of the types, the checks, the JSON Schema and the reference. */
export const configSchema = z.codec(writtenConfig, z.custom<Config>(), {
  decode: (config) => ({ ...config, rules: config.rules ?? [defaultRule(config.receivers)] }),
  encode: (config) => config,
});

function defaultRule(receivers: Config['receivers']): RuleConfig {
  return ruleSchema.parse({ name: 'failures', receivers: receivers.map(({ name }) => name) });
}
