import { NextResponse } from 'next/server'
import { readEnv } from '@/server/env'
import { pageHeaders } from '@/server/headers'

export const config = {
  // Answers of the API have headers of their own: pictures and files a stricter policy, which this would replace.
  matcher: '/((?!api/|_next/static/).*)',
}

const headers = pageHeaders(readEnv(process.env), process.env.NODE_ENV === 'development')

/** Gives pages their headers, in whatever server Next runs. It lets everything pass: who may see what is not decided here. */
export function proxy(): NextResponse {
  return NextResponse.next({ headers })
}
