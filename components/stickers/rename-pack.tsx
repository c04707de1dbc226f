'use client'

import { type FormEvent, useState } from 'react'
import type { StickerPack } from '@/contracts/dto'
import { LIMITS } from '@/server/domain/limits'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { useShelfChanges } from './use-shelf-changes'

/** Another name for a pack. */
export function RenamePack({ pack, onDone }: { pack: StickerPack; onDone: () => void }) {
  const changes = useShelfChanges()
  const [name, setName] = useState(pack.name)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') return setProblem('Give the pack a name.')
    setBusy(true)
    try {
      await changes.renamePack(pack.id, name)
      onDone()
    } catch (error) {
      setProblem(refusalOf(error).message)
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      <Field label="Name of the pack" error={problem}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              ref={(field) => field?.focus()}
              value={name}
              maxLength={LIMITS.packNameMaxChars}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" loading={busy} className="h-11">
              Save
            </Button>
            <Button variant="ghost" className="h-11" onClick={onDone}>
              Cancel
            </Button>
          </div>
        )}
      </Field>
    </form>
  )
}
