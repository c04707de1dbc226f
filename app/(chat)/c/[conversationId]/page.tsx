/** Where it can't be an id. */
export { default } from '../page'
