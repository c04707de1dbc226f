/** @param folder Where Next.js has built, with its pages in `server/app` and their scripts in `static`. */
export function compileAhead(folder?: string): Promise<void>
