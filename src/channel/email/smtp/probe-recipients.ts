import type SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { RecipientVerdict, Verdict } from '../../../outbox/channel.ts';
import type { Secret } from '../../../platform/secret.ts';
import { hasAsciiLocalPart, toSmtpAddress } from './mail-address.ts';
import { needsSmtpUtf8, NoSmtpUtf8 } from './no-smtputf8.ts';
import { responseText } from '../../../platform/text/response-text.ts';
import { toSmtpFailure, type SmtpFailure } from './smtp-failure.ts';
import { classifyFailure } from './classify-failure.ts';

export interface Probe {
  /** A bare address. */
  from: string;
  recipients: readonly string[];
  /** Called with each verdict as it comes: a session that breaks off leaves what it had asked before. */
  onVerdict: (verdict: RecipientVerdict) => void;
  /** Never to be shown, should the server say it. */
  password: Secret | undefined;
}

/** Many servers end a session after some refusals, or take so many recipients at once. */
const RECIPIENTS_AT_ONCE = 20;

/**
 * Asks the server for each recipient as far as RCPT TO, and takes it back by RSET. DATA is never sent, so nobody gets a
 * mail. Rejects when the server refuses the sender, or ends the session by 421 (RFC 5321 §3.8).
 */
export async function probeRecipients(connection: SMTPConnection, probe: Probe): Promise<void> {
  const { recipients } = probe;
  await speak(connection, async (say) => {
    for (let start = 0; start < recipients.length; start += RECIPIENTS_AT_ONCE) {
      await askSome(say, { ...probe, recipients: recipients.slice(start, start + RECIPIENTS_AT_ONCE) });
    }
  });
}

interface Reply {
  status: number;
  response: string;
}

interface Conversation {
  extensions: readonly string[];
  say: (command: string) => Promise<Reply>;
}

/**
 * nodemailer sends DATA right behind RCPT TO, where the server pipelines. A login method of our own is its documented
 * way to send single commands.
 */
async function speak(
  connection: SMTPConnection,
  talk: (conversation: Conversation) => Promise<void>,
): Promise<void> {
  const method = 'BATCHWATCH-PROBE';
  const talked = Promise.withResolvers<void>();
  connection.customAuth.set(method, (context) => {
    const say = (command: string) => context.sendCommand(command);
    talk({ extensions: context.extensions, say }).then(talked.resolve, talked.reject);
  });
  // It calls back for logins alone; the talk settles by itself.
  connection.login({ method }, () => undefined);
  await talked.promise;
}

async function askSome({ say, extensions }: Conversation, probe: Probe): Promise<void> {
  const speaksUtf8 = extensions.includes('SMTPUTF8');
  if (!speaksUtf8 && !hasAsciiLocalPart(probe.from)) throw new NoSmtpUtf8('MAIL FROM');
  const needsUtf8 = [probe.from, ...probe.recipients].some((address) => !hasAsciiLocalPart(address));
  const parameters = needsUtf8 && speaksUtf8 ? ' SMTPUTF8' : '';
  const sender = await say(`MAIL FROM:<${toArgument(probe.from)}>${parameters}`);
  if (!isTaken(sender)) throw refusal('MAIL FROM', sender);
  for (const recipient of probe.recipients) {
    const report = (verdict: Verdict) => probe.onVerdict({ recipient, verdict });
    if (!speaksUtf8 && needsSmtpUtf8(probe.from, recipient) !== undefined) {
      report(toRefusal(toSmtpFailure(new NoSmtpUtf8('RCPT TO'), 'transaction'), probe.password));
      continue;
    }
    const reply = await say(`RCPT TO:<${toArgument(recipient)}>`);
    if (reply.status === 421) throw refusal('RCPT TO', reply);
    report(toVerdict(reply, probe.password));
  }
  await say('RSET');
}

/** The address without what would end the command. */
function toArgument(address: string): string {
  return toSmtpAddress(address.replaceAll(/[\p{Cc}\s<>]/gu, ''));
}

function isTaken({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

/** Shaped as nodemailer's own errors are, so that the session's end is read in one way. */
function refusal(command: string, { status, response }: Reply): Error {
  return Object.assign(new Error(`${command} refused`), {
    code: 'EENVELOPE',
    command,
    responseCode: status,
    response,
  });
}

function toVerdict(reply: Reply, password: Secret | undefined): Verdict {
  if (isTaken(reply)) return { outcome: 'delivered', response: responseText(reply.response, password) };
  return toRefusal(toSmtpFailure(refusal('RCPT TO', reply), 'transaction'), password);
}

function toRefusal(failure: SmtpFailure, password: Secret | undefined): Verdict {
  return { ...classifyFailure(failure), response: responseText(failure.text, password), offered: false };
}
