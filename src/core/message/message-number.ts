/**
 * Returns the number of a message: its `Message-ID` without the domain, `01jd9x2m-1.2`. Where the other side knows no
 * ids, it stands in the text, and a reader knows a repeated message by it.
 */
export function messageNumber(messageId: string): string {
  return messageId.replace(/^<|@[^@]*$/g, '');
}
