import { stringify } from 'yaml';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../time.ts';
import type { Config, CredentialsConfig } from './schema.ts';

/** The configuration as it takes effect, defaults included, as YAML; each secret is `***`. */
export function effectiveYaml(config: Config): string {
  return stringify(effectiveConfig(config), { lineWidth: 0 });
}

/** The same as plain data in the layout of the file: what `check --json` prints. */
export function effectiveConfig(config: Config): Readonly<Record<string, unknown>> {
  const { timezone, log, server, storage, credentials, targets, smtp, receivers, rules } = config;
  const { host, port } = server.listen;
  return hideSecrets({
    timezone,
    log,
    server: {
      listen: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      publicUrl: server.publicUrl,
    },
    storage: { url: storage.url, retention: writeDuration(storage.retention) },
    credentials: Object.fromEntries(
      Object.entries(credentials).map(([name, entry]) => [name, asWritten(entry)]),
    ),
    targets: targets.map((target) => ({
      ...target,
      lookback: writeDuration(target.lookback),
      overlap: writeDuration(target.overlap),
      followFor: writeDuration(target.followFor),
      timeout: writeDuration(target.timeout),
    })),
    ...(smtp === undefined ? {} : { smtp }),
    receivers,
    rules,
  });
}

/** `literal` is no word of the file: the keys themselves stand there. */
function asWritten(credentials: CredentialsConfig): unknown {
  if (credentials.source !== 'literal') return credentials;
  const { source: _, ...keys } = credentials;
  return keys;
}

/** A `Secret` turns itself into `***` here; nothing else in the configuration has a `toJSON`. */
function hideSecrets(value: object): Readonly<Record<string, unknown>> {
  const plain: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(value));
  return plain;
}

/** Writes a span as the file does, in its largest whole unit: `90s` stays `90s`, `120s` becomes `2m`. */
function writeDuration(span: Duration): string {
  const units: readonly (readonly [Duration, string])[] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ];
  const [size, unit] = units.find(([length]) => span >= length && span % length === 0) ?? [1, 'ms'];
  return span === 0 ? '0s' : `${span / size}${unit}`;
}
