/**
 * Breaks up what clients turn into links by themselves: `https://evil.example.com` reads `https[:]//evil.example[.]com`.
 * Who is on call can still read it, and copy the rest. It breaks schemes, `www.` and the commonest domains; nobody has a
 * list of all that some client takes for a link. A Chinese character ends a domain.
 */
export function breakLinks(text: string): string {
  return text.replace(SCHEME, '[:]').replace(DOMAIN, '[.]');
}

const SCHEME = /(?<=[a-z0-9+.-]):(?=\/\/)/gi;
/** The dot in front of a common top-level domain, and that behind `www`. */
const DOMAIN =
  /(?<=[\p{L}\p{N}])\.(?=(?:com|net|org|info|biz|io|cn|me|cc|co|dev|app|top|xyz|site|online|shop|vip|club|link|click|ru|tk|中国)(?![a-z0-9_]))|(?<=\bwww)\.(?=[\p{L}\p{N}])/giu;
