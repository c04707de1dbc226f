/**
 * Whether a page of this origin may connect: one from where the request went, or from a configured place. Programs
 * send no Origin, and show a ticket like everybody.
 */
export function isOriginAllowed(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined) return true
  if (allowed.includes(origin)) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}
