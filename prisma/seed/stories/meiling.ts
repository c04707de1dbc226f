import type { Story } from './story'

export const meiling: Story = {
  people: ['ana', 'meiling'],
  unread: { ana: 1 },
  script: `
@ 16d 09:05
meiling: Morning! Did the proofs for the city map arrive?
ana: Just now. The river is a bit too blue for my taste
meiling: I said the same thing. The printer says it is "the blue of trust"
ana: 😂 could we have the blue of water?
meiling: I'll ask
ana: And the street names around the market are nearly touching. 8 pt instead of 8.5?
meiling: Good idea. I'll send a new file after lunch
@ 16d 13:40
meiling: New file is up. I also moved the legend to the left, it hides less of the harbour there
ana: Much better. The harbour deserves it
meiling: 好，那就这样定了
ana: 谢谢！
@ 9d 15:12
ana: The client called. They love it
meiling: Really??
ana #walk: "It makes me want to go for a walk", word for word
!meiling walk 🥹
meiling >walk: I am going to frame that sentence
ana: They want two hundred more, and one of the old town alone
meiling: The old town is all stairs. How do we draw stairs?
ana: Little lines across, as on the very old maps?
meiling: I'll draw three versions and you pick
@ 3d 10:20
meiling: Three versions of the stairs:
A: little lines
B: dots
C: a small person climbing, every fifty metres
ana: C 😄
ana: No, A. But keep C for the poster
meiling: I hoped you would say that
@ -180m
meiling #cello +poster: Poster with the small climbing people is done. There are 41 of them and one is carrying a cello
ana: I need to see the cello one
!ana cello 😍
meiling: Nearly at the top, by the cathedral. Look for the tired one
`,
}
