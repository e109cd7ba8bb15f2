import type { ServerResponse } from 'node:http';
import type { WireMisbehaviour } from './misbehaviour.ts';

/** An answer before it is written: what the service would say if it behaved. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

/** Writes an answer as it is meant to be. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  if (headers['date'] === '') response.sendDate = false;
  const kept = Object.entries(headers).filter(([, value]) => value !== '');
  response.writeHead(status, { ...Object.fromEntries(kept), 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Answers wrongly; gives the status that was sent, undefined when none was. */
export function misbehave(
  response: ServerResponse,
  answer: Answer,
  behaviour: WireMisbehaviour,
): number | undefined {
  if (behaviour.kind === 'hang') return undefined;
  if (behaviour.kind === 'reset') {
    response.socket?.resetAndDestroy();
    return undefined;
  }
  if (behaviour.kind === 'broken-off') return breakOff(response, answer, behaviour.bytes);
  if (behaviour.kind === 'drip') return drip(response, answer, behaviour.every);
  const answered = { ...answer, ...spoil(answer, behaviour) };
  writeAnswer(response, answered);
  return answered.status;
}

type WholeMisbehaviour = Exclude<WireMisbehaviour, { kind: 'hang' | 'reset' | 'broken-off' | 'drip' }>;

function spoil(answer: Answer, behaviour: WholeMisbehaviour): Partial<Answer> {
  switch (behaviour.kind) {
    case 'verbatim': {
      const { status = 200, headers = {}, body } = behaviour;
      return { status, headers: { ...answer.headers, ...headers }, body };
    }
    case 'cut':
      return { body: Buffer.from(answer.body).subarray(0, behaviour.bytes) };
    case 'html':
      return { headers: { ...answer.headers, 'content-type': 'text/html' }, body: HTML };
    case 'empty':
      return { body: '' };
    case 'wrong-root':
      return { body: '<Result><RequestId>wrong-root</RequestId></Result>' };
    case 'redirect':
      return { status: 307, headers: { ...answer.headers, location: behaviour.location }, body: '' };
    case 'huge':
      return { body: Buffer.alloc(behaviour.bytes, 'x') };
    case 'date':
      return { headers: { ...answer.headers, date: behaviour.date } };
    default:
      return behaviour satisfies never;
  }
}

const HTML = '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><p>Sign in<br></body></html>';

function breakOff(response: ServerResponse, answer: Answer, bytes: number): number {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.write(Buffer.from(answer.body).subarray(0, bytes), () => response.destroy());
  return answer.status;
}

function drip(response: ServerResponse, answer: Answer, every: number): number {
  const body = Buffer.from(answer.body);
  let sent = 0;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= body.length) response.end();
  }, every);
  response.on('close', () => clearInterval(timer));
  return answer.status;
}
