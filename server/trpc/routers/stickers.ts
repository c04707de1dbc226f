import {
  addStickerInput,
  changeStickerInput,
  createPackInput,
  favouriteInput,
  orderStickersInput,
  packInput,
  renamePackInput,
  stickerInput,
} from '@/contracts/sticker-inputs'
import { router, signedInProcedure } from '../trpc'

export const stickersRouter = router({
  shelf: signedInProcedure.query(({ ctx }) => ctx.useCases.readStickerShelf(ctx.actor)),
  createPack: signedInProcedure
    .input(createPackInput)
    .mutation(({ ctx, input }) => ctx.useCases.createStickerPack(ctx.actor, input.name)),
  renamePack: signedInProcedure
    .input(renamePackInput)
    .mutation(({ ctx, input }) => ctx.useCases.renameStickerPack(ctx.actor, input.packId, input.name)),
  deletePack: signedInProcedure
    .input(packInput)
    .mutation(({ ctx, input }) => ctx.useCases.deleteStickerPack(ctx.actor, input.packId)),
  addSticker: signedInProcedure
    .input(addStickerInput)
    .mutation(({ ctx, input }) => ctx.useCases.addSticker(ctx.actor, input)),
  changeSticker: signedInProcedure
    .input(changeStickerInput)
    .mutation(({ ctx, input }) => ctx.useCases.changeSticker(ctx.actor, input)),
  orderStickers: signedInProcedure
    .input(orderStickersInput)
    .mutation(({ ctx, input }) => ctx.useCases.orderStickers(ctx.actor, input.packId, input.stickerIds)),
  removeSticker: signedInProcedure
    .input(stickerInput)
    .mutation(({ ctx, input }) => ctx.useCases.removeSticker(ctx.actor, input.stickerId)),
  setFavourite: signedInProcedure
    .input(favouriteInput)
    .mutation(({ ctx, input }) => ctx.useCases.setFavouriteSticker(ctx.actor, input.stickerId, input.favourite)),
})
