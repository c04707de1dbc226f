import { Players } from '@/client/media/players'

const SPEED = 'kith.voice-speed'

/** The sounds of this page. */
export const players = new Players({
  sound: () => new Audio(),
  speed: {
    read: () => {
      try {
        return localStorage.getItem(SPEED)
      } catch {
        return null
      }
    },
    write: (speed) => {
      try {
        localStorage.setItem(SPEED, speed)
      } catch {
        // A full or forbidden storage: the choice lives as long as the page.
      }
    },
  },
})
