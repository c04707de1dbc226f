import sharp, { type Sharp } from 'sharp'

/**
 * A drawing as pixels. The server's sharp refuses SVGs for good, since people send it files; a seed draws none but Kith's
 * own, in a process that serves nobody.
 */
export function rasterise(svg: string): Sharp {
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] })
  return sharp(Buffer.from(svg))
}
