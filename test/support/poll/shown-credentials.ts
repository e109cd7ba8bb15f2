import type { Credentials } from '../../../src/tencent/request/credentials.ts';

/** The parts of a key in the clear, to compare them. */
export function shown({ secretId, secretKey, token }: Credentials): (string | undefined)[] {
  return [secretId, secretKey.reveal(), token?.reveal()];
}
