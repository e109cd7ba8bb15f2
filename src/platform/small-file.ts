import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** More than any configuration, key or certificate has. */
export const LARGEST_FILE = 1024 * 1024;

/** Says why a path names no file that is read: for its kind, or for its size. */
export class SmallFileError extends Error {
  /** As the errors of `node:fs` have one. */
  readonly code: 'ENOTFILE' | 'E2LARGE';

  constructor(code: SmallFileError['code'], path: string) {
    super(`${code === 'ENOTFILE' ? 'is a pipe, a device or a socket' : 'is larger than 1 MiB'}: ${path}`);
    this.name = 'SmallFileError';
    this.code = code;
  }
}

/**
 * Reads a whole regular file of at most 1 MiB. Waits for nobody: a pipe without a writer would hold up the process for
 * ever, and a device has no end.
 * @throws SmallFileError, or what `node:fs` throws.
 */
export function readSmallFile(path: string): Buffer {
  const file = openAtOnce(path);
  try {
    const status = fstatSync(file);
    if (status.isDirectory())
      throw Object.assign(new Error(`EISDIR: is a directory: ${path}`), { code: 'EISDIR' });
    if (!status.isFile()) throw new SmallFileError('ENOTFILE', path);
    return readToEnd(file, path);
  } finally {
    closeSync(file);
  }
}

/** Opens without waiting for the other end of a pipe. */
function openAtOnce(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    // A socket, or a device without a driver.
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO')
      throw new SmallFileError('ENOTFILE', path);
    throw error;
  }
}

/** Believes no size: a file may grow, and those of `/proc` say 0. */
function readToEnd(file: number, path: string): Buffer {
  const chunks: Buffer[] = [];
  for (let size = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks, size);
    size += read;
    if (size > LARGEST_FILE) throw new SmallFileError('E2LARGE', path);
    chunks.push(chunk.subarray(0, read));
  }
}

const CHUNK = 64 * 1024;
