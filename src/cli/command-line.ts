import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../platform/text/nearest.ts';
import type { CommandContext } from './commands/command-context.ts';
import { configPath } from './terminal/config-path.ts';
import type { DemoOptions } from './commands/demo.ts';
import { addStoreCommands } from './commands/store/store-commands.ts';
import { EXIT, exitCodeOf } from './exit/exit-code.ts';
import { addLookingCommands } from './looking-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { parseUrl } from './terminal/parse-url.ts';
import { safeTerminal } from './terminal/safe-terminal.ts';
import type { Terminal } from '../platform/terminal.ts';

/** Commands that end by themselves when a stop is requested; any other is simply left. */
const STOP_IN_ORDER: ReadonlySet<string> = new Set(['run', 'once', 'test-notification', 'demo']);

/** Commands that work on this machine alone: with `--url` they would do to it what is meant for another. */
const ONLY_HERE: ReadonlySet<string> = new Set([
  'run',
  'once',
  'demo',
  'check',
  'explain',
  'replay',
  'hash-password',
  'rotate-keys',
  'copy',
  'healthcheck',
]);

/**
 * Reads the command line and does what it says. Loads a command when it is asked for: each needs a small part of the
 * program, and the reading of all of it would be most of its time. @returns the exit code.
 */
export async function runCommandLine(args: readonly string[], given: Terminal): Promise<number> {
  const terminal = safeTerminal(given);
  let exitCode: number = EXIT.done;
  let stopsInOrder = false;
  let config: string | undefined;
  const program = createProgram(terminal, {
    setExitCode: (code) => (exitCode = code),
    onConfig: (path) => (config = path),
  });
  program.hook('preAction', (_program, command) => {
    refuseUrl(program, command);
    const isByDaemon = !ONLY_HERE.has(command.name()) && urlOf(program, terminal) !== undefined;
    stopsInOrder = STOP_IN_ORDER.has(command.name()) && !isByDaemon;
  });
  try {
    const ended = program.parseAsync(args, { from: 'user' }).then(() => 'ended');
    const stopped = terminal.stopRequested.then(() => (stopsInOrder ? ended : 'left'));
    if ((await Promise.race([ended, stopped])) === 'left') return EXIT.failed;
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { describeFault, languageOf } = await import('./exit/describe-fault.ts');
    terminal.err(describeFault(error, languageOf(config, terminal)));
    return exitCodeOf(error);
  }
}

interface Notices {
  setExitCode: (code: number) => void;
  /** Called with the configuration that a command asks for. */
  onConfig: (path: string) => void;
}

function createProgram(terminal: Terminal, { setExitCode, onConfig }: Notices): Command {
  const program = new Command('batchwatch')
    .description('Watches Tencent Cloud CI batch jobs and notifies on-call when one fails or pauses.')
    .version(terminal.build.version)
    .option(
      '-c, --config <file>',
      'configuration file (default: $BATCHWATCH_CONFIG, else config/batchwatch.yaml)',
    )
    .option('--url <url>', URL_HELP, parseUrl)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showSuggestionAfterError()
    .exitOverride();
  const context: CommandContext = {
    terminal,
    setExitCode,
    config: () => {
      const given = program.opts<{ config?: string }>().config;
      const path = configPath(given, terminal.env);
      onConfig(path);
      return path;
    },
    url: () => urlOf(program, terminal),
    inSession: async (command) => {
      const url = urlOf(program, terminal);
      const location = url === undefined ? { config: context.config() } : { url };
      const { withSession } = await import('./session/session.ts');
      setExitCode(await withSession(location, terminal, command));
    },
  };
  addWorkingCommands(program, context);
  addLookingCommands(program, context);
  addOperatorCommands(program, context);
  addReplay(program, context);
  addHashPassword(program, context);
  addRotateKeys(program, context);
  addStoreCommands(program, context);
  return program;
}

const URL_HELP =
  'a running daemon to work by, in place of the store file (default: $BATCHWATCH_URL); its token is in $BATCHWATCH_TOKEN';

