import fs from 'node:fs'
import type { Browser } from 'playwright'

/**
 * CPU seconds that the main threads of this browser's pages have used so far. Unlike the time of their tasks it stays what
 * it is while others use the machine. Of processes that ended nothing is left: compare within one page.
 */
export async function mainThreadCpuS(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  return pids.reduce((sum, pid) => sum + onCpuNs(pid), 0) / 1e9
}

/** The thread that begins a process has its number. */
function onCpuNs(pid: number): number {
  return Number(fs.readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0])
}
