import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMembers } from './add-members'
import { changeGroup } from './change-group'
import { isKithError } from './errors'
import { found } from './found'
import type { Decision, Group } from './group'
import { removeMember } from './remove-member'
import { setRole } from './set-role'

const user = fc.integer({ min: 1, max: 6 }).map(String)
const move = fc.oneof(
  fc.record({ do: fc.constant('add' as const), by: user, who: user }),
  fc.record({ do: fc.constant('remove' as const), by: user, who: user }),
  fc.record({
    do: fc.constant('role' as const),
    by: user,
    who: user,
    role: fc.constantFrom('owner', 'admin', 'member'),
  }),
  fc.record({ do: fc.constant('name' as const), by: user, who: user }),
)
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never

function decide(group: Group, step: Move): Decision {
  switch (step.do) {
    case 'add':
      return addMembers(group, step.by, [step.who], 5)
    case 'remove':
      return removeMember(group, step.by, step.who)
    case 'role':
      return setRole(group, step.by, step.who, step.role as 'owner' | 'admin' | 'member')
    case 'name':
      return changeGroup(group, step.by, { name: `By ${step.who}` })
  }
}

function attempt(group: Group, step: Move): Decision {
  try {
    return decide(group, step)
  } catch (error) {
    if (!isKithError(error)) throw error
    return { group, steps: [] }
  }
}

test('an open group always has one owner, and nobody’s past changes', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
      let { group } = found('group', '1', ['2', '3'], { name: 'G' })
      for (const step of moves) {
        const before = group
        const decision = attempt(group, step)
        group = decision.group
        const active = group.members.filter((member) => member.active)
        expect(decision.steps.map(({ seq }) => seq)).toEqual(decision.steps.map((_, i) => before.lastSeq + i + 1))
        expect(group.lastSeq).toBe(before.lastSeq + decision.steps.length)
        expect(group.shared.closed).toBe(active.length < 2)
        expect(active.length).toBeLessThanOrEqual(5)
        if (!group.shared.closed) expect(active.filter(({ role }) => role === 'owner')).toHaveLength(1)
        for (const past of group.members.filter((member) => !member.active)) {
          expect(past.ended).not.toBeNull()
          const was = before.members.find((member) => member.userId === past.userId)
          if (was && !was.active) expect(past).toEqual(was)
        }
      }
    }),
  )
})

test('what is the same afterwards is no change', () => {
  const { group } = found('group', '1', ['2'], { name: 'G' })
  expect(changeGroup(group, '1', { name: 'G', pastOpen: false, pictureId: null }).steps).toEqual([])
  expect(setRole(group, '1', '2', 'member').steps).toEqual([])
  expect(addMembers(group, '1', ['2'], 50).steps).toEqual([])
})
