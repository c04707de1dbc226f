import { describe, expect, it } from 'vitest'
import { NothingRecorded } from './media-problem'
import { type Capture, createRecorder } from './recorder'

const MAX_MS = 60_000

/** A recorder with a device whose answers the test gives. */
function stage(options: { framed?: boolean } = {}) {
  const asked: { grant: () => void; deny: (name: string) => void; lose: () => void }[] = []
  const log: string[] = []
  let alarm: (() => void) | null = null
  let outcome: () => Promise<string> = async () => 'what was said'
  const recorder = createRecorder<string>({
    device: 'microphone',
    ...options,
    maxMs: MAX_MS,
    now: () => 1_000,
    after: (delayMs, run) => {
      expect(delayMs).toBe(MAX_MS)
      alarm = run
      return () => {
        alarm = null
      }
    },
    open: (onLost) =>
      new Promise<Capture<string>>((resolve, reject) => {
        asked.push({
          lose: onLost,
          deny: (name) => reject(Object.assign(new Error('no'), { name })),
          grant: () =>
            resolve({
              stream: {} as MediaStream,
              begin: () => log.push('begin'),
              level: () => 0.5,
              finish: () => outcome(),
              close: () => log.push('close'),
            }),
        })
      }),
  })
  const status = () => recorder.state.getState().status
  return {
    recorder,
    asked,
    log,
    status,
    failNext: (error: Error) => {
      outcome = () => Promise.reject(error)
    },
    timeUp: () => alarm?.(),
    alarmed: () => alarm !== null,
    async granted(attempt = 0) {
      asked[attempt]?.grant()
      await settled()
    },
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a recorder', () => {
  it('records while it is held, and has what was said when it is let go', async () => {
    const { recorder, granted, status, log } = stage()
    recorder.press('held')
    expect(status()).toBe('asking')
    await granted()
    expect(recorder.state.getState()).toMatchObject({ status: 'recording', mode: 'held', startedAtMs: 1_000 })
    recorder.release(2_000)
    await settled()
    expect(recorder.state.getState()).toMatchObject({ status: 'ready', recording: 'what was said', notice: null })
    expect(log).toEqual(['begin'])
  })

  it('goes on without the finger after a tap, and after a lock', async () => {
    for (const letGo of ['tap', 'lock'] as const) {
      const { recorder, granted, status } = stage()
      recorder.press('held')
      await granted()
      if (letGo === 'lock') recorder.lock()
      recorder.release(letGo === 'tap' ? 100 : 5_000)
      expect(recorder.state.getState()).toMatchObject({ status: 'recording', mode: 'free' })
      recorder.stop()
      await settled()
      expect(status()).toBe('ready')
    }
  })

  it('goes on when it was let go of to answer the browser’s question', async () => {
    const { recorder, granted } = stage()
    recorder.press('held')
    recorder.release(9_000)
    await granted()
    expect(recorder.state.getState()).toMatchObject({ status: 'recording', mode: 'free' })
  })

  it('shows the camera first where it is framed', async () => {
    const { recorder, granted, status, log } = stage({ framed: true })
    recorder.press('free')
    await granted()
    expect([status(), log]).toEqual(['framing', []])
    recorder.begin()
    expect([status(), log]).toEqual(['recording', ['begin']])
  })

  it('lets the device go when it is cancelled, whatever it was doing', async () => {
    const { recorder, granted, status, log, alarmed } = stage()
    recorder.press('free')
    await granted()
    recorder.cancel()
    expect([status(), log.at(-1), alarmed()]).toEqual(['idle', 'close', false])
    recorder.press('free')
    await granted(1)
    recorder.stop()
    await settled()
    recorder.cancel()
    expect([status(), log.at(-1)]).toEqual(['idle', 'close'])
  })

  it('lets a device go that was given after the cancel', async () => {
    const { recorder, asked, granted, status, log } = stage()
    recorder.press('free')
    recorder.cancel()
    recorder.press('free')
    await granted(0)
    expect([status(), log]).toEqual(['asking', ['close']])
    asked[1]?.deny('NotAllowedError')
    await settled()
    expect(recorder.state.getState()).toMatchObject({ status: 'idle', problem: expect.stringMatching(/may not use/) })
  })

  it('says what is wrong with the device, and can be tried again', async () => {
    const { recorder, asked, granted, status } = stage()
    for (const [name, words] of [
      ['NotAllowedError', /Allow it in the browser/],
      ['NotFoundError', /There is no microphone/],
      ['NotReadableError', /in use by something else/],
      ['Whatever', /Check the microphone/],
    ] as const) {
      recorder.press('free')
      asked.at(-1)?.deny(name)
      await settled()
      expect(recorder.state.getState()).toMatchObject({ status: 'idle', problem: expect.stringMatching(words) })
    }
    recorder.press('free')
    await granted(4)
    expect(status()).toBe('recording')
  })

  it('keeps what was recorded when the device is unplugged, and says so', async () => {
    const { recorder, asked, granted } = stage()
    recorder.press('free')
    await granted()
    asked[0]?.lose()
    asked[0]?.lose()
    await settled()
    expect(recorder.state.getState()).toMatchObject({
      status: 'ready',
      recording: 'what was said',
      notice: expect.stringMatching(/disconnected/),
    })
  })

  it('ends by itself at the longest it may be', async () => {
    const { recorder, granted, timeUp, alarmed } = stage()
    recorder.press('held')
    await granted()
    timeUp()
    await settled()
    expect(recorder.state.getState()).toMatchObject({ status: 'ready', notice: expect.stringMatching(/as long as/) })
    expect(alarmed()).toBe(false)
    recorder.release(60_000)
    expect(recorder.state.getState().status).toBe('ready')
  })

  it('has nothing to send when nothing was recorded', async () => {
    const { recorder, granted, failNext, log } = stage()
    recorder.press('free')
    await granted()
    failNext(new NothingRecorded())
    recorder.stop()
    await settled()
    expect(recorder.state.getState()).toMatchObject({ status: 'idle', problem: expect.stringMatching(/too short/) })
    expect(log.at(-1)).toBe('close')
  })
})
