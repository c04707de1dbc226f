import {
  editInput,
  historyInput,
  messageInput,
  moveMarksInput,
  ownInput,
  ownSinceInput,
  pinInput,
  placeMoreInput,
  quotesInput,
  reactInput,
  sendInput,
  sinceInput,
  starredInput,
} from '@/contracts/inputs'
import { firstAtInput, galleryInput, searchMessagesInput } from '@/contracts/search'
import { readProcedure, router, signedInProcedure } from '../trpc'

export const messagesRouter = router({
  history: readProcedure.input(historyInput).query(({ ctx, input }) => ctx.useCases.readHistory(ctx.actor, input)),
  since: readProcedure.input(sinceInput).query(({ ctx, input }) => ctx.useCases.readSince(ctx.actor, input)),
  info: readProcedure.input(messageInput).query(({ ctx, input }) => ctx.useCases.readMessageInfo(ctx.actor, input)),
  quotes: readProcedure.input(quotesInput).query(({ ctx, input }) => ctx.useCases.readQuotes(ctx.actor, input)),
  search: readProcedure
    .input(searchMessagesInput)
    .query(({ ctx, input }) => ctx.useCases.searchMessages(ctx.actor, input)),
  gallery: readProcedure.input(galleryInput).query(({ ctx, input }) => ctx.useCases.readGallery(ctx.actor, input)),
  firstAt: readProcedure.input(firstAtInput).query(({ ctx, input }) => ctx.useCases.findFirstAt(ctx.actor, input)),
  versions: readProcedure.input(messageInput).query(({ ctx, input }) => ctx.useCases.readVersions(ctx.actor, input)),
  send: signedInProcedure.input(sendInput).mutation(({ ctx, input }) => ctx.useCases.sendMessage(ctx.actor, input)),
  edit: signedInProcedure.input(editInput).mutation(({ ctx, input }) => ctx.useCases.editMessage(ctx.actor, input)),
  delete: signedInProcedure
    .input(messageInput)
    .mutation(({ ctx, input }) => ctx.useCases.deleteMessage(ctx.actor, input)),
  react: signedInProcedure
    .input(reactInput)
    .mutation(({ ctx, input }) => ctx.useCases.reactToMessage(ctx.actor, input)),
  setOwn: signedInProcedure.input(ownInput).mutation(({ ctx, input }) => ctx.useCases.setOwn(ctx.actor, input)),
  ownSince: readProcedure.input(ownSinceInput).query(({ ctx, input }) => ctx.useCases.readOwnSince(ctx.actor, input)),
  starred: readProcedure.input(starredInput).query(({ ctx, input }) => ctx.useCases.readStarred(ctx.actor, input)),
  pin: signedInProcedure.input(pinInput).mutation(({ ctx, input }) => ctx.useCases.pinMessage(ctx.actor, input)),
  place: signedInProcedure
    .input(placeMoreInput)
    .mutation(({ ctx, input }) => ctx.useCases.placeMessage(ctx.actor, input)),
  moveMarks: signedInProcedure
    .input(moveMarksInput)
    .mutation(({ ctx, input }) => ctx.useCases.moveMarks(ctx.actor, input)),
})
