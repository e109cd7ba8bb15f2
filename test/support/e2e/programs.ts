import { existsSync } from 'node:fs';
import { findChromium } from '../http/browser.ts';
import { findContainerEngine } from './container-engine.ts';
import { findOnPath } from './find-on-path.ts';
import { MAIL_SERVERS } from '../mail-servers/installed.ts';

/** A program that the end-to-end tests need beside npm's packages. */
export interface Program {
  name: string;
  /** The Debian package that has it. */
  package?: string;
  /** The script that installs it, where a package alone does not. */
  installer?: string;
}

/** Debian's packages of mail servers cannot be installed beside each other. */
const MAIL_SERVERS_INSTALLER = 'test/support/mail-servers/install.sh';

/** The one list of them: the tests check it before anything runs, and `.ci/install-programs` installs by it. */
const PROGRAMS: readonly Program[] = [
  { name: 'chromium', package: 'chromium-headless-shell' },
  { name: 'prometheus', package: 'prometheus' },
  { name: 'promtool', package: 'prometheus' },
  { name: 'prometheus-alertmanager', package: 'prometheus-alertmanager' },
  { name: 'amtool', package: 'prometheus-alertmanager' },
  { name: 'spamassassin', package: 'spamassassin' },
  { name: 'postfix', installer: MAIL_SERVERS_INSTALLER },
  { name: 'exim4', installer: MAIL_SERVERS_INSTALLER },
  { name: 'dkimpy', installer: MAIL_SERVERS_INSTALLER },
  { name: 'kubectl or kustomize', installer: 'test/support/kubernetes/install.sh' },
  { name: 'systemd-analyze', package: 'systemd' },
  { name: 'podman or docker', package: 'podman' },
];

/** Those that this machine lacks. */
export function missingPrograms(): readonly Program[] {
  return PROGRAMS.filter(({ name }) => find(name) === undefined);
}

function find(name: string): string | undefined {
  if (name === 'chromium') return findChromium();
  if (name === 'podman or docker') return findContainerEngine();
  if (name === 'kubectl or kustomize') return findOnPath('kubectl') ?? findOnPath('kustomize');
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
    ...new Set(programs.flatMap((program) => program.installer ?? [])),
  ].join(' && ');
}
