/**
 * Gives back the memory that starting and the first read took and need no longer: V8 would keep it for as long as there
 * is little to do. Takes some 20 ms, so only once. Does nothing where Node was started without `--expose-gc`; the image
 * starts it with that.
 */
export function collectStartGarbage(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
