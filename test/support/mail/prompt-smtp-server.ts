import type { Socket } from 'node:net';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** The acts of a script on one connection. */
export interface SmtpConnection {
  id: string;
  /** The plain or, once upgraded, the TLS socket. */
  socket(): Socket;
}

export interface ConnectionHooks {
  opened(connection: SmtpConnection): void;
  /** Asked when the command came; `proceed` answers it as usual, `refuse` with the error's reply code. */
  command(
    at: { command: HookedCommand; connectionId: string },
    answer: { proceed: () => void; refuse: (error: Error) => void },
  ): void;
}

/** The commands for which smtp-server has no handler of its own. */
const HOOKED_COMMANDS = ['EHLO', 'STARTTLS', 'DATA'] as const;
export type HookedCommand = (typeof HOOKED_COMMANDS)[number];

type ServerConnection = SMTPServer['connections'] extends Set<infer Connection> ? Connection : never;

/**
 * smtp-server without the 100 ms for which it holds back every greeting to catch early talkers, and with
 * hooks at some commands.
 */
export class PromptSmtpServer extends SMTPServer {
  readonly #hooks: ConnectionHooks;
  #stopped = false;

  constructor(options: SMTPServerOptions, hooks: ConnectionHooks) {
    // How long `stop` waits for a TLS handshake that never ends; to break that off from below crashes Node.
    super({ closeTimeout: 500, ...options });
    this.#hooks = hooks;
    // A client that drops or does not trust us is what tests are for.
    this.on('error', () => {});
  }

  override connect(...args: Parameters<SMTPServer['connect']>): void {
    const before = new Set(this.connections);
    super.connect(...args);
    for (const connection of this.connections) {
      if (before.has(connection)) continue;
      // Accepted by the system before `stop`, handed over after it.
      if (this.#stopped) socketOf(connection).destroy();
      else this.#prepare(connection);
    }
  }

  /** The port of the server. */
  port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the mail server does not listen');
    return address.port;
  }

  /** Ends listening and every connection at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    // Lets the server take over what the system has accepted; left behind, a TLS socket crashes Node.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => {
      this.close(() => resolve());
      for (const connection of this.connections) socketOf(connection).destroy();
    });
  }

  #prepare(connection: ServerConnection): void {
    greetAtOnce(connection);
    this.#hooks.opened({ id: connection.id, socket: () => socketOf(connection) });
    for (const command of HOOKED_COMMANDS) this.#hook(connection, command);
  }

  #hook(connection: ServerConnection, command: HookedCommand): void {
    const answer = connection[`handler_${command}`].bind(connection);
    connection[`handler_${command}`] = (line: Buffer, callback: () => void) => {
      this.#hooks.command(
        { command, connectionId: connection.id },
        {
          proceed: () => answer(line, callback),
          refuse: (error) => {
            connection.send('responseCode' in error ? Number(error.responseCode) : 554, error.message, false);
            callback();
          },
        },
      );
    };
  }
}

function greetAtOnce(connection: ServerConnection): void {
  const ready = connection.connectionReady.bind(connection);
  let done = false;
  // The library's timer calls this once more, 100 ms later.
  connection.connectionReady = () => {
    if (done) return;
    done = true;
    ready();
  };
  setImmediate(() => connection.connectionReady());
}

function socketOf(connection: ServerConnection): Socket {
  // oxlint-disable-next-line no-underscore-dangle -- the only way to a connection's socket
  return connection._socket;
}
