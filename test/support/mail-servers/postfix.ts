import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { reservedPort } from '../network/reserved-port.ts';
import { TemporaryDirectory } from '../temporary-directory.ts';
import { MailFolder } from './mail-folder.ts';
import { installed } from './installed.ts';
import { ServerProcess } from './server-process.ts';

/** Lines of `main.cf`. */
export type PostfixSettings = Readonly<Record<string, string>>;

/** A real Postfix on loopback, with configuration, queue and mailboxes of its own. */
export class Postfix implements AsyncDisposable {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly folder: MailFolder;
  readonly #directory: TemporaryDirectory;
  readonly #master = installed('postfix');
  #process: ServerProcess | undefined;

  private constructor(port: number) {
    this.port = port;
    this.#directory = new TemporaryDirectory();
    // Postfix gives up its rights before it reads what is in here.
    chmodSync(this.#directory.path, 0o755);
    this.folder = new MailFolder(this.#directory.file('mail'));
  }

  /** Starts it with `settings` beside those that every test has. @throws Error when it is not installed */
  static async start(settings: PostfixSettings = {}): Promise<Postfix> {
    const postfix = new Postfix(await reservedPort());
    await postfix.#begin(settings);
    return postfix;
  }

  /** Changes the configuration, as an operator does. Counts from the next connection on, by `max_use`. */
  configure(settings: PostfixSettings): void {
    this.#write(settings);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }

  /** Starts the master itself: `postfix start-fg` checks the system's files first, which takes a while. */
  async #begin(settings: PostfixSettings): Promise<void> {
    for (const name of ['conf', 'data', 'queue', ...QUEUES.map((queue) => `queue/${queue}`)]) {
      mkdirSync(this.#directory.file(name));
    }
    const owned = ['data', ...QUEUES.filter((queue) => queue !== 'pid').map((queue) => `queue/${queue}`)];
    execFileSync('chown', ['postfix', ...owned.map((name) => this.#directory.file(name))]);
    writeFileSync(this.#directory.file('conf/master.cf'), masterFile(this.port));
    this.#write(settings);
    this.#process = new ServerProcess([this.#master, '-s', '-c', this.#directory.file('conf')]);
    await this.#process.greets(this.port);
  }

  #write(settings: PostfixSettings): void {
    const lines = Object.entries({ ...this.#usual(), ...settings }).map(
      ([key, value]) => `${key} = ${value}\n`,
    );
    const file = this.#directory.file('conf/main.cf');
    const whole = `${file}.new`;
    writeFileSync(whole, lines.join(''));
    // Postfix lets a file rest for some seconds before it reads it.
    utimesSync(whole, 0, 0);
    // A process that read half of it would fail, and Postfix would rest for a minute.
    renameSync(whole, file);
  }

  #usual(): PostfixSettings {
    return {
      compatibility_level: '3.6',
      queue_directory: this.#directory.file('queue'),
      data_directory: this.#directory.file('data'),
      maillog_file: this.#directory.file('log'),
      maillog_file_prefixes: this.#directory.path,
      inet_protocols: 'ipv4',
      myhostname: 'mail.example.com',
      mydestination: '',
      alias_maps: '',
      mynetworks: '127.0.0.2/32',
      // Each connection has a process of its own, which reads the configuration when it begins.
      max_use: '1',
      virtual_mailbox_domains: 'example.com',
      virtual_mailbox_base: this.folder.path,
      virtual_mailbox_maps: mailboxes('oncall@example.com', 'lead@example.com'),
      // A relayed mail goes nowhere.
      default_transport: 'discard:',
      virtual_minimum_uid: '1',
      virtual_uid_maps: 'static:65534',
      virtual_gid_maps: 'static:65534',
      smtpd_relay_restrictions: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
      smtpd_tls_security_level: 'none',
      smtpd_error_sleep_time: '0',
      // Else this machine has no limits.
      smtpd_client_event_limit_exceptions: '',
    };
  }
}

/** Lists the files in a queue directory. */
const QUEUES =
  'active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace'.split(
    ' ',
  );

function mailboxes(...addresses: readonly string[]): string {
  return `inline:{ ${addresses.map((address) => `{${address} = ${address}/}`).join(', ')} }`;
}

function masterFile(port: number): string {
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'discard unix - - n - - discard',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${services.join('\n')}\n`;
}
