import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Preloaded into the program (`node --import`): when it opens the file that `HOLD_AT` names for the first time, it
 * writes `HOLD_AT.held` and waits until `HOLD_AT.go` is there. The program knows nothing of it.
 */
const { HOLD_AT = '' } = process.env;
const { openSync } = fs;
const pause = new Int32Array(new SharedArrayBuffer(4));

fs.openSync = (...args: Parameters<typeof openSync>) => {
  if (args[0] === HOLD_AT && !fs.existsSync(`${HOLD_AT}.held`)) {
    fs.writeFileSync(`${HOLD_AT}.held`, '');
    while (!fs.existsSync(`${HOLD_AT}.go`)) Atomics.wait(pause, 0, 0, 20);
  }
  return openSync(...args);
};
syncBuiltinESMExports();
