interface Sent {
  readonly kind: string
  readonly attachments: readonly unknown[]
  readonly mentions: readonly unknown[]
  readonly forward?: unknown
}

/**
 * The acknowledgement of such a message, with what was sent, is all there is to it. Of others the server decides more: what their
 * files are, who of the mentioned is there, what is forwarded.
 */
export const isToldByAnswer = ({ kind, attachments, mentions, forward }: Sent): boolean =>
  kind === 'text' && attachments.length === 0 && mentions.length === 0 && !forward
