import { domainToASCII } from 'node:url';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

import type { RecipientVerdict, Verdict } from '../../delivery/channel.ts';
import type { Secret } from '../../secret.ts';
import { responseText } from './response-text.ts';
import { classifyFailure } from './verdict.ts';

export interface Probe {
  /** A bare address. */
  readonly from: string;
  readonly recipients: readonly string[];
  /** Called with each verdict as it comes: a session that breaks off leaves what it had asked before. */
  readonly onVerdict: (verdict: RecipientVerdict) => void;
  /** Never to be shown, should the server say it. */
  readonly password: Secret | undefined;
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
  readonly status: number;
  readonly response: string;
}

interface Conversation {
  readonly extensions: readonly string[];
  readonly say: (command: string) => Promise<Reply>;
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
  const addresses = [probe.from, ...probe.recipients].map(toEnvelope);
  const [from = '', ...recipients] = addresses;
  const needsUtf8 = addresses.some((address) => /[\u0080-\uFFFF]/.test(address));
  const parameters = needsUtf8 && extensions.includes('SMTPUTF8') ? ' SMTPUTF8' : '';
  const sender = await say(`MAIL FROM:<${from}>${parameters}`);
  if (!isTaken(sender)) throw refusal('MAIL FROM', sender);
  for (const [place, address] of recipients.entries()) {
    const reply = await say(`RCPT TO:<${address}>`);
    if (reply.status === 421) throw refusal('RCPT TO', reply);
    probe.onVerdict({
      recipient: probe.recipients[place] ?? address,
      verdict: toVerdict(reply, probe.password),
    });
  }
  await say('RSET');
}

/** As it stands on the wire: the domain in ASCII (RFC 5890), and nothing that ends the command. */
function toEnvelope(address: string): string {
  const bare = address.replaceAll(/[\p{Cc}\s<>]/gu, '');
  const at = bare.lastIndexOf('@');
  return at < 0 ? bare : `${bare.slice(0, at)}@${domainToASCII(bare.slice(at + 1)) || bare.slice(at + 1)}`;
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
  const response = responseText(reply.response, password);
  if (isTaken(reply)) return { outcome: 'delivered', response };
  const failure = classifyFailure({
    phase: 'transaction',
    code: 'EPROTOCOL',
    systemCode: '',
    command: 'RCPT TO',
    replyCode: reply.status,
    said: reply.response,
  });
  return { ...failure, response, offered: false };
}
