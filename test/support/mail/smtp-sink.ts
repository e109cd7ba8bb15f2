import { setImmediate } from 'node:timers/promises';
import { type Headers, simpleParser } from 'mailparser';
import { type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

import { type HookedCommand, PromptSmtpServer, type SmtpConnection } from './prompt-smtp-server.ts';
import { reservedPort } from '../network/reserved-port.ts';
import { localhostCertificate, type TlsCertificate } from '../network/tls-certificate.ts';

/**
 * Where in the conversation a fault strikes. `data-command` is before the mail is sent, `data` after its final
 * dot, when it is complete.
 */
export type SmtpPhase = 'greeting' | 'ehlo' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data-command' | 'data';

/** The server's act instead of a good answer. */
export type SmtpFault =
  | { do: 'reply'; code: number; text: string }
  | { do: 'hang' }
  /** Answers well, but not before `until`. */
  | { do: 'wait'; until: Promise<void> }
  /** Destroys the connection. At `data` the mail has arrived and is kept, not acknowledged. */
  | { do: 'drop' }
  /** One byte every `everyMs` (1 s) of a reply that never ends. */
  | { do: 'drip'; everyMs?: number };

/** Asked at every phase; undefined lets the server answer well. `recipient` is known from `rcpt` on. */
export type SmtpScript = (at: {
  phase: SmtpPhase;
  recipient: string | undefined;
  /** Counts how often this phase was reached (for this recipient), from 1. */
  time: number;
}) => SmtpFault | undefined;

export interface CapturedMail {
  /** Envelope recipients. */
  to: readonly string[];
  from: string;
  messageId: string;
  subject: string;
  /** The value of `X-Batchwatch-Summary`. */
  summary: string;
  text: string;
  html: string;
  /** Decoded, by lower-case name, as mailparser gives them. */
  headers: Headers;
  raw: Buffer;
  /** False when the server did not answer 250 to it. */
  acknowledged: boolean;
  /** True when the server did not answer at all. */
  unanswered: boolean;
  receivedAt: number;
}

export interface SmtpSinkOptions {
  /** Left out: a free one that no other process is given while nobody listens there. */
  port?: number;
  /** `none` offers no STARTTLS; `starttls` offers it and takes plain sessions too. */
  security?: 'none' | 'starttls' | 'tls';
  certificate?: TlsCertificate;
  /** When given, a login is required, and this one is right. */
  login?: { username: string; password: string };
  script?: SmtpScript;
}

export interface SmtpSink extends AsyncDisposable {
  host: string;
  port: number;
  /** Every mail whose final dot arrived, in order; see `acknowledged`. */
  mails: readonly CapturedMail[];
  /** The number of connections that were opened so far. */
  connections: number;
  /** The first mail that passes, as soon as it is there. */
  received(filter?: (mail: CapturedMail) => boolean): Promise<CapturedMail>;
  /** Replaces the script; undefined makes the server well again. */
  setScript(script: SmtpScript | undefined): void;
  /** Resolves when nobody is connected and all that arrived is kept. */
  settled(): Promise<void>;
  /** Ends listening and all connections: connecting is refused until `resume`. */
  refuse(): Promise<void>;
  /** Listens again on the same port, with another certificate when one is given. */
  resume(certificate?: TlsCertificate): Promise<void>;
}

/** Starts a mail server on loopback that keeps what it gets and misbehaves as its script says. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const mails: CapturedMail[] = [];
  const waiting = new Set<(mail: CapturedMail) => void>();
  const faults = new Faults(options.script);
  const keep = (mail: CapturedMail) => {
    mails.push(mail);
    for (const offer of waiting) offer(mail);
  };
  const start = (port: number, changes: SmtpSinkOptions = {}) =>
    listen(port, serverOptions({ ...options, ...changes }, { faults, keep }), faults);
  const port = options.port ?? (await reservedPort());
  let server = await start(port);
  return {
    host: '127.0.0.1',
    port,
    mails,
    get connections() {
      return faults.connections;
    },
    received(filter = () => true) {
      const there = mails.find(filter);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve) => {
        const offer = (mail: CapturedMail) => {
          if (!filter(mail)) return;
          waiting.delete(offer);
          resolve(mail);
        };
        waiting.add(offer);
      });
    },
    setScript: (script) => faults.setScript(script),
    async settled() {
      while (server.connections.size > 0 || faults.transfers > 0) await setImmediate();
    },
    refuse: () => server.stop(),
    async resume(certificate) {
      server = await start(port, certificate === undefined ? {} : { certificate });
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** The script, what it was asked so far, and how its faults are done to a connection. */
class Faults {
  connections = 0;
  /** Mails that are on their way in. */
  transfers = 0;
  #script: SmtpScript | undefined;
  readonly #times = new Map<string, number>();
  readonly #open = new Map<string, SmtpConnection>();

  constructor(script: SmtpScript | undefined) {
    this.#script = script;
  }

  setScript(script: SmtpScript | undefined): void {
    this.#script = script;
  }

  opened(connection: SmtpConnection): void {
    this.connections += 1;
    this.#open.set(connection.id, connection);
  }

  /** Answers well by `proceed`, or badly as the script says. Returns the fault. */
  at(
    where: { phase: SmtpPhase; connectionId: string; recipient?: string },
    answer: { proceed: () => void; refuse: (error: Error) => void },
  ): SmtpFault | undefined {
    const fault = this.#ask(where.phase, where.recipient);
    const socket = this.#open.get(where.connectionId)?.socket();
    if (fault === undefined) answer.proceed();
    else if (fault.do === 'reply') {
      answer.refuse(Object.assign(new Error(fault.text), { responseCode: fault.code }));
    } else if (fault.do === 'drop') socket?.destroy();
    else if (fault.do === 'wait') void fault.until.then(answer.proceed);
    else if (fault.do === 'drip') {
      const timer = setInterval(() => socket?.write('2'), fault.everyMs ?? 1_000).unref();
      socket?.once('close', () => clearInterval(timer));
    }
    return fault;
  }

  #ask(phase: SmtpPhase, recipient: string | undefined): SmtpFault | undefined {
    const key = `${phase} ${recipient ?? ''}`;
    const time = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, time);
    return this.#script?.({ phase, recipient, time });
  }
}

