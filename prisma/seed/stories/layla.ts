import type { Story } from './story'

export const layla: Story = {
  people: ['ana', 'layla'],
  script: `
@ 12d 20:01
layla: مساء الخير يا آنا! كيف كان يومك؟
ana: مساء النور! Long, but good. My Arabic teacher would be proud of that greeting
layla: She would. Next step: you order the coffee on Saturday
ana: In Arabic? From a machine at the station?
layla: The machine is very patient
ana: More than the queue behind me
@ 7d 18:22
layla: هل انتهيت من الكتاب؟
ana: Almost. I'm at the chapter with the letter
layla: لا تقرئيه في القطار. You will cry in front of strangers
ana: Too late
layla: 🤍
@ 2d 19:15
ana: Question: what do I bring to your mother's dinner?
layla: Yourself, hungry
ana: And besides that?
layla: زهور. Anything but white
ana: Noted. Seven o'clock?
layla: Seven means half past seven. Come at seven, she will love you for it
@ -22m
ana #flowers: I have yellow ones 🌼
!layla flowers 💛
layla >flowers: She has been cooking since yesterday. مثالي!
layla +kitchen:
ana: I could hear the pots
layla %Fern/🥰:
ana: On my way
`,
}
