import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { chromium } from '@playwright/test'
import { installDebian } from './debian.mjs'
import { inProject } from './project.mjs'
import { runNode } from './run.mjs'
import { say } from './say.mjs'

/** A Chromium to test with: one that is here, or else one that is installed now. Null: none can be had. */
export async function findBrowser() {
  return present() ?? (await installPlaywrights()) ?? (await installDebians())
}

function present() {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', chromium.executablePath()]
  return candidates.find((file) => file && runs(file)) ?? null
}

async function installPlaywrights() {
  say('No Chromium is here: installing Playwright’s …')
  const dependencies = process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : []
  await runNode([inProject('node_modules/playwright/cli.js'), 'install', ...dependencies, 'chromium'])
  return present()
}

async function installDebians() {
  say('Playwright’s Chromium could not be had: installing Debian’s …')
  await installDebian(['chromium', 'fonts-noto-color-emoji', 'fonts-noto-cjk'])
  return present()
}

const runs = (file) => fs.existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
