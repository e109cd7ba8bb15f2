#!/usr/bin/env node

/**
 * The entry. It imports nothing before its check of the version: an older Node reads it, too, and learns here what it
 * lacks.
 */

if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(`batchwatch: Node 24 or newer is needed, this is ${process.version}\n`);
  process.exit(69);
}

// At this signal Node would open its debugger, by which everybody on this machine could run code here.
process.on('SIGUSR1', () => {});

if (process.argv.length === 3 && process.argv[2] === 'healthcheck') {
  // The image asks every few seconds, in the memory of the daemon: what asks loads nothing of the rest.
  const { healthcheck } = await import('./cli/commands/healthcheck.ts');
  const { env, stdout, stderr } = process;
  const out = (text: string) => stdout.write(text);
  const err = (text: string) => stderr.write(text);
  process.exitCode = await healthcheck({}, { env, out, err });
} else {
  const { runProcess } = await import('./run-process.ts');
  await runProcess();
}
