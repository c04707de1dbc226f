/** What Postgres's programs get of this process's environment: no secret, and messages in English, which are parsed. */
export const POSTGRES_ENVIRONMENT: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  LC_ALL: 'C',
  PATH: process.env.PATH ?? '',
}
