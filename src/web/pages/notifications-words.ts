/** The phrases of its page. */
export interface NotificationsWords {
  readonly title: string;
}
