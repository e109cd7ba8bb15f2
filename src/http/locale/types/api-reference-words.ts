/** The phrases of its page. What the document itself says is English in every language. */
export interface ApiReferenceWords {
  title: string;
  about: string;
  document: string;
  parameters: string;
  body: string;
  answers: string;
  example: string;
  columns: Readonly<Record<'name' | 'in' | 'type' | 'about', string>>;
  required: string;
}
