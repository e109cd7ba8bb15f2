/** Hides the addresses in an answer: WeCom names our public one. */
export function hideAddresses(text: string): string {
  return text
    .replace(/[\da-f:.]+/gi, (word) => (URL.canParse(`http://[${trimmed(word)}]`) ? '***' : word))
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '***');
}

/** Leaves out the colon in front of an address, and the full stop behind it. */
function trimmed(word: string): string {
  return word.replace(/^:(?!:)/, '').replace(/\.$/, '');
}
