/** Over a row of members: the chat waits for this member's yes. `user`: whose row it is. */
export const waits = (member: string, user = `${member}.user_id`): string =>
  `EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = ${member}.conversation_id
    AND r.asked_id = ${user} AND r.refused_at IS NULL)`

/** The same, or they refused it: nothing that they do is told the other. */
export const asked = (member: string): string =>
  `EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = ${member}.conversation_id
    AND r.asked_id = ${member}.user_id)`
