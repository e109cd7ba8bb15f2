import { installCommand, missingPrograms } from './programs.ts';

/** Runs before the first end-to-end test. @throws when a program is missing, with the command that installs it */
export function setup(): void {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  throw new Error(`end-to-end tests need ${names}. Install with: ${installCommand(missing)}`);
}
