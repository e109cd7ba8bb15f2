import { existsSync } from 'node:fs';

/** Possible paths of each. */
export const MAIL_SERVERS = {
  postfix: ['/usr/lib/postfix/sbin/master'],
  exim4: ['/usr/sbin/exim4', '/opt/exim4/usr/sbin/exim4'],
  dkimpy: ['/usr/lib/python3/dist-packages/dkim/__init__.py'],
} as const;

/** The file of a mail server. @throws Error that names the command to install it */
export function installed(name: keyof typeof MAIL_SERVERS): string {
  const file = MAIL_SERVERS[name].find((candidate) => existsSync(candidate));
  if (file !== undefined) return file;
  throw new Error(`no ${name}: install it with test/support/mail-servers/install.sh (Debian, as root)`);
}
