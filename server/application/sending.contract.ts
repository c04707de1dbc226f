import { describe } from 'vitest'
import type { SendingStage } from '@/server/testing/sending-stage'
import { describeSendingFiles } from './sending-files.contract'
import { describeSendingForwards } from './sending-forwards.contract'
import { describeSendingMentions } from './sending-mentions.contract'
import { describeSendingStickers } from './sending-stickers.contract'
import { describeSendingToPeople } from './sending-to-people.contract'

/** Everything a message can be besides text. */
export function describeSending(name: string, open: () => Promise<SendingStage>): void {
  describe(`Sending of ${name}`, () => {
    describeSendingFiles(open)
    describeSendingStickers(open)
    describeSendingForwards(open)
    describeSendingMentions(open)
    describeSendingToPeople(open)
  })
}
