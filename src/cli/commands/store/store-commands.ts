import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { StoreCopyOptions } from './store-copy.ts';

/** Adds the commands for a store as a whole. */
export function addStoreCommands(program: Command, { terminal, setExitCode, config }: CommandContext): void {
  program
    .command('store')
    .description('work on a store as a whole, while nothing runs on it')
    .command('copy')
    .description(
      'copy all of a store into an empty one, of the same engine or the other, and verify each table',
    )
    .requiredOption('--from <url>', `the store to copy: ${URL_FORMS}`)
    .requiredOption('--to <url>', 'the place of the copy, written alike: a new file, or a new database')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nThe password and the authorities for PostgreSQL are those of the configuration: storage.passwordFile, storage.caFile',
    )
    .action(async ({ json = false, ...urls }: { json?: boolean; from: string; to: string }) => {
      const { storeCopy } = await import('./store-copy.ts');
      const options: StoreCopyOptions = { ...urls, json, config: config() };
      setExitCode(await storeCopy(options, terminal));
    });
}

const URL_FORMS = 'sqlite:PATH, or postgres://USER@HOST:5432/DATABASE?sslmode=verify-full';
