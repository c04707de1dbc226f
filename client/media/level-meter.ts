/** How loud a stream is, 0…1; and how loud it was, every 50 ms since `follow`. */
export interface LevelMeter {
  level(): number
  follow(): void
  readonly levels: readonly number[]
  close(): void
}

const EVERY_MS = 50

export function levelMeter(stream: MediaStream): LevelMeter {
  const context = new AudioContext()
  // Safari makes it asleep when the permission came after the press.
  void context.resume()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const levels: number[] = []
  let timer: ReturnType<typeof setInterval> | undefined

  function level(): number {
    analyser.getFloatTimeDomainData(samples)
    return Math.min(
      1,
      samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
    )
  }
  return {
    level,
    levels,
    follow() {
      timer = setInterval(() => levels.push(level()), EVERY_MS)
    },
    close() {
      clearInterval(timer)
      if (context.state !== 'closed') void context.close()
    },
  }
}
