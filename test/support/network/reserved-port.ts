import { once } from 'node:events';
import { createServer } from 'node:net';
import { threadId } from 'node:worker_threads';

/** Below the ports that the system gives to those who ask for any, so that none of them takes it before it is used. */
const FIRST = 20_000;
const COUNT = 12_000;

/** Processes that live side by side begin far enough from each other that their ports do not meet, and so do threads. */
let next = process.pid * 101 + threadId * 5_003;

/** A port of loopback that is free and stays so until a process that knows it listens there. */
export async function reservedPort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
