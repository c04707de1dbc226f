import { readEnv } from './env'

// `npm start` asks for this before it spends a minute on the pages. @throws StartFailure
readEnv(process.env)
