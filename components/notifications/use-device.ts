'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../api'
import { orRefusal } from '../refusal'
import { ability, currentTarget, switchOff, switchOn } from './device'

const DEVICE_KEY = ['notified-device']
const STALE_MS = 300_000

/** Whether this browser is notified, and how that is changed. Asks nobody unless `ask`: shows what others asked. */
export function useDevice(ask = true) {
  const trpc = useTRPC()
  const api = useTRPCClient()
  const queries = useQueryClient()
  const infoKey = trpc.notifications.get.queryKey()
  const info = useQuery(trpc.notifications.get.queryOptions(undefined, { enabled: ask, staleTime: STALE_MS }))
  const publicKey = info.data?.publicKey ?? ''
  const device = useQuery({
    queryKey: DEVICE_KEY,
    enabled: ask && info.data !== undefined,
    staleTime: STALE_MS,
    queryFn: async () => {
      const target = await currentTarget(publicKey)
      // The server has lost it, or the browser has a new one.
      const known = queries.getQueryData(infoKey)?.endpoint
      if (target && target.endpoint !== known) await api.notifications.subscribe.mutate(target)
      return { ability: ability(), on: target !== null }
    },
  })
  const change = useMutation({
    mutationFn: async (on: boolean) => {
      if (on) return orRefusal(api.notifications.subscribe.mutate(await switchOn(publicKey)))
      // Here first: what is left in between, the server finds gone when it next pushes.
      await switchOff()
      await orRefusal(api.notifications.unsubscribe.mutate())
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: infoKey })
      await queries.invalidateQueries({ queryKey: DEVICE_KEY })
    },
  })
  return { info, device, change }
}
