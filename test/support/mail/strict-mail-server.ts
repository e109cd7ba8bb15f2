import { createServer, type Socket } from 'node:net';

/**
 * Starts a mail server on loopback that keeps each command as it came. It refuses addresses beyond ASCII unless it
 * offers SMTPUTF8 and the sender asked for it (RFC 6531 §3.4).
 */
export async function startStrictMailServer(extensions: readonly string[] = []) {
  const commands: string[] = [];
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = '';
    let mail: string[] | undefined;
    let mayBeUtf8 = false;
    const answer = (line: string): string | undefined => {
      if (mail !== undefined) {
        if (line !== '.') return void mail.push(line);
        mails.push(mail.join('\r\n'));
        mail = undefined;
        return '250 ok';
      }
      commands.push(line);
      const isEnvelope = /^(?:MAIL|RCPT)/.test(line);
      if (line.startsWith('MAIL')) mayBeUtf8 = / SMTPUTF8\b/.test(line);
      if (mayBeUtf8 && !extensions.includes('SMTPUTF8')) return '555 5.5.4 unknown parameter';
      if (isEnvelope && !mayBeUtf8 && /[\u0080-\uFFFF]/.test(line)) return '501 5.1.3 bad address syntax';
      if (line.startsWith('EHLO')) return [...extensions, 'mail.example.com'].map(toReply).join('\r\n');
      if (line.startsWith('DATA')) {
        mail = [];
        return '354 go on';
      }
      return line.startsWith('QUIT') ? '221 bye' : '250 ok';
    };
    socket.setEncoding('utf8').on('data', (data: string) => {
      const lines = `${rest}${data}`.split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const reply = answer(line);
        if (reply !== undefined) socket.write(`${reply}\r\n`);
      }
    });
    socket.on('error', () => {});
    socket.write('220 mail.example.com\r\n');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server does not listen');
  return {
    host: '127.0.0.1',
    port: address.port,
    /** As they came, in order. */
    commands,
    /** Headers and body. */
    mails,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function toReply(text: string, index: number, all: readonly string[]): string {
  return `250${index === all.length - 1 ? ' ' : '-'}${text}`;
}
