import { openBlackHole, openUnacceptingPort } from '../../support/network/black-hole.ts';
import { startSmtpSink } from '../../support/mail/smtp-sink.ts';
import type { SmtpHole } from './holes.ts';

/** A mail server that never comes to an end. */
export interface HangingMailServer extends AsyncDisposable {
  port: number;
  security: 'starttls' | 'tls';
  /** Resolves when the program hangs in it; never for a port that does not accept. */
  met: Promise<void>;
}

export const LOGIN = { username: 'alerts', password: 'EXAMPLE-PASSWORD' };

export async function startHangingMailServer(hole: SmtpHole): Promise<HangingMailServer> {
  if (hole.at === 'port') return { ...(await parts(openUnacceptingPort())), security: 'starttls' };
  if (hole.at === 'handshake') return { ...(await parts(openBlackHole('never answers'))), security: 'tls' };
  const met = Promise.withResolvers<void>();
  const sink = await startSmtpSink({
    security: 'starttls',
    login: LOGIN,
    script: ({ phase }) => {
      if (phase !== hole.at) return undefined;
      met.resolve();
      return hole.do === 'hang' ? { do: 'hang' } : { do: 'drip', everyMs: 200 };
    },
  });
  return { ...(await parts(Promise.resolve({ ...sink, met: met.promise }))), security: 'starttls' };
}

async function parts(opening: Promise<AsyncDisposable & { port: number; met: Promise<void> }>) {
  const opened = await opening;
  return {
    port: opened.port,
    met: opened.met,
    [Symbol.asyncDispose]: () => Promise.resolve(opened[Symbol.asyncDispose]()),
  };
}
