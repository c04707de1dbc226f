'use client'

import { useMemo, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { LIMITS } from '@/server/domain/limits'
import { checkText } from '../composer/check-text'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { refusalOf } from '../refusal'
import { Button } from '../ui/button'
import { Dialog, DialogContent } from '../ui/dialog'
import { FieldError } from '../ui/field'
import { closeSendTo, type SendToRequest, useSendTo } from './asked'
import { deliver } from './deliver'
import { type Destination, destinationOf } from './destination'
import { DestinationPicker } from './destination-picker'
import { MessageField } from './message-field'
import { takenBy } from './taken-by'
import { WhatIsSent } from './what-is-sent'

/** The dialog that sends to several, for whatever asked for it. */
export function SendTo() {
  const { request } = useSendTo()
  return (
    <Dialog open={request !== null} onOpenChange={(open) => !open && closeSendTo()}>
      {request && <Content request={request} />}
    </Dialog>
  )
}

const WORDS = {
  new: { title: 'New message to several', verb: 'Send', done: 'Sending to' },
  written: { title: 'Send to…', verb: 'Send', done: 'Sending to' },
  forward: { title: 'Forward to…', verb: 'Forward', done: 'Forwarding to' },
  place: { title: 'Add places', verb: 'Add', done: 'Added to' },
} as const

function Content({ request }: { request: SendToRequest }) {
  const kith = useKith()
  const names = useNames()
  const [chosen, setChosen] = useState<readonly Destination[]>(() => {
    if (request.kind !== 'written') return []
    const line = kith.overview.getState().lines.find(({ entry }) => entry.conversation.id === request.from)
    const here = line && destinationOf(line, names)
    return here ? [here] : []
  })
  const taken = useMemo(() => takenBy(request, kith.overview.getState().lines, names), [request, kith, names])
  const [text, setText] = useState(request.kind === 'written' ? request.text : '')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const writes = request.kind === 'new' || request.kind === 'written'
  const carries = request.kind === 'written' && request.attachments.length > 0
  const problem = useMemo(() => checkText(text), [text])
  const words = WORDS[request.kind]
  const ready = chosen.length > 0 && !busy && (!writes || ((text.trim() !== '' || carries) && problem === null))

  async function send(): Promise<void> {
    if (!ready) return
    setBusy(true)
    setError(null)
    try {
      await deliver(kith, request, chosen, text.replace(/^\s*\n/, '').trimEnd())
      toast.success(`${words.done} ${listed(chosen)}`)
      closeSendTo()
    } catch (failure) {
      setError(refusalOf(failure).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <DialogContent
      title={words.title}
      whole
      padding=""
      className="flex h-[36rem] flex-col"
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        void send()
      }}
      footer={
        <div className="grid min-w-0 flex-1 gap-3">
          {writes ? (
            <MessageField text={text} problem={problem} onText={setText} />
          ) : (
            <WhatIsSent events={request.kind === 'forward' ? request.events : [request.event]} />
          )}
          {error && (
            <div role="alert">
              <FieldError>{error}</FieldError>
            </div>
          )}
          <div className="flex items-center gap-3">
            <p role="status" className="min-w-0 flex-1 text-sm text-balance text-ink-muted tabular-nums">
              {counted(chosen.length, taken.size)}
            </p>
            <Button disabled={!ready} loading={busy} aria-keyshortcuts="Control+Enter" onClick={() => void send()}>
              {words.verb}
            </Button>
          </div>
        </div>
      }
    >
      <DestinationPicker chosen={chosen} taken={taken} onChange={setChosen} />
    </DialogContent>
  )
}

function counted(chosen: number, taken: number): string {
  if (chosen + taken >= LIMITS.placesMax) {
    return `That’s all it can have: one message goes to at most ${LIMITS.placesMax} chats.`
  }
  return chosen === 0 ? `Choose up to ${LIMITS.placesMax - taken} people and groups` : `${chosen} chosen`
}

function listed(chosen: readonly Destination[]): string {
  const [first, second, ...others] = chosen.map(({ face }) => face.name)
  if (second === undefined) return `${first}`
  if (others.length === 0) return `${first} and ${second}`
  return `${first}, ${second} and ${others.length} more`
}
