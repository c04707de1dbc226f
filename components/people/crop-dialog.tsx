'use client'

import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { type Crop, centred, moved, squareOf, zoomed } from './crop'
import { cutSquare } from './square-picture'

interface CropDialogProps {
  readonly source: ImageBitmap
  /** A square JPEG as base64. */
  readonly onDone: (picture: string) => void
  readonly onClose: () => void
}

const SIDE = 288
const STEP = 12
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
}

/** Chooses the square: drag or arrow keys move it, the slider or the wheel zooms. */
export function CropDialog({ source, onDone, onClose }: CropDialogProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [crop, setCrop] = useState<Crop>(() => centred(source))
  const move = (x: number, y: number) => setCrop((now) => moved(now, x / SIDE, y / SIDE))

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const { x, y, side } = squareOf(crop)
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, SIDE * 2, SIDE * 2)
    context.imageSmoothingQuality = 'high'
    context.drawImage(source, x, y, side, side, 0, 0, SIDE * 2, SIDE * 2)
  }, [source, crop])

  const drag = (event: PointerEvent) => {
    if (event.buttons === 1) move(event.movementX, event.movementY)
  }
  const use = async () => {
    onDone(await cutSquare(source, squareOf(crop)))
    onClose()
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Choose the part to show"
        width="sm"
        className="flex flex-col items-center gap-5 pt-1"
        footer={
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button onClick={() => void use()}>Use picture</Button>
          </>
        }
      >
        <canvas
          ref={canvas}
          width={SIDE * 2}
          height={SIDE * 2}
          role="slider"
          aria-label="Part of the picture: arrow keys move it"
          aria-valuenow={Math.round(crop.zoom * 100)}
          aria-valuetext={`${Math.round(crop.x * 100)} % across, ${Math.round(crop.y * 100)} % down`}
          tabIndex={0}
          className="size-72 max-w-full cursor-grab touch-none rounded-full bg-sunken active:cursor-grabbing"
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onWheel={(event) => setCrop((now) => zoomed(now, now.zoom * (event.deltaY < 0 ? 1.08 : 0.92)))}
          onKeyDown={(event) => {
            const arrow = ARROWS[event.key]
            if (!arrow) return
            event.preventDefault()
            move(arrow[0], arrow[1])
          }}
        />
        <label className="flex w-72 max-w-full items-center gap-3 text-sm text-ink-muted">
          Zoom
          <input
            type="range"
            min={1}
            max={4}
            step={0.01}
            value={crop.zoom}
            onChange={(event) => setCrop((now) => zoomed(now, event.target.valueAsNumber))}
            className="h-6 min-w-0 flex-1 accent-accent"
          />
        </label>
      </DialogContent>
    </Dialog>
  )
}
