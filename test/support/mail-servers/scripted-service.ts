import { createServer, type Server } from 'node:net';

/** A service on loopback that speaks in lines: what a mail server asks while it takes a mail. */
export interface LineService extends AsyncDisposable {
  port: number;
}

/** Starts a service that greets with `greeting`, and answers each line by `answer`; `undefined` says nothing. */
export async function startLineService(options: {
  greeting?: string;
  answer: (line: string) => string | Promise<string | undefined> | undefined;
}): Promise<LineService> {
  const server = createServer((socket) => {
    let rest = '';
    socket.on('error', () => undefined);
    if (options.greeting !== undefined) socket.write(options.greeting);
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        void Promise.resolve(options.answer(line)).then((said) => said !== undefined && socket.write(said));
      }
    });
  });
  await listen(server);
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.emit('over');
      });
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** Asked by Postfix' `check_policy_service`; each answer is an action as in access(5). */
export function startPolicy(action: () => string | Promise<string>): Promise<LineService> {
  // A request ends with an empty line.
  return startLineService({
    answer: async (line) => (line === '' ? `action=${await action()}\n\n` : undefined),
  });
}

/** Asked by Postfix' SASL in place of Dovecot (its authentication protocol, 1.2): this login is right. */
export function startDovecotLogin({
  username,
  password,
}: {
  username: string;
  password: string;
}): Promise<LineService> {
  return startLineService({
    greeting:
      'VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00000000000000000000000000000000\nDONE\n',
    answer(line) {
      const [command, id, ...fields] = line.split('\t');
      if (command !== 'AUTH') return undefined;
      const proof = fields.find((field) => field.startsWith('resp='))?.slice('resp='.length) ?? '';
      const isRight = Buffer.from(proof, 'base64').toString() === `\0${username}\0${password}`;
      return isRight ? `OK\t${id}\tuser=${username}\n` : `FAIL\t${id}\tuser=${username}\n`;
    },
  });
}
