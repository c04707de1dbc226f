import { describe, expect, it } from 'vitest'
import { AUDIENCES, type Decided, maySee } from './privacy'

const CHOICES = [true, false]
const LOOKS: readonly Decided[] = AUDIENCES.flatMap((audience) =>
  CHOICES.flatMap((isContact) =>
    CHOICES.flatMap((blocked) =>
      [null, true, false].map((exception) => ({ audience, isContact, blocked, exception }) as const),
    ),
  ),
)

describe('who may see', () => {
  it('is nobody between whom there is a block', () => {
    for (const look of LOOKS) if (look.blocked) expect(maySee(look)).toBe(false)
  })

  it('is what was decided for a person alone, whatever holds for all', () => {
    for (const look of LOOKS) {
      if (!look.blocked && look.exception !== null) expect(maySee(look)).toBe(look.exception)
    }
  })

  it('is otherwise everybody, the contacts, or nobody', () => {
    const seen = LOOKS.filter((look) => !look.blocked && look.exception === null && maySee(look))
    expect(seen.map(({ audience, isContact }) => [audience, isContact])).toEqual([
      ['everybody', true],
      ['everybody', false],
      ['contacts', true],
    ])
  })
})
