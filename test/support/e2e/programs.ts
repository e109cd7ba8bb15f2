import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../http/browser.ts';
import { findContainerEngine } from './container-engine.ts';
import { MAIL_SERVERS } from '../mail-servers/installed.ts';

/** A program that the end-to-end tests need beside npm's packages. */
export interface Program {
  name: string;
  /** The Debian package that has it; absent where that package cannot be installed beside another one here. */
  package?: string;
}

/** Installs what `package` does not name. */
const INSTALLER = 'test/support/mail-servers/install.sh';

/** The one list of them: the tests check it before anything runs, and `.ci/install-programs` installs by it. */
const PROGRAMS: readonly Program[] = [
  { name: 'chromium', package: 'chromium-headless-shell' },
  { name: 'prometheus', package: 'prometheus' },
  { name: 'promtool', package: 'prometheus' },
  { name: 'prometheus-alertmanager', package: 'prometheus-alertmanager' },
  { name: 'amtool', package: 'prometheus-alertmanager' },
  { name: 'spamassassin', package: 'spamassassin' },
  { name: 'postfix' },
  { name: 'exim4' },
  { name: 'dkimpy' },
  { name: 'podman or docker', package: 'podman' },
];

/** Those that this machine lacks. */
export function missingPrograms(): readonly Program[] {
  return PROGRAMS.filter(({ name }) => find(name) === undefined);
}

function find(name: string): string | undefined {
  if (name === 'chromium') return findChromium();
  if (name === 'podman or docker') return findContainerEngine();
  return isMailServer(name) ? MAIL_SERVERS[name].find(existsSync) : findOnPath(name);
}

function isMailServer(name: string): name is keyof typeof MAIL_SERVERS {
  return Object.hasOwn(MAIL_SERVERS, name);
}

/** The command that installs them. */
export function installCommand(programs: readonly Program[]): string {
  const packages = new Set(programs.flatMap((program) => program.package ?? []));
  return [
    ...(packages.size === 0 ? [] : [`apt-get install --no-install-recommends ${[...packages].join(' ')}`]),
    ...(programs.some((program) => program.package === undefined) ? [INSTALLER] : []),
  ].join(' && ');
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
