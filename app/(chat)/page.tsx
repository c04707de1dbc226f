/** The overview: drawn by the layout, which stays while the address changes. */
export default function OverviewPage() {
  return null
}
