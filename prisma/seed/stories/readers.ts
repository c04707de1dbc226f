import type { Story } from './story'

export const readers: Story = {
  key: 'readers',
  name: 'Slow readers',
  people: ['noam', 'eleni', 'ana', 'olek'],
  script: `
@ 24d 18:00
noam: שלום לכולם. Welcome to what I would like to call the slowest reading circle in town: one book a month, no homework
eleni: Καλησπέρα! I have waited years for a circle without homework
olek: Добрий вечір. Do we get to complain about the book?
noam: It is the main point of the exercise
ana: Then I am in
=noam Reading circle
+noam sofia
sofia: ¡Hola! Sorry, I'm late
noam: We haven't started
sofia: First time in my life
@ 22d 19:30
noam: Three candidates for this month: a long Russian one, a short Greek one, a very short Japanese one
eleni: I may be partial
olek: Short is good, I get up at four to bake
sofia: Very short!
ana: Short Greek one, then the very short Japanese one next month?
noam: A compromise worthy of a peace conference. So be it
eleni: 💙
@ 10d 20:15
ana #p90: Page 90. I did not see that coming
!sofia p90 😱
olek >p90: Please. I am on page 60
ana: Sorry! I said nothing. Nothing happens. It's a very calm book
sofia: 😂
eleni: The translation is lovely, by the way. The sea has eleven different words and they found nine
noam: Which two are missing?
eleni: The one for just before wind, and the one for just after
@ 4d 18:50
noam #meeting: We meet on Thursday at half past six at my place. There is tea, there are chairs for five and a half people
^noam meeting
!eleni meeting 👍
!ana meeting 👍
sofia: I'm the half, I come straight from work
eleni: @olek the dark one, please
olek: The dark one it is
eleni: I'll bring the two missing words
ana: I'll bring opinions
@ 2d 22:40
noam: Thank you all. It's very quiet here now, and there are crumbs everywhere, and I am happy
olek: The crumbs are my signature
sofia: Next book: the Japanese one. I'm already on page 12 of 96!
`,
}
