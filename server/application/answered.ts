/**
 * The sockets whose answer says what an event would tell them as well: it needn't come to them, too. Asked when the event goes
 * out, as an answer that is late by then says nothing of it.
 */
export type Answered = () => readonly string[]

export const NOBODY_ANSWERED: Answered = () => []
