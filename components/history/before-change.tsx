'use client'

import { Component } from 'react'

interface BeforeChangeProps {
  readonly call: () => void
}

/** Calls before what is drawn anew changes the page: no hook is called then. */
export class BeforeChange extends Component<BeforeChangeProps> {
  override getSnapshotBeforeUpdate(): null {
    this.props.call()
    return null
  }

  override componentDidUpdate(): void {}

  override render(): null {
    return null
  }
}
