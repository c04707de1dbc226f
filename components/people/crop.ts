import type { Square } from './square-picture'

/** Which square of a picture is shown: its middle as parts (0…1) of the picture, and how often it fits in the shorter side. */
export interface Crop {
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
  /** 1…4 */
  readonly zoom: number
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

const sideOf = ({ width, height, zoom }: Crop): number => Math.min(width, height) / zoom

function inside(crop: Crop): Crop {
  const half = sideOf(crop) / 2
  return {
    ...crop,
    x: clamp(crop.x, half / crop.width, 1 - half / crop.width),
    y: clamp(crop.y, half / crop.height, 1 - half / crop.height),
  }
}

export const centred = ({ width, height }: { width: number; height: number }): Crop => ({
  width,
  height,
  x: 0.5,
  y: 0.5,
  zoom: 1,
})

export const zoomed = (crop: Crop, zoom: number): Crop => inside({ ...crop, zoom: clamp(zoom, 1, 4) })

/** The picture was dragged by parts of the square's side. */
export function moved(crop: Crop, right: number, down: number): Crop {
  const side = sideOf(crop)
  return inside({ ...crop, x: crop.x - (right * side) / crop.width, y: crop.y - (down * side) / crop.height })
}

export function squareOf(crop: Crop): Square {
  const side = sideOf(crop)
  return { x: crop.x * crop.width - side / 2, y: crop.y * crop.height - side / 2, side }
}
