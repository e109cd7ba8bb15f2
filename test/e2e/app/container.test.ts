import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulatedCloud, type SimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { findContainerEngine } from '../../support/e2e/container-engine.ts';
import { startSmtpSink, type SmtpSink } from '../../support/mail/smtp-sink.ts';

/*
 * Builds the image and runs it as an operator would, locked down. Takes about a minute; the build is most of it.
 *
 * Runs where podman or docker works, can start a container, has the base image already, and port 9464 is free;
 * else it is skipped and says why. In CI it fails instead. CONTAINER_TOOL=PROGRAM names another program with the
 * same commands. That one may pull the base image, and so may any program in CI. The simulated service and the mail server stay in this process, so the
 * containers share the network of the machine: this needs an engine on the same (Linux) machine.
 */
const PORT = 9464;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BASE = /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(`${ROOT}/Dockerfile`, 'utf8'))?.[1] ?? '';
const RUN_ID = randomBytes(4).toString('hex');
const IMAGE = `batchwatch-test:${RUN_ID}`;
const VOLUME = `batchwatch-test-${RUN_ID}`;
const REVISION = `revision-${RUN_ID}`;
const LOCKED_DOWN = [
  '--read-only',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--memory=128m',
  '--tmpfs=/tmp',
];
/** A network interface that comes or goes makes a browser give up what it loads, in tests beside this one. */
const ALONE = '--network=none';

const isCi = process.env['CI'] !== undefined;
const { tool, obstacle } = await findTool();
const isSkipped = obstacle !== undefined && !isCi;

