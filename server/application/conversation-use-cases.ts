import { addMembers } from './add-members'
import { acceptRequest, declineInvitation, joinGroup, listPending, takeInvitationBack } from './answer-requests'
import { changeGroup } from './change-group'
import { deleteMessage, editMessage, pinMessage, reactToMessage } from './change-message'
import { clearChat, readClearing } from './clear-chat'
import { compareHeads } from './compare-heads'
import { createGroup } from './create-group'
import { leaveGroup } from './leave-group'
import { listMembers } from './list-members'
import { readOwnSince, readStarred, setOwn } from './mark-own'
import { moveMarks } from './move-marks'
import { openDirect } from './open-direct'
import { placeMessage } from './place-message'
import type { Ports } from './ports'
import { readHistory } from './read-history'
import { readMessageInfo } from './read-message-info'
import { readOverview } from './read-overview'
import { readOverviewEntry } from './read-overview-entry'
import { readQuotes } from './read-quotes'
import type { ServerInfoConfig } from './read-server-info'
import { readSince } from './read-since'
import { readVersions } from './read-versions'
import { removeMember } from './remove-member'
import { findFirstAt, readGallery, searchMessages } from './search-messages'
import { sendMessage } from './send-message'
import { setPrivateState } from './set-private-state'
import { setRole } from './set-role'
import { startTyping } from './start-typing'

/** What is said, who is in it, and how far everybody got. */
export function conversationUseCases(
  ports: Ports,
  config: Pick<ServerInfoConfig, 'groupMembers'> &
    Partial<Pick<ServerInfoConfig, 'files'>> & { readonly now?: () => number },
) {
  return {
    sendMessage: sendMessage(ports, config),
    editMessage: editMessage(ports),
    deleteMessage: deleteMessage(ports),
    reactToMessage: reactToMessage(ports),
    pinMessage: pinMessage(ports),
    placeMessage: placeMessage(ports),
    readQuotes: readQuotes(ports),
    searchMessages: searchMessages(ports),
    readGallery: readGallery(ports),
    findFirstAt: findFirstAt(ports),
    readVersions: readVersions(ports),
    readHistory: readHistory(ports),
    readSince: readSince(ports),
    moveMarks: moveMarks(ports),
    setOwn: setOwn(ports),
    readOwnSince: readOwnSince(ports),
    readStarred: readStarred(ports),
    readMessageInfo: readMessageInfo(ports),
    readOverview: readOverview(ports),
    readOverviewEntry: readOverviewEntry(ports),
    compareHeads: compareHeads(ports, config.now ?? Date.now),
    openDirect: openDirect(ports),
    createGroup: createGroup(ports, config),
    changeGroup: changeGroup(ports, config),
    addMembers: addMembers(ports, config),
    acceptRequest: acceptRequest(ports),
    joinGroup: joinGroup(ports, config),
    declineInvitation: declineInvitation(ports),
    takeInvitationBack: takeInvitationBack(ports),
    listPending: listPending(ports),
    removeMember: removeMember(ports),
    leaveGroup: leaveGroup(ports),
    clearChat: clearChat(ports),
    readClearing: readClearing(ports),
    setRole: setRole(ports),
    listMembers: listMembers(ports),
    setPrivateState: setPrivateState(ports),
    startTyping: startTyping(ports),
  }
}

export type ConversationUseCases = ReturnType<typeof conversationUseCases>
