/** Something that breaks, and is whole again when `strike` resolves. */
export interface Fault {
  readonly name: string
  /** What it is done to: nothing is broken in two ways at once. */
  readonly takes: readonly Broken[]
  /** `instead`: it turned out to be this. */
  strike(instead: (name: string) => void): Promise<void>
  /** It is a gateway's death: how long its people are without a connection is measured. */
  readonly deadly?: boolean
  /** Connections that lived through it stay dead without a word: nothing but patience and heads find out. */
  readonly untold?: boolean
  /** Only those notice whom it is done to: how others fare is measured meanwhile. */
  readonly harmless?: boolean
}

type Broken = 'gateways' | 'webs' | 'postgres' | 'nats' | 'ways' | 'crowd' | 'app'