describe.skipIf(isSkipped)(`the image${isSkipped ? ` (skipped: ${obstacle})` : ''}`, () => {
  beforeAll(async () => {
    if (obstacle !== undefined)
      throw new Error(`the image cannot be tested, and CI skips nothing: ${obstacle}`);
    const isPodman = (await container(['--version'])).stdout.includes('podman');
    // Podman's own format has no place for a health check. Layers are for the next build, which CI has none of.
    const format = isPodman ? ['--format=docker', ...(isCi ? ['--layers=false'] : [])] : [];
    const revision = `--build-arg=BATCHWATCH_REVISION=${REVISION}`;
    const built = await container(['build', '--network=host', ...format, revision, '-t', IMAGE, ROOT]);
    expect(built.code, built.stdout + built.stderr).toBe(0);
  });

  afterAll(async () => {
    if (obstacle !== undefined) return;
    await container(['volume', 'rm', '--force', VOLUME]);
    await container(['image', 'rm', '--force', IMAGE]);
  });

  it('runs as node and holds only what runs: no development packages, sources, tests or configuration but its own', async () => {
    const script = `
      const { readdirSync, statSync } = require('node:fs');
      const files = (folder) => readdirSync(folder, { recursive: true }).sort();
      console.log(JSON.stringify({
        uid: process.getuid(),
        dataOwner: statSync('/data').uid,
        app: files('/app'),
      }));`;
    const { stdout } = await container(['run', '--rm', ALONE, '--entrypoint=node', IMAGE, '-e', script]);
    const content = ImageContent.parse(JSON.parse(stdout));
    expect(content).toMatchObject({ uid: 1000, dataOwner: 1000 });
    expect(content.app).toEqual([
      'config',
      'config/batchwatch.yaml',
      'dist',
      ...readdirSync(`${ROOT}/dist`)
        .map((file) => `dist/${file}`)
        .toSorted(),
      'package.json',
    ]);
  });

  it('has a bill of materials with each package that it ships, and no other', async () => {
    const script = `
      const { readFileSync } = require('node:fs');
      const read = (file) => readFileSync('/app/dist/' + file, 'utf8');
      console.log(JSON.stringify({ bill: JSON.parse(read('sbom.cdx.json')), licences: read('licences.txt') }));`;
    const { stdout } = await container(['run', '--rm', ALONE, '--entrypoint=node', IMAGE, '-e', script]);
    const { bill, licences } = Shipped.parse(JSON.parse(stdout));
    expect(bill.metadata.component.name).toBe('batchwatch');
    const references = bill.components.map((component) => component['bom-ref']);
    expect(references).toHaveLength(licences.match(/^== .* ==$/gm)?.length ?? 0);
    const direct = productionDependencies((folder) => licences.includes(`== ${folder} ==`));
    expect(direct.length).toBeGreaterThan(10);
    expect(references).toEqual(expect.arrayContaining(direct));
    const names = bill.components.map(({ name }) => name);
    for (const name of ['vitest', 'rolldown', 'typescript', 'node']) expect(names).not.toContain(name);
    for (const { ref, dependsOn } of bill.dependencies)
      expect([...references, 'batchwatch@0.1.0']).toEqual(expect.arrayContaining([ref, ...dependsOn]));
  });

  it('takes commands: help, and a check that names each missing variable or shows no secret', async () => {
    const help = await container(['run', '--rm', ALONE, ...LOCKED_DOWN, IMAGE, '--help']);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: batchwatch') });

    const empty = await container(['run', '--rm', ALONE, ...LOCKED_DOWN, IMAGE, 'check']);
    expect(empty.code).toBe(78);
    const settings = environment({ cloudUrl: 'http://127.0.0.1:1', smtpPort: 1 });
    const named = [
      'TENCENTCLOUD_SECRET_ID',
      'BATCHWATCH_BUCKET',
      'BATCHWATCH_REGION',
      'SMTP_HOST',
      'ALERT_TO',
    ];
    for (const name of named) {
      expect(empty.stdout + empty.stderr).toContain(`the environment variable ${name}, which is not set`);
    }

    const full = await container(['run', '--rm', ALONE, ...LOCKED_DOWN, ...settings, IMAGE, 'check']);
    expect(full).toMatchObject({ code: 0, stdout: expect.stringContaining('secretKey: "***"') });
    expect(full.stdout + full.stderr).not.toContain(ACCOUNT.secretKey);
  });

  it('locked down in 128 MB: gets ready, notifies of a failure, lands on SIGTERM, and keeps /data', async () => {
    await using cloud = await startSimulatedCloud({ ...ACCOUNT, clock: systemClock });
    await using smtp = await startSmtpSink({ security: 'none' });
    cloud.put({ jobId: 'before', name: 'old', state: 'Success', creationTime: Date.now() - 60_000 });
    {
      await using daemon = await startDaemon({ cloud, smtp });
      await daemon.healthy();
      const metrics = await (await fetch(`http://127.0.0.1:${PORT}/metrics`)).text();
      expect(metrics).toContain(`revision="${REVISION}"`);
      const first = [
        'exec',
        daemon.name,
        'node',
        '-p',
        "require('fs').readFileSync('/proc/1/cmdline', 'utf8')",
      ];
      const command = (await container(first)).stdout.split('\0');
      expect([command[0], command.at(-3)]).toEqual(['node', '/app/dist/main.js']);

      cloud.put({ jobId: 'b1', name: 'nightly-transcode', state: 'Failed', creationTime: Date.now() });
      expect((await smtp.received()).summary).toContain('Failed: nightly-transcode');
      // A process that has not ended after ten seconds is killed and ends with 137. So does one that needs more memory.
      expect(await daemon.stop({ killAfterSeconds: 10 })).toBe(0);
    }
    await using daemon = await startDaemon({ cloud, smtp });
    await daemon.healthy();
    const notified = await container(['exec', daemon.name, 'batchwatch', 'explain', 'b1']);
    expect(notified).toMatchObject({ code: 0, stdout: expect.stringContaining('nightly-transcode') });
    expect(await daemon.stop({ killAfterSeconds: 10 })).toBe(0);
    expect(smtp.mails).toHaveLength(1);
  });
});

const ImageContent = z.object({
  uid: z.number(),
  dataOwner: z.number(),
  app: z.array(z.string()),
});

