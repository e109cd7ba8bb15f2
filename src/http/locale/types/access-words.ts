/** The phrases of what stands before the pages: signing in, and being turned away. */
export interface AccessWords {
  readonly signIn: {
    readonly title: string;
    readonly user: string;
    readonly password: string;
    readonly button: string;
    readonly wrong: string;
    readonly limited: (seconds: number) => string;
  };
  readonly signOut: string;
  readonly refused: Readonly<
    Record<'closed' | 'foreignName' | 'foreignPage' | 'otherHost' | 'unproved' | 'tooMany', Refusal>
  > & {
    readonly scope: (needed: string) => Refusal;
  };
  /** To the page that asks who it is. */
  readonly toSignIn: string;
}

interface Refusal {
  readonly title: string;
  /** What to do about it. */
  readonly text: string;
}
