'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { Segmented } from '@/components/ui/segmented'
import { Section } from './section'

type Appearance = 'system' | 'light' | 'dark'

const never = () => () => {}

/** The choice is this device's: what the server draws can't know it. */
const useOnDevice = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

export function AppearanceSection() {
  const { theme, setTheme } = useTheme()
  const known = useOnDevice()
  return (
    <Section title="Appearance" description="On this device.">
      <Segmented<Appearance>
        label="Appearance"
        value={known ? (theme as Appearance) : 'system'}
        onChange={(choice) => withoutTransitions(() => setTheme(choice))}
        options={[
          { value: 'system', label: <Choice icon={<Monitor aria-hidden />}>System</Choice> },
          { value: 'light', label: <Choice icon={<Sun aria-hidden />}>Light</Choice> },
          { value: 'dark', label: <Choice icon={<Moon aria-hidden />}>Dark</Choice> },
        ]}
      />
    </Section>
  )
}

/** All of the page changes at once, not some of it by and by. */
function withoutTransitions(change: () => void): void {
  const still = document.createElement('style')
  still.textContent = '*,::before,::after{transition:none!important}'
  document.head.append(still)
  change()
  requestAnimationFrame(() => requestAnimationFrame(() => still.remove()))
}

function Choice({ icon, children }: { icon: React.ReactNode; children: string }) {
  return (
    <>
      {icon}
      {children}
    </>
  )
}
