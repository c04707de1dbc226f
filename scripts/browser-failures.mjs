import { stripVTControlCharacters } from 'node:util'

/** What failed by Playwright's report in JSON: each test with where it is and its errors, then what belongs to none. */
export const browserFailures = ({ suites, errors }) => [...suites.flatMap(failuresOfSuite), ...errors.map(textOf)]

const failuresOfSuite = ({ specs = [], suites = [] }) => [
  ...specs.filter(({ ok }) => !ok).map(failureOf),
  ...suites.flatMap(failuresOfSuite),
]

const failureOf = ({ file, line, title, tests }) =>
  [`e2e/${file}:${line}: ${title}`, ...tests.flatMap(({ results }) => results.flatMap(errorsOf))].join('\n')

const errorsOf = ({ errors }) => errors.map(textOf)

const textOf = ({ message, stack, value }) => stripVTControlCharacters(message ?? stack ?? value ?? '')
