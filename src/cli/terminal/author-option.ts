import { type Command, Option } from 'commander';

/** Lets a command be done in somebody's name, with a note. */
export function bySomebody(command: Command): Command {
  return command.addOption(authorOption()).option('--comment <text>', 'a note: why');
}

export function authorOption(): Option {
  return new Option(
    '--author <name>',
    'who does it (default: the user of the system; asked for where several share that user)',
  );
}
