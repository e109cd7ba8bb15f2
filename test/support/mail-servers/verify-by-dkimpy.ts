import { spawnSync } from 'node:child_process';
import { installed } from './installed.ts';

const SCRIPT = `
import dkim, sys
record = sys.argv[1].encode()
print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=lambda name, timeout=5: record))
`;

/**
 * Asks dkimpy whether the signature of the mail is right as it arrived. dkimpy shares no code with the signer.
 * `record` is what stands in the DNS.
 */
export function verifyByDkimpy(raw: Buffer, record: string): boolean {
  installed('dkimpy');
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', SCRIPT, record], { input: raw });
  if (stderr.length > 0) throw new Error(String(stderr));
  return String(stdout).trim() === 'True';
}
