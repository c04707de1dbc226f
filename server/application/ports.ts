import type { Admin, Attempts, Contacts, PasswordHasher, Sessions, Tickets, Users } from './account-ports'
import type { Blocks } from './block-ports'
import type { Probes } from './doctor-ports'
import type { Erasing } from './erasing-ports'
import type { Exports } from './export-ports'
import type { BlobStore, FileExaminer, Files, PictureEncoder, Pictures, Uploads } from './file-ports'
import type { Leaving } from './leaving-ports'
import type { Jobs, LinkPreviews, LinkReader } from './link-ports'
import type { Conversations, MessageLog, Search } from './log-ports'
import type { NotificationQueue, Notifications, Pusher, PushSubscriptions } from './notification-ports'
import type { Privacy } from './privacy-ports'
import type { PresenceStore, Relay } from './relay-ports'
import type { Reports } from './report-ports'
import type { Requests } from './request-ports'
import type { RetentionSetting } from './retention-ports'
import type { Stickers } from './sticker-ports'

export interface Ports {
  readonly messages: MessageLog
  readonly search: Search
  readonly conversations: Conversations
  readonly users: Users
  readonly sessions: Sessions
  readonly contacts: Contacts
  readonly blocks: Blocks
  readonly reports: Reports
  readonly requests: Requests
  readonly pictures: Pictures
  readonly admin: Admin
  readonly privacy: Privacy
  readonly presence: PresenceStore
  readonly relay: Relay
  readonly passwords: PasswordHasher
  readonly attempts: Attempts
  readonly tickets: Tickets
  readonly pictureEncoder: PictureEncoder
  readonly files: Files
  readonly stickers: Stickers
  readonly linkPreviews: LinkPreviews
  readonly linkReader: LinkReader
  readonly jobs: Jobs
  readonly erasing: Erasing
  readonly retention: RetentionSetting
  readonly notifications: Notifications
  readonly notificationQueue: NotificationQueue
  readonly pushSubscriptions: PushSubscriptions
  readonly pusher: Pusher
  readonly exports: Exports
  readonly leaving: Leaving
  readonly uploads: Uploads
  readonly blobs: BlobStore
  readonly fileExaminer: FileExaminer
  readonly probes: Probes
}
