import { File, FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo } from 'lucide-react'

const BY_ENDING: readonly (readonly [RegExp, typeof File])[] = [
  [/\.(zip|gz|tgz|rar|7z|tar|bz2|xz|zst)$/i, FileArchive],
  [/\.(xlsx?|ods|csv|tsv|numbers)$/i, FileSpreadsheet],
  [/\.(pdf|docx?|odt|rtf|txt|md|pages|epub)$/i, FileText],
  [/\.(js|ts|tsx|jsx|json|html?|css|py|rb|go|rs|c|cpp|h|java|sh|sql|xml|ya?ml)$/i, FileCode],
]

/** What a file looks like to be: by its type, else by how its name ends. */
export function FileIcon({ name, type, className }: { name: string; type: string; className: string }) {
  const Icon = iconOf(name, type)
  return <Icon aria-hidden className={className} />
}

function iconOf(name: string, type: string): typeof File {
  if (type.startsWith('image/')) return FileImage
  if (type.startsWith('video/')) return FileVideo
  if (type.startsWith('audio/')) return FileAudio
  return BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? File
}
