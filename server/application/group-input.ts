import type { PictureId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { nameProblem } from '@/server/domain/names'
import type { Ports } from './ports'

/** @throws KithError `invalid` */
export function requireGroupName(name: string): void {
  const problem = nameProblem(name)
  if (problem !== null) throw new KithError('invalid', problem)
}

/** A picture was stored for a change that was then refused: nobody shows it. Throws `error` on. */
export async function releaseUnused(
  { pictures }: Pick<Ports, 'pictures'>,
  pictureId: PictureId | null | undefined,
  error: unknown,
): Promise<never> {
  if (pictureId != null) await pictures.release(pictureId)
  throw error
}
