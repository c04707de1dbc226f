import type { Rate } from '@/server/infrastructure/rates/token-bucket'
import type { AppRouter } from './app-router'

type Routers = AppRouter['_def']['record']
export type ProcedureName = {
  [Name in keyof Routers & string]: `${Name}.${keyof Routers[Name] & string}`
}[keyof Routers & string]

/** What a client asks for by itself, also after a long absence. */
const OFTEN: Rate = { burst: 600, perSecond: 40 }
const READ: Rate = { burst: 200, perSecond: 10 }
/** Asked for while somebody types. */
const SEARCH: Rate = { burst: 60, perSecond: 5 }
/** An outbox that was away sends at once what it has. */
const SEND: Rate = { burst: 200, perSecond: 50 }
const CHANGE: Rate = { burst: 60, perSecond: 5 }
/** What costs the server much, or nobody does often. */
const RARE: Rate = { burst: 20, perSecond: 0.5 }

/** What one session may ask for over HTTP. */
export const PROCEDURE_RATES: Readonly<Record<ProcedureName, Rate>> = {
  'admin.settings': READ,
  'admin.admins': READ,
  'admin.setAdmin': CHANGE,
  'admin.estimateRetention': SEARCH,
  'admin.setRetention': CHANGE,
  'admin.health': RARE,
  'admin.setSignUpOpen': CHANGE,
  'admin.setLinkPreviews': CHANGE,
  'admin.reports': READ,
  'admin.setReportDone': CHANGE,
  'admin.deleteReport': CHANGE,
  'admin.invites': READ,
  'admin.createInvite': RARE,
  'admin.revokeInvite': CHANGE,
  'auth.signUp': RARE,
  'auth.ticket': OFTEN,
  'contacts.list': READ,
  'contacts.add': CHANGE,
  'contacts.rename': CHANGE,
  'contacts.block': CHANGE,
  'contacts.unblock': CHANGE,
  'contacts.report': RARE,
  'contacts.remove': CHANGE,
  'conversations.overview': READ,
  'conversations.entry': OFTEN,
  'conversations.members': READ,
  'conversations.openDirect': CHANGE,
  'conversations.createGroup': RARE,
  'conversations.change': CHANGE,
  'conversations.addMembers': CHANGE,
  'conversations.invited': READ,
  'conversations.takeBack': CHANGE,
  'conversations.join': CHANGE,
  'conversations.decline': CHANGE,
  'conversations.acceptRequest': CHANGE,
  'conversations.removeMember': CHANGE,
  'conversations.leave': CHANGE,
  'conversations.clear': CHANGE,
  'conversations.clearing': READ,
  'conversations.setRole': CHANGE,
  'conversations.setPrivateState': OFTEN,
  'exports.begin': RARE,
  'exports.status': READ,
  'exports.discard': CHANGE,
  'heads.compare': OFTEN,
  'me.find': READ,
  'me.get': READ,
  'me.change': CHANGE,
  'me.setPicture': RARE,
  'me.privacy': READ,
  'me.changePrivacy': CHANGE,
  'me.changePassword': RARE,
  'me.delete': RARE,
  'messages.history': OFTEN,
  'messages.since': OFTEN,
  'messages.info': READ,
  'messages.quotes': OFTEN,
  'messages.search': SEARCH,
  'messages.gallery': SEARCH,
  'messages.firstAt': SEARCH,
  'messages.versions': READ,
  'messages.send': SEND,
  'messages.edit': CHANGE,
  'messages.delete': SEND,
  'messages.react': CHANGE,
  'messages.setOwn': CHANGE,
  'messages.ownSince': OFTEN,
  'messages.starred': READ,
  'messages.pin': CHANGE,
  'messages.place': CHANGE,
  'messages.moveMarks': OFTEN,
  'notifications.get': READ,
  'notifications.change': CHANGE,
  'notifications.subscribe': CHANGE,
  'notifications.unsubscribe': CHANGE,
  'notifications.shows': OFTEN,
  'notifications.test': RARE,
  'server.info': READ,
  'sessions.list': READ,
  'sessions.revoke': CHANGE,
  'stickers.shelf': READ,
  'stickers.createPack': RARE,
  'stickers.renamePack': CHANGE,
  'stickers.deletePack': CHANGE,
  'stickers.addSticker': CHANGE,
  'stickers.changeSticker': CHANGE,
  'stickers.orderStickers': CHANGE,
  'stickers.removeSticker': CHANGE,
  'stickers.setFavourite': CHANGE,
  'uploads.find': OFTEN,
  'uploads.finished': OFTEN,
  'users.search': SEARCH,
  'users.profiles': OFTEN,
}

/** For what has no rate of its own: nothing, so that it is noticed. */
export const NO_RATE: Rate = { burst: 0, perSecond: 1 }
