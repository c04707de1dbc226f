import { listInvites, readSettings, revokeInvite, setLinkPreviews, setSignUpOpen } from './administer'
import { listAdmins, setServerAdmin } from './change-admins'
import { blockPerson, unblockPerson } from './change-blocks'
import { addContact, removeContact, renameContact } from './change-contacts'
import { changePassword } from './change-password'
import { changePrivacy, readPrivacy } from './change-privacy'
import { changeProfile } from './change-profile'
import { estimateRetention, setRetention } from './change-retention'
import { createInvite } from './create-invite'
import { deleteAccount, forgetAccounts } from './delete-account'
import { issueTicket } from './issue-ticket'
import { listContacts } from './list-contacts'
import { listSessions } from './list-sessions'
import type { Ports } from './ports'
import { readMe } from './read-me'
import { readPicture } from './read-picture'
import { readProfiles } from './read-profiles'
import { readServerInfo, type ServerInfoConfig } from './read-server-info'
import { deleteReport, listReports, reportPerson, setReportDone } from './report-person'
import { requireAdmin } from './require-admin'
import { revokeSession } from './revoke-session'
import { searchUsers } from './search-users'
import { setPicture } from './set-picture'
import { signIn } from './sign-in'
import { signUp } from './sign-up'

/** What concerns a person and their account, and no conversation. */
export function accountUseCases(ports: Ports, config: ServerInfoConfig & { readonly now?: () => number }) {
  return {
    readServerInfo: readServerInfo(ports, config),
    signUp: signUp(ports),
    signIn: signIn(ports),
    issueTicket: issueTicket(ports, config),
    readMe: readMe(ports),
    changeProfile: changeProfile(ports),
    readPrivacy: readPrivacy(ports),
    changePrivacy: changePrivacy(ports),
    setPicture: setPicture(ports),
    readPicture: readPicture(ports),
    changePassword: changePassword(ports),
    deleteAccount: deleteAccount(ports),
    forgetAccounts: forgetAccounts(ports),
    searchUsers: searchUsers(ports),
    readProfiles: readProfiles(ports),
    listSessions: listSessions(ports),
    revokeSession: revokeSession(ports),
    listContacts: listContacts(ports),
    addContact: addContact(ports),
    renameContact: renameContact(ports),
    removeContact: removeContact(ports),
    blockPerson: blockPerson(ports),
    unblockPerson: unblockPerson(ports),
    reportPerson: reportPerson(ports),
    listReports: listReports(ports),
    setReportDone: setReportDone(ports),
    deleteReport: deleteReport(ports),
    requireAdmin: requireAdmin(ports),
    readSettings: readSettings(ports),
    setSignUpOpen: setSignUpOpen(ports),
    setLinkPreviews: setLinkPreviews(ports),
    listAdmins: listAdmins(ports),
    setServerAdmin: setServerAdmin(ports),
    estimateRetention: estimateRetention(ports),
    setRetention: setRetention(ports),
    listInvites: listInvites(ports),
    createInvite: createInvite(ports, config),
    revokeInvite: revokeInvite(ports),
  }
}
