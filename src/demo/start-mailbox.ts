import type { Hono } from 'hono';
import { startHttpServer } from '../http/server.ts';
import { DEMO_TIMEZONE } from './demo-config.ts';
import type { DemoContext } from './demo-context.ts';
import type { ListenAddress } from './listen/listen-address.ts';
import { createMailboxApp } from './mailbox/mailbox-app.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { startSmtpCapture, type SmtpCapture } from './mailbox/smtp-capture.ts';

export interface StartedMailbox {
  smtp: SmtpCapture;
  /** The address of its page. */
  url: string;
}

interface MailboxParts {
  /** The address at which its page listens. */
  page: ListenAddress;
  smtp: ListenAddress;
  /** The pages of chats beside it. Left out: there are none. */
  chats?: Hono;
}

/** Starts the mail server and the page that shows what it caught. @throws DemoFault, HttpFault */
export async function startMailbox(
  { page, smtp: smtpAddress, chats }: MailboxParts,
  { terminal, narrator, cleanups }: Pick<DemoContext, 'terminal' | 'narrator' | 'cleanups'>,
): Promise<StartedMailbox> {
  let url = '';
  const mailbox = new Mailbox({
    onMail: ({ number, subject, summary, to }) =>
      narrator.narrate({
        actor: 'mailbox',
        text: `"${summary || subject}" to ${to.join(', ')}: ${url}/mails/${number}`,
      }),
  });
  const server = await startHttpServer(createMailboxApp(mailbox, DEMO_TIMEZONE, chats), page);
  cleanups.add('mailbox page', () => server.close());
  url = server.url;
  const smtp = await startSmtpCapture({ listen: smtpAddress, mailbox, clock: terminal.clock });
  cleanups.add('mail server', async () => smtp[Symbol.asyncDispose]());
  return { smtp, url };
}
