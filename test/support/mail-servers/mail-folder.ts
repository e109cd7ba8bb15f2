import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The folder of a mail server's deliveries: a Maildir for each address. */
export class MailFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path);
    chmodSync(path, 0o777);
  }

  /** The mails to this address, in no order. */
  mailsTo(address: string): readonly Buffer[] {
    const folder = join(this.path, address, 'new');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  }

  /** Resolves to the mail with this Message-ID as soon as it is there. */
  async holding(address: string, messageId: string): Promise<Buffer> {
    for (;;) {
      const mail = this.mailsTo(address).find((raw) => raw.includes(`Message-ID: ${messageId}`));
      if (mail !== undefined) return mail;
      await setTimeout(20);
    }
  }

  /** Resolves when there are that many: the server delivers after it has answered. */
  async arrived(address: string, count: number): Promise<readonly Buffer[]> {
    while (this.mailsTo(address).length < count) await setTimeout(20);
    return this.mailsTo(address);
  }
}
