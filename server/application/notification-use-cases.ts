import {
  changeNotifications,
  readNotifications,
  showsNotifications,
  subscribe,
  testNotification,
  unsubscribe,
} from './change-notifications'
import { notifyPerson } from './notify-person'
import type { Ports } from './ports'
import { summarizeQuiet, tellSummary } from './summarize-quiet'
import { tellDevice } from './tell-device'

/** Telling people of messages while no page is open. `now` in milliseconds. */
export function notificationUseCases(ports: Ports, now: () => number) {
  return {
    readNotifications: readNotifications(ports),
    changeNotifications: changeNotifications(ports),
    subscribe: subscribe(ports),
    unsubscribe: unsubscribe(ports),
    testNotification: testNotification(ports),
    showsNotifications: showsNotifications(ports),
    notifyPerson: notifyPerson(ports, now),
    tellDevice: tellDevice(ports, now),
    summarizeQuiet: summarizeQuiet(ports, now),
    tellSummary: tellSummary(ports, now),
  }
}
