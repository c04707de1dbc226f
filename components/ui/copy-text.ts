/** Puts text on the clipboard; false: the browser refused. Plain http has no navigator.clipboard, hence the second way. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (copied) return true
  }
  return copyFromTextarea(text)
}

function copyFromTextarea(text: string): boolean {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.style.cssText = 'position:fixed;opacity:0'
  // Inside an open dialog, whose focus trap takes the selection away from anything outside.
  const home = focused?.closest('[role="dialog"],[role="alertdialog"]') ?? document.body
  home.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } finally {
    area.remove()
    if (focused instanceof HTMLElement) focused.focus()
  }
}
