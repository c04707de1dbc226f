export function compileAhead(folder?: string): Promise<void>
