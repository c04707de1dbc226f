import { describe, expect, it } from 'vitest'
import { Players, type Sound, type Track, trackKey } from './players'

/** An audio element without a browser: the test moves its time. */
class FakeSound extends EventTarget implements Sound {
  src = ''
  currentTime = 0
  playbackRate = 1
  defaultPlaybackRate = 1
  paused = true
  refusal: Error | null = null
  readonly played: string[] = []

  async play(): Promise<void> {
    if (this.refusal) throw this.refusal
    this.paused = false
    this.played.push(this.src)
  }
  pause(): void {
    this.paused = true
  }
  end(): void {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
    this.dispatchEvent(new Event('ended'))
  }
  interrupt(): void {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }
}

function stage(stored: string | null = null) {
  const sound = new FakeSound()
  const written: string[] = []
  const players = new Players({
    sound: () => sound,
    speed: { read: () => stored, write: (speed) => void written.push(speed) },
  })
  return { sound, players, written }
}

const track = (seq: number): Track => ({ key: trackKey('7', seq), src: `/voice/${seq}`, durationMs: 10_000 })
const [one, two, three] = [track(1), track(2), track(3)]
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the players', () => {
  it('play one at a time, and each goes on where it was', () => {
    const { players, sound } = stage()
    players.toggle(one)
    sound.currentTime = 4
    players.toggle(two)
    expect([players.isPlaying(one.key), players.isPlaying(two.key)]).toEqual([false, true])
    expect([sound.src, sound.currentTime, players.positionMs(one.key)]).toEqual([two.src, 0, 4_000])
    players.toggle(one)
    expect([sound.src, sound.currentTime]).toEqual([one.src, 4])
  })

  it('go on with what is begun, or waits in the middle, under the key of where it stands since', () => {
    const { players, sound } = stage()
    const [waiting, waitsToo] = [one, two].map((track) => ({ ...track, key: track.src }))
    if (!waiting || !waitsToo) throw new Error('There are two.')
    players.seek(waitsToo, 3_000)
    players.goOnAs(waitsToo.key, two)
    expect([players.positionMs(waitsToo.key), players.positionMs(two.key)]).toEqual([0, 3_000])

    players.toggle(waiting)
    sound.currentTime = 4
    players.goOnAs(waiting.key, one, () => three)
    expect([players.isPlaying(one.key), players.positionMs(one.key), sound.played]).toEqual([true, 4_000, [one.src]])
    sound.end()
    expect(players.isPlaying(three.key)).toBe(true)
  })

  it('pause and go on', () => {
    const { players, sound } = stage()
    players.toggle(one)
    sound.currentTime = 3
    players.toggle(one)
    expect([sound.paused, players.isPlaying(one.key), players.positionMs(one.key)]).toEqual([true, false, 3_000])
    players.toggle(one)
    expect([sound.paused, sound.currentTime]).toEqual([false, 3])
  })

  it('seek before, while and after it plays, never outside of it', () => {
    const { players, sound } = stage()
    players.seek(one, 5_000)
    players.play(one)
    expect(sound.currentTime).toBe(5)
    players.seek(one, 99_000)
    expect(sound.currentTime).toBe(10)
    players.pause()
    players.seek(one, -1)
    expect(players.positionMs(one.key)).toBe(0)
  })

  it('go on to the next of the chat, to the last, and then begin anew', () => {
    const { players, sound } = stage()
    const chat = [one, two, three]
    players.play(one, (key) => chat[chat.findIndex((each) => each.key === key) + 1] ?? null)
    sound.end()
    sound.end()
    expect(sound.played).toEqual([one.src, two.src, three.src])
    sound.currentTime = 10
    sound.end()
    expect(players.state.getState()).toMatchObject({ track: null, playing: false })
    expect([one, two, three].map(({ key }) => players.positionMs(key))).toEqual([0, 0, 0])
  })

  it('ask for the next when one has ended, not when it began', () => {
    const { players, sound } = stage()
    let last = true
    players.play(one, (key) => (last || key === two.key ? null : two))
    last = false
    sound.end()
    expect(sound.src).toBe(two.src)
  })

  it('keep the chosen speed for all, and remember it', () => {
    const { players, sound, written } = stage('1.5')
    players.play(one)
    expect(sound.playbackRate).toBe(1.5)
    players.setSpeed(2)
    players.play(two)
    expect([sound.playbackRate, written]).toEqual([2, ['2']])
    expect(stage('17').players.state.getState().speed).toBe(1)
  })

  it('are silent while something else has the sound, and take it back when played', () => {
    const { players, sound } = stage()
    const log: string[] = []
    players.play(one)
    const giveBack = players.hold(() => log.push('video silenced'))
    expect([sound.paused, players.isPlaying(one.key), log]).toEqual([true, false, []])
    players.hold(() => log.push('second silenced'))
    giveBack()
    expect(log).toEqual(['video silenced'])
    players.play(one)
    expect(log).toEqual(['video silenced', 'second silenced'])
  })

  it('notice when the system pauses, and don’t mistake an old pause for a new one', () => {
    const { players, sound } = stage()
    players.play(one)
    sound.interrupt()
    expect(players.isPlaying(one.key)).toBe(false)
    players.play(one)
    sound.dispatchEvent(new Event('pause'))
    expect(players.isPlaying(one.key)).toBe(true)
  })

  it('say which couldn’t be played, and try it again from its address', async () => {
    const { players, sound } = stage()
    sound.refusal = new Error('gone')
    players.play(one)
    await settled()
    expect(players.state.getState()).toMatchObject({ playing: false, failed: one.key })
    sound.refusal = null
    sound.src = ''
    players.play(one)
    expect([sound.src, players.state.getState().failed]).toEqual([one.src, null])
  })

  it('forget what is stopped', () => {
    const { players, sound } = stage()
    players.play(one)
    sound.currentTime = 5
    players.stop()
    expect([sound.paused, players.positionMs(one.key), players.state.getState().track]).toEqual([true, 0, null])
  })
})
