/** The phrases of its page. What the document itself says is English in every language. */
export interface ApiReferenceWords {
  readonly title: string;
  readonly about: string;
  readonly document: string;
  readonly parameters: string;
  readonly body: string;
  readonly answers: string;
  readonly example: string;
  readonly columns: Readonly<Record<'name' | 'in' | 'type' | 'about', string>>;
  readonly required: string;
}
