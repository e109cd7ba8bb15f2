import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { startSimulatedCloud, type SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { systemClock, type Clock } from '../../../src/platform/time.ts';
import { startSmtpSink, type SmtpSink, type SmtpSinkOptions } from '../mail/smtp-sink.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';

export const BUCKET = 'examplebucket-1250000000';
export const REGION = 'ap-beijing';

/** All that surrounds the real program: a simulated cloud, a mail server, a directory with its configuration. */
export interface Fixture extends AsyncDisposable {
  cloud: SimulatedCloud;
  smtp: SmtpSink;
  directory: TemporaryDirectory;
  /** The configuration file. */
  config: string;
  /** The store. */
  store: string;
  /** Writes the configuration again, with changes on top of the fixture's own. */
  configure(changes: ConfigChanges): void;
}

export interface ConfigChanges {
  target?: Readonly<Record<string, unknown>>;
  smtp?: Readonly<Record<string, unknown>>;
  to?: readonly string[];
  root?: Readonly<Record<string, unknown>>;
}

export async function startFixture(
  options: {
    smtp?: SmtpSinkOptions;
    /** The service's; default the system's. */
    clock?: Pick<Clock, 'now'>;
  } = {},
): Promise<Fixture> {
  const account = { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY' };
  const cloud = await startSimulatedCloud({ ...account, clock: options.clock ?? systemClock });
  const smtp = await startSmtpSink({ security: 'none', ...options.smtp });
  const directory = new TemporaryDirectory();
  const config = directory.file('batchwatch.yaml');
  const store = directory.file('batchwatch.db');
  const configure = (changes: ConfigChanges) => {
    const target = {
      name: 'media',
      bucket: BUCKET,
      region: REGION,
      endpoint: cloud.url,
      schedule: '* * * * * *',
    };
    const document = {
      server: { listen: '127.0.0.1:0' },
      storage: { url: `sqlite:${store}` },
      credentials: { default: account },
      targets: [{ ...target, requestsPerSecond: 1000, ...changes.target }],
      smtp: {
        host: smtp.host,
        port: smtp.port,
        security: 'none',
        from: 'Batchwatch <batchwatch@example.com>',
        maxPerMinute: 10_000,
        ...changes.smtp,
      },
      receivers: [{ name: 'oncall', email: { to: changes.to ?? ['oncall@example.com'] } }],
      // Mails at once: a test must not wait for the interval.
      rules: [{ name: 'failures', receivers: ['oncall'], groupInterval: '0s' }],
      // Faults that a test makes in the API or the mail server are not notified.
      watchdog: { receivers: [] },
      ...changes.root,
    };
    writeFileSync(config, stringify(document));
  };
  configure({});
  return {
    cloud,
    smtp,
    directory,
    config,
    store,
    configure,
    async [Symbol.asyncDispose]() {
      await cloud[Symbol.asyncDispose]();
      await smtp[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    },
  };
}
