#!/usr/bin/env node

// The launcher. It imports nothing before it has looked: an older Node reads it, too, and is told what it lacks.
if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(`batchwatch: Node 24 or newer is needed, this is ${process.version}\n`);
  process.exit(69);
}

// At this signal Node would open its debugger, by which everybody on this machine could run code here.
process.on('SIGUSR1', () => {});

await import('./start.js');
