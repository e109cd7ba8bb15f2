import addressparser from 'nodemailer/lib/addressparser';

import type { Message } from '../../core/message/message.ts';
import type { VendorPages } from '../../core/message/vendor-pages.ts';
import type { Channel, RecipientVerdict } from '../../outbox/channel.ts';
import { composeMail } from './compose.ts';
import { probeRecipients } from './smtp/probe-recipients.ts';
import { type DkimSettings, signMail } from './mime/sign-mail.ts';
import type { SmtpSettings } from './smtp/smtp-connection.ts';
import { SmtpSessions } from './smtp/smtp-sessions.ts';

export interface EmailChannelOptions extends SmtpSettings {
  /** `Name <address>` or an address. */
  from: string;
  replyTo?: string | undefined;
  /** The address for bounces. Absent: the address of `from`. */
  envelopeFrom?: string | undefined;
  /** Absent: signing is left to the mail server. */
  dkim?: DkimSettings | undefined;
  maxPerMinute: number;
  /** Whose pages messages link to. */
  pages: VendorPages;
  /** Returns a message as its receiver wants it shown. Left out: as it is. */
  display?: (message: Message) => Message;
}

/**
 * Makes the channel that sends by SMTP. Each `send` has one recipient, so that each recipient gets a verdict of its
 * own; the visible `To` names all of the message's recipients.
 */
export function createEmailChannel(options: EmailChannelOptions): Channel {
  const sessions = new SmtpSessions(options);
  return {
    name: 'email',
    maxPerMinute: options.maxPerMinute,
    async send(made, recipient, sending) {
      const { from, replyTo, envelopeFrom, dkim, clock, pages } = options;
      const message = options.display?.(made) ?? made;
      const copy = { sentAt: clock.now(), recipient };
      const composed = await composeMail(message, { from, replyTo, envelopeFrom, pages, ...copy });
      const mail = dkim === undefined ? composed : { ...composed, raw: await signMail(composed.raw, dkim) };
      return await sessions.send(mail, recipient, sending);
    },
    async verify(signal, recipients = []) {
      const { username, password } = options;
      const asked: RecipientVerdict[] = [];
      const failure = await sessions.verify(signal, async (connection) => {
        const sender = options.envelopeFrom ?? options.from;
        const from = addressparser(sender, { flatten: true })[0]?.address ?? '';
        await probeRecipients(connection, {
          from,
          recipients,
          onVerdict: (one) => asked.push(one),
          password,
        });
      });
      const response = username === undefined ? 'connected' : `connected, logged in as ${username}`;
      return { ...(failure ?? { outcome: 'delivered', response }), recipients: asked };
    },
    close() {
      sessions.close();
      return Promise.resolve();
    },
  };
}
