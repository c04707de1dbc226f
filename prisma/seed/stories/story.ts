/**
 * A conversation as a script. `@ 21d 18:05` is a time (days ago, on the server’s clock), `@ -40m` one before now; each line follows the
 * one before after a little while. What somebody says may have signs before its colon: `#train` names it for what
 * follows, in any story; `>train` answers it, `«train` forwards it, `+fog` attaches a thing, `%Fern/🎉` is a sticker,
 * `&sofia` and `&flat` are other places of the same message. The other lines:
 *
 *     +ana noam              ana adds noam
 *     =ana A name            ana renames the group
 *     !ana train 👍          ana reacts
 *     ~ana train: Other words
 *     ^ana train             ana pins it
 *     *ana train             ana stars it
 *     -ana train             ana deletes it
 */
export interface Story {
  /** What a group is called in scripts. */
  readonly key?: string
  /** Absent in a direct conversation. */
  readonly name?: string
  /** The first owns a group. Those added later in the script are not here. */
  readonly people: readonly string[]
  /** How many of others' messages at the end each has not read. */
  readonly unread?: Readonly<Record<string, number>>
  /** How many of the last messages each doesn't have yet. */
  readonly away?: Readonly<Record<string, number>>
  readonly script: string
}
