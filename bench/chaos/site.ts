import type { BlobStore } from '@/server/application/file-ports'
import type { FaultProxy } from '@/server/testing/fault-proxy'
import type { Random } from '../random'
import type { Crowd } from './crowd'
import type { Fault } from './fault'

/** Kith as one process or as many, with several ways to it that can break apart from each other. */
export interface Site {
  /** Itself, without a proxy that breaks. */
  readonly url: string
  readonly ways: readonly FaultProxy[]
  readonly blobs: BlobStore
  /** What nobody caused: ends of processes that weren't ours, a stop that took too long. */
  readonly surprises: string[]
  /** Where sockets can be had, each by itself. */
  readonly gatewayUrls: readonly string[]
  /** By name. */
  processes(): Readonly<Record<string, number>>
  ready(): Promise<void>
  /** Of the database itself. */
  readonly databaseUrl: () => string
  /** What can be broken of it. */
  faults(random: Random, crowd: Crowd, pace: Pace): readonly Fault[]
  stop(): Promise<void>
}

/** How long things are broken: as in life, or short enough for a test. */
export interface Pace {
  /** From one fault to the next. */
  readonly pauseMs: readonly [number, number]
  hold(usuallyMs: number, briefMs: number): Promise<void>
}
