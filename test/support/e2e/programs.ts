import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../browser.ts';

/** A program that the end-to-end tests need beside npm's packages. */
export interface Program {
  readonly name: string;
  /** The Debian package that has it. */
  readonly package: string;
}

/** The one list of them: the tests check it before anything runs, and `.ci/run` installs by it. */
const PROGRAMS: readonly Program[] = [
  { name: 'chromium', package: 'chromium' },
  { name: 'prometheus', package: 'prometheus' },
  { name: 'promtool', package: 'prometheus' },
  { name: 'prometheus-alertmanager', package: 'prometheus-alertmanager' },
  { name: 'amtool', package: 'prometheus-alertmanager' },
  { name: 'spamassassin', package: 'spamassassin' },
];

/** Those that this machine lacks. */
export function missingPrograms(): readonly Program[] {
  return PROGRAMS.filter(
    ({ name }) => (name === 'chromium' ? findChromium() : findOnPath(name)) === undefined,
  );
}

/** The command that installs them. */
export function installCommand(programs: readonly Program[]): string {
  const packages = [...new Set(programs.map((program) => program.package))];
  return `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

function findOnPath(name: string): string | undefined {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, name));
  return places.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
