'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { ReactNode } from 'react'
import { isTransient } from '@/server/domain/errors'
import type { AppRouter } from '@/server/trpc/app-router'
import { refusalOf } from './refusal'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isTransient(refusalOf(error).code),
    },
  },
})

const api = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc' })] })

/** What is asked and answered over HTTP: accounts, sessions, search, administration. Live data is the Kith client's. */
export function Api({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={api} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
