/** What an error code means and what to do first, in the language of the message. */
export interface CodeAdvice {
  code: string;
  means: string;
  /** Empty where nothing can be advised. */
  action: string;
  /** Of the table or the configuration, never of a job. */
  link?: string;
}
