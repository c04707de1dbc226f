/** Next's word for it; there is no type to tell it by. */
export const isPartMissing = (error: Error): boolean => error.name === 'ChunkLoadError'
