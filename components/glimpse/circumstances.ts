/** What of a window decides how a chat looks in it. */
export interface View extends Pick<Window, 'innerWidth' | 'innerHeight' | 'devicePixelRatio'> {
  readonly location: Pick<Location, 'pathname' | 'search'>
}

interface Page {
  /** The build that it is of. */
  readonly build: string
  /** The account as it is remembered (client/remembered-account.ts), in JSON; null: nobody is signed in. */
  readonly me: string | null
  /** In which it writes times. */
  readonly language: string
}

/**
 * In one line all that must be the same where a glimpse is made and where it is shown; null: none may be. The day is part of
 * it: on another, dividers say another word.
 *
 * It also runs before any module does, as text in the page, so it names nothing outside itself.
 */
export function circumstances({ build, me, language }: Page, now: Date, view: View): string | null {
  const { location, innerWidth, innerHeight, devicePixelRatio } = view
  if (!build || !me || location.search || !/^\/c\/[1-9][0-9]*$/.test(location.pathname)) return null
  const day = [now.toDateString(), now.getTimezoneOffset()]
  const size = [innerWidth, innerHeight, devicePixelRatio]
  return JSON.stringify([build, me, language, location.pathname, size, day])
}
