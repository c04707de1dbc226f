'use client'

import { BlockPerson } from '../blocking/block-person'
import { DeleteChat } from '../delete-chat/delete-chat'
import { Wordings } from '../message/wordings'
import { ReportPerson } from '../report/report-person'
import { SendTo } from '../send-to/send-to'
import { MyStickers } from '../stickers/my-stickers'
import { StickerDialog } from '../stickers/sticker-dialog'

/** The dialogs that anything may ask for. */
export function AskedDialogs() {
  return (
    <>
      <SendTo />
      <DeleteChat />
      <BlockPerson />
      <ReportPerson />
      <Wordings />
      <StickerDialog />
      <MyStickers />
    </>
  )
}
