import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { reservedPort } from '../network/reserved-port.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { ALERTMANAGER_CONFIG, PROMETHEUS_CONFIG, readRules, type RuleFile } from './rule-file.ts';
import { ServerProcess } from './server-process.ts';

/** Prometheus and Alertmanager at work, on the shipped configuration. */
export interface Monitoring extends AsyncDisposable {
  /** Returns the labels of each alert that Alertmanager holds as firing. */
  alerts(): Promise<Record<string, string>[]>;
  /** The values of a PromQL expression, now. */
  query(expression: string): Promise<number[]>;
}

/**
 * Starts both on free ports of loopback, watching the daemon at `daemonUrl`. Only what would take long or points
 * elsewhere is changed: addresses, the intervals (1 s), and each `for`, which counts seconds as minutes.
 */
export async function startMonitoring(daemonUrl: string): Promise<Monitoring> {
  await using starting = new AsyncDisposableStack();
  const directory = starting.use(new TemporaryDirectory());
  const alertmanager = `127.0.0.1:${await reservedPort()}`;
  const prometheus = `127.0.0.1:${await reservedPort()}`;
  const config = writeConfig(directory, { batchwatch: new URL(daemonUrl).host, alertmanager, prometheus });

  const alertmanagerProcess = starting.use(
    new ServerProcess('prometheus-alertmanager', [
      `--config.file=${ALERTMANAGER_CONFIG}`,
      `--storage.path=${directory.file('alertmanager')}`,
      `--web.listen-address=${alertmanager}`,
      '--cluster.listen-address=',
    ]),
  );
  await alertmanagerProcess.answers(`http://${alertmanager}/-/ready`);
  const prometheusProcess = starting.use(
    new ServerProcess('prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${directory.file('prometheus')}`,
      `--web.listen-address=${prometheus}`,
      // An alert that fires before Alertmanager was discovered is said again, by default a minute later.
      '--rules.alert.resend-delay=1s',
    ]),
  );
  await prometheusProcess.answers(`http://${prometheus}/-/ready`);

  const started = starting.move();
  return {
    alerts: async () =>
      Alerts.parse(await getJson(`http://${alertmanager}/api/v2/alerts`)).map(({ labels }) => labels),
    async query(expression) {
      const parameters = new URLSearchParams({ query: expression });
      const { data } = Answer.parse(
        await getJson(`http://${prometheus}/api/v1/query?${parameters.toString()}`),
      );
      return data.result.map(({ value }) => Number(value[1]));
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

const Alerts = z.array(z.object({ labels: z.record(z.string(), z.string()) }));
const Answer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

async function getJson(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

const Targets = z.array(z.object({ targets: z.array(z.string()) }));
const PrometheusConfig = z.looseObject({
  rule_files: z.tuple([z.literal('rules.yml')]),
  scrape_configs: z.array(z.looseObject({ job_name: z.string(), static_configs: Targets })),
});

/** Derives the configuration of Prometheus and its rules from the shipped ones; each job's address by its name. */
function writeConfig(directory: TemporaryDirectory, addresses: Readonly<Record<string, string>>): string {
  const shipped = PrometheusConfig.parse(parse(readFileSync(PROMETHEUS_CONFIG, 'utf8')));
  const at = (job: string) => [{ targets: [addresses[job]] }];
  const config = {
    ...shipped,
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    alerting: { alertmanagers: [{ static_configs: at('alertmanager') }] },
    scrape_configs: shipped.scrape_configs.map((job) => ({ ...job, static_configs: at(job.job_name) })),
  };
  writeFileSync(directory.file('rules.yml'), stringify(hurried(readRules())));
  writeFileSync(directory.file('prometheus.yml'), stringify(config));
  return directory.file('prometheus.yml');
}

/** The same rules, each `for` a sixtieth as long. */
function hurried({ groups }: RuleFile): RuleFile {
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => (rule.for === undefined ? rule : { ...rule, for: shorten(rule.for) })),
    })),
  };
}

function shorten(duration: string): string {
  return duration.replace(/m$/, 's').replace(/h$/, 'm');
}
