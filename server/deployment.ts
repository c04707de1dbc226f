import type { Env } from './env'

/** What the doctor has to know of how Kith is set up. */
export const deploymentOf = ({ s3, natsUrl, url, tls, pushContact }: Env) => ({
  bucket: s3?.bucket ?? null,
  shared: natsUrl !== null,
  encrypted: tls !== null || url?.startsWith('https:') === true,
  pushContact: pushContact.endsWith('.invalid') ? null : pushContact,
})
