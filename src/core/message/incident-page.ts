import type { Message } from './message.ts';

/** Returns the address of the incident's page. `undefined`: the message is about none, or about several. */
export function incidentPage({ story, publicUrl, incident, test }: Message): string | undefined {
  return story === undefined ? undefined : `${publicUrl}/incidents/${test?.of?.incident ?? incident}`;
}
