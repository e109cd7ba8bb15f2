/** Nobody's number: a user that root can become, and that owns nothing. */
const NOBODY = 65_534;

/** The user for a program that refuses root. Empty when the test does not run as root. */
export const unprivileged = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
