'use client'

import { Camera, ImageUp, Trash2 } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { Avatar } from '@/components/avatar'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { FieldError } from '@/components/ui/field'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { Spinner } from '@/components/ui/spinner'
import type { PictureId } from '@/contracts/ids'
import { CropDialog } from './crop-dialog'
import { readPicture } from './square-picture'

interface PictureFieldProps {
  readonly face: {
    readonly id: string
    readonly name: string
    readonly pictureId: PictureId | null
    readonly group: boolean
  }
  /** Chosen, not uploaded yet: a JPEG as base64. */
  readonly picture?: string | null
  readonly busy?: boolean
  readonly error?: string | null
  /** A square JPEG as base64; null takes the picture away. */
  readonly onChange: (picture: string | null) => void
}

/** A picture of a person or a group, and the way to another one. */
export function PictureField({ face, picture = null, busy = false, error, onChange }: PictureFieldProps) {
  const file = useRef<HTMLInputElement>(null)
  const [source, setSource] = useState<ImageBitmap | null>(null)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const has = picture !== null || face.pictureId !== null
  const choose = () => file.current?.click()

  async function read(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const chosen = event.target.files?.[0]
    event.target.value = ''
    if (!chosen) return
    setUnreadable(null)
    await readPicture(chosen).then(setSource, (failure: Error) => setUnreadable(failure.message))
  }

  const problem = unreadable ?? error
  return (
    <div className="flex flex-col items-center gap-2">
      <div className="relative">
        {picture ? (
          // biome-ignore lint/performance/noImgElement: not uploaded yet, so there is nothing an optimizer could fetch
          <img src={`data:image/jpeg;base64,${picture}`} alt="" className="size-24 rounded-full object-cover" />
        ) : (
          <Avatar {...face} size="xl" />
        )}
        {busy && (
          <span className="absolute inset-0 grid place-items-center rounded-full bg-backdrop text-white">
            <Spinner size="size-6" label="Saving the picture" />
          </span>
        )}
      </div>
      {has ? (
        <Menu>
          <MenuTrigger render={<Button variant="ghost" size="sm" disabled={busy} />}>
            <Camera aria-hidden /> Change picture
          </MenuTrigger>
          <MenuContent align="center">
            <MenuItem icon={<ImageUp aria-hidden />} onClick={choose}>
              Choose another
            </MenuItem>
            <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => onChange(null)}>
              Remove
            </MenuItem>
          </MenuContent>
        </Menu>
      ) : (
        <Button variant="ghost" size="sm" disabled={busy} onClick={choose} className={cn(busy && 'invisible')}>
          <Camera aria-hidden /> Add a picture
        </Button>
      )}
      <input ref={file} type="file" accept="image/*" hidden onChange={(event) => void read(event)} />
      <div role="alert" className="text-sm empty:hidden">
        {problem && <FieldError>{problem}</FieldError>}
      </div>
      {source && <CropDialog source={source} onDone={onChange} onClose={() => setSource(null)} />}
    </div>
  )
}
