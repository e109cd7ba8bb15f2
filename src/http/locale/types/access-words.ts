/** The phrases of what stands before the pages: signing in, and being turned away. */
export interface AccessWords {
  signIn: {
    title: string;
    user: string;
    password: string;
    button: string;
    wrong: string;
    limited: (seconds: number) => string;
  };
  signOut: string;
  refused: Readonly<
    Record<'closed' | 'foreignName' | 'foreignPage' | 'otherHost' | 'unproved' | 'tooMany', Refusal>
  > & {
    scope: (needed: string) => Refusal;
  };
  /** To the page that asks who it is. */
  toSignIn: string;
}

interface Refusal {
  title: string;
  /** What to do about it. */
  text: string;
}
