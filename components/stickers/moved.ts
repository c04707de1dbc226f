/** To the place that another has, or so many places further. */
export type Where = { readonly onto: string } | { readonly by: number }

/** The same list where nothing can move. */
export function moved(ids: readonly string[], id: string, to: Where): readonly string[] {
  const from = ids.indexOf(id)
  const target = 'by' in to ? from + to.by : ids.indexOf(to.onto)
  if (from < 0 || target < 0 || target >= ids.length || target === from) return ids
  const others = ids.filter((one) => one !== id)
  return [...others.slice(0, target), id, ...others.slice(target)]
}
