import { PromptSmtpServer } from '../support/mail/prompt-smtp-server.ts';

export interface TimedMail {
  raw: Buffer;
  /** When the 250 went out (`performance.now()`). */
  at: number;
}

/** A mail server for taking times: greets at once, and gives its 250 before anybody reads the mail. */
export interface PromptMailbox extends AsyncDisposable {
  port: number;
  mails: readonly TimedMail[];
  /** The next mail from now on. */
  next(): Promise<TimedMail>;
  /** Connecting is refused until `resume`. */
  refuse(): Promise<void>;
  resume(): Promise<void>;
}

export async function startPromptMailbox(): Promise<PromptMailbox> {
  const mails: TimedMail[] = [];
  let waiting: ((mail: TimedMail) => void)[] = [];
  const take = (mail: TimedMail) => {
    mails.push(mail);
    const notified = waiting;
    waiting = [];
    for (const resolve of notified) resolve(mail);
  };
  let server = await listen(0, take);
  const port = server.port();
  return {
    port,
    mails,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    refuse: () => server.stop(),
    async resume() {
      server = await listen(port, take);
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

async function listen(port: number, take: (mail: TimedMail) => void): Promise<PromptSmtpServer> {
  const server = new PromptSmtpServer(
    {
      logger: false,
      disableReverseLookup: true,
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, _session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          callback();
          take({ raw: Buffer.concat(chunks), at: performance.now() });
        });
      },
    },
    { opened: () => {}, command: (_at, { proceed }) => proceed() },
  );
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
