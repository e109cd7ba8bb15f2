import type { SMTPServerAuthentication } from 'smtp-server';
import { PromptSmtpServer } from './prompt-smtp-server.ts';

export interface TokenMailServer extends AsyncDisposable {
  host: string;
  port: number;
  /** The token of each login, in order. */
  logins: readonly { username: string | undefined; token: string | undefined }[];
  connections: number;
  /** From and recipients of each mail that was taken. */
  mails: readonly { from: string; to: readonly string[] }[];
}

/** Starts a mail server on loopback that takes mail only after a login by XOAUTH2. */
export async function startTokenMailServer(options: {
  /** True when the token is good now. A text is a reply that refuses it without the detour of 334. */
  accepts: (username: string | undefined, token: string | undefined) => boolean | string;
  authMethods?: SMTPServerAuthentication['method'][];
}): Promise<TokenMailServer> {
  const logins: { username: string | undefined; token: string | undefined }[] = [];
  const mails: { from: string; to: readonly string[] }[] = [];
  let connections = 0;
  const server = new PromptSmtpServer(
    {
      logger: false,
      disableReverseLookup: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authMethods: options.authMethods ?? ['PLAIN', 'LOGIN', 'XOAUTH2'],
      onAuth({ username, accessToken: token }, _session, callback) {
        logins.push({ username, token });
        const answer = options.accepts(username, token);
        if (typeof answer === 'string') {
          callback(Object.assign(new Error(answer), { responseCode: Number(answer.slice(0, 3)) }));
        } else if (answer) callback(null, { user: username });
        else
          callback(null, { data: { status: '401', schemes: 'bearer', scope: 'https://mail.example.com/' } });
      },
      onData(stream, { envelope }, callback) {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address) });
        stream.resume();
        stream.on('end', () => callback());
      },
    },
    { opened: () => (connections += 1), command: (_at, { proceed }) => proceed() },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: server.port(),
    logins,
    mails,
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
