/** Joins class names. No two may set the same: which one wins is for the style sheet's order to say, not theirs. */
export { clsx as cn } from 'clsx'
