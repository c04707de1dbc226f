/** One of the two people blocks the other: under the lock of the chat of the two it stays so. */
export function apart(one: string, other: string): string {
  return `EXISTS (SELECT FROM blocks b WHERE (b.user_id, b.blocked_id) IN ((${one}, ${other}), (${other}, ${one})))`
}
