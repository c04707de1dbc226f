/** In order of preference: small and played everywhere first; MP4 is what Safari makes. */
const AUDIO = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4']
const VIDEO = [
  'video/webm;codecs=vp9,opus',
  'video/webm;codecs=vp8,opus',
  'video/webm',
  'video/mp4;codecs=avc1.42E01E,mp4a.40.2',
  'video/mp4',
]

/** The best type that this browser records; empty: let it choose. */
export function recordedType(kind: 'audio' | 'video', supported: (type: string) => boolean): string {
  return (kind === 'audio' ? AUDIO : VIDEO).find(supported) ?? ''
}
