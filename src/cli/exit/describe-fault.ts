import { inspect } from 'node:util';
import type { Language } from '../../core/message/message.ts';
import { ConfigFault } from '../../config/config-fault.ts';
import { loadConfig } from '../../config/load.ts';
import { BatchwatchError } from '../../platform/errors.ts';
import type { Terminal } from '../../platform/terminal.ts';
import { cliWords } from '../locale/cli-words.ts';

/** Describes the fault that ended a command: its message as in the log, and its hint; or a bug, with all details. */
export function describeFault(error: unknown, language: Language): string {
  const words = cliWords(language).fault;
  if (!(error instanceof BatchwatchError)) return `batchwatch: ${words.bug(inspect(error))}\n`;
  const hint = error.hint === undefined ? '' : `${words.hint(error.hint)}\n`;
  return `batchwatch: ${error.message}\n${hint}`;
}

/** The language of the configuration that a command asked for; English when it asked for none, or cannot read it. */
export function languageOf(config: string | undefined, { env }: Pick<Terminal, 'env'>): Language {
  if (config === undefined) return 'en';
  try {
    return loadConfig({ path: config, env }).language;
  } catch (error) {
    if (error instanceof ConfigFault) return 'en';
    throw error;
  }
}
