import { findDamage } from '@/server/testing/find-damage'
import { bytesKept } from './bytes'
import type { Crowd } from './crowd'
import type { Database } from './database'
import type { Finding } from './finding'
import type { Site } from './site'

/** What holds in the database, and for everybody in the crowd. */
export async function judge(crowd: Crowd, site: Site, db: Database): Promise<readonly Finding[]> {
  const { rows } = await db.pool.query<{ placements: number }>('select count(*)::int as placements from placements')
  return [
    ...(await crowd.judge(site.url, site.databaseUrl())),
    {
      claim: 'seqs go from 1 to the last without holes, and all of the log’s rules hold',
      examined: rows[0]?.placements ?? 0,
      wrong: await findDamage(db.pool),
    },
    await bytesKept(db.pool, site.blobs),
  ]
}
