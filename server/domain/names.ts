// Controls, line separators, and what would turn the direction of the text around the name.
const UNFIT = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const NOTHING = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** What is wrong with a person's or group's name, as a sentence; null: nothing. Length is the schema's. */
export function nameProblem(name: string): string | null {
  if (UNFIT.test(name)) return "A name can't have control characters. Take them out and try again."
  return NOTHING.test(name) ? 'A name needs at least one character that can be seen.' : null
}
