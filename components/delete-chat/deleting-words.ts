interface Deleting {
  readonly group: boolean
  /** The group's, or the other person's. */
  readonly name: string
  /** It is a group that one is in. */
  readonly leaves: boolean
  /** Whether it is erased for everybody; null: not known yet. */
  readonly forAll: boolean | null
  /** It waits for one’s yes. */
  readonly request?: boolean
}

const refusing = (name: string) => ({
  title: `Delete the request of ${name}?`,
  description: `It is gone for you, on all your devices, and what ${name} writes there reaches you no more until you start a chat with them yourself. They aren’t told.`,
  label: 'Delete',
})

/** What deleting a chat will do, before it is done. */
export function deletingWords({ group, name, leaves, forAll, request = false }: Deleting) {
  if (request) return refusing(name)
  const title = group ? `Delete “${name}”?` : `Delete your chat with ${name}?`
  return { title, description: consequence(), label: leaves ? 'Leave and delete' : 'Delete' }

  function consequence(): string {
    if (forAll === null) return 'Checking what that does…'
    if (forAll && group) return 'You are the last one who has it: everything in it is erased for ever.'
    if (forAll) return `${name} has deleted it already: everything in it is erased for ever, for both of you.`
    if (group) {
      const left = leaves ? 'You leave the group, and what was said in it' : 'What was said in it'
      return `${left} is gone for you on all your devices. The others keep theirs.`
    }
    return `What was said in it is gone for you, on all your devices. ${name} keeps theirs. If one of you writes again, it begins empty for you.`
  }
}
