import type { Story } from './story'

export const sofia: Story = {
  people: ['sofia', 'ana'],
  unread: { ana: 3 },
  script: `
@ 6d 16:00
sofia: ¿Vienes al concierto de Eleni el viernes?
ana: ¡Claro! Que horas?
sofia: A las ocho. O sea, yo llego a las ocho y cuarto
ana: Vou guardar um lugar para ti
sofia: Perto da porta, por favor 😅
@ 5d 22:31
ana: That second piece!
sofia: I cried. I want it known that I cried
ana: The whole row cried. The man with the hat cried into the hat
@ 1d 21:05
sofia >soup: ¡Voy! O sea, a las siete y cuarto
ana: Há sopa até às oito 😄
@ -11m
sofia: Ana
sofia: **ANA**
sofia: Eleni got the position in the orchestra 🎻🎉
`,
}
