import type { Command } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import type { JobsOptions } from './commands/jobs.ts';
import { parseFilter } from './terminal/parse-filter.ts';

/** Adds the commands that only look. */
export function addLookingCommands(program: Command, context: CommandContext): void {
  const { terminal, setExitCode, config, inSession } = context;
  addCheck(program, context);
  program
    .command('healthcheck')
    .description('ask the running daemon whether it is ready; finds its address and a login by itself')
    .action(async () => {
      const { healthcheck } = await import('./commands/healthcheck.ts');
      setExitCode(await healthcheck({ config: config() }, terminal));
    });
  program
    .command('status')
    .description(
      'show the replicas and their leases, readiness, the worst targets, and what waits in the outbox and why',
    )
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const { status } = await import('./commands/status/status.ts');
      await inSession((session) => status(session, options));
    });
  program
    .command('jobs')
    .description('list the jobs that the snapshot holds, newest change first')
    .option('--target <name>', 'only jobs of this target', parseFilter)
    .option(
      '--state <state>',
      'only jobs in this state of the API: Failed, Pause, …; unknown: any that it does not document',
      parseFilter,
    )
    .option('--json', 'print JSON')
    .action(async (options: JobsOptions) => {
      const { jobs } = await import('./commands/jobs.ts');
      await inSession((session) => jobs(session, options));
    });
  program
    .command('explain')
    .description('show the story of one job or incident: what was seen, decided and sent, and why')
    .argument('<id>', 'JobId of the batch job, or id of an incident (its first 6 characters will do)')
    .option('--json', 'print JSON')
    .action(async (id: string, { json = false }: { json?: boolean }) => {
      const { explain } = await import('./commands/explain/explain.ts');
      setExitCode(await explain({ id, json, config: config() }, terminal));
    });
}

interface CheckFlags {
  online: boolean;
  store: boolean;
  json: boolean;
}

function addCheck(program: Command, { terminal, setExitCode, config }: CommandContext): void {
  program
    .command('check')
    .description('check the configuration, show what takes effect and the next runs')
    .option(
      '--online',
      'also make one signed request per target, log in by SMTP and ask for each recipient; sends no message',
    )
    .option(
      '--store',
      'also read the whole file of the store, and look for damage; the daemon may run meanwhile',
    )
    .option('--json', 'print JSON')
    .action(async ({ online = false, store = false, json = false }: Partial<CheckFlags>) => {
      const { check } = await import('./commands/check/check.ts');
      const { createProbes } = await import('./commands/check/probes.ts');
      const { env, isTerminal, clock, out: write } = terminal;
      const probes = createProbes(terminal);
      const now = clock.now();
      const asked = { config: config(), online, store, json };
      setExitCode(await check({ ...asked, env, isTerminal, now, write, probes }));
    });
}
