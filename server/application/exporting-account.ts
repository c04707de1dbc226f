import type { StickerPack } from '@/contracts/dto'
import type { Instant, UserId } from '@/contracts/ids'
import { isKithError } from '@/server/domain/errors'
import type { ExportTask, KeptParts, MediaPart, WrittenPart } from './export-ports'
import { jsonPart } from './exporting-chats'
import { mediaOf } from './exporting-files'
import { personOf } from './exporting-lines'
import { EXPORT_README } from './exporting-readme'
import { exportedSettings, type SettingsPorts } from './exporting-settings'
import type { Ports } from './ports'

type Needed = Pick<
  Ports,
  'exports' | 'messages' | 'users' | 'sessions' | 'contacts' | 'requests' | 'stickers' | 'files' | 'pictures'
> &
  SettingsPorts

/** What is in no chat: the account itself, and what explains the rest. */
export async function exportedAccount(ports: Needed, task: ExportTask, at: Instant): Promise<KeptParts> {
  const { userId } = task
  const [{ role, ...profile }, sessions, { contacts }, { invitations }, shelf, chats, overview] = await Promise.all([
    ports.users.profile(userId),
    ports.sessions.list(userId),
    ports.contacts.list(userId),
    ports.requests.invitations(userId),
    ports.stickers.shelf(userId),
    ports.exports.chatsIn(task.id),
    ports.messages.overview(userId),
  ])
  const settings = await exportedSettings(ports, userId)
  const picture = profile.pictureId && (await ports.pictures.get(userId, profile.pictureId))
  const packs = await packsOf(ports, userId, shelf.packs)
  const names = new Map(overview.entries.map(({ conversation }) => [conversation.id, conversation.name]))
  const account = {
    form: 'kith-export',
    version: 1,
    begunAt: task.startedAt,
    finishedAt: at,
    me: { ...personOf(profile), about: profile.about, role, picture: picture ? 'picture.webp' : null },
    sessions,
    contacts: contacts.map(({ profile: known, name }) => ({ ...personOf(known), myNameForThem: name })),
    ...settings,
    invitations: invitations.map(({ name, members, by, at: invitedAt }) => ({
      group: name,
      members,
      by: personOf(by),
      at: invitedAt,
    })),
    stickerPacks: packs.map(({ pack }) => pack),
    favouriteStickers: [...shelf.packs.flatMap(({ stickers }) => stickers), ...shelf.others].flatMap(
      ({ id, emoji, words, favourite }) => (favourite ? [{ id, emoji, words }] : []),
    ),
    conversations: chats.map((id) => ({ id, name: names.get(id) ?? null, folder: `conversations/${id}` })),
  }
  const written: WrittenPart[] = [
    { name: 'README.txt', bytes: new TextEncoder().encode(EXPORT_README) },
    jsonPart('export.json', account),
    ...(picture ? [{ name: 'picture.webp', bytes: picture }] : []),
  ]
  return { written, media: packs.flatMap(({ media }) => media) }
}

async function packsOf({ files }: Needed, userId: UserId, packs: readonly StickerPack[]) {
  const own: { pack: object; media: MediaPart[] }[] = []
  for (const { id, name, stickers } of packs.filter(({ mine }) => mine)) {
    const media: MediaPart[] = []
    const shown: object[] = []
    for (const { id: stickerId, emoji, words } of stickers) {
      const file = await files.ofSticker(userId, stickerId).then(mediaOf).catch(nothingThere)
      if (file) media.push(file)
      shown.push({ id: stickerId, emoji, words, file: file?.name ?? null })
    }
    own.push({ pack: { id, name, stickers: shown }, media })
  }
  return own
}

function nothingThere(error: unknown): null {
  if (isKithError(error) && error.code === 'not_found') return null
  throw error
}
