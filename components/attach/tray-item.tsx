'use client'

import { ArrowLeft, ArrowRight, Ellipsis, File, Image, Play, Trash2, X } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { formatDuration, wholeSeconds } from '@/server/domain/format-duration'
import { FileIcon } from '../attachments/file-icon'
import { FileName } from '../attachments/file-name'
import { formatSize } from '../attachments/format-size'
import { cn } from '../ui/cn'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu'
import { Spinner } from '../ui/spinner'
import { kindOf } from './check-item'
import { moveItem, removeItem, setAsFile, type TrayItem } from './tray'

interface TrayItemProps {
  readonly trayKey: string
  readonly item: TrayItem
  readonly index: number
  readonly count: number
  readonly problem: boolean
}

/** Not a file's: what is dragged here comes from here. */
const DRAGGED = 'application/x-kith-tray-item'

export function TrayItemView({ trayKey, item, index, count, problem }: TrayItemProps) {
  const [over, setOver] = useState(false)
  const { id, file } = item
  const name = file.name || 'file'

  function onDrop(event: DragEvent): void {
    setOver(false)
    const dragged = event.dataTransfer.getData(DRAGGED)
    if (!dragged) return
    event.preventDefault()
    event.stopPropagation()
    moveItem(trayKey, dragged, { onto: id })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    moveItem(trayKey, id, { by: event.key === 'ArrowLeft' ? -1 : 1 })
  }

  return (
    <li
      draggable
      aria-label={`${name}, ${index + 1} of ${count}`}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
      className={cn(
        'relative shrink-0 cursor-grab overflow-hidden rounded-xl border bg-sunken transition-[border-color]',
        kindOf(item) === 'file' && item.prepared ? 'h-20 w-52' : 'size-20',
        over ? 'border-accent' : problem ? 'border-danger' : 'border-line',
      )}
    >
      <Face item={item} />
      <button
        type="button"
        aria-label={`Remove ${name}`}
        onClick={() => removeItem(trayKey, id)}
        className="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-black/60 text-white outline-offset-1 hover:bg-black/80"
      >
        <X aria-hidden className="size-3.5" />
      </button>
      <ItemMenu trayKey={trayKey} item={item} index={index} count={count} name={name} />
    </li>
  )
}

function Face({ item: { file, prepared, thumbnail, ...item } }: { item: TrayItem }) {
  if (!prepared) {
    return (
      <span className="grid size-full place-items-center text-ink-muted">
        <Spinner label="Getting ready" />
      </span>
    )
  }
  const kind = kindOf({ file, prepared, asFile: item.asFile })
  if (kind === 'file') {
    return (
      <span className="flex size-full items-center gap-2 ps-2.5 pe-8 text-sm">
        <FileIcon name={file.name} type={file.type} className="size-6 shrink-0 text-ink-muted" />
        <span className="min-w-0">
          <FileName name={file.name} />
          <span className="block text-xs text-ink-muted">{formatSize(file.size)}</span>
        </span>
      </span>
    )
  }
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: not uploaded yet, so there is nothing an optimizer could fetch */}
      {thumbnail && <img src={thumbnail} alt="" draggable={false} className="size-full object-cover" />}
      {kind === 'video' && (
        <span className="absolute top-1 left-1 flex items-center rounded-full bg-black/60 px-1.5 text-2xs/5 text-white tabular-nums">
          {prepared.durationMs === null ? (
            <Play aria-hidden className="my-1 size-3 fill-current" />
          ) : (
            formatDuration(wholeSeconds(prepared.durationMs))
          )}
        </span>
      )}
    </>
  )
}

interface ItemMenuProps extends Omit<TrayItemProps, 'problem'> {
  readonly name: string
}

function ItemMenu({ trayKey, item, index, count, name }: ItemMenuProps) {
  const { id, asFile, prepared } = item
  const shownAs = prepared?.shownAs
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Change ${name}`}
        className="absolute right-1 bottom-1 grid size-6 place-items-center rounded-full bg-black/60 text-white outline-offset-1 hover:bg-black/80"
      >
        <Ellipsis aria-hidden className="size-3.5" />
      </MenuTrigger>
      <MenuContent side="top" align="end">
        {shownAs && (
          <MenuItem
            icon={asFile ? <Image aria-hidden /> : <File aria-hidden />}
            onClick={() => setAsFile(trayKey, id, !asFile)}
          >
            {asFile ? `Send as a ${shownAs === 'image' ? 'photo' : 'video'}` : 'Send as a file'}
          </MenuItem>
        )}
        <MenuItem
          icon={<ArrowLeft aria-hidden />}
          disabled={index === 0}
          onClick={() => moveItem(trayKey, id, { by: -1 })}
        >
          Move left
        </MenuItem>
        <MenuItem
          icon={<ArrowRight aria-hidden />}
          disabled={index === count - 1}
          onClick={() => moveItem(trayKey, id, { by: 1 })}
        >
          Move right
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} destructive onClick={() => removeItem(trayKey, id)}>
          Remove
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
