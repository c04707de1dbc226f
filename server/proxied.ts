import type { Env } from './env'

/** Who ends TLS in front of Kith, or serves it under a name, is a proxy; without one `X-Forwarded-*` is a stranger's word. */
export const isProxied = ({ url, tls }: Pick<Env, 'url' | 'tls'>): boolean => url !== null && tls === null
