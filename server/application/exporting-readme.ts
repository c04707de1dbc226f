import { LIMITS } from '@/server/domain/limits'

/** Explains an archive to who finds it in twenty years. */
export const EXPORT_README = `What this is
============

Everything that one person could see in Kith, a messenger, when this was made. It is a copy of that moment: what was
edited or deleted in Kith afterwards still stands here as it was. Whoever has this file can read all of it: keep it as
you would keep your letters. Kith itself erases its copy ${LIMITS.exportDays} days after it was made.

All text is UTF-8. "*.json" is JSON; "*.jsonl" has one JSON object a line. Times are ISO 8601 in UTC. Ids are those of
Kith's database, and mean nothing outside of it.

export.json
    "form" and "version" say how to read the rest; this is version 1. "begunAt" and "finishedAt": chats were read one
    after the other between the two. Then the profile, the signed-in devices, contacts, own sticker packs, favourite
    stickers, groups that this person was invited to, and which chats there are. "privacy" says, of each thing, who may
    see it: everybody, contacts or nobody,
    and the people for whom that is otherwise. "blocked" are the people who were blocked. "notifications" has whether
    they hide what messages say, the quiet hours ("from" and "to" in minutes after midnight, in "zone"; null: none), and
    on which devices they were switched on, since when.

picture.webp
    The profile's picture, if there is one.

conversations/<id>/conversation.json
    A chat: "direct" or "group", its name, its members present and past as far as this person could see them, and what
    this person alone had set there: unread, muted, notified of mentions only, pinned, archived, a draft;
    "waitsForMyYes": somebody else started it, and it was not accepted yet.

conversations/<id>/messages-<number>.jsonl
    What was said and done in it, oldest first; several files follow each other by their numbers. Each line has
        seq    its number in the chat; what is missing was not for this person to see, or was no line of its own
        at     when it came there
        kind   "message:posted", "member:joined", "member:left", "member:roleChanged", "conversation:created", …
        by     who did it
    A message also has
        type, text            "text", "voice", "circle_video" or "sticker", and its words
        createdAt, sentAt     by the sender's clock, and by the server's
        editedAt              null: never; "earlierWordings" has what it said before
        replyTo               the seq of the message in the same chat that it answers
        forwardedFrom         who said it first
        mentions, reactions, pinned, starred (by this person), alsoIn (the same message in other chats)
        attachments           each with its "name", and "file": where it is in this archive
        filesErased           how many files it had that Kith erased, as it kept them for "afterDays" days
        link                  what was shown of the first link
    Of a message that was deleted for everyone there is only "deleted", with by whom.

media/<hash>.<ending>
    Files, called by the SHA-256 of what is in them. What was sent several times is here once. A "file" that is null
    could not be fetched any more: who left a group keeps its words, but not its files. A "file" that is not here was
    deleted while this archive was being made.
`
