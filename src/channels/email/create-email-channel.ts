import addressparser from 'nodemailer/lib/addressparser';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { Channel, RecipientVerdict } from '../../delivery/channel.ts';
import { SECOND } from '../../time.ts';
import { type ComposedMail, composeMail } from './compose-mail.ts';
import { probeRecipients } from './probe-recipients.ts';
import { type DkimSettings, signMail } from './sign-mail.ts';
import { runSmtpSession, type SmtpSettings } from './smtp-session.ts';

export interface EmailChannelOptions extends Omit<SmtpSettings, 'deadline'> {
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly replyTo?: string | undefined;
  /** Where bounces go; absent: to the address of `from`. */
  readonly envelopeFrom?: string | undefined;
  /** Absent: signing is left to the mail server. */
  readonly dkim?: DkimSettings | undefined;
  readonly maxPerMinute: number;
  /** For one `send` or `verify`; 55 s unless a test wants less. */
  readonly deadline?: number | undefined;
}

/**
 * Makes the channel that tells by SMTP. Each `send` is one connection with one recipient, so that each
 * recipient gets a verdict of its own; the visible `To` names all of the message's recipients.
 */
export function createEmailChannel(options: EmailChannelOptions): Channel {
  // Five seconds below the minute that a channel may take (interface, §3).
  const settings: SmtpSettings = { ...options, deadline: options.deadline ?? 55 * SECOND };
  return {
    name: 'email',
    maxPerMinute: options.maxPerMinute,
    async send(message, recipient, { signal }) {
      const { from, replyTo, envelopeFrom, dkim } = options;
      const sentAt = options.clock.now();
      const composed = await composeMail(message, { from, replyTo, envelopeFrom, sentAt });
      const mail = dkim === undefined ? composed : { ...composed, raw: await signMail(composed.raw, dkim) };
      return runSmtpSession(settings, (connection) => offer(connection, { mail, recipient }), signal);
    },
    close: () => Promise.resolve(),
    async verify(signal, recipients = []) {
      const { username, password } = options;
      const asked: RecipientVerdict[] = [];
      const verdict = await runSmtpSession(
        settings,
        async (connection) => {
          const sender = options.envelopeFrom ?? options.from;
          const from = addressparser(sender, { flatten: true })[0]?.address ?? '';
          await probeRecipients(connection, {
            from,
            recipients,
            onVerdict: (one) => asked.push(one),
            password,
          });
          return username === undefined ? 'connected' : `connected, logged in as ${username}`;
        },
        signal,
      );
      return { ...verdict, recipients: asked };
    },
  };
}

function offer(
  connection: SMTPConnection,
  { mail, recipient }: { mail: ComposedMail; recipient: string },
): Promise<string> {
  const envelope = { from: mail.envelopeFrom, to: [recipient], size: mail.raw.length };
  return new Promise((resolve, reject) => {
    connection.send(envelope, mail.raw, (error, info) => {
      if (error) reject(error);
      else resolve(info?.response ?? '');
    });
  });
}
