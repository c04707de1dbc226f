/** As much of a DOM node as is read here. */
export interface HtmlNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly textContent: string | null
  readonly childNodes: ArrayLike<HtmlNode>
  getAttribute?(name: string): string | null
}

export const TEXT_NODE = 3
export const ELEMENT_NODE = 1

export const childrenOf = (node: HtmlNode): readonly HtmlNode[] => Array.from(node.childNodes)

export const attributeOf = (node: HtmlNode, name: string): string => node.getAttribute?.(name) ?? ''
