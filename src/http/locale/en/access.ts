export const access = {
  signIn: {
    title: 'Sign in',
    user: 'User',
    password: 'Password',
    button: 'Sign in',
    wrong: 'User or password is wrong.',
    limited: (seconds: number) =>
      seconds === 1
        ? 'Too many tries have failed. Try again in a second.'
        : `Too many tries have failed. Try again in ${seconds} seconds.`,
  },
  signOut: 'Sign out',
  refused: {
    closed: {
      title: 'Pages and API are closed',
      text: 'Nobody can prove who they are, and the server listens to more than this machine. Configure server.auth with users, tokens or a proxy; or, if everybody who reaches it may look and act, set server.auth.allowUnauthenticated: true.',
    },
    foreignName: {
      title: 'The server does not know itself by this name',
      text: 'Where nobody is asked who they are, it answers only to localhost and to the host of server.publicUrl; where it listens to others, to addresses and to names without a dot, too. Use one of these, or set server.publicUrl to the address that you use.',
    },
    foreignPage: {
      title: 'The request came from another site',
      text: 'Nothing has been done. Act on a page of this server; if this was one, set server.publicUrl to the address at the top of your browser.',
    },
    otherHost: {
      title: 'The proxy speaks for another host',
      text: 'A user that the proxy names counts only for the host of server.publicUrl. Set server.publicUrl to the address at the top of your browser, and have the proxy pass the Host header on.',
    },
    unproved: {
      title: 'Who you are is not proved',
      text: 'Come by way of the sign-in page or of the proxy that asks for your name; programs send a token (Authorization: Bearer) or a user with a password (Authorization: Basic), as server.auth has them.',
    },
    scope: (needed: string) => ({
      title: 'You may not do this',
      text: `It takes the scope "${needed}", which server.auth does not give you.`,
    }),
    tooMany: {
      title: 'Too many tries have failed',
      text: 'Try again when the time in Retry-After is over.',
    },
  },
  /** To the page that asks who it is. */
  toSignIn: 'Sign in as somebody else',
};