function urlOf(program: Command, { env }: Terminal): string | undefined {
  const { url } = program.opts<{ url?: string }>();
  if (url !== undefined || !env['BATCHWATCH_URL']) return url;
  try {
    return parseUrl(env['BATCHWATCH_URL']);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return program.error(`error: BATCHWATCH_URL is invalid. ${error.message}`, { exitCode: EXIT.usage });
  }
}

/** Commands that watch or send. */
function addWorkingCommands(program: Command, { terminal, setExitCode, config }: CommandContext): void {
  program
    .command('run', { isDefault: true })
    .description('watch and notify until stopped (the default)')
    .allowExcessArguments()
    .hook('preAction', (_program, { args }) => refuseUnknown(program, args[0]))
    .action(async () => {
      const { run } = await import('./commands/run.ts');
      setExitCode(await run({ config: config() }, terminal));
    });
  program
    .command('once')
    .description('poll every target once, deliver all that is due, and end')
    .action(async () => {
      const { once } = await import('./commands/once.ts');
      setExitCode(await once({ config: config() }, terminal));
    });
  program
    .command('demo')
    .description('watch a simulated Tencent CI and show the messages it causes; needs no account')
    .addOption(new Option('--only <part>', 'run one part alone').choices(['simulator', 'mailbox']))
    .option('--listen <host:port>', "where the daemon's HTTP server listens; with --only, that part's")
    .option('--mailbox <host:port>', 'where the page of the mailbox listens, beside a daemon')
    .option('--smtp <host:port>', 'where the mail server listens')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.ts');
      setExitCode(await demo(options, terminal));
    });
}

function addReplay(program: Command, { terminal, setExitCode, config }: CommandContext): void {
  program
    .command('replay')
    .description(
      'show which messages a configuration would have sent for the stored past, beside those that were sent',
    )
    .requiredOption('--since <time>', 'from when: 7d (ago), 2026-11-23, 2026-11-23T09:15:00Z')
    .option('--until <time>', 'to when; default: now')
    .option('--json', 'print JSON')
    .action(async ({ json = false, ...span }: { json?: boolean; since: string; until?: string }) => {
      const { replay } = await import('./commands/replay/replay.ts');
      setExitCode(await replay({ ...span, json, config: config() }, terminal));
    });
}

function addHashPassword(program: Command, { terminal, setExitCode }: CommandContext): void {
  program
    .command('hash-password')
    .description('print what to write as passwordHash of a user in server.auth.basic')
    .addHelpText(
      'after',
      "\nThe password is asked for, or read from a pipe: printf %s 'the password' | batchwatch hash-password",
    )
    .action(async () => {
      const { hashPasswordCommand } = await import('./commands/hash-password.ts');
      setExitCode(await hashPasswordCommand(terminal));
    });
}

function addRotateKeys(program: Command, { terminal, setExitCode, config }: CommandContext): void {
  program
    .command('rotate-keys')
    .description(
      'make new keys for links in messages and for sessions; the old links and sessions end at once',
    )
    .action(async () => {
      const { rotateKeys } = await import('./commands/rotate-keys.ts');
      setExitCode(await rotateKeys({ config: config() }, terminal));
    });
}

/** Refuses `--url` for commands of this machine. An address of the environment may be meant for other commands. */
function refuseUrl(program: Command, command: Command): void {
  const { url } = program.opts<{ url?: string }>();
  if (url === undefined || !ONLY_HERE.has(command.name())) return;
  program.error(`error: ${command.name()} works on this machine alone: leave out --url`, {
    exitCode: EXIT.usage,
  });
}

/** Refuses a word that names no command. Commander passes it to the default command as an argument. */
function refuseUnknown(program: Command, name: string | undefined): void {
  if (name === undefined) return;
  const near = nearest(
    name,
    program.commands.map((command) => command.name()),
  );
  const hint = near === undefined ? '(see --help)' : `(Did you mean ${near}?)`;
  program.error(`error: unknown command '${name}'\n${hint}`, { exitCode: EXIT.usage });
}
