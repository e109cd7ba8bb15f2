/** What an error code means and what to do first, in the language of the message. */
export interface CodeAdvice {
  readonly code: string;
  readonly means: string;
  /** Empty where nothing can be advised. */
  readonly action: string;
  /** Of the table or the configuration, never of a job. */
  readonly link?: string;
}