interface Sink {
  faults: Faults;
  keep: (mail: CapturedMail) => void;
}

function serverOptions(options: SmtpSinkOptions, { faults, keep }: Sink): SMTPServerOptions {
  const { security = 'none', login } = options;
  const certificate = security === 'none' ? {} : (options.certificate ?? localhostCertificate());
  return {
    ...certificate,
    secure: security === 'tls',
    logger: false,
    disableReverseLookup: true,
    disabledCommands: [
      ...(security === 'none' ? ['STARTTLS'] : []),
      ...(login === undefined ? ['AUTH'] : []),
    ],
    authOptional: login === undefined,
    allowInsecureAuth: security === 'none',
    onConnect: ({ id }, callback) => faults.at({ phase: 'greeting', connectionId: id }, toAnswer(callback)),
    onAuth: ({ username, password }, { id }, callback) => {
      const right = username === login?.username && password === login?.password;
      const proceed = () => callback(null, right ? { user: username } : {});
      faults.at({ phase: 'auth', connectionId: id }, { proceed, refuse: callback });
    },
    onMailFrom: (_address, { id }, callback) =>
      faults.at({ phase: 'mail', connectionId: id }, toAnswer(callback)),
    onRcptTo: ({ address }, { id }, callback) =>
      faults.at({ phase: 'rcpt', connectionId: id, recipient: address }, toAnswer(callback)),
    onData: (stream, session, callback) => void answerData({ stream, session, callback }, { faults, keep }),
  };
}

function toAnswer(callback: (error?: Error) => void) {
  return { proceed: () => callback(), refuse: callback };
}

interface Transfer {
  stream: SMTPServerDataStream;
  session: SMTPServerSession;
  callback: (error?: Error) => void;
}

/** The mail is kept before the answer goes out: who got the 250 finds it in `mails`. */
async function answerData({ stream, session, callback }: Transfer, { faults, keep }: Sink): Promise<void> {
  faults.transfers += 1;
  const mail = await takeMail(stream, session).catch(() => undefined);
  faults.transfers -= 1;
  // The client went away before the final dot.
  if (mail === undefined) return;
  const where = { phase: 'data', connectionId: session.id, recipient: mail.to[0] ?? '' } as const;
  const fault = faults.at(where, {
    // In a turn of its own, for the mail is kept first.
    proceed: () => queueMicrotask(() => callback()),
    refuse: callback,
  });
  const unanswered = fault !== undefined && fault.do !== 'reply' && fault.do !== 'wait';
  keep({ ...mail, acknowledged: fault === undefined, unanswered });
}

async function takeMail(stream: SMTPServerDataStream, { envelope }: SMTPServerSession) {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  const raw = Buffer.concat(chunks);
  const { messageId = '', subject = '', text = '', html, headers } = await simpleParser(raw);
  const to = envelope.rcptTo.map(({ address }) => address);
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  const said = headers.get('x-batchwatch-summary');
  const summary = typeof said === 'string' ? said : '';
  return {
    to,
    from,
    messageId,
    subject,
    summary,
    text,
    html: html || '',
    headers,
    raw,
    receivedAt: Date.now(),
  };
}

async function listen(port: number, options: SMTPServerOptions, faults: Faults): Promise<PromptSmtpServer> {
  const server = new PromptSmtpServer(options, {
    opened: (connection) => faults.opened(connection),
    command: ({ command, connectionId }, answer) =>
      faults.at({ phase: PHASE_OF[command], connectionId }, answer),
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

const PHASE_OF: Readonly<Record<HookedCommand, SmtpPhase>> = {
  EHLO: 'ehlo',
  STARTTLS: 'starttls',
  DATA: 'data-command',
};
