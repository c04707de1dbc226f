/**
 * Conversations as scripts. `@ 21d 18:05` is a time (days ago, UTC), `@ -40m` one before now; each line follows the
 * one before after a little while. `+ana noam`: ana adds noam. `=ana A name`: ana renames the group.
 */
export interface Story {
  /** Absent in a direct conversation. */
  readonly name?: string
  /** The first owns a group. Those added later in the script are not here. */
  readonly people: readonly string[]
  /** How many of others' messages at the end each has not read. */
  readonly unread?: Readonly<Record<string, number>>
  readonly script: string
}

export const STORIES: readonly Story[] = [
  {
    name: 'Saturday hike 🥾',
    people: ['ana', 'kwame', 'layla', 'tomas'],
    unread: { ana: 4, kwame: 2 },
    script: `
@ 20d 17:40
ana: New season, new group. Who is in for a walk every second Saturday?
kwame: Me. As long as there is cake at the end
layla: أنا معكم! I'll bring the coffee
tomas: In. I have already looked at the forecast and it is perfect
ana: Tomáš, you say that every time
tomas: And one day I will be right
+ana yuki
yuki: Hello everyone 👋 thank you for adding me
kwame: Welcome! Rule one: whoever is last at the station buys the cake
yuki: I am never last
layla: That's what Kwame said in March
@ 18d 19:02
ana: Proposal for the first one: the ridge above the old quarry. 14 km, 600 m up, back by five
tomas: Which side do we go up?
ana: The north side is shorter, the south side has the view
layla: South 🙏
yuki: South. I would like to photograph the beech trees
kwame: South, and slowly
ana: South it is. Train at 8:12, platform 3
@ 15d 06:40
kwame: I am on platform 3
kwame: I am alone on platform 3
layla: Two minutes!
tomas: Parking the bike
ana: Same carriage as always, second from the front
yuki: I have been on the train since the first stop 😌
@ 15d 17:25
layla: What a day. My legs are not my legs any more
tomas: I would like it noted that it did not rain
kwame: It rained for an hour
tomas: That was mist
yuki: I have about two hundred pictures. I will choose ten, I promise
ana: Choose twenty. The one with the fog in the valley has to be there
yuki: That one is already on my wall
kwame: And who was last at the station?
layla: 🙄 lemon or chocolate?
kwame: Lemon
@ 8d 18:10
ana: Saturday again? Two ideas:
1. the lake loop, flat, 18 km
2. the tower, steep, 11 km
kwame: Tower
yuki: Tower, if we start early for the light
layla: Lake 😇 but I'll come along either way
tomas: Forecast says sun for the tower and sun for the lake
ana: Then the tower, and the lake next time. 7:48, platform 5
@ 6d 18:44
yuki: Pictures from yesterday are ready. The last one is all of you asleep on the train
kwame: I was resting my eyes
layla: With your mouth open
kwame: Deeply resting my eyes
tomas: Can I use the tower one for my calendar?
yuki: Of course
@ 1d 19:30
ana: Lake loop this Saturday, as promised. 8:12, platform 3, and I have booked a table at the mill for three
layla: 😍
kwame: The mill with the plum cake?
ana: The very same
tomas: Sunny until four, light wind from the west
@ -64m
yuki: I'm bringing the long lens, there may be herons
layla: سأحضر القهوة والتمر
kwame: Then I'll bring nothing but good company
tomas: The forecast has changed. Nobody panic
`,
  },
  {
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
ana: "It makes me want to go for a walk", word for word
meiling: I am going to frame that sentence
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
meiling: Poster with the small climbing people is done. There are 41 of them and one is carrying a cello
ana: I need to see the cello one
meiling: Top left, by the cathedral. Look for the tired one
`,
  },
  {
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
ana: I have yellow ones 🌼
layla: مثالي! She has been cooking since yesterday
ana: On my way
`,
  },
  {
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
minjun: 알겠어요. I'll make a bigger jar
@ 17d 10:12
ana: He came, he looked, he said "hm", he will come back on Monday
priya: What kind of hm?
ana: The expensive kind
@ 13d 17:30
priya: Electricity came to 62.40, so 20.80 each. I've put the letter on the fridge
ana: Sent
minjun: Sent. Also the cat has learned to open the fridge
priya: Which one?
minjun: The one that looks innocent
ana: They both look innocent
minjun: Exactly
@ 5d 19:05
priya: My parents visit on the 2nd and 3rd. Is it all right if they sleep in the living room?
minjun: Of course!
ana: Of course. Does your mother still make that lime pickle?
priya: She is bringing two jars, one of them "for the girl who asked"
ana: I am the girl who asked 🥹
@ -35m
minjun: Parcel for you, Ana, long and thin
minjun: It rattles. The innocent one is sitting on it
`,
  },
  {
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
ana: Page 90. I did not see that coming
olek: Please. I am on page 60
ana: Sorry! I said nothing. Nothing happens. It's a very calm book
sofia: 😂
eleni: The translation is lovely, by the way. The sea has eleven different words and they found nine
noam: Which two are missing?
eleni: The one for just before wind, and the one for just after
@ 4d 18:50
noam: We meet on Thursday at half past six at my place. There is tea, there are chairs for five and a half people
sofia: I'm the half, I come straight from work
olek: I'll bring bread
eleni: I'll bring the two missing words
ana: I'll bring opinions
@ 2d 22:40
noam: Thank you all. It's very quiet here now, and there are crumbs everywhere, and I am happy
olek: The crumbs are my signature
sofia: Next book: the Japanese one. I'm already on page 12 of 96!
`,
  },
  {
    people: ['ana', 'olek'],
    script: `
@ 11d 06:15
ana: Olek, my starter smells of nail varnish. Is it dead?
olek: Good morning! No, it is hungry. Nobody who smells of nail varnish is dead
ana: So I just feed it?
olek: Here is everything I know, from the beginning:

First, take it out of the fridge and let it come to itself for an hour. It has been cold and lonely.

Second, throw away all but one spoon of it. I know. Everybody is sad about this part. Make pancakes with the rest.

Third, give that one spoon fifty grams of flour and fifty grams of water, lukewarm, like a bath for a child. Rye if you have it: rye is to a starter what soup is to a person with a cold.

Fourth, put it somewhere that is warm but not hot. On top of the fridge is good. On the radiator is bad. Next to the cat is very good.

Fifth, wait. When it has doubled, it is well again. If it takes a day, it takes a day. Feed it once more before you bake with it, and it will have forgiven you.

Sixth, and this is the whole secret: write down what you did. Not because you will do it again, but because you will want to know what you did when it was good.
ana: That is the best thing anyone has sent me all year
olek: It's only November
@ 10d 07:40
ana: It doubled!!!
olek: 🎉 Now you have a pet
ana: Minjun's cats will be jealous
@ -26h
olek: How is the pet?
ana: Fat and happy. First loaf on Sunday, I'll bring you half
olek: The outside half, please
`,
  },
  {
    people: ['kwame', 'ana'],
    script: `
@ 14d 12:00
kwame: Quick one: are you still looking for someone to check the Twi place names?
ana: Yes!! Do you know someone?
kwame: My aunt taught geography in Kumasi for thirty years. She will check them and then she will check you
ana: I am ready to be checked
kwame: Nobody is ever ready
@ 13d 18:30
kwame: She has read the list. Four mistakes, one of them "unforgivable"
ana: Which one??
kwame: You put her home town on the wrong side of the river
ana: Moving it right now
kwame: She says thank you, and asks whether you eat properly
@ -5h
kwame: Train is late again. I am composing a letter in my head
ana: How long?
kwame: The letter or the delay?
ana: Both
kwame: The delay is 25 minutes. The letter is in its third chapter
`,
  },
  {
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
@ -11m
sofia: Ana
sofia: ANA
sofia: Eleni got the position in the orchestra 🎻🎉
`,
  },
  {
    people: ['priya', 'minjun'],
    script: `
@ 8d 09:00
priya: Your front brake is done. New cable, new pads, and I oiled the bell
minjun: The bell too? 감사합니다!
priya: It was making the sound of a disappointed duck
minjun: I liked the duck
priya: The duck lives on in our hearts
@ 2d 08:45
minjun: A child rang back at me today with her own bell
priya: My work here is finished
`,
  },
  {
    people: ['tomas', 'yuki'],
    unread: { tomas: 1 },
    script: `
@ 6d 20:10
tomas: Would you teach me how you do the fog ones?
yuki: Of course. The secret is to be there at half past five
tomas: In the morning?
yuki: In the morning
tomas: I see why it's a secret
yuki: 日曜日は? Sunday?
tomas: Sunday. I'll bring tea and complaints
@ -50m
yuki: Tomorrow at the bridge, 5:30. The valley will be full of fog, your forecast said so
`,
  },
  {
    people: ['layla', 'noam'],
    unread: { noam: 2 },
    script: `
@ 9d 19:00
noam: תודה על הספר! I read the first three poems standing up
layla: ברוך הבא! The fourth one you should sit down for
noam: عرفت ذلك متأخراً
layla: Your Arabic is getting dangerous
noam: I have a good dictionary and no shame
@ -3h
layla: There's a reading on Tuesday at the library. Both languages, both ways round
layla: تعال معنا!
`,
  },
  {
    people: ['eleni', 'ana'],
    script: `
@ 5d 23:10
ana: Eleni, that was the most beautiful hour of my month
eleni: Σ' ευχαριστώ. I saw your row. I very nearly lost my place because of the man with the hat
ana: We all did
eleni: Don't tell anyone, but I have an audition on the 20th
ana: For the orchestra???
eleni: Ssh
ana: 🤐🎻
`,
  },
]
