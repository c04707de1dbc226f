import type { Story } from './story'

export const flat: Story = {
  key: 'flat',
  name: 'Flat 4B',
  people: ['priya', 'ana', 'minjun'],
  unread: { ana: 2 },
  script: `
@ 19d 08:10
priya: The heating person comes on Thursday between 8 and 12
minjun: I'm home until 10
ana: I can take over from 10
priya: You two are a well-oiled machine
@ 19d 21:45
minjun: Who ate the last of the kimchi?
ana: …
priya: …
minjun: I see
ana: In my defence, it was excellent
minjun +recipe: 알겠어요. I'll make a bigger jar. And here is how, so that you know what you owe me
@ 17d 10:12
ana: He came, he looked, he said "hm", he will come back on Monday
priya: What kind of hm?
ana: The expensive kind
@ 13d 17:30
priya: Electricity came to 62.40, so 20.80 each. I've put the letter on the fridge
ana: Sent
minjun #wrong: Sent, 208.00
-minjun wrong
minjun: Sent, 20.80 this time. Also the cat has learned to open the fridge
priya: Which one?
minjun: The one that looks innocent
ana: They both look innocent
minjun: Exactly
@ 5d 19:05
priya: My parents visit on the 2nd and 3rd. Is it all right if they sleep in the living room?
minjun: Of course!
minjun %Everyday/🏠:
ana: Of course. Does your mother still make that lime pickle?
priya: She is bringing two jars, one of them "for the girl who asked"
ana: I am the girl who asked 🥹
@ 3d 20:12
minjun #program: I have written a program for the fridge:
\`\`\`python
while door.is_open():
    if cat.looks_innocent:
        play("vacuum-cleaner.wav")
    else:
        call(minjun)
\`\`\`
!priya program 😂
priya >program: It has a bug. \`looks_innocent\` is always true
minjun: It is a feature of the cat
@ 1d 20:50
priya >soup: I'll make the bread
minjun >soup: And I bring the jar. The big one
@ -35m
minjun: Parcel for you, Ana, long and thin
minjun: It rattles. The innocent one is sitting on it
`,
}
