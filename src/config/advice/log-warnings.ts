import type { Logger } from 'pino';
import type { Problem } from '../../platform/document/problem.ts';

/** Logs what is allowed and yet unwise in the configuration, each with its path, the value found and a hint. */
export function logWarnings(log: Logger, warnings: readonly Problem[]): void {
  for (const { path, value, hint, message } of warnings) {
    log.warn({ path, value, hint }, `configuration: ${message}`);
  }
}
