const CODES = { red: 31, green: 32, yellow: 33 } as const;

/** Colours a text for a terminal; `none` leaves it plain, for pipes and files. */
export function paint(text: string, colour: keyof typeof CODES | 'none'): string {
  return colour === 'none' ? text : `\u001B[${CODES[colour]}m${text}\u001B[0m`;
}
