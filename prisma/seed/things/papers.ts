/** A PDF of one page: a heading, and lines below it. Latin letters alone, without brackets. */
export function pdf(heading: string, lines: readonly string[]): Buffer {
  const text = [
    `BT /F1 22 Tf 72 740 Td (${heading}) Tj /F1 12 Tf`,
    ...lines.map((line) => `0 -24 Td (${line}) Tj`),
    'ET',
  ]
  const stream = text.join('\n')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(
    `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

/** A walk around a lake, as GPS devices read it. */
export function track(name: string): Buffer {
  const points = Array.from({ length: 120 }, (_, step) => {
    const angle = (step / 120) * 2 * Math.PI
    const radius = 0.02 + 0.004 * Math.sin(3 * angle)
    const [latitude, longitude] = [47.5 + radius * Math.sin(angle), 11.3 + 1.5 * radius * Math.cos(angle)]
    return `    <trkpt lat="${latitude.toFixed(5)}" lon="${longitude.toFixed(5)}"/>`
  })
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Kith" xmlns="http://www.topografix.com/GPX/1/1">
  <trk><name>${name}</name><trkseg>
${points.join('\n')}
  </trkseg></trk>
</gpx>
`)
}
