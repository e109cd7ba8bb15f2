import { connect } from 'node:net';
import type { RawAnswer } from './raw-request.ts';

/**
 * Sends bytes as they are and reads until the server closes. The answer has no status when the server said nothing.
 */
export async function sendBytes(url: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  const text = Buffer.concat(chunks).toString();
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => /^([^:]+): (.*)$/.exec(line) ?? []);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? NaN),
    headers: Object.fromEntries(headers.map(([, name = '', value]) => [name.toLowerCase(), value])),
    body: body.join('\r\n\r\n'),
  };
}
