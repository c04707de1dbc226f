const SIZE = 16
const FONT = `${SIZE}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`

/** Whether this browser draws it as one picture in its own colours, not as letters, boxes or several pictures, and at all. */
export function isDrawn(emoji: string): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return false
  context.font = FONT
  context.textBaseline = 'top'
  if (context.measureText(emoji).width >= 2 * SIZE) return false
  const [blue, red] = ['#00f', '#f00'].map((color) => {
    context.clearRect(0, 0, SIZE, SIZE)
    context.fillStyle = color
    context.fillText(emoji, 0, 0)
    return context.getImageData(0, 0, SIZE, SIZE).data
  })
  return blue?.some((value) => value > 0) === true && blue.join() === red?.join()
}
