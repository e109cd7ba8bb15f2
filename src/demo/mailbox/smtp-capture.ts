import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../platform/time.ts';
import { listenFault } from '../listen/demo-fault.ts';
import type { ListenAddress } from '../listen/listen-address.ts';
import type { Mailbox } from './mailbox.ts';

/** A mail server that delivers into a mailbox of this process. */
export interface SmtpCapture extends AsyncDisposable {
  host: string;
  port: number;
  /** Greets every connection with this refusal; undefined takes mail again. */
  setRefusing(answer: SmtpRefusal | undefined): void;
}

export interface SmtpRefusal {
  code: number;
  text: string;
}

const LARGEST_MAIL = 10 * 1024 * 1024;

/** Starts a mail server without TLS or login, as is right on loopback only. @throws DemoFault */
export async function startSmtpCapture(options: {
  listen: ListenAddress;
  mailbox: Mailbox;
  clock: Clock;
}): Promise<SmtpCapture> {
  const { listen, mailbox, clock } = options;
  let refusal: SmtpRefusal | undefined;
  const answer = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession, reply: Reply) => {
    try {
      const to = envelope.rcptTo.map(({ address }) => address);
      await mailbox.take(await readAll(stream), { to, receivedAt: clock.now() });
      reply();
    } catch {
      reply(toReply({ code: 451, text: 'the mail cannot be read' }));
    }
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: LARGEST_MAIL,
    closeTimeout: 500,
    onConnect: (_session, callback) => callback(refusal === undefined ? null : toReply(refusal)),
    onData: (stream, session, callback) => void answer(stream, session, callback),
  });
  await listening(server, listen);
  // A client that drops its connection is no concern of ours.
  server.on('error', () => undefined);
  return {
    host: listen.host,
    port: portOf(server),
    setRefusing: (reply) => (refusal = reply),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Reply = (error?: Error) => void;

function toReply({ code, text }: SmtpRefusal): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  if (stream.sizeExceeded) throw new Error('the mail is too large');
  return Buffer.concat(chunks);
}

function listening(server: SMTPServer, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(listenFault('mail server', error));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });
}

function portOf(server: SMTPServer): number {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening TCP server has a port');
  return address.port;
}
