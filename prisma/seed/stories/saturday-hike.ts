import type { Story } from './story'

export const saturdayHike: Story = {
  key: 'hike',
  name: 'Saturday hike 🥾',
  people: ['ana', 'kwame', 'layla', 'tomas'],
  unread: { ana: 3 },
  away: { kwame: 2 },
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
layla %Fern/👋:
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
ana #fogwish: Choose twenty. The one with the fog in the valley has to be there
yuki >fogwish +valley: That one is already on my wall
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
yuki #asleep +beeches +dusk: Pictures from yesterday are ready. The one with all of you asleep on the train I keep for an emergency
kwame: I was resting my eyes
!layla asleep 😂
!tomas asleep 😂
!ana asleep 🙈
layla: With your mouth open
kwame: Deeply resting my eyes
tomas: Can I use the tower one for my calendar?
yuki: Of course
@ 1d 19:30
ana #plan: Lake loop this Saturday, as promised:
- **8:12**, platform 3
- a table at the mill for **three**: https://oldmill.example/table
- something warm for the shore, it is _always_ windy
!layla plan 😍
!yuki plan 👍
!tomas plan 👍
^ana plan
kwame: The mill with the plum cake?
ana #open: The very same. They are open until five
~ana open: The very same. They are open until four, I just asked
tomas +route: Sunny until four, light wind from the west. And here is the loop, for whoever carries the GPS
@ 1d 20:30
ana #soup &flat &kwame &sofia: Soup at ours on Sunday at seven, before everybody disappears into December. Bring a spoon
!yuki soup 🍲
!tomas soup 🍲
!layla soup ❤️
@ -66m
yuki: I'm bringing the long lens, there may be herons
layla: سأحضر القهوة والتمر ☕
ana: And I the long coat. The short patience I leave at home
@ -52m
yuki #album +lake +fog +tower +meadow: Last year’s, found while packing. The lake at nine looks exactly like this
!ana album 😍
!layla album 😍
!tomas album 🔥
kwame >album: The second one is my new wallpaper
tomas +forecast:
tomas: @ana the forecast has changed. Nobody panic
`,
}
