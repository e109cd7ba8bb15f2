import { createServer, type Socket } from 'node:net';

type Command = 'MAIL' | 'RCPT' | 'DATA' | 'RSET' | '.';

/** What is written in answer to a command, perhaps of several lines; undefined: what any server would answer. */
export type RawScript = (at: {
  command: Command;
  /** Of this connection, counted from 1. */
  message: number;
}) => string | undefined;

/** Starts a mail server on loopback that can break the protocol, which the sink cannot. Counts connections and final dots. */
export async function startRawMailServer(script: RawScript) {
  const seen = { connections: 0, dots: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    seen.connections += 1;
    let rest = '';
    let message = 0;
    let isInMail = false;
    const answer = (line: string) => {
      if (isInMail && line !== '.') return;
      const command = line === '.' ? line : line.slice(0, 4).toUpperCase();
      if (command === 'MAIL') message += 1;
      if (command === '.') seen.dots += 1;
      const usual = command === 'DATA' ? '354 go on' : '250 ok';
      const said = isScripted(command) ? (script({ command, message }) ?? usual) : usual;
      isInMail = command === 'DATA' && said.startsWith('354');
      socket.write(`${said}\r\n`);
    };
    socket.setEncoding('latin1').on('data', (data: string) => {
      const lines = `${rest}${data}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(line);
    });
    socket.on('error', () => {});
    socket.write('220 mail.example.com\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    seen,
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isScripted(command: string): command is Command {
  return ['MAIL', 'RCPT', 'DATA', 'RSET', '.'].includes(command);
}
