import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { reservedPort } from '../network/reserved-port.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { ALERTMANAGER_CONFIG } from './rule-file.ts';
import { ServerProcess } from './server-process.ts';

/** An alert as Alertmanager's API shows it. */
export type HeldAlert = z.output<typeof HeldAlerts>[number];

/** A real Alertmanager on loopback, without anything in it. */
export interface RealAlertmanager extends AsyncDisposable {
  url: string;
  /** Returns the alerts that it holds: a resolved one is held no more. */
  alerts(): Promise<HeldAlert[]>;
  /** Runs its command line tool. @returns what it writes. */
  amtool(...args: readonly string[]): Promise<string>;
}

/** Starts Debian's Alertmanager. @param port where an earlier one was; left out: any that is free. */
export async function startAlertmanager(port?: number): Promise<RealAlertmanager> {
  await using starting = new AsyncDisposableStack();
  const directory = starting.use(new TemporaryDirectory());
  const address = `127.0.0.1:${port ?? (await reservedPort())}`;
  const url = `http://${address}`;
  const server = starting.use(
    new ServerProcess('prometheus-alertmanager', [
      `--config.file=${ALERTMANAGER_CONFIG}`,
      `--storage.path=${directory.file('alertmanager')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ]),
  );
  await server.answers(`${url}/-/ready`);
  const started = starting.move();
  return {
    url,
    alerts: async () => HeldAlerts.parse(await (await fetch(`${url}/api/v2/alerts`)).json()),
    amtool: async (...args) => (await run('amtool', [`--alertmanager.url=${url}`, ...args])).stdout,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

const run = promisify(execFile);

const HeldAlerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    startsAt: z.string(),
    endsAt: z.string(),
    status: z.object({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  }),
);
