import { foldCase } from './user-name'

/** Text as it is searched for: without case, accents and what can't be seen; one space between words. */
export function foldForSearch(text: string): string {
  return foldCase(
    foldCase(text)
      .normalize('NFKD')
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, ''),
  )
    .replace(/\s+/gu, ' ')
    .trim()
}

/** What a user is found by: begins with the userName, and each word of the names follows a space. */
export function searchKey(userName: string, fullName: string): string {
  return `${foldForSearch(userName)} ${foldForSearch(fullName)}`
}