const Shipped = z.object({
  bill: z.object({
    bomFormat: z.literal('CycloneDX'),
    metadata: z.object({ component: z.object({ name: z.string() }) }),
    components: z.array(z.object({ 'bom-ref': z.string(), name: z.string() })),
    dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
  }),
  licences: z.string(),
});
const Package = z.object({
  name: z.string(),
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

/** The packages that package.json asks for, with the version that is installed, as far as `isShipped` knows their folder. */
function productionDependencies(isShipped: (folder: string) => boolean): string[] {
  return Object.keys(packageAt('.').dependencies)
    .filter(isShipped)
    .map((folder) => {
      const { name, version } = packageAt(`node_modules/${folder}`);
      return `${name}@${version}`;
    });
}

function packageAt(folder: string): z.infer<typeof Package> {
  return Package.parse(JSON.parse(readFileSync(`${ROOT}/${folder}/package.json`, 'utf8')));
}

const ACCOUNT = { secretId: 'EXAMPLE-SECRET-ID', secretKey: 'EXAMPLE-SECRET-KEY' };

/** All that the image's own configuration needs, as arguments of `run`. */
function environment({ cloudUrl, smtpPort }: { cloudUrl: string; smtpPort: number }): string[] {
  return Object.entries({
    TENCENTCLOUD_SECRET_ID: ACCOUNT.secretId,
    TENCENTCLOUD_SECRET_KEY: ACCOUNT.secretKey,
    BATCHWATCH_BUCKET: 'examplebucket-1250000000',
    BATCHWATCH_REGION: 'ap-beijing',
    BATCHWATCH_ENDPOINT: cloudUrl,
    BATCHWATCH_SCHEDULE: '* * * * * *',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(smtpPort),
    SMTP_SECURITY: 'none',
    SMTP_FROM: 'batchwatch@example.com',
    ALERT_TO: 'oncall@example.com',
  }).map(([name, value]) => `--env=${name}=${value}`);
}

/** Starts the daemon in a container of its own over the one volume. */
async function startDaemon({ cloud, smtp }: { cloud: SimulatedCloud; smtp: SmtpSink }) {
  const name = `batchwatch-test-${randomBytes(4).toString('hex')}`;
  const settings = environment({ cloudUrl: cloud.url, smtpPort: smtp.port });
  const place = ['--network=host', `--volume=${VOLUME}:/data`];
  const created = await container(['create', `--name=${name}`, ...LOCKED_DOWN, ...place, ...settings, IMAGE]);
  expect(created.code, created.stderr).toBe(0);
  // Without pipes: what watches over a container may keep them open for as long as it runs.
  expect(spawnSync(tool, ['start', name], { stdio: 'ignore' }).status).toBe(0);
  return {
    name,
    /** Runs the image's own health check until it passes; the test's timeout ends it otherwise. */
    async healthy(): Promise<void> {
      const check = await healthCheck();
      while ((await container(['exec', name, ...check])).code !== 0) {
        const running = await container(['inspect', '--format={{.State.Running}}', name]);
        if (running.stdout.trim() === 'true') continue;
        throw new Error(`the container has ended:\n${(await container(['logs', name])).stdout}`);
      }
    },
    /** @returns the exit code. */
    async stop({ killAfterSeconds }: { killAfterSeconds: number }): Promise<number> {
      await container(['stop', '-t', String(killAfterSeconds), name]);
      return Number((await container(['inspect', '--format={{.State.ExitCode}}', name])).stdout);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await container(['rm', '--force', name]);
    },
  };
}

/** The command that the image declares; docker and podman show it in different places. */
async function healthCheck(): Promise<string[]> {
  const Check = z.object({ Test: z.tuple([z.literal('CMD')], z.string()) });
  const Image = z.object({
    Healthcheck: Check.optional(),
    Config: z.object({ Healthcheck: Check.optional() }),
  });
  const { stdout } = await container(['image', 'inspect', IMAGE]);
  const [image] = z.tuple([Image]).parse(JSON.parse(stdout));
  const [, ...command] = (image.Config.Healthcheck ?? image.Healthcheck)?.Test ?? [];
  if (command.length === 0) throw new Error('the image declares no health check');
  return command;
}

/** Runs the container tool to its end. */
async function container(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(tool, args, { maxBuffer: 2 ** 26 })) };
  } catch (error) {
    return z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error);
  }
}

/** The tool to use, and what keeps it from being used. */
async function findTool(): Promise<{ tool: string; obstacle?: string }> {
  const found = findContainerEngine();
  if (found === undefined) return { tool: '', obstacle: 'neither podman nor docker works here' };
  if (!(await isFree(PORT))) return { tool: found, obstacle: `port ${PORT} is taken` };
  if (isCi || process.env['CONTAINER_TOOL'] !== undefined) return { tool: found };
  if (!works(found, ['image', 'inspect', BASE])) return { tool: found, obstacle: `${found} has no ${BASE}` };
  return works(found, ['run', '--rm', '--network=host', BASE, 'node', '--version'])
    ? { tool: found }
    : { tool: found, obstacle: `${found} cannot start a container` };
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '0.0.0.0', () => server.close(() => resolve(true)));
  });
}
