import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { preparedDatabase, sharedServer } from '../../support/postgres/shared-server.ts';

const SERVER_HOLDER = fileURLToPath(new URL('../../support/postgres/server-holder.ts', import.meta.url));

test("each test's database is a copy of the prepared one, and none sees another's rows", async () => {
  const server = await sharedServer();
  const prepare = async (url: string) => {
    await server.run('CREATE TABLE kept (id int)', databaseOf(url));
  };
  const [first, second] = [
    await preparedDatabase('kept', prepare),
    await preparedDatabase('kept', prepare),
  ].map(databaseOf);
  await server.run('INSERT INTO kept VALUES (1)', first);
  expect(await server.run('SELECT * FROM kept', first)).toEqual([{ id: 1 }]);
  expect(await server.run('SELECT * FROM kept', second)).toEqual([]);
});

test('a server of a test that is killed ends, and its files go', async () => {
  const holder = spawn(process.execPath, [SERVER_HOLDER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(holder.stdout, 'data')) as [Buffer];
  const { port, directory } = JSON.parse(line.toString()) as { port: number; directory: string };
  expect(await isListening(port)).toBe(true);
  holder.kill('SIGKILL');
  await expect.poll(() => isListening(port)).toBe(false);
  await expect.poll(() => existsSync(directory)).toBe(false);
});

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function isListening(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}
