import { stringify } from 'yaml';
import { showProxy } from '../platform/http/http-proxy.ts';
import { writeDuration, type Duration } from '../platform/time.ts';
import type { Config, CredentialsConfig, TargetConfig } from './schema/schema.ts';

/** The configuration as it takes effect, defaults included, as YAML; each secret is `***`. */
export function effectiveYaml(config: Config): string {
  return stringify(effectiveConfig(config), { lineWidth: 0 });
}

/** The same as plain data in the layout of the file: what `check --json` prints. */
export function effectiveConfig(config: Config): Readonly<Record<string, unknown>> {
  const { timezone, language, log, server, storage, proxy, credentials, targets, smtp, receivers } = config;
  const { errorCodes, rules, expectations, watchdog, quietHours, maintenance } = config;
  const { host, port } = server.listen;
  return hideSecrets({
    timezone,
    language,
    log,
    server: {
      listen: `${host.includes(':') ? `[${host}]` : host}:${port}`,
      publicUrl: server.publicUrl,
      ...(server.auth === undefined ? {} : { auth: server.auth }),
      maxConnections: server.maxConnections,
      maxConnectionsPerAddress: server.maxConnectionsPerAddress,
      ...(server.tls === undefined ? {} : { tls: server.tls }),
    },
    storage: { url: storage.url, retention: writeDuration(storage.retention) },
    ...(proxy && { proxy: showProxy(proxy) }),
    credentials: Object.fromEntries(
      Object.entries(credentials).map(([name, entry]) => [name, asWritten(entry)]),
    ),
    targets: targets.map(writeTarget),
    ...(smtp === undefined ? {} : { smtp }),
    receivers,
    errorCodes,
    rules: rules.map(writeRule),
    expectations: expectations.map((expectation) => ({
      ...expectation,
      createdWithin: writeDuration(expectation.createdWithin),
      successWithin: writeDuration(expectation.successWithin),
      closeAfter: writeDuration(expectation.closeAfter),
      ...writeRepeat(expectation.repeat),
      escalate: writeEscalation(expectation.escalate),
    })),
    watchdog: {
      ...watchdog,
      outboxAfter: writeDuration(watchdog.outboxAfter),
      every: writeDuration(watchdog.every),
      ...writeRepeat(watchdog.repeat),
    },
    ...(quietHours === undefined ? {} : { quietHours }),
    maintenance: maintenance.map((window) => ({ ...window, for: writeDuration(window.for) })),
  });
}

function writeTarget(target: TargetConfig): unknown {
  const { name, bucket, region, credentials, endpoint, ...rest } = target;
  return {
    name,
    bucket,
    region,
    credentials,
    endpoint,
    ...rest,
    lookback: writeDuration(target.lookback),
    overlap: writeDuration(target.overlap),
    followFor: writeDuration(target.followFor),
    timeout: writeDuration(target.timeout),
  };
}

function writeRule(rule: Config['rules'][number]): unknown {
  const { repeat, flapping, owner, tooLong } = rule;
  return {
    ...rule,
    groupWait: writeDuration(rule.groupWait),
    groupInterval: writeDuration(rule.groupInterval),
    closeAfter: writeDuration(rule.closeAfter),
    ...writeRepeat(repeat),
    ...(flapping !== 'off' && {
      flapping: {
        ...flapping,
        within: writeDuration(flapping.within),
        settle: writeDuration(flapping.settle),
      },
    }),
    escalate: writeEscalation(rule.escalate),
    ...(owner !== undefined && { owner: { ...owner, pattern: owner.pattern.source } }),
    ...(tooLong !== undefined && {
      tooLong: Object.fromEntries(
        Object.entries(tooLong).map(([state, limit]) => [state, writeLimit(limit)]),
      ),
    }),
  };
}

/** `never` stays as it is. */
function writeRepeat(repeat: Config['watchdog']['repeat'] | undefined): { repeat?: string } {
  return typeof repeat === 'number' ? { repeat: writeDuration(repeat) } : {};
}

function writeEscalation(steps: Config['rules'][number]['escalate']): unknown {
  return steps.map((step) => ({ ...step, after: writeDuration(step.after) }));
}

function writeLimit(limit: Duration | { usual: number; atLeast: Duration }): unknown {
  if (typeof limit === 'number') return writeDuration(limit);
  return { ...limit, atLeast: writeDuration(limit.atLeast) };
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
