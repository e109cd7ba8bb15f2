import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Returns the file of a program, or `undefined` where the machine has none of this name. */
export function findOnPath(name: string): string | undefined {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, name));
  return places.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
