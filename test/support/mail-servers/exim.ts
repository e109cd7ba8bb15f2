import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { reservedPort } from '../network/reserved-port.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { localhostCertificate } from '../network/tls-certificate.ts';
import { MailFolder } from './mail-folder.ts';
import { installed } from './installed.ts';
import { ServerProcess } from './server-process.ts';

/** Settings that can change while it runs. */
export interface EximRules {
  /** Statements of an ACL that is asked at RCPT, before those that accept `oncall` and `lead` of `example.com`. */
  rcpt?: string;
  /** Statements of the ACL that is asked after the final dot. */
  data?: string;
  /** Of the login `alerts`. */
  password?: string;
}

export interface EximSettings extends EximRules {
  /** Lines of the main section. */
  main?: string;
  /** Offers STARTTLS, and takes mail only after a login in it. */
  login?: true;
}

const NO_RELAY = '550 5.7.1 relay not permitted';

/** A real Exim on loopback, with configuration, spool and mailboxes of its own. */
export class Exim implements AsyncDisposable {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly folder: MailFolder;
  readonly #directory: TemporaryDirectory;
  readonly #program = installed('exim4');
  readonly #needsLogin: string;
  #process: ServerProcess | undefined;

  private constructor(port: number, { login }: EximSettings) {
    this.port = port;
    this.#needsLogin = login === undefined ? '' : `require message = ${NO_RELAY}\n authenticated = *\n`;
    this.#directory = new TemporaryDirectory();
    chmodSync(this.#directory.path, 0o755);
    this.folder = new MailFolder(this.#directory.file('mail'));
    for (const name of ['spool', 'log']) {
      mkdirSync(this.#directory.file(name));
      chmodSync(this.#directory.file(name), 0o777);
    }
  }

  /** @throws Error when it is not installed */
  static async start(settings: EximSettings = {}): Promise<Exim> {
    const exim = new Exim(await reservedPort(), settings);
    exim.configure(settings);
    writeFileSync(exim.#directory.file('exim.conf'), exim.#configuration(settings));
    exim.#process = new ServerProcess([
      exim.#program,
      '-C',
      exim.#directory.file('exim.conf'),
      // In the foreground, without a runner of the queue.
      '-bdf',
      '-oX',
      `127.0.0.1.${exim.port}`,
      '-oP',
      exim.#directory.file('pid'),
    ]);
    await exim.#process.greets(exim.port);
    return exim;
  }

  /** Changes refusals and the right login, as an operator does. Counts from the next command on. */
  configure({ rcpt = '', data = '', password = '' }: EximRules): void {
    const accept = 'accept domains = example.com\n local_parts = oncall : lead\n';
    const refuse = `deny domains = example.com\n message = 550 5.1.1 unknown user\ndeny message = ${NO_RELAY}\n`;
    writeFileSync(this.#directory.file('rcpt.acl'), `${rcpt}\n${this.#needsLogin}${accept}${refuse}`);
    writeFileSync(this.#directory.file('data.acl'), `${data}\naccept\n`);
    writeFileSync(this.#directory.file('passwords'), `alerts: ${password}\n`);
  }

  /**
   * Puts what was taken into the mailboxes. By us, who are root: what Exim starts after a mail may not read a
   * configuration that is not the system's.
   */
  deliver(): void {
    execFileSync(this.#program, ['-C', this.#directory.file('exim.conf'), '-qf'], { stdio: 'ignore' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }

  #configuration({ main = '', login }: EximSettings): string {
    return `primary_hostname = mail.example.com
spool_directory = ${this.#directory.file('spool')}
log_file_path = ${this.#directory.file('log')}/%slog
exim_path = ${this.#program}
keep_environment =
queue_only
# Files are read when they are asked.
acl_smtp_rcpt = ${this.#directory.file('rcpt.acl')}
acl_smtp_data = ${this.#directory.file('data.acl')}
host_lookup =
rfc1413_hosts =
smtp_accept_max = 50
${login === undefined ? 'tls_advertise_hosts =' : this.#tls()}
${main}

begin routers
local:
  driver = accept
  domains = example.com
  local_parts = oncall : lead
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  create_directory
  directory = ${this.folder.path}/\${local_part_data}@\${domain_data}
  user = nobody
  group = nogroup

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if eq{$auth3}{\${lookup{$auth2}lsearch{${this.#directory.file('passwords')}}}}}
  server_set_id = $auth2
`;
  }

  #tls(): string {
    const { cert, key } = localhostCertificate();
    writeFileSync(this.#directory.file('cert.pem'), cert);
    writeFileSync(this.#directory.file('key.pem'), key);
    chmodSync(this.#directory.file('key.pem'), 0o644);
    return `tls_advertise_hosts = *
tls_certificate = ${this.#directory.file('cert.pem')}
tls_privatekey = ${this.#directory.file('key.pem')}
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}`;
  }
}
